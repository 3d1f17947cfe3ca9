import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import type { Locator, Page } from '@playwright/test';
import { archiveOf, stele } from './archives.ts';
import { expectAccessible } from './axe.ts';
import { createEncrypted, passphrase } from './steps.ts';
import { expect, startHost, test as base, type Host } from './stele.ts';

const onArchive = base.extend<{ readonly host: Host }>({
  host: async ({ folder }, use) => {
    const host = await startHost(folder, [await archiveOf(folder, ['church.jpg'])]);
    await use(host);
    await host.stop();
  },
});

const secret = 'the words of a person';

async function saved(app: Page, button: Locator, folder: string): Promise<string> {
  const download = app.waitForEvent('download');
  await button.click();
  const file = await download;
  const path = join(folder, file.suggestedFilename());
  await file.saveAs(path);
  return path;
}

async function more(app: Page, name: string, action: string): Promise<void> {
  await app.getByRole('button', { name: `More for ${name}` }).click();
  await app.getByRole('menuitem', { name: action }).click();
}

onArchive(
  'a person’s key is made, backed up, retired by its statement, and brought back elsewhere from its words',
  async ({ app, folder }) => {
    await app.getByRole('dialog').getByRole('button', { name: 'Open', exact: true }).click();
    await app.getByRole('link', { name: 'People and keys', exact: true }).click();
    await app.getByRole('button', { name: 'New person' }).click();
    await app.getByLabel('Name', { exact: true }).fill('Observer 7');
    await app.getByLabel('New passphrase').fill(secret);
    await app.getByLabel('The same again').fill(secret);
    await app.getByRole('button', { name: 'Create with a key' }).click();
    await expect(app.locator('.words li')).toHaveCount(24);
    await app.getByText('I have kept the words and the files').click();
    await app.getByRole('button', { name: 'Done' }).click();
    await expectAccessible(app, 'people');

    await more(app, 'Observer 7', 'Back up the key');
    await app.getByLabel('Passphrase', { exact: true }).fill('wrong words for it');
    await app.getByRole('button', { name: 'Show them' }).click();
    await expect(app.getByRole('alert')).toBeVisible();
    await app.getByLabel('Passphrase', { exact: true }).fill(secret);
    await app.getByRole('button', { name: 'Show them' }).click();
    await expect(app.locator('.words li')).toHaveCount(24);
    const lines = await app.locator('.words li').allInnerTexts();
    const words = lines.map((line) => line.replace(/^\d+\s*/, '').trim());
    expect(words).toHaveLength(24);
    const key = await saved(app, app.getByRole('button', { name: 'Save the secret key' }), folder);
    const note = await saved(app, app.getByRole('button', { name: 'Save the retirement statement' }), folder);
    expect(readFileSync(key, 'utf8')).toContain('minisign');
    expect(readFileSync(note, 'utf8')).toContain('stele/retirement');
    await app.getByText('I have kept the words and the files').click();
    // The window, unlike a browser, tells that a save came to nothing: whoever ticked the box ticks it again.
    await inWindow(app, 'cancelled');
    await app.getByRole('button', { name: 'Save the secret key' }).click();
    await expect(app.getByText('Not saved.', { exact: true })).toBeVisible();
    await expect(app.getByRole('button', { name: 'Done' })).toBeDisabled();
    await inWindow(app, 'saved');
    await app.getByRole('button', { name: 'Save the secret key' }).click();
    await expect(app.getByText('Not saved.', { exact: true })).toHaveCount(0);
    await app.getByText('I have kept the words and the files').click();
    await app.getByRole('button', { name: 'Done' }).click();

    await more(app, 'Observer 7', 'Retire');
    await app.getByText('With the retirement statement', { exact: true }).click();
    const choosing = app.waitForEvent('filechooser');
    await app.getByRole('button', { name: 'Choose the file' }).click();
    await (await choosing).setFiles(note);
    await expect(app.getByRole('textbox', { name: 'Retirement statement' })).toHaveValue(/stele\/retirement/);
    await app.getByText('The key may be in other hands').click();
    await app.getByLabel('Since when').fill('2026-02-30');
    await expect(app.getByText('A day like 2026-03-14.')).toBeVisible();
    await expect(app.getByRole('button', { name: 'Retire for good' })).toBeDisabled();
    await app.getByLabel('Since when').fill('2026-03-01');
    await expectAccessible(app, 'retire');
    await app.getByRole('button', { name: 'Retire for good' }).click();
    await expect(app.getByText(/^retired /)).toBeVisible();
    await expect(app.getByRole('listitem', { name: 'Observer 7' })).toContainText(
      'key counts for nothing from Mar 1, 2026',
    );
    await expect(app.getByRole('button', { name: 'Unlock Observer 7' })).toHaveCount(0);

    // The same key, in other archives: in one from the paper, in another from the file.
    await app.getByRole('button', { name: 'Close the archive' }).click();
    for (const [name, from] of [
      ['From paper', 'words'],
      ['From the file', 'file'],
    ] as const) {
      await createEncrypted(app, folder, name);
      await app.getByRole('link', { name: 'People and keys', exact: true }).click();
      await app.getByRole('button', { name: 'Bring a key back' }).click();
      await app.getByLabel('Name', { exact: true }).fill(name);
      if (from === 'words') await app.getByLabel('The twenty-four words').fill(words.join(' '));
      else {
        await app.getByText('A key file', { exact: true }).click();
        const picking = app.waitForEvent('filechooser');
        await app.getByRole('button', { name: 'Choose the key file' }).click();
        await (await picking).setFiles(key);
        await app.getByLabel('Passphrase of the file').fill(secret);
      }
      await app.getByLabel('New passphrase').fill('a new one for this archive');
      await app.getByLabel('The same again').fill('a new one for this archive');
      await app.getByRole('button', { name: 'Bring it back' }).click();
      await app.getByText('I have kept the words and the files').click();
      await app.getByRole('button', { name: 'Done' }).click();
      await expect(app.getByRole('listitem', { name })).toContainText('unlocked');
      await app.getByRole('button', { name: 'Lock', exact: true }).click();
    }
  },
);

