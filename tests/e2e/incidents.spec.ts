import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { archiveOf, stele } from './archives.ts';
import { expectAccessible } from './axe.ts';
import { expect, startHost, test } from './stele.ts';

const witness = 'Zarouhi Testimonyan';

/** Pictures to be looked at, where a folder for them is named (see screens.spec.ts). */
async function look(page: Page, name: string): Promise<void> {
  const into = process.env['STELE_SCREENS'];
  if (into === undefined) return;
  const menu = page.locator('.top-bar-tools > .button-icon').first();
  for (const [language, short] of [
    ['Русский', 'ru'],
    ['Հայերեն', 'hy'],
    ['English', 'en'],
  ] as const) {
    await menu.click();
    await page.getByRole('menuitemradio', { name: language }).click();
    for (const size of [
      { width: 1920, height: 1080 },
      { width: 1280, height: 800 },
    ]) {
      await page.setViewportSize(size);
      await page.waitForTimeout(300);
      await page.screenshot({ path: join(into, `${name}-${short}-${String(size.width)}.png`) });
    }
  }
}

/** A dialog covers the menu of languages: pictures of it in the language that is chosen. */
async function lookHere(page: Page, name: string): Promise<void> {
  const into = process.env['STELE_SCREENS'];
  if (into === undefined) return;
  for (const size of [
    { width: 1920, height: 1080 },
    { width: 1280, height: 800 },
  ]) {
    await page.setViewportSize(size);
    await page.waitForTimeout(300);
    await page.screenshot({ path: join(into, `${name}-${String(size.width)}.png`) });
  }
}

/** An archive with a source who gave an item that went out in a package, and a review that is due. */
async function archiveWithSource(folder: string): Promise<string> {
  const path = await archiveOf(folder, ['church.jpg', 'house.jpg', 'gate.jpg', 'yard.jpg']);
  const file = join(folder, 'sources.json');
  const share = { purpose: 'to-share', isGiven: true, date: '2021-04' };
  const court = 'court-or-un-body-that-passes-it-to-the-state-concerned';
  const content = {
    title: 'The neighbour by the gate',
    connection: 'witness',
    date: '2021-04-12',
    wishesAnonymity: true,
    reviewOn: '2024',
    description: 'Watched the house from across the street, and took the pictures on a phone.',
    reliability: 'likely-reliable',
    consents: [
      { purpose: 'to-gather-and-keep', isGiven: true, date: '2021-04-12' },
      { purpose: 'to-use', isGiven: true, date: '2021-04-12' },
      { ...share, recipient: court },
      { ...share, recipient: 'public', isGiven: false },
    ],
  };
  writeFileSync(file, JSON.stringify([{ content }]));
  stele(['people', 'import', path, file, '--kind', 'source']);
  const { records } = JSON.parse(stele(['people', 'list', path, '--kind', 'source', '--json'])) as {
    records: { number: string }[];
  };
  const { items } = JSON.parse(stele(['list', path, '--json'])) as { items: { number: string }[] };
  const [source = '', item = ''] = [records[0]?.number, items[0]?.number];
  stele(['link', path, source, 'told', item]);
  const giving = ['--purpose', 'to-share', '--recipient', court];
  stele(['export', path, join(folder, 'to-court'), '--profile', 'transfer', '--all', ...giving]);
  return path;
}

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click();
}

async function choose(page: Page, field: string, typed: string, name: string): Promise<void> {
  await page.getByRole('combobox', { name: field, exact: true }).last().fill(typed);
  await page.getByRole('option', { name }).first().click();
}

