import { mkdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { createEncrypted } from './steps.ts';
import { expect, test } from './stele.ts';

const look = async (app: Page, name: string): Promise<void> => {
  const folder = process.env['STELE_SCREENS'];
  if (folder !== undefined) await app.screenshot({ path: join(folder, `${name}.png`) });
};

async function card(folder: string, names: readonly string[]): Promise<string> {
  const path = join(folder, 'CARD');
  mkdirSync(path);
  for (const [index, name] of names.entries()) {
    const background = { r: 200 - index * 40, g: 90 + index * 30, b: 60 };
    const drawn = await sharp({ create: { width: 1200, height: 800, channels: 3, background } })
      .jpeg()
      .toBuffer();
    writeFileSync(join(path, name), drawn);
  }
  return path;
}

async function takeInCard(app: Page): Promise<void> {
  await app.getByRole('button', { name: 'Choose a card or a folder' }).click();
  await app.getByRole('row', { name: 'CARD' }).click();
  await app.getByRole('button', { name: 'Look through it' }).click();
  await app.getByRole('button', { name: /^Take in \d+ files?/ }).click();
}

test('a card is looked through, taken in without what does not belong, backed up, and may be cleared', async ({
  app,
  folder,
}) => {
  const path = await card(folder, ['DSC_1.jpg', 'DSC_2.jpg', 'DSC_3.jpg', 'family.jpg']);
  await createEncrypted(app, folder, 'Field notes');

  await app.getByRole('button', { name: 'Choose a card or a folder' }).click();
  await app.getByRole('row', { name: 'CARD' }).click();
  await app.getByRole('button', { name: 'Look through it' }).click();
  await expect(app.getByText('4 of 4 ticked')).toBeVisible();
  await expect(app.getByRole('heading', { name: 'Look through' })).toBeFocused();
  await expect(app.locator('.take-in-picture img')).toHaveCount(4);
  await app
    .getByText('family.jpg')
    .locator('xpath=ancestor::*[contains(@class,"take-in-file")][1]')
    .locator('label')
    .click();
  await expect(app.getByText('3 of 4 ticked')).toBeVisible();
  await app.getByLabel('What stands on the card').fill('SD 7');
  await expect(app.getByRole('button', { name: /^Take in 3 files/ })).toBeEnabled();
  await app.getByLabel('What stands on the card').press('Enter');
  await expect(app.getByText('3 files are in the archive')).toBeFocused();

  await app.getByRole('button', { name: 'Find out' }).click();
  await expect(app.getByText('Do not clear this card yet.')).toBeVisible();
  await expect(app.getByText('1 file was left out on purpose')).toBeVisible();
  await expect(app.getByText('3 files are on no backup')).toBeVisible();

  await app.getByRole('link', { name: 'Back up and hand over' }).click();
  await expect(app.getByText('This archive lies on one disk only.')).toBeVisible();
  await app.getByLabel('Where to').fill(join(folder, 'disk'));
  await app.getByLabel('What stands on the disk').fill('Disk B');
  await app.getByRole('button', { name: 'Back up', exact: true }).click();
  await expect(app.getByText('The backup is complete: 3 files.')).toBeVisible();
  await expect(app.getByText('This archive lies on one disk only.')).toHaveCount(0);

  // Back where the result still stands: what was left out would be lost, and is named.
  await app.getByRole('link', { name: 'Take in', exact: true }).click();
  await app.getByRole('button', { name: 'Look again' }).click();
  await expect(
    app.getByText('You may clear it, but 1 file that you left out is not in the archive and would be lost.'),
  ).toBeVisible();
  await expect(app.getByText(/^The 3 files that were taken in .* lie on Disk B too\.$/)).toBeVisible();
  await expect(app.getByText('family.jpg')).toBeVisible();
  await expect(app.getByText(/you may clear it\.$/)).toHaveCount(0);

  // With the family's picture off the card.
  rmSync(join(path, 'family.jpg'));
  await app.getByRole('button', { name: 'Look again' }).click();
  await expect(app.getByText('All 3 files on this card are in the archive: you may clear it.')).toBeVisible();
  await expect(app.getByText('They were read back from the disk, and lie on Disk B too.')).toBeVisible();

  // The same card once more: all of it is there, and it says so.
  await app.getByRole('button', { name: 'Take in more' }).click();
  await takeInCard(app);
  await expect(app.getByText('Nothing new: all 3 files were in the archive already')).toBeVisible();
  // What was learned of the card before says nothing about this one.
  await expect(app.getByRole('button', { name: 'Find out' })).toBeVisible();
  await expect(app.getByText(/you may clear it/)).toHaveCount(0);
  await look(app, 'take-in-nothing-new');
  // And with one that is new: what is there is counted, not what came now.
  writeFileSync(join(path, 'DSC_9.txt'), 'a note');
  await app.getByRole('button', { name: 'Take in more' }).click();
  await takeInCard(app);
  await expect(app.getByText('4 files are in the archive')).toBeVisible();
});

test('a picture that cannot be drawn is told of in the result, found from there, and marked in the grid', async ({
  app,
  folder,
}) => {
  const path = await card(folder, ['DSC_1.jpg', 'DSC_2.jpg']);
  // The head of a picture, and nothing of what it shows.
  truncateSync(join(path, 'DSC_2.jpg'), 40);
  writeFileSync(join(path, 'note.txt'), 'a note');
  await createEncrypted(app, folder, 'Damaged');
  await takeInCard(app);
  await expect(app.getByText('3 files are in the archive')).toBeVisible();
  await expect(app.getByText(/^2 files have warnings$/)).toBeVisible();
  await look(app, 'take-in-warned');
  await app.getByRole('button', { name: 'Show what has warnings' }).click();
  await expect(app.getByRole('gridcell')).toHaveCount(2);
  await expect(app.getByRole('button', { name: 'With warnings', exact: true })).toBeVisible();
  const damaged = app.getByRole('gridcell').filter({ hasText: 'DSC_2.jpg' });
  await expect(damaged.getByLabel('Not drawable')).toBeVisible();
  await expect(app.getByLabel('Not drawable')).toHaveCount(1);
  await look(app, 'take-in-warned-grid');
  await app.getByRole('button', { name: 'With warnings', exact: true }).click();
  await expect(app.getByRole('gridcell')).toHaveCount(3);
});

test('what is said of a card stands in Provenance, and what is no time is not taken for one', async ({
  app,
  folder,
}) => {
  await card(folder, ['DSC_1.jpg']);
  await createEncrypted(app, folder, 'Clocks');
  await app.getByRole('button', { name: 'Choose a card or a folder' }).click();
  await app.getByRole('row', { name: 'CARD' }).click();
  await app.getByRole('button', { name: 'Look through it' }).click();
  await app.getByLabel('What stands on the card').fill('SD 7');
  const wrong = app.getByText(
    'A date and a time are needed, such as 2023-01-14 11:58:06 or 14.01.2023 11:58.',
  );
  const shown = app.getByLabel('The camera’s clock shows');
  const right = app.getByLabel('The right time at that moment');
  await shown.fill('2023-01-14 11:58:06');
  await right.fill('yesterday');
  await expect(wrong).toHaveCount(0);
  await right.press('Enter');
  await expect(wrong).toHaveCount(1);
  await expect(right).toBeFocused();
  await look(app, 'take-in-no-time');
  await expect(app.getByRole('button', { name: /^Take in 1 file/ })).toBeVisible();
  await right.fill('2023-01-14 12:03:10');
  await expect(wrong).toHaveCount(0);
  await right.press('Enter');
  await expect(app.getByText('1 file is in the archive')).toBeVisible();
  await app.getByRole('button', { name: 'Look at them' }).click();
  await app.getByRole('gridcell').first().click();
  await app.getByRole('tab', { name: 'Provenance' }).click();
  const facts = app.locator('.evidence-provenance');
  await expect(facts.getByText('SD 7', { exact: true })).toBeVisible();
  await expect(facts.getByText('2023-01-14 11:58:06', { exact: true })).toBeVisible();
  await expect(facts.getByText('2023-01-14 12:03:10', { exact: true })).toBeVisible();
  await look(app, 'take-in-provenance');
});

/** A card of 152 files is being taken in, without a film that no disk has room for, when its page is loaded anew. */
async function cutOff(app: Page, folder: string): Promise<string> {
  const many = Array.from({ length: 150 }, (_, index) => `DSC_${index + 100}.jpg`);
  const path = await card(folder, ['DSC_1.jpg']);
  for (const [index, name] of many.entries()) writeFileSync(join(path, name), `picture ${index}`);
  // More than any disk of these tests has, and nothing on the one it lies on.
  writeFileSync(join(path, 'film.mov'), '');
  truncateSync(join(path, 'film.mov'), 2 ** 43);
  await createEncrypted(app, folder, 'Cut off');

  await app.getByRole('button', { name: 'Choose a card or a folder' }).click();
  await app.getByRole('row', { name: 'CARD' }).click();
  await app.getByRole('button', { name: 'Look through it' }).click();
  await expect(app.getByText(/^The disk of this archive lacks 8\.\d TB for what is ticked/)).toBeVisible();
  await app.locator('.take-in-files').press('End');
  await app
    .getByText('film.mov')
    .locator('xpath=ancestor::*[contains(@class,"take-in-file")][1]')
    .locator('label')
    .click();
  await expect(app.getByText('151 of 152 ticked')).toBeVisible();
  await expect(app.getByText(/^The disk of this archive lacks/)).toHaveCount(0);
  await app.getByLabel('What stands on the card').fill('SD 7');
  await app.getByRole('button', { name: /^Take in 151 files/ }).click();
  await expect(app.getByText(/[1-9]\d* of 152/)).toBeVisible();
  await app.reload();
  return path;
}

test('an import that a closed window cut off is told of, and goes on without what was left out', async ({
  app,
  folder,
}) => {
  const path = await cutOff(app, folder);
  await expect(app.getByText(/SD 7.*: \d+ of 151 files taken in, not finished/)).toBeVisible();
  renameSync(path, `${path} away`);
  await app.getByRole('button', { name: 'Continue', exact: true }).click();
  await expect(app.getByText(/^Nothing to take in at/)).toBeVisible();
  renameSync(`${path} away`, path);
  await app.getByRole('button', { name: 'Continue', exact: true }).click();
  await expect(app.getByText('151 files are in the archive')).toBeVisible();
  await app.getByRole('button', { name: 'Take in more' }).click();
  await expect(app.getByText('Where are the new files?')).toBeVisible();
  await expect(app.getByText(/not finished/)).toHaveCount(0);
});

test('an import that was cut off is let go of: what was taken in stays, and the log says so', async ({
  app,
  folder,
}) => {
  await cutOff(app, folder);
  const notice = app.getByText(/SD 7.*: \d+ of 151 files taken in, not finished/);
  await expect(notice).toBeVisible();
  await app.getByRole('button', { name: 'Do not go on', exact: true }).click();
  const asked = app.getByRole('alertdialog', { name: 'Leave SD 7 unfinished?' });
  await expect(
    asked.getByText(/^\d+ files? that (was|were) taken in stays? in the archive, as /),
  ).toBeVisible();
  await expect(asked.getByText(/not in it, and nothing will remind you of/)).toBeVisible();
  await look(app, 'take-in-do-not-go-on');
  await asked.getByRole('button', { name: 'Cancel' }).click();
  await expect(asked).toHaveCount(0);
  await expect(notice).toBeVisible();

  await app.getByRole('button', { name: 'Do not go on', exact: true }).click();
  await asked.getByRole('button', { name: 'Do not go on' }).click();
  await expect(notice).toHaveCount(0);
  await expect(app.getByText('Where are the new files?')).toBeVisible();
  await app.getByRole('link', { name: 'Custody', exact: true }).click();
  await expect(app.getByText('left unfinished')).toBeVisible();
});

test.describe('on one disk', () => {
  test.use({ disks: 'real' });

  test('a backup on the disk of the archive is advised against, and does not count for the card', async ({
    app,
    folder,
  }) => {
    await card(folder, ['DSC_1.jpg', 'DSC_2.jpg']);
    await createEncrypted(app, folder, 'One disk');
    await takeInCard(app);
    await expect(app.getByText('2 files are in the archive')).toBeVisible();
    await app.getByRole('link', { name: 'Back up and hand over' }).click();
    await app.getByLabel('Where to').fill(join(folder, 'disk'));
    await app.getByLabel('What stands on the disk').fill('Disk B');
    await app.getByRole('button', { name: 'Back up', exact: true }).click();
    const asked = app.getByRole('alertdialog', { name: 'It lies on the disk of the archive itself.' });
    await expect(asked.locator('.button-primary')).toHaveText('Choose another disk');
    await look(app, 'keep-own-disk');
    await asked.getByRole('button', { name: 'Choose another disk' }).click();
    const picker = app.getByRole('dialog', { name: 'Which disk or folder?' });
    await expect(picker).toBeVisible();
    await app.keyboard.press('Escape');
    await expect(picker).toHaveCount(0);
    await app.getByRole('button', { name: 'Back up', exact: true }).click();
    await asked.getByRole('button', { name: 'Back up here all the same' }).click();
    await expect(
      app.getByText('2 files are copied, but no second copy: they lie on the archive’s own disk.'),
    ).toBeVisible();
    await expect(app.getByText(/^The backup is complete/)).toHaveCount(0);
    await look(app, 'keep-own-disk-done');

    await app.getByRole('link', { name: 'Take in', exact: true }).click();
    await app.getByRole('button', { name: 'Find out' }).click();
    await expect(app.getByText('Do not clear this card yet.')).toBeVisible();
    await expect(
      app.getByText(
        'On the disk of the archive itself, and no second copy: Disk B. Back up to another disk.',
      ),
    ).toBeVisible();
    await look(app, 'take-in-own-disk');
  });
});
