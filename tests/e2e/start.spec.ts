import { existsSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { createEncrypted } from './steps.ts';
import { expect, test } from './stele.ts';

test('an encrypted archive is made, locked and opened again, by passphrase and by recovery words', async ({
  app,
  folder,
}) => {
  const words = await createEncrypted(app, folder, 'Field notes');
  expect(existsSync(join(folder, 'Field notes.stele', 'archive.json'))).toBe(true);

  await app.getByRole('button', { name: 'Lock', exact: true }).click();
  await expect(app.getByRole('heading', { level: 1, name: 'Evidence that holds' })).toBeVisible();

  await app.getByRole('button', { name: /^Open an archive/ }).click();
  await app.getByRole('row', { name: 'Field notes.stele' }).click();
  await app.getByRole('button', { name: 'Open this folder' }).click();
  await app.getByLabel('Passphrase', { exact: true }).fill('not the passphrase');
  await app.getByRole('button', { name: 'Unlock' }).click();
  await expect(app.getByRole('alert')).toBeVisible();
  await app.getByRole('button', { name: /With$/ }).click();
  await app.getByRole('option', { name: 'the recovery words' }).click();
  await app.getByLabel('Recovery words', { exact: true }).fill(words.join(' '));
  await app.getByRole('button', { name: 'Unlock' }).click();
  await expect(app.getByRole('button', { name: 'Lock', exact: true })).toBeVisible();
});

test('the start screen holds up to axe, in every language', async ({ app }) => {
  for (const language of ['English', 'Հայերեն', 'Русский']) {
    await app.locator('.top-bar-tools .button-icon').first().click();
    await app.getByRole('menuitemradio', { name: language }).click();
    const { violations } = await new AxeBuilder({ page: app }).analyze();
    expect(violations).toEqual([]);
  }
});

test('laid out from right to left, the sections stand on the right', async ({ app }) => {
  await app.evaluate("sessionStorage.setItem('stele.language', 'ar-XB')");
  await app.reload();
  const [rail, head] = [app.locator('.rail'), app.locator('.start-head')];
  const [railBox, headBox] = [await rail.boundingBox(), await head.boundingBox()];
  expect((railBox?.x ?? 0) > (headBox?.x ?? Infinity)).toBe(true);
});

test('one click makes the sample archive, and shows it full', async ({ app, folder }) => {
  // It is drawn on the spot: half a minute of two processors.
  test.setTimeout(300_000);
  await app.getByRole('button', { name: /^Look around in a sample archive/ }).click();
  const dialog = app.getByRole('alertdialog');
  await expect(dialog).toContainText(join(folder, 'Sample archive.stele'));
  await expect(dialog).toContainText('evidence of nothing');
  await expect(app.getByRole('heading', { level: 1 })).toBeVisible({ timeout: 240_000 });
  await expect(dialog).toBeHidden({ timeout: 240_000 });
  await expect(app.getByRole('gridcell').first()).toBeVisible();
  await expect(app.getByText('70 items')).toBeVisible();
  expect(existsSync(join(folder, 'Sample archive.stele', 'archive.json'))).toBe(true);
});
