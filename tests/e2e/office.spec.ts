import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { archiveOf, stele } from './archives.ts';
import { expectAccessible } from './axe.ts';
import { passphrase } from './steps.ts';
import { expect, startHost, test as base, type Host } from './stele.ts';

/** Tests whose host is started on what `prepare` makes: the archive's path, or null for none. */
const on = (prepare: (folder: string) => Promise<string | null>) =>
  base.extend<{ readonly host: Host }>({
    host: async ({ folder }, use) => {
      const archive = await prepare(folder);
      const host = await startHost(folder, archive === null ? [] : [archive]);
      await use(host);
      await host.stop();
    },
  });

/** The mosque is noise: no piece of it is in any other file. */
const pictures =
  (passphrase?: string) =>
  async (folder: string): Promise<string> => {
    const archive = await archiveOf(folder, ['church.jpg', 'cemetery.jpg'], 'Survey', passphrase);
    const raw = { width: 300, height: 200, channels: 3 } as const;
    const noise = await sharp(randomBytes(300 * 200 * 3), { raw })
      .jpeg()
      .toBuffer();
    mkdirSync(join(folder, 'second card'));
    writeFileSync(join(folder, 'second card', 'mosque.jpg'), noise);
    stele(['import', archive, join(folder, 'second card')], passphrase);
    return archive;
  };
const onPictures = on(pictures());
/** Only an encrypted archive keeps anything sealed. */
const onEncrypted = on(pictures(passphrase));

async function backedUp(folder: string): Promise<string> {
  const archive = await archiveOf(folder, ['church.jpg', 'mosque.jpg']);
  stele(['backup', archive, join(folder, 'disk'), '--label', 'Disk B']);
  return archive;
}