base('an office retires another’s key', async ({ app, folder }) => {
  await createEncrypted(app, folder, 'Office');
  await app.getByRole('link', { name: 'People and keys', exact: true }).click();
  for (const name of ['Head office', 'Observer 7']) {
    await app.getByRole('button', { name: 'New person' }).click();
    await app.getByLabel('Name', { exact: true }).fill(name);
    if (name === 'Head office') await app.getByText('This is an office').click();
    await app.getByLabel('New passphrase').fill(secret);
    await app.getByLabel('The same again').fill(secret);
    await app.getByRole('button', { name: 'Create with a key' }).click();
    await app.getByText('I have kept the words and the files').click();
    await app.getByRole('button', { name: 'Done' }).click();
  }
  await more(app, 'Observer 7', 'Retire');
  await app.getByText('By an office', { exact: true }).click();
  await app.getByLabel('Passphrase of Head office').fill(secret);
  await app.getByRole('button', { name: 'Retire for good' }).click();
  await expect(app.getByRole('listitem', { name: 'Observer 7' })).toContainText('retired');
});

base(
  'more ways in are added, and each opens the archive; one that is revoked does not',
  async ({ app, folder }) => {
    await createEncrypted(app, folder, 'Field notes');
    const office = await generateIdentity();
    await app.getByRole('link', { name: 'People and keys', exact: true }).click();
    await app.getByRole('button', { name: 'Add an office key' }).click();
    await app.getByLabel('Public key of the office').fill(await identityToRecipient(office));
    await app.getByLabel('Label', { exact: true }).fill('Head office');
    await app.getByRole('button', { name: 'Add it' }).click();
    await expect(app.getByText('Head office')).toBeVisible();

    await app.getByRole('button', { name: 'Add recovery words' }).click();

    await expect(app.locator('.words li')).toHaveCount(12);
    const lines = await app.locator('.words li').allInnerTexts();
    const words = lines.map((line) => line.replace(/^\d+\s*/, '').trim());
    await app.getByRole('button', { name: 'I have written them down' }).click();
    await expect(app.getByRole('button', { name: 'Add them' })).toBeDisabled();
    for (const [index, word] of words.entries()) {
      const asked = app.getByLabel(`Word ${index + 1}`, { exact: true });
      if ((await asked.count()) > 0) await asked.fill(word);
    }
    await app.getByRole('button', { name: 'Add them' }).click();
    await expect(app.getByText('Recovery words', { exact: true })).toHaveCount(2);

    await app.getByRole('button', { name: 'Add a passphrase' }).click();
    await app.getByLabel('New passphrase').fill('a passphrase of a colleague');
    await app.getByLabel('The same again').fill('a passphrase of a colleague');
    await app
      .getByRole('dialog')
      .or(app.getByRole('alertdialog'))
      .getByRole('button', { name: 'Add a passphrase' })
      .click();
    await expect(app.getByText('Passphrase', { exact: true })).toHaveCount(2);
    await expectAccessible(app, 'key slots');
    // The first passphrase stands first.
    await app.getByRole('button', { name: 'Revoke No. 1' }).click();
    await app.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
    await expect(app.getByRole('button', { name: 'Revoke No. 1' })).toHaveCount(0);

    const open = async (how: string | null, label: string, text: string): Promise<void> => {
      await app.getByRole('button', { name: 'Lock', exact: true }).click();
      await app.getByRole('button', { name: /^Open an archive/ }).click();
      await app.getByRole('row', { name: 'Field notes.stele' }).click();
      await app.getByRole('button', { name: 'Open this folder' }).click();
      if (how !== null) {
        await app.getByRole('button', { name: /With$/ }).click();
        await app.getByRole('option', { name: how }).click();
      }
      await app.getByLabel(label, { exact: true }).fill(text);
      await app.getByRole('button', { name: 'Unlock' }).click();
    };
    const isOpen = app.getByRole('button', { name: 'Lock', exact: true });
    await open(null, 'Passphrase', passphrase);
    await expect(app.getByRole('alert')).toBeVisible();
    await app.getByLabel('Passphrase', { exact: true }).fill('a passphrase of a colleague');
    await app.getByRole('button', { name: 'Unlock' }).click();
    await expect(isOpen).toBeVisible();
    await open('the recovery words', 'Recovery words', words.join(' '));
    await expect(isOpen).toBeVisible();
    await open('an office key', 'Secret key of the office', office);
    await expect(isOpen).toBeVisible();
  },
);

