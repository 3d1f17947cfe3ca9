import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { openCore } from '../../src/core/router/core.ts';
import { startHost as startCoreHost } from '../../src/main/browser/host.ts';
import { steadyBox } from './layout.ts';
import { createEncrypted } from './steps.ts';
import { expect, test } from './stele.ts';

const screens = process.env['STELE_SCREENS'];

async function look(app: Page, name: string): Promise<void> {
  if (screens === undefined) return;
  mkdirSync(screens, { recursive: true });
  await app.screenshot({ path: join(screens, `${name}.png`) });
}

test('an encrypted archive is made, locked and opened again, by passphrase and by recovery words', async ({
  app,
  folder,
}) => {
  // Before anybody writes words on paper for it: a place that is not there.
  await app.getByRole('button', { name: /^Create an archive/ }).click();
  await expect(app.getByLabel('Where', { exact: true })).not.toHaveValue('');
  // What is missing is said, and the first of it is where one writes on.
  await app.getByRole('button', { name: 'Next' }).click();
  await expect(app.getByText('An archive has a name.')).toBeVisible();
  await expect(app.getByText('At least 12 characters.')).toBeVisible();
  await expect(app.getByLabel('Name', { exact: true })).toBeFocused();
  await look(app, 'create-what-is-missing');
  await app.getByLabel('Name', { exact: true }).fill('Field notes');
  await expect(app.getByText('An archive has a name.')).toHaveCount(0);
  await app.getByLabel('Where', { exact: true }).fill(join(folder, 'none', 'such'));
  await app.getByLabel('New passphrase').fill('twelve letters or more');
  await app.getByLabel('The same again').fill('twelve letters or more');
  await app.getByRole('button', { name: 'Next' }).click();
  await expect(app.getByRole('alert')).toContainText(join(folder, 'none', 'such'));
  await expect(app.locator('.words')).toHaveCount(0);
  await app.getByRole('button', { name: 'Cancel' }).click();

  const words = await createEncrypted(app, folder, 'Field notes');
  expect(existsSync(join(folder, 'Field notes.stele', 'archive.json'))).toBe(true);

  // Another tab of the same window: what is locked in one is seen in none.
  const opening = app.context().waitForEvent('page');
  await app.evaluate('void window.open(location.href)');
  const other = await opening;
  await expect(other.getByRole('button', { name: 'Lock', exact: true })).toBeVisible();
  await app.getByRole('button', { name: 'Lock', exact: true }).click();
  await expect(other.getByText(/^The archive was locked at \d+:\d\d/)).toBeVisible();
  await expect(other.locator('body')).not.toContainText('Field notes');
  await other.close();
  await expect(app.getByRole('heading', { level: 1, name: 'Evidence that holds' })).toBeVisible();
  await expect(app.getByText(/^The archive was locked at \d+:\d\d/)).toBeVisible();
  // Nothing that would tell whoever passes by what was locked.
  await expect(app.locator('main')).not.toContainText('Field notes');
  await look(app, 'locked-by-hand');

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

test('what is begun after a lock stays, though the lock itself is answered later', async ({
  app,
  folder,
}) => {
  await createEncrypted(app, folder, 'Field notes');
  const name = app.getByLabel('Name', { exact: true });
  let isAnswered = false;
  // The host tells its pages of the lock first.
  await app.route('**/rpc/archives/lock', async (route) => {
    const response = await route.fetch();
    await expect(name).toHaveValue('Begun since');
    await route.fulfill({ response });
    isAnswered = true;
  });
  await app.getByRole('button', { name: 'Lock', exact: true }).click();
  await expect(app.getByText(/^The archive was locked at/)).toBeVisible();
  await app.getByRole('button', { name: /^Create an archive/ }).click();
  await name.fill('Begun since');
  await expect.poll(() => isAnswered).toBe(true);
  await app.waitForTimeout(500);
  await expect(name).toHaveValue('Begun since');
});

test('left alone it locks, says why, and forgets what was typed into forms', async ({ context, folder }) => {
  const core = openCore({ isBehindWindow: true });
  const pages = fileURLToPath(new URL('../../out/renderer', import.meta.url));
  // Longer than it may take to make the archive where other tests run: that is no time of nobody doing anything.
  const host = await startCoreHost(core, {
    pages,
    archive: null,
    onFault: () => undefined,
    lockAfter: 20_000,
  });
  const app = await context.newPage();
  try {
    await app.goto(host.startAddress);
    await createEncrypted(app, folder, 'Field notes');
    await app.getByRole('link', { name: 'People and keys', exact: true }).click();
    await app.getByRole('button', { name: 'New person' }).click();
    const secret = app.getByLabel('New passphrase');
    await secret.fill('typed and left standing');
    const why = 'because nobody did anything for a while.';
    await expect(app.getByText(why)).toBeVisible({ timeout: 60_000 });
    await expect(secret).toHaveCount(0);
    await look(app, 'locked-idle');
    // With nothing open, too: the form is gone with what stood in it.
    await app.getByRole('button', { name: /^Create an archive/ }).click();
    await secret.fill('typed and left standing');
    await expect(secret).toHaveCount(0, { timeout: 60_000 });
    await expect(app.getByText(why)).toBeVisible();
  } finally {
    await host.end();
    await core.close();
  }
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
  const [railBox, headBox] = [await steadyBox(rail), await steadyBox(head)];
  expect(railBox.x).toBeGreaterThan(headBox.x);
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