test('who did what to whom, a claim that somebody contests, and a person who is erased', async ({
  context,
  folder,
}) => {
  test.slow();
  const host = await startHost(folder, [await archiveWithSource(folder)]);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(host.address);
  await page.getByRole('button', { name: 'Open', exact: true }).click();

  await expect(page.getByText('Sources are to be asked again')).toBeVisible();
  await page.getByRole('link', { name: 'Persons and sources', exact: true }).click();
  for (const [name, type] of [
    [witness, 'person'],
    ['The 7th column', 'unit'],
  ] as const) {
    await page.getByRole('button', { name: 'New person or group' }).first().click();
    await page.getByLabel('Name 1', { exact: true }).fill(name);
    await page
      .getByRole('button', { name: 'not said Type' })
      .or(page.getByLabel('Type', { exact: true }))
      .first()
      .click();
    await page.getByRole('option', { name: type, exact: true }).click();
    await save(page);
    await expect(page.getByRole('heading', { name })).toBeVisible();
  }

  await page.getByRole('link', { name: 'Incidents', exact: true }).click();
  await page.getByRole('button', { name: 'New incident' }).first().click();
  await page.getByLabel('Title', { exact: true }).fill('A house is set on fire');
  await page.getByLabel('Date', { exact: true }).first().fill('2020-11-09');
  await choose(page, 'Types', 'civilian prop', 'destruction of civilian property');
  const account = `${witness} stood at the window when the column entered the street. By the evening the roof was gone.`;
  await page.getByLabel('Narrative', { exact: true }).fill(account);
  await page.getByRole('button', { name: 'Add an act' }).click();
  await page.getByLabel('What was done').fill('set the house on fire');
  await page.getByLabel('With what').fill('petrol');
  await page.getByRole('button', { name: 'Add somebody involved' }).click();
  await choose(page, 'Who', 'Zarouhi', witness);
  const role = async (name: string): Promise<void> => {
    await page.getByRole('button', { name: 'not said Role' }).click();
    await page.getByRole('option', { name, exact: true }).click();
  };
  await role('victim');
  await page.getByRole('button', { name: 'Add somebody involved' }).click();
  await choose(page, 'Who', '7th', 'The 7th column');
  await role('alleged perpetrator');
  await save(page);
  const incident = page.getByRole('article', { name: 'Incident', exact: true });
  await expect(incident.locator('.incident-sentence')).toHaveText(
    /The 7th column.*set the house on fire.*With: petrol.*Zarouhi Testimonyan/s,
  );
  await expect(incident.getByText('Alleged: nobody has found it to be so yet')).toBeVisible();

  await incident.getByRole('button', { name: 'New claim' }).click();
  await page.getByRole('textbox', { name: 'Statement' }).fill('The fire was set from inside the house.');
  for (const [index, [name, answer]] of [
    ['A. Surveyor', 'agrees'],
    ['B. Surveyor', 'does not agree'],
  ].entries()) {
    await page.getByRole('button', { name: 'Name a reviewer' }).click();
    await page
      .getByLabel('Reviewer', { exact: true })
      .nth(index)
      .fill(name ?? '');
    await page.getByRole('button', { name: 'has not said yet Answer' }).last().click();
    await page.getByRole('option', { name: answer ?? '', exact: true }).click();
  }
  await page
    .getByRole('textbox', { name: 'The dissent, in the reviewer’s words' })
    .fill('The roof burned first.');
  await save(page);
  await expect(incident.getByText('Contested')).toBeVisible();
  await expect(incident.getByText('The roof burned first.')).toBeVisible();
  await expectAccessible(page, 'an incident');
  await look(page, 'incident');

  // The source: what was agreed to, taken back, and recalled by letter.
  await page.getByRole('link', { name: 'Persons and sources', exact: true }).click();
  await page.getByRole('radio', { name: 'Sources', exact: true }).click();
  await page.getByRole('gridcell').filter({ hasText: 'The neighbour' }).click();
  const source = page.getByRole('article', { name: 'Source', exact: true });
  await expect(source.getByText('To be asked again')).toBeVisible();
  await expectAccessible(page, 'a source');
  await look(page, 'source');
  await source.getByRole('button', { name: /^Withdraw consent: court/ }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Withdraw', exact: true }).click();
  await page.getByRole('button', { name: 'Letter of recall' }).click();
  await expect(page.getByRole('region', { name: 'Letter of recall' })).toContainText('E-0001');
  await expect(page.getByRole('region', { name: 'Letter of recall' })).not.toContainText('neighbour');
  await lookHere(page, 'recall');
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(source.getByRole('row', { name: /State concerned (?!and)/ })).toContainText('Withdrawn');

  // Everything about the witness, and then nothing.
  await page.getByRole('radio', { name: 'Persons and groups' }).click();
  await page.getByRole('gridcell').filter({ hasText: witness }).click();
  await look(page, 'actor');
  await page.getByRole('button', { name: 'Everything about this person' }).click();
  const report = page.getByRole('article', { name: 'Everything about this person' });
  await expect(report.locator('mark')).toHaveText(witness);
  await expect(report.getByText('A house is set on fire').first()).toBeVisible();
  await expectAccessible(page, 'everything about a person');
  await look(page, 'everything');
  await report.getByRole('button', { name: 'Erase this person' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByRole('button', { name: /Reason/ }).click();
  await page.getByRole('option', { name: 'consent was withdrawn' }).click();
  const now = dialog.getByRole('button', { name: 'Erase for good' });
  await dialog.getByLabel(/^Type the number of passages/).fill('2');
  await expect(now).toBeDisabled();
  await dialog.getByLabel(/^Type the number of passages/).fill('3');
  await lookHere(page, 'erase');
  await now.click();
  await expect(page.getByText('This person is erased')).toBeVisible();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('gridcell').filter({ hasText: witness })).toHaveCount(0);
  await page.getByRole('link', { name: 'Incidents', exact: true }).click();
  await page.getByRole('gridcell').filter({ hasText: 'A house is set on fire' }).click();
  await expect(incident.getByText('[erased] stood at the window')).toBeVisible();
  await expect(page.getByText(witness)).toHaveCount(0);
  expect(faults).toEqual([]);
  await page.close();
  await host.stop();
});

test('who must not be found is listed only while what is sealed is unlocked, and a pseudonym has its name there', async ({
  context,
  folder,
}) => {
  const passphrase = 'four words of the tests';
  const second = 'four words of the others';
  const path = await archiveOf(folder, ['church.jpg'], 'Sealed', passphrase);
  writeFileSync(join(folder, 'second'), second);
  stele(['sealed', 'create', path, '--sealed-passphrase-file', join(folder, 'second')], passphrase);
  const host = await startHost(folder, [path]);
  const page = await context.newPage();
  await page.goto(host.address);
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
  await page.getByRole('link', { name: 'Persons and sources', exact: true }).click();
  const unlock = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Unlock', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Passphrase', { exact: true }).fill(second);
    await dialog.getByRole('button', { name: 'Unlock', exact: true }).click();
    await expect(dialog).toHaveCount(0);
  };
  await unlock();
  await page.getByRole('button', { name: 'New person or group' }).first().click();
  await page.getByLabel('Name 1', { exact: true }).fill('Witness by the bridge');
  await page.getByText('Named by a pseudonym').click();
  await page.getByRole('button', { name: 'Confidentiality', exact: true }).click();
  await page.getByRole('button', { name: /^restricted/i }).click();
  await page.getByRole('option', { name: 'sealed', exact: true }).click();
  await save(page);
  await expect(page.getByRole('heading', { name: 'Witness by the bridge' })).toBeVisible();
  await page.getByRole('button', { name: 'Keep a real name' }).click();
  await page.getByRole('textbox', { name: 'Real name' }).fill(witness);
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await expect(page.getByText('••••••••')).toBeVisible();
  await page.getByRole('button', { name: 'Show it' }).click();
  await expect(page.getByText(witness)).toBeVisible();
  await look(page, 'real-name');
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.getByLabel('Name 1', { exact: true }).fill('Witness by the old bridge');
  await page.getByRole('button', { name: 'Lock them again' }).click();
  const discarding = page.getByRole('alertdialog', { name: 'A record is not saved' });
  await discarding.getByRole('button', { name: 'Go back' }).click();
  await expect(page.getByLabel('Name 1', { exact: true })).toHaveValue('Witness by the old bridge');
  await page.getByRole('button', { name: 'Lock them again' }).click();
  await discarding.getByRole('button', { name: 'Discard and lock' }).click();
  // Its id does not stay behind.
  await expect(page).toHaveURL(/#\/persons$/);
  await expect(page.getByText('No record matches')).toHaveCount(0);
  await expect(page.getByText('Sealed persons and sources can be unlocked here.')).toBeVisible();
  await expect(page.getByText(witness)).toHaveCount(0);
  await expect(page.getByRole('gridcell').filter({ hasText: 'Witness' })).toHaveCount(0);
  await unlock();
  await expect(page.getByRole('gridcell').filter({ hasText: 'Witness by the bridge' })).toBeVisible();

  // A name that stood there before the pseudonym is taken out of the history, and kept sealed.
  await page.getByRole('button', { name: 'New person or group' }).first().click();
  await page.getByLabel('Name 1', { exact: true }).fill('Anahit Earlier');
  await save(page);
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.getByLabel('Name 1', { exact: true }).fill('Witness 12');
  await page.getByText('Named by a pseudonym').click();
  await save(page);
  await expect(page.getByText('Earlier versions say another name')).toBeVisible();
  await look(page, 'earlier-names');
  await page.getByRole('button', { name: 'Take it out of the history' }).click();
  const taking = page.getByRole('alertdialog');
  await expect(taking.getByText('Anahit Earlier')).toBeVisible();
  await lookHere(page, 'earlier-names-asked');
  await taking.getByRole('button', { name: 'Take it out of the history' }).click();
  await expect(taking).toHaveCount(0);
  await expect(page.getByText('Earlier versions say another name')).toHaveCount(0);
  await page.getByRole('button', { name: 'Show it' }).click();
  await expect(page.getByText('Anahit Earlier')).toBeVisible();

  // An open incident does not offer them, and nobody has a part that was not said.
  await page.getByRole('button', { name: 'New person or group' }).first().click();
  await page.getByLabel('Name 1', { exact: true }).fill('Mayor of the bridge');
  await save(page);
  await expect(page.getByRole('heading', { name: 'Mayor of the bridge' })).toBeVisible();
  await page.getByRole('link', { name: 'Incidents', exact: true }).click();
  await page.getByRole('button', { name: 'New incident' }).first().click();
  await page.getByLabel('Title', { exact: true }).fill('The wall was removed');
  await page.getByRole('button', { name: 'Add an act' }).click();
  await page.getByLabel('What was done', { exact: true }).fill('Removed');
  await page.getByRole('button', { name: 'Add somebody involved' }).click();
  const who = page.getByRole('combobox', { name: 'Who', exact: true });
  await who.fill('bridge');
  await expect(page.getByRole('option', { name: /Mayor of the bridge/ })).toBeVisible();
  await expect(page.getByRole('option', { name: /Witness by the bridge/ })).toHaveCount(0);
  await expect(page.getByText('sealed records, are not offered here')).toBeVisible();
  await page.getByRole('option', { name: /Mayor of the bridge/ }).click();
  await save(page);
  await expect(page.getByText('A person and their role belong together')).toBeVisible();
  await look(page, 'act-without-role');

  // What is written so far goes with the lock, and that is asked; the lock key asks nothing.
  const lock = page.getByRole('banner').getByRole('button', { name: 'Lock', exact: true });
  await lock.click();
  const asking = page.getByRole('alertdialog', { name: 'A record is not saved' });
  await lookHere(page, 'lock-unsaved');
  await asking.getByRole('button', { name: 'Go back' }).click();
  await expect(page.getByLabel('Title', { exact: true })).toHaveValue('The wall was removed');
  await page.keyboard.press('Control+Shift+L');
  await expect(page.getByText('Its keys are wiped from memory.')).toBeVisible();
  await page.close();
  await host.stop();
});
