// What is installed here to run the program with. Looked up in the file system alone: asking the electron package would
// download it. Plain JavaScript that any Node from 18 on can read.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Node 24 as installed from the registry for this platform, or null. */
export function bundledNode() {
  const name = process.platform === 'win32' ? 'win' : process.platform;
  try {
    const manifest = createRequire(import.meta.url).resolve(`node-${name}-${process.arch}/package.json`);
    const binary = join(dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(binary) ? binary : null;
  } catch {
    return null;
  }
}

/** The Electron runtime in `folder` (that of its package), or null where it was not downloaded, or not whole. */
export function electronRuntime(
  folder = fileURLToPath(new URL('../node_modules/electron', import.meta.url)),
) {
  try {
    const binary = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim());
    return existsSync(binary) ? binary : null;
  } catch {
    return null;
  }
}
