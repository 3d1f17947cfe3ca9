import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { drawPictures } from './demo/pictures.ts';

/** `npm run demo`: the whole loop, on pictures that the program draws itself. */
const stele = fileURLToPath(new URL('../bin/stele.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'stele-demo-'));
const [card, archive, packaged] = ['card', 'Demo archive', 'package'].map((name) => join(folder, name));
if (card === undefined || archive === undefined || packaged === undefined) throw new Error('unreachable');

function run(...words: readonly string[]): void {
  console.log(`\n$ stele ${words.map((word) => (/^[\w./:-]+$/.test(word) ? word : `"${word}"`)).join(' ')}`);
  execFileSync(process.execPath, [stele, ...words], { stdio: 'inherit' });
}

mkdirSync(card);
const names = await drawPictures(card, new Date());
console.log(
  `Drew ${names.length} pictures with honest EXIF, as if they came from a camera card:\n  ${names.join(', ')}`,
);

run('init', archive, '--name', 'Demo archive', '--operator', 'Demo');
run('import', archive, card);
run('list', archive);
run('export', archive, packaged, '--profile', 'transfer', '--all');
run('verify', packaged);
run('verify', archive);
run('log', archive, '--verify');

console.log(`
What you have now:
  ${card}
      the pictures as they came
  ${archive}
      the archive: originals, catalogue, custody log
  ${packaged}
      the evidence package: open README.txt in it and check it with what your system has
Look around with "npx stele show", and delete the folder when you are done.`);
