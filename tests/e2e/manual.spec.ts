import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expectAccessible } from './axe.ts';
import { expect, test } from './stele.ts';

test('the manual is in the window, with its pictures, before any archive is open, in the language of the window', async ({
  app,
}) => {
  await app.getByRole('link', { name: 'Manual', exact: true }).click();
  await expect(app.getByRole('heading', { name: 'Stele: manual' })).toBeVisible();
  await app.getByRole('article').getByRole('button', { name: 'Take in a card' }).click();
  await expect(app.getByRole('heading', { level: 1, name: '2. Take in a card' })).toBeVisible();
  const picture = app.getByRole('img', { name: 'The card before it is taken in' });
  await picture.scrollIntoViewIfNeeded();
  await expect.poll(() => picture.evaluate((image) => Number(Reflect.get(image, 'naturalWidth')))).toBe(1280);
  await expectAccessible(app, 'manual');

  await app.locator('.top-bar-tools > .button-icon').first().click();
  await app.getByRole('menuitemradio', { name: 'Հայերեն' }).click();
  await expect(app.getByRole('heading', { level: 1, name: '2. Ընդունել քարտը' })).toBeVisible();

  const folder = process.env['STELE_SCREENS'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  for (const width of [560, 1280, 1920]) {
    await app.setViewportSize({ width, height: 800 });
    await app.screenshot({ path: join(folder, `manual-hy-${width}.png`) });
  }
});
