import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { stele } from './archives.ts';
import { createEncrypted, passphrase } from './steps.ts';
import { expect, test } from './stele.ts';

const screens = process.env['STELE_SCREENS'];

/** An archive with two files, made as by hand on the command line. */
function prepare(folder: string, exhibit: Buffer): string {
  const card = join(folder, 'card');
  mkdirSync(card);
  writeFileSync(join(card, 'wall.bin'), exhibit);
  writeFileSync(join(card, 'letter.txt'), 'A letter of 1915.\n');
  const archive = join(folder, 'Walls.stele');
  stele(['init', archive, '--name', 'Walls', '--operator', 'Photographer 3']);
  stele(['import', archive, card]);
  return archive;
}

async function look(app: Page, name: string): Promise<void> {
  if (screens === undefined) return;
  mkdirSync(screens, { recursive: true });
  await app.screenshot({ path: join(screens, `${name}.png`) });
}

async function open(app: Page): Promise<void> {
  await app.getByRole('button', { name: /^Open an archive/ }).click();
  await app.getByRole('row', { name: 'Walls.stele' }).click();
  await app.getByRole('button', { name: 'Open this folder' }).click();
  await app.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(app.getByRole('button', { name: 'Close the archive' })).toBeVisible();
}

test('a package is written and verified in the window; one changed byte is found and named', async ({
  app,
  folder,
}) => {
  // Bytes that cannot be compressed stand in the zip as they are.
  const exhibit = randomBytes(4096);
  prepare(folder, exhibit);
  await open(app);

  await app.getByRole('link', { name: 'Packages' }).click();
  await expect(app.getByText('2 items', { exact: true })).toBeVisible();
  await app.getByText('Items that match a word').click();
  await app.getByLabel('Word or words').fill('letter');
  await expect(app.getByText('1 item', { exact: true })).toBeVisible();
  await app.getByText('Everything', { exact: true }).click();
  const zip = join(folder, 'walls.zip');
  await app.getByRole('textbox', { name: 'Where' }).fill(zip);
  await look(app, 'packages');
  await app.getByRole('button', { name: 'Write the package' }).click();
  await expect(app.getByText('The package is written.')).toBeInViewport();
  await expect(app.getByText(/^Unsigned: no identity is unlocked/)).toBeVisible();
  await look(app, 'packages-written');

  await app.getByRole('button', { name: 'Verify it now' }).click();
  await expect(app.getByRole('textbox', { name: 'Path' })).toHaveValue(zip);
  // What was offered is done: nothing more is to be pressed.
  const report = app.getByRole('article', { name: 'Report of a check' });
  await expect(report.getByRole('heading', { name: 'Verified: it matches' })).toBeVisible();
  await expect(
    report.getByText('these bytes are unchanged since the first independent anchor'),
  ).toBeVisible();
  await expect(report.getByText('It never means that a picture shows what is described.')).toBeVisible();
  await look(app, 'verify');
  expect((await new AxeBuilder({ page: app }).analyze()).violations).toEqual([]);

  const bytes = readFileSync(zip);
  const at = bytes.indexOf(exhibit.subarray(1000, 1100));
  expect(at).toBeGreaterThan(0);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  writeFileSync(zip, bytes);
  await app.getByRole('button', { name: 'Check again' }).click();
  await expect(report.getByRole('heading', { name: 'Failed: it does not match' })).toBeVisible();
  await expect(report.getByText('data/exhibits/E-0002.bin')).toBeVisible();
  // What is wrong stands before what is good, and before what a verdict means.
  const headings = await report.locator('h3').allInnerTexts();
  expect(headings).toEqual(['Findings', 'Checks', 'What “verified” means']);
  const outcomes = await report.locator('.check-outcome').allInnerTexts();
  expect(outcomes[0]).toBe('does not match');
  expect(outcomes.lastIndexOf('does not match')).toBeLessThan(outcomes.indexOf('matches'));
  await expect(report.getByText('It never means that a picture shows what is described.')).toBeVisible();
  await look(app, 'verify-failed');

  const saved = app.waitForEvent('download');
  await report.getByRole('button', { name: 'Save the report as text' }).click();
  expect(readFileSync(await (await saved).path(), 'utf8')).toContain('Failed: it does not match');

  await app.emulateMedia({ media: 'print' });
  await expect(report.getByRole('heading', { name: 'Failed: it does not match' })).toBeVisible();
  await expect(app.getByRole('navigation')).toBeHidden();
  await expect(app.getByRole('textbox', { name: 'Path' })).toBeHidden();
  await look(app, 'verify-print');
  await app.emulateMedia({ media: 'screen' });

  await app.getByRole('link', { name: 'Custody' }).click();
  await expect(app.getByRole('table').getByText('letter.txt').first()).toBeVisible();
  await app.getByRole('table').scrollIntoViewIfNeeded();
  await look(app, 'custody-log');
});

