import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { createEncrypted } from './steps.ts';
import { test } from './stele.ts';

/** Pictures of every screen, to be looked at: `STELE_SCREENS=folder npm run test:e2e -- screens`. */
const folder = process.env['STELE_SCREENS'];
test.skip(folder === undefined, 'STELE_SCREENS names no folder for pictures');

const languages = ['English', 'Հայերեն', 'Русский'];
const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];

async function look(app: Page, name: string): Promise<void> {
  const into = folder ?? '';
  mkdirSync(into, { recursive: true });
  for (const [index, language] of languages.entries()) {
    await app.locator('.top-bar-tools > .button-icon').first().click();
    await app.getByRole('menuitemradio', { name: language }).click();
    for (const size of sizes) {
      await app.setViewportSize(size);
      for (const colorScheme of ['light', 'dark'] as const) {
        await app.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await app.screenshot({
          path: join(into, `${name}-${['en', 'hy', 'ru'][index]}-${size.width}-${colorScheme}.png`),
        });
      }
    }
  }
  await app.locator('.top-bar-tools > .button-icon').first().click();
  await app.getByRole('menuitemradio', { name: 'English' }).click();
  await app.setViewportSize({ width: 1280, height: 800 });
}

test('start', async ({ app, folder: home }) => {
  await look(app, 'start');
  await createEncrypted(app, home, 'Field notes');
  await app.goto(`${new URL(app.url()).origin}/#/about`);
  await look(app, 'about');
});