base('what an office has, and signed for, is cleared in the field', async ({ app, folder }) => {
  const archive = await archiveOf(folder, ['church.jpg', 'mosque.jpg']);
  await app.getByRole('button', { name: /^Create an archive/ }).waitFor();
  stele(['export', archive, join(folder, 'package.zip'), '--profile', 'transfer', '--all', '--zip']);

  // The office, in the window: an archive of its own, a key, a receipt.
  await createEncrypted(app, folder, 'Office');
  await app.getByRole('link', { name: 'People and keys', exact: true }).click();
  await app.getByRole('button', { name: 'New person' }).click();
  await app.getByLabel('Name', { exact: true }).fill('Head office');
  await app.getByLabel('New passphrase').fill(secret);
  await app.getByLabel('The same again').fill(secret);
  await app.getByRole('button', { name: 'Create with a key' }).click();
  await app.getByText('I have kept the words and the files').click();
  await app.getByRole('button', { name: 'Done' }).click();
  await app.getByText('Public key', { exact: true }).click();
  const key = await app.locator('.person-key').innerText();
  await app.getByRole('link', { name: 'Back up and hand over', exact: true }).click();
  await app.getByRole('textbox', { name: 'Package', exact: true }).fill(join(folder, 'package.zip'));
  await app.getByRole('button', { name: 'Check and sign' }).click();
  await expect(app.getByText('The receipt for 2 files is written.')).toBeVisible();
  const receipt = join(folder, 'package.zip.receipt.txt');
  expect(existsSync(`${receipt}.minisig`)).toBe(true);
  await app.getByRole('button', { name: 'Lock', exact: true }).click();

  // The field.
  await app.getByRole('button', { name: /^Open an archive/ }).click();
  await app.getByRole('row', { name: 'archive.stele' }).click();
  await app.getByRole('button', { name: 'Open this folder' }).click();
  await app.getByRole('button', { name: 'Open', exact: true }).click();
  await app.getByRole('link', { name: 'Back up and hand over', exact: true }).click();
  const choose = async (files: readonly string[]): Promise<void> => {
    const choosing = app.waitForEvent('filechooser');
    await app.getByRole('button', { name: 'Choose the receipt and its signature' }).click();
    await (await choosing).setFiles([...files]);
  };
  await choose([receipt]);
  await expect(app.getByText('Both files are needed')).toBeVisible();
  await choose([receipt, `${receipt}.minisig`]);
  await app.getByRole('button', { name: 'Take the receipt' }).click();
  await expect(app.getByRole('alert')).toContainText('no office of this archive');
  await app.getByLabel('Public key of the office (optional)').fill(key);
  await app.getByRole('button', { name: 'Take the receipt' }).click();
  await expect(app.getByText('It covers 2 items.')).toBeVisible();
  await expectAccessible(app, 'a receipt is taken');
  await app.getByRole('button', { name: 'Clear these here' }).click();
  await app.getByLabel('Type how many items that is').fill('2');
  await app.getByRole('alertdialog').getByRole('button', { name: 'Clear these here' }).click();
  await expect(app.getByText('2 items were destroyed.')).toBeVisible();
  await app.getByRole('button', { name: 'Done' }).click();
  await app.getByRole('link', { name: 'Withdraw and destroy', exact: true }).click();
  const handed = app.locator('section', {
    has: app.getByRole('heading', { name: 'Handed over and cleared here', exact: true }),
  });
  await expect(handed.getByText('2 items', { exact: true })).toBeVisible();
});

/** From now on what the page saves ends so, and the page is told of it as by the bridge of the desktop. */
async function inWindow(app: Page, outcome: 'saved' | 'cancelled'): Promise<void> {
  await app.evaluate(`
    const listeners = new Set();
    window.stele = { onSaved: (listener) => (listeners.add(listener), () => listeners.delete(listener)) };
    HTMLAnchorElement.prototype.click = function () {
      for (const listener of listeners) listener({ address: this.href, outcome: '${outcome}' });
    };
    null;
  `);
}