test('a file is checked where it is looked at, and a changed one is said to be so', async ({
  app,
  folder,
}) => {
  const archive = prepare(folder, randomBytes(4096));
  await open(app);
  await app.getByRole('link', { name: 'Evidence', exact: true }).click();
  await app.getByRole('gridcell', { name: 'wall.bin' }).click();
  await app.getByRole('tab', { name: 'Provenance' }).click();
  const check = app.getByRole('button', { name: 'Check this file now' });
  await check.click();
  await expect(app.getByText('It is as it was taken in.')).toBeVisible();
  await look(app, 'check-file');
  const [stored] = readdirSync(join(archive, 'originals'), { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.bin'),
  );
  const path = join(archive, 'originals', stored ?? '');
  chmodSync(path, 0o600);
  writeFileSync(path, randomBytes(4096));
  await check.click();
  await expect(app.getByText('its bytes have changed')).toBeVisible();
  await expect(app.getByText('No backup is known to have it whole.')).toBeVisible();
  await look(app, 'check-file-changed');
  await app.getByRole('tab', { name: 'Custody' }).click();
  await expect(app.getByRole('listitem').filter({ hasText: 'Bytes compared with their hash' })).toHaveCount(
    2,
  );
});

test('a person gets a key, signs a checkpoint, and the log says so', async ({ app, folder }) => {
  await createEncrypted(app, folder, 'Walls');
  await app.getByRole('link', { name: 'People and keys' }).click();
  await app.getByRole('button', { name: 'New person' }).click();
  await app.getByRole('textbox', { name: 'Name' }).fill('Photographer 3');
  await app.getByLabel('New passphrase').fill(passphrase);
  await app.getByLabel('The same again').fill(passphrase);
  await look(app, 'people-create');
  await app.getByRole('button', { name: 'Create with a key' }).click();
  await expect(app.locator('.words li')).toHaveCount(24);
  await look(app, 'people-backup');
  const saved = app.waitForEvent('download');
  await app.getByRole('button', { name: 'Save the secret key' }).click();
  expect(readFileSync(await (await saved).path(), 'utf8')).toContain('minisign');
  await app.getByText('I have kept the words and the files').click();
  await app.getByRole('button', { name: 'Done' }).click();

  const person = app.getByRole('listitem', { name: 'Photographer 3' });
  await expect(person.getByText('unlocked', { exact: true })).toBeVisible();
  await person.getByRole('button', { name: 'Lock the key of Photographer 3' }).click();
  await expect(person.getByText('only claimed', { exact: true })).toBeVisible();
  await person.getByRole('button', { name: 'Unlock Photographer 3' }).click();
  await app.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await app.getByRole('dialog').getByRole('button', { name: 'Unlock' }).click();
  await expect(person.getByText('unlocked', { exact: true })).toBeVisible();

  await app.getByRole('button', { name: 'Add a passphrase' }).click();
  const second = 'another four words here';
  await app.getByLabel('New passphrase').fill(second);
  await app.getByLabel('The same again').fill(second);
  await app.getByRole('alertdialog').getByRole('button', { name: 'Add a passphrase' }).click();
  await expect(app.getByRole('button', { name: /^Revoke No/ })).toHaveCount(3);
  await look(app, 'people');
  expect((await new AxeBuilder({ page: app }).analyze()).violations).toEqual([]);
  await app
    .getByRole('button', { name: /^Revoke No/ })
    .last()
    .click();
  await app.getByRole('alertdialog').getByRole('button', { name: 'Revoke', exact: true }).click();
  await expect(app.getByRole('button', { name: /^Revoke No/ })).toHaveCount(2);

  await app.getByRole('link', { name: 'Packages' }).click();
  await expect(app.getByText(/^It is not encrypted, though this archive is/)).toBeVisible();
  await app.getByRole('link', { name: 'Custody' }).click();
  await expect(app.getByRole('table').getByText('Photographer 3').first()).toBeVisible();
  await app.getByRole('button', { name: 'Make a checkpoint' }).click();
  const note = await app.getByLabel('Signed note').inputValue();
  await app.getByLabel('Noted checkpoint').fill(note);
  await app.getByRole('button', { name: 'Check the log now' }).click();
  await expect(app.getByText('matches', { exact: true })).toBeVisible();
  await look(app, 'custody');
  expect((await new AxeBuilder({ page: app }).analyze()).violations).toEqual([]);

  // Without its key an encrypted archive is hardly checked, and Verify asks for it.
  await app.getByRole('button', { name: 'Lock', exact: true }).click();
  await app.getByRole('link', { name: 'Verify' }).click();
  await app.getByRole('textbox', { name: 'Path' }).fill(join(folder, 'Walls.stele'));
  await app.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(app.getByRole('heading', { name: 'Not checked' })).toBeVisible();
  await app.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await app.getByRole('button', { name: 'Check again' }).click();
  await expect(app.getByRole('heading', { name: 'Verified: it matches' })).toBeVisible();
});
