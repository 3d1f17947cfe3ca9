import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { assemble } from './portable/assemble.ts';
import { isPlatform, platforms } from './portable/platforms.ts';

/** `npm run portable -- PLATFORM [--out FOLDER]`: a folder that runs from a stick, without installation. */
const root = join(import.meta.dirname, '..');
const { values, positionals } = parseArgs({ options: { out: { type: 'string' } }, allowPositionals: true });
const [platform = ''] = positionals;
if (!isPlatform(platform)) {
  console.error(`Which platform? One of: ${Object.keys(platforms).join(', ')}`);
  process.exit(2);
}
const destination = resolve(values.out ?? join(root, 'dist/portable', `stele-${platform}`));
const { status } = spawnSync(
  process.execPath,
  [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build'],
  {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  },
);
if (status !== 0) process.exit(status ?? 1);
await assemble(root, platform, destination);
console.log(destination);
