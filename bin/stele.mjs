#!/usr/bin/env node
// The door of the command line. Plain JavaScript that any Node from 18 on can read: the program itself
// needs Node 24 (better-sqlite3 crashes the process on Node 20), which npm brings as a platform package.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { bundledNode } from './runtimes.mjs';

const able = (versions, features) => Number(versions.napi) >= 10 && Boolean(features.typescript);

/** Arguments as the bytes the shell gave, where the system tells: Node decodes them as UTF-8 and loses the rest. */
function rawArguments() {
  try {
    return readFileSync('/proc/self/cmdline').toString('base64');
  } catch {
    return null;
  }
}

if (able(process.versions, process.features)) {
  // Compiled code is kept beside the packages (code, never anything of an archive): start-up takes half the time, and
  // neither this process nor its threads load the compiler.
  const cache = fileURLToPath(new URL('../node_modules/.cache/stele', import.meta.url));
  process.env.NODE_COMPILE_CACHE ??= cache;
  nodeModule.enableCompileCache?.(cache);
  // V8 lets its nursery grow with the machine's memory; an import needs little, and a small laptop has little.
  setFlagsFromString('--semi-space-growth-factor=1');
  await import('../src/main/cli/main.ts');
} else {
  const node = bundledNode();
  if (!node) {
    process.stderr.write(
      `stele needs Node 24 and found ${process.version}. Nothing was changed. ` +
        'Run "npm ci" in the program\'s folder, or install Node 24 or newer.\n',
    );
    process.exit(3);
  }
  const raw = rawArguments();
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: raw ? { ...process.env, STELE_RAW_ARGUMENTS: raw } : process.env,
  });
  // The terminal signals the whole group; what comes to this process alone is passed on.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(signal ? 130 : (code ?? 70)));
}
