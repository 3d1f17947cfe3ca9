import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { harmlessDirectory, neededEnvironment, type LaunchPlan } from './launch.ts';

/**
 * The decode child: `node` (this same Node, unless the host is none and brings one), allowed to read its own program and the packages beside it,
 * and nothing else; to write nothing; to start nothing. sharp's native code is not held by the permission model: what
 * holds it is that it has no path, no environment, and nothing to answer but frames.
 */
export function decoderPlan(node = process.execPath): LaunchPlan {
  const program = decoderProgram();
  const readable = [dirname(program), ...packageFiles(dirname(program))];
  return {
    role: 'decoder',
    command: node,
    args: [
      '--permission',
      '--allow-addons',
      ...readable.map((path) => `--allow-fs-read=${path}`),
      '--no-warnings',
      '--expose-gc',
      '--max-old-space-size=128',
      '--max-semi-space-size=1',
      program,
    ],
    environment: {
      ...neededEnvironment(),
      UV_THREADPOOL_SIZE: '1',
      MALLOC_ARENA_MAX: '1',
      VIPS_CONCURRENCY: '1',
      // libvips would put large pictures into a temporary file: in clear, and not ours to remove.
      VIPS_DISC_THRESHOLD: '16g',
    },
    directory: harmlessDirectory(),
  };
}

/** Beside this file, as source or bundled (`decode-process.mjs` next to the bundle). */
function decoderProgram(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const found = ['decode-process.ts', 'decode-process.mjs']
    .map((name) => join(here, name))
    .find((path) => existsSync(path));
  return found ?? join(here, 'decode-process.mjs');
}

/** Every package.json and node_modules that module resolution may look at, by name and by real path. */
function packageFiles(start: string): readonly string[] {
  const found = new Set<string>();
  for (let folder = start; ; folder = dirname(folder)) {
    found.add(join(folder, 'package.json'));
    const packages = join(folder, 'node_modules');
    if (existsSync(packages)) found.add(packages).add(realpathSync(packages) + sep);
    if (folder === dirname(folder)) return [...found];
  }
}
