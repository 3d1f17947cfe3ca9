// `npm run get-electron`: downloads the Electron runtime by its package's own script, which checks it against the sums that
// came with the package. The only thing in this program that downloads.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = new URL('../node_modules/electron/', import.meta.url);
const { version } = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8'));
const mirror =
  process.env.ELECTRON_MIRROR ??
  process.env.npm_config_electron_mirror ??
  'https://github.com/electron/electron/releases/download/';
process.stderr.write(
  `Electron ${version} for ${process.platform} ${process.arch}, about 120 MB, from ${mirror}\n`,
);
const { status } = spawnSync(process.execPath, [fileURLToPath(new URL('install.js', folder))], {
  stdio: 'inherit',
});
process.stderr.write(status === 0 ? 'It is here: `npm start` opens the window.\n' : 'It did not come.\n');
process.exit(status ?? 1);
