#!/usr/bin/env node
// `npm start [-- ARCHIVE] [-- --no-open]`: the application. Without the Electron runtime that is the browser host. Plain
// JavaScript, as stele.mjs is, which finds the Node that the program needs.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundledNode, electronRuntime } from './runtimes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const node = bundledNode() ?? process.execPath;
const words = process.argv.slice(2);

const newest = (folder) =>
  readdirSync(folder, { recursive: true })
    .map((name) => statSync(join(folder, name)).mtimeMs)
    .reduce((one, other) => Math.max(one, other), 0);

/** The interface and the desktop's bundles, made anew where they are missing or older than what they are made from. */
function build() {
  const made = [
    'out/main/main.mjs',
    'out/main/core/core.mjs',
    'out/preload/preload.cjs',
    'out/renderer/index.html',
  ].map((name) => join(root, name));
  const from = Math.max(...['src', 'resources', 'docs/manual'].map((name) => newest(join(root, name))));
  if (made.every((path) => existsSync(path) && statSync(path).mtimeMs >= from)) return;
  const program = join(root, 'node_modules/electron-vite/bin/electron-vite.js');
  if (!existsSync(program)) return;
  process.stderr.write('Building the interface, once: a few seconds.\n');
  const { status, stdout, stderr } = spawnSync(node, [program, 'build'], { cwd: root, encoding: 'utf8' });
  if (status !== 0)
    process.stderr.write(`${stdout}${stderr}It could not be built: "npm run build" says more.\n`);
}

build();
const electron =
  words.includes('--no-open') || words.includes('--begin') || words.includes('--json')
    ? null
    : electronRuntime();
if (electron === null) {
  const instead = words.includes('--no-open') ? '' : ' Stele opens in your browser.';
  if (electronRuntime() === null)
    process.stderr.write(
      `The Electron runtime is not here: \`npm run get-electron\` downloads it.${instead}\n`,
    );
  process.argv.splice(2, 0, 'open');
  await import('./stele.mjs');
} else {
  // The decoders run in an ordinary Node, which Electron is not.
  const env = { ...process.env, STELE_NODE: node };
  delete env.ELECTRON_RUN_AS_NODE;
  const child = spawn(electron, [root, ...words], { stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(
      `The window could not be started (${error.code}): "npm start -- --no-open" needs none.\n`,
    );
    process.exit(70);
  });
  child.on('exit', (code, signal) => process.exit(signal ? 130 : (code ?? 70)));
}