/** One bit of the first original is flipped after the backup. */
const onDamaged = on(async (folder) => {
  const archive = await backedUp(folder);
  const [original = ''] = readdirSync(join(archive, 'originals'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const bytes = readFileSync(original);
  const at = bytes.length - 20;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  chmodSync(original, 0o600);
  writeFileSync(original, bytes);
  return archive;
});

const onBackup = on(async (folder) => {
  await backedUp(folder);
  return null;
});

async function unlock(app: Page): Promise<void> {
  await app.getByRole('dialog').getByRole('button', { name: 'Open', exact: true }).click();
  await expect(app.getByRole('button', { name: 'Close the archive' })).toBeVisible();
}

async function choose(app: Page, label: string, option: string): Promise<void> {
  await app.getByRole('button', { name: label }).click();
  await app.getByRole('option', { name: option }).click();
}

const go = (app: Page, screen: string): Promise<void> =>
  app.getByRole('link', { name: screen, exact: true }).click();

/** Whether any file below a folder holds these bytes. */
const holds = (folder: string, bytes: Buffer): boolean =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .some((entry) => readFileSync(join(entry.parentPath, entry.name)).includes(bytes));

onPictures(
  'an item is withdrawn and brought back, held against destruction, and at last destroyed',
  async ({ app, folder }) => {
    await unlock(app);
    const archive = join(folder, 'archive.stele');
    const bytes = readFileSync(join(folder, 'second card', 'mosque.jpg'));
    const piece = bytes.subarray(Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 64);
    expect(holds(archive, piece)).toBe(true);
    await app.getByRole('gridcell', { name: /mosque/ }).click();
    await app.getByRole('tab', { name: 'Keep or remove' }).click();
    await expect(app.getByText('It is kept, and shown wherever items are.')).toBeVisible();
    await expectAccessible(app, 'keep or remove');

    await app.getByRole('button', { name: 'Withdraw', exact: true }).click();
    const ask = app.getByRole('alertdialog');
    await expect(ask.getByText('Packages already given out and backups still have it.')).toBeVisible();
    await expect(ask.getByRole('button', { name: 'Withdraw', exact: true })).toBeDisabled();
    await choose(app, 'Reason', 'consent was withdrawn');
    await ask.getByRole('button', { name: 'Withdraw', exact: true }).click();
    await expect(app.getByRole('gridcell')).toHaveCount(2);

    await go(app, 'Withdraw and destroy');
    await expectAccessible(app, 'withdraw and destroy');
    await app.getByRole('button', { name: /^Show / }).click();
    await expect(app.getByRole('dialog').getByText('consent was withdrawn')).toBeVisible();
    await app.getByRole('dialog').getByRole('button', { name: 'Bring back' }).click();
    await expect(app.getByText('It is kept, and shown wherever items are.')).toBeVisible();
    await app.keyboard.press('Escape');

    await go(app, 'Evidence');
    await app.getByRole('gridcell', { name: /mosque/ }).click();
    await app.getByRole('tab', { name: 'Keep or remove' }).click();
    await app.getByRole('button', { name: 'Place a hold' }).click();
    await choose(app, 'Reason', 'order of a court');
    await app.getByLabel('Reference', { exact: true }).fill('Case 7');
    await app.getByRole('alertdialog').getByRole('button', { name: 'Place a hold' }).click();
    await expect(app.getByText('Case 7')).toBeVisible();
    // Over every tab, not only in this one.
    await expect(app.locator('.state-banner').getByText('Held', { exact: true })).toBeVisible();
    await app.getByRole('button', { name: 'Destroy', exact: true }).click();
    await expect(app.getByText('A legal hold stands')).toBeVisible();
    await choose(app, 'Reason', 'taken in by mistake');
    await expect(app.getByRole('button', { name: 'Go on' })).toBeDisabled();
    await app.getByRole('button', { name: 'Cancel' }).click();
    await app.getByRole('button', { name: 'Lift the hold' }).click();
    await app.getByRole('alertdialog').getByRole('button', { name: 'Lift the hold' }).click();
    await expect(app.getByText('It is kept, and shown wherever items are.')).toBeVisible();

    await app.getByRole('button', { name: 'Destroy', exact: true }).click();
    await expect(app.getByText(/^1 item would be destroyed. Files: 1,/)).toBeVisible();
    await choose(app, 'Reason', 'taken in by mistake');
    await app.getByRole('button', { name: 'Go on' }).click();
    await expect(app.getByRole('button', { name: 'Destroy for good' })).toBeDisabled();
    // Whoever decides sees what it is, and which copies it does not reach.
    const doomed = app.getByRole('alertdialog');
    await expect(doomed.getByRole('list', { name: 'Items' }).getByText('mosque.jpg')).toBeVisible();
    await expect(doomed.locator('.item-tiles img')).toBeVisible();
    await expect(doomed.getByText(/^No package carried it/)).toBeVisible();
    if (process.env['STELE_SCREENS'] !== undefined)
      await app.screenshot({ path: join(process.env['STELE_SCREENS'], 'last-question.png') });
    await app.getByLabel('Type how many items that is').fill('2');
    await expect(app.getByText('This is not the number of items.')).toBeVisible();
    await app.getByLabel('Type how many items that is').fill('1');
    await expectAccessible(app, 'the last question');
    await app.getByRole('button', { name: 'Destroy for good' }).click();
    await expect(app.getByText('1 item was destroyed.')).toBeVisible();
    await expect(app.getByText('a laboratory may read them')).toBeVisible();
    await app.getByRole('button', { name: 'Done' }).click();
    await expect(app.getByRole('gridcell')).toHaveCount(2);
    expect(holds(archive, piece)).toBe(false);
    expect(holds(join(folder, 'second card'), piece)).toBe(true);

    await go(app, 'Withdraw and destroy');
    const destroyed = app.locator('section', {
      has: app.getByRole('heading', { name: 'Destroyed', exact: true }),
    });
    await expect(destroyed.getByText('1 item', { exact: true })).toBeVisible();
  },
);

onPictures('an archive in clear keeps nothing sealed, and says why', async ({ app }) => {
  await unlock(app);
  await app.getByRole('gridcell', { name: /church/ }).click();
  await app.getByRole('tab', { name: 'Sealed' }).click();
  await expect(app.getByText('This archive keeps nothing sealed')).toBeVisible();
  await expect(app.getByRole('button', { name: 'Set up sealed texts' })).toHaveCount(0);
});

onEncrypted('a sealed text is written and found, and locked it is nowhere', async ({ app }) => {
  await app.getByRole('dialog').getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await app.getByRole('dialog').getByRole('button', { name: 'Unlock' }).click();
  await expect(app.getByRole('button', { name: 'Lock', exact: true })).toBeVisible();
  await app.getByRole('gridcell', { name: /church/ }).click();
  await app.getByRole('tab', { name: 'Sealed' }).click();
  await expect(app.getByText('Sealed texts are not set up in this archive')).toBeVisible();
  await app.getByRole('button', { name: 'Set up sealed texts' }).click();
  await app.getByLabel('New passphrase').fill('another four words here');
  await app.getByLabel('The same again').fill('another four words here');
  await app.getByRole('button', { name: 'Next: recovery words' }).click();
  await expect(app.locator('.words li')).toHaveCount(12);
  const lines = await app.locator('.words li').allInnerTexts();
  await app.getByRole('button', { name: 'I have written them down' }).click();
  for (const [index, line] of lines.entries()) {
    const asked = app.getByLabel(`Word ${index + 1}`, { exact: true });
    if ((await asked.count()) > 0) await asked.fill(line.replace(/^\d+\s*/, '').trim());
  }
  await app.getByRole('button', { name: 'Set up', exact: true }).click();
  await expect(app.getByText('Sealed texts are unlocked')).toBeVisible();
  await expect(app.getByText('Nothing is sealed about this item.')).toBeVisible();
  await app.getByLabel('Text', { exact: true }).fill('Mariam of the upper village');
  await app.getByRole('button', { name: 'Seal it' }).click();
  await expect(app.getByText('Mariam of the upper village')).toBeVisible();
  await app.getByLabel('Text', { exact: true }).fill('Mariam of the lower village');
  await app.getByRole('button', { name: 'Seal it' }).click();
  await expect(app.getByText('Name of the source (former)')).toBeVisible();
  await app.getByLabel('Search sealed texts').fill('lower');
  await expect(app.getByText('1 text', { exact: true })).toBeVisible();
  await expectAccessible(app, 'sealed, unlocked');

  await app.getByRole('button', { name: 'Lock them again' }).click();
  await expect(app.getByText('Sealed texts can be unlocked here')).toBeVisible();
  await expect(app.getByText('Mariam')).toHaveCount(0);
  const locked = await app.getByRole('tabpanel').innerText();
  await expectAccessible(app, 'sealed, locked');
  // An item about which nothing is sealed looks the same.
  await app.getByRole('gridcell', { name: /mosque/ }).click();
  await expect(app.getByText('Sealed texts can be unlocked here')).toBeVisible();
  await expect.poll(() => app.getByRole('tabpanel').innerText()).toBe(locked);
  await app.getByLabel('Search', { exact: true }).fill('Mariam');
  await expect(app.getByText('Nothing fits')).toBeVisible();
  await app.getByLabel('Search', { exact: true }).fill('');

  await app.getByRole('gridcell', { name: /church/ }).click();
  await app.getByRole('button', { name: 'Unlock sealed texts' }).click();
  await app.getByRole('dialog').getByLabel('Passphrase', { exact: true }).fill('not the passphrase');
  await app.getByRole('dialog').getByRole('button', { name: 'Unlock' }).click();
  await expect(app.getByRole('alert')).toBeVisible();
  await app.getByRole('dialog').getByLabel('Passphrase', { exact: true }).fill('another four words here');
  await app.getByRole('dialog').getByRole('button', { name: 'Unlock' }).click();
  await expect(app.getByText('Mariam of the lower village')).toBeVisible();
});

onDamaged(
  'the damage is found, told in the rail, and brought back from the backup',
  async ({ app, folder }) => {
    await unlock(app);
    await go(app, 'Back up and hand over');
    await app.getByRole('button', { name: 'Check everything' }).click();
    await expect(app.getByText('1 file is not as it was:')).toBeVisible();
    await expect(app.getByText('good on').first()).toBeVisible();
    await expect(app.locator('.rail-due').getByText('Damage is known')).toBeVisible();
    await expect(app.getByText('1 file is known to be damaged or gone.')).toBeVisible();
    await expectAccessible(app, 'damage is known');
    await app.getByRole('textbox', { name: 'Backup', exact: true }).fill(join(folder, 'disk'));
    await app.getByRole('button', { name: 'Bring back' }).click();
    await expect(app.getByText(/^1 file is whole again/)).toBeVisible();
    await expect(app.locator('.rail-due')).toHaveCount(0);
    await app.getByRole('button', { name: 'Check everything' }).click();
    await expect(app.getByText('2 files match.')).toBeVisible();
  },
);

onDamaged(
  'rules of the reminder are kept, and a backup that is due stands in the rail',
  async ({ app, folder }) => {
    await unlock(app);
    await go(app, 'Back up and hand over');
    await app.getByLabel('New files since the last one').fill('nonsense');
    await expect(app.getByText('A whole number, at least 1.')).toBeVisible();
    await app.getByLabel('New files since the last one').fill('1');
    await app.getByRole('button', { name: 'Save' }).click();
    await expect(app.getByText('Kept for this archive.')).toBeVisible();
    await expect(app.locator('.rail-due')).toHaveCount(0);
    mkdirSync(join(folder, 'more'));
    writeFileSync(join(folder, 'more', 'letter.txt'), 'A letter.');
    await go(app, 'Take in');
    await app.getByRole('button', { name: 'Choose a card or a folder' }).click();
    await app.getByRole('row', { name: 'more' }).click();
    await app.getByRole('button', { name: 'Look through it' }).click();
    await app.getByRole('button', { name: /^Take in 1 file/ }).click();
    await expect(app.getByText('1 file is in the archive')).toBeVisible();
    await expect(app.locator('.rail-due').getByText('A backup is due')).toBeVisible();
  },
);

onBackup('an archive is restored from it and opened', async ({ app, folder }) => {
  await app.getByRole('button', { name: /^Restore or repair/ }).click();
  await expectAccessible(app, 'restore and repair');
  await app.getByLabel('The backup', { exact: true }).fill(join(folder, 'disk'));
  await app.getByLabel('Where the archive is to be', { exact: true }).fill(join(folder, 'Restored.stele'));
  await app.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(app.getByText(/^The archive is restored: 2 files/)).toBeVisible();
  await expectAccessible(app, 'restored');
  await app.getByRole('button', { name: 'Open it' }).click();
  await unlock(app);
  await expect(app.getByRole('gridcell')).toHaveCount(2);
});

onBackup('an archive whose catalogue is noise is repaired and opened', async ({ app, folder }) => {
  const archive = join(folder, 'archive.stele');
  writeFileSync(join(archive, 'catalogue.db'), Buffer.alloc(20_000, 7));
  await app.getByRole('button', { name: /^Restore or repair/ }).click();
  await app.getByText('The archive does not open', { exact: true }).click();
  await app.getByLabel('The archive that does not open', { exact: true }).fill(archive);
  await app.getByLabel('A backup of it (optional)').fill(join(folder, 'disk'));
  await app.getByRole('button', { name: 'Repair', exact: true }).click();
  await expect(app.getByText('The archive opens again.')).toBeVisible();
  await expect(app.getByText(/^The catalogue is that of/)).toBeVisible();
  await expectAccessible(app, 'repaired');
  await app.getByRole('button', { name: 'Open it' }).click();
  await unlock(app);
  await expect(app.getByRole('gridcell')).toHaveCount(2);
});
