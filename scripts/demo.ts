import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * `npm run demo [-- FOLDER] [--no-open] [--cli]`: the sample archive, made in FOLDER (else in a temporary one) and shown in the
 * browser; with --cli the whole loop of the command line on it.
 */
const stele = fileURLToPath(new URL('../bin/stele.mjs', import.meta.url));
const start = new URL('../bin/start.mjs', import.meta.url).href;
const words = process.argv.slice(2);
const named = words.find((word) => !word.startsWith('--'));
const folder = named === undefined ? mkdtempSync(join(tmpdir(), 'stele-demo-')) : resolve(named);
mkdirSync(folder, { recursive: true });
const [archive, packaged] = [join(folder, 'Sample archive.stele'), join(folder, 'package')];

function run(...command: readonly string[]): void {
  console.error(
    `\n$ stele ${command.map((word) => (/^[\w./:-]+$/.test(word) ? word : `"${word}"`)).join(' ')}`,
  );
  execFileSync(process.execPath, [stele, ...command], { stdio: ['inherit', 2, 'inherit'] });
}

if (!existsSync(archive)) run('sample', archive);
if (words.includes('--cli')) {
  run('list', archive, '--limit', '12');
  run('list', archive, '--query', 'мечеть');
  run('export', archive, packaged, '--profile', 'transfer', '--all');
  run('verify', packaged);
  run('verify', archive);
  run('log', archive, '--verify');
  console.error(`
What you have now:
  ${archive}
      the archive: originals, catalogue, custody log
  ${packaged}
      the evidence package: open README.txt in it and check it with what your system has
Look around with "npm run demo -- ${JSON.stringify(folder)}", and delete the folder when you are done.`);
} else {
  console.error(`\nThe sample archive lies in ${folder}: delete it when you are done.`);
  const shown = words.includes('--no-open') ? ['--no-open'] : [];
  process.argv = [process.execPath, fileURLToPath(start), archive, '--begin', ...shown];
  await import(start);
}
