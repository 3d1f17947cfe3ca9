import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { wordsIn } from '../tests/e2e/words.ts';
import { inACase } from './screenshots/in-a-case.ts';
import { inTheField } from './screenshots/in-the-field.ts';
import { inTheOffice } from './screenshots/in-the-office.ts';
import { clear, prepare, type Language } from './screenshots/stage.ts';
import { taker } from './screenshots/take.ts';

/**
 * `npm run screenshots [-- LANGUAGE…]`: the pictures of the manual, docs/manual/pictures/LANGUAGE/NAME.webp, taken of the interface as
 * it is, with the sample archive. Everything in it is drawn anew; a picture that cannot be taken fails it. STELE_CHROMIUM names a
 * Chromium that is not at the usual place.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const every: readonly Language[] = ['en', 'hy', 'ru'];
const asked = process.argv.slice(2);
const languages = asked.length === 0 ? every : every.filter((language) => asked.includes(language));

const built = spawnSync(
  process.execPath,
  ['node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn'],
  { cwd: root, stdio: 'inherit' },
);
if (built.status !== 0) process.exit(built.status ?? 1);

const browser = await chromium.launch({
  executablePath: process.env['STELE_CHROMIUM'] ?? '/usr/bin/chromium',
  // The map by WebGL2, drawn by the processor.
  args: [
    '--no-sandbox',
    '--disable-background-networking',
    '--use-angle=swiftshader',
    '--enable-unsafe-swiftshader',
  ],
});
const archives = await prepare(languages);
try {
  for (const [language, archive] of archives) {
    console.log(`Taking the pictures of the manual: ${language} …`);
    const [say, take] = [await wordsIn(language), taker(language)];
    await inTheField(browser, language, say, take);
    await inTheOffice(browser, language, archive, say, take);
    await inACase(browser, language, archive, say, take);
  }
} finally {
  await browser.close();
  clear();
}
