import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import bundleForTests from '../tests/helpers/program.ts';

/**
 * `npm run test:e2e [-- PLAYWRIGHT ARGUMENTS]`: builds the interface and works in it with Chromium. On Debian as root a missing
 * Chromium is installed; elsewhere it says what to install. STELE_CHROMIUM names another one.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const run = (command: string, words: readonly string[], env = process.env): number =>
  spawnSync(command, words, { cwd: root, stdio: 'inherit', env }).status ?? 1;

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];
const wanted = process.env['STELE_CHROMIUM'];
const find = (): string | undefined =>
  (wanted === undefined ? places : [wanted]).find((place) => existsSync(place));

if (
  find() === undefined &&
  wanted === undefined &&
  process.getuid?.() === 0 &&
  existsSync('/etc/debian_version')
) {
  console.log('Installing Chromium, which the tests of the interface work with …');
  const quiet = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  run('apt-get', ['update', '-qq'], quiet);
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-core'], quiet);
}
const chromium = find();
if (chromium === undefined) {
  console.error(
    'The tests of the interface need Chromium or Chrome. Install it (on Debian: "apt-get install chromium"), or name it in STELE_CHROMIUM.',
  );
  process.exit(1);
}
const built = run(process.execPath, [
  'node_modules/electron-vite/bin/electron-vite.js',
  'build',
  '--logLevel',
  'warn',
]);
if (built !== 0) process.exit(built);
const remove = await bundleForTests();
const tested = run(
  process.execPath,
  ['node_modules/@playwright/test/cli.js', 'test', ...process.argv.slice(2)],
  {
    ...process.env,
    STELE_CHROMIUM: chromium,
  },
);
remove();
process.exit(tested);
