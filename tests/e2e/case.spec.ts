import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { archiveOf, stele } from './archives.ts';
import { expectAccessible } from './axe.ts';
import { expect, startHost, test } from './stele.ts';

const passphrase = 'four words of the tests';
const second = 'four words of the others';
const pictures = Array.from({ length: 12 }, (_, at) => `exhibit-${String(at + 1).padStart(2, '0')}.jpg`);
const pseudonym = 'Witness by the fountain';
const realName = 'Zarouhi Testimonyan';
const monastery = 'Monastery of the Two Springs';
const court = 'court or UN body that passes it to the State concerned';
const courtCard = 'A court or a UN body that passes it to the State concerned';

const save = (page: Page): Promise<void> => page.getByRole('button', { name: 'Save', exact: true }).click();

async function choose(page: Page, field: string, typed: string, name: string): Promise<void> {
  await page.getByRole('combobox', { name: field, exact: true }).last().fill(typed);
  await page.getByRole('option', { name }).first().click();
}

/** From a list of few: the button shows what stands there. */
async function select(page: Page, button: RegExp, option: string): Promise<void> {
  await page.getByRole('button', { name: button }).last().click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

async function setLevel(page: Page, level: string): Promise<void> {
  await page.getByRole('button', { name: 'Confidentiality', exact: true }).click();
  await select(page, /^restricted/i, level);
}

/** Links some of the twelve with what is open, from its own panel. */
async function linkItems(page: Page, within: Locator, from: number, to: number): Promise<void> {
  await within.getByRole('button', { name: 'Link pictures and documents' }).first().click();
  const picker = page.getByRole('dialog');
  await picker.getByRole('gridcell').nth(from).click();
  if (to > from)
    await picker
      .getByRole('gridcell')
      .nth(to)
      .click({ modifiers: ['Shift'] });
  await picker.getByRole('button', { name: 'Link', exact: true }).click();
  await expect(picker).toHaveCount(0);
}

async function addIncident(page: Page, title: string, date: string, from: number, to: number): Promise<void> {
  await page.getByRole('link', { name: 'Incidents', exact: true }).click();
  await page.getByRole('button', { name: 'New incident' }).first().click();
  await page.getByLabel('Title', { exact: true }).fill(title);
  await page.getByLabel('Date', { exact: true }).first().fill(date);
  await page
    .getByLabel('Narrative', { exact: true })
    .fill(`${title} was seen from the road. ${pseudonym} told of it.`);
  await choose(page, 'Places', 'Two Spr', monastery);
  await page.getByRole('button', { name: 'Law and risk factors' }).click();
  await choose(page, 'Legal references', '8(2)(b)(ix)', 'Rome Statute 8(2)(b)(ix)');
  // The list stays open for another one.
  await page.keyboard.press('Escape');
  await setLevel(page, 'public');
  await save(page);
  const incident = page.getByRole('article', { name: 'Incident', exact: true });
  await expect(incident.getByRole('heading', { name: title })).toBeVisible();
  await linkItems(page, incident, from, to);
}

test('a case is entered, and submitted to a court with its witness and to the public without', async ({
  context,
  folder,
}) => {
  test.slow();
  const path = await archiveOf(folder, pictures, 'Case', passphrase);
  writeFileSync(join(folder, 'second'), second);
  stele(['sealed', 'create', path, '--sealed-passphrase-file', join(folder, 'second')], passphrase);
  const host = await startHost(folder, [path]);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(host.address);
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();

  // Nine of the twelve may be seen by anybody.
  await page.getByRole('link', { name: 'Evidence', exact: true }).click();
  const cells = page.getByRole('gridcell');
  await cells.first().click();
  await cells.nth(8).click({ modifiers: ['Shift'] });
  await page.locator('label.check', { hasText: 'Confidentiality' }).click();
  await page.getByRole('button', { name: /Confidentiality$/ }).click();
  await page.getByRole('option', { name: 'Public', exact: true }).click();
  await page.getByRole('button', { name: 'Show what would change' }).click();
  await page.getByRole('button', { name: 'Change all' }).click();
  await expect(page.getByText('9 items were changed.')).toBeVisible();

  // The monastery, in four scripts, and three assessments of it.
  await page.getByRole('link', { name: 'Places', exact: true }).click();
  await page.getByRole('button', { name: 'New place' }).first().click();
  for (const [at, name] of [
    monastery,
    'Երկու աղբյուրի վանք',
    'Монастырь Двух Источников',
    'ორი წყაროს მონასტერი',
  ].entries()) {
    if (at > 0) await page.getByRole('button', { name: 'Add a name' }).click();
    await page.getByLabel(`Name ${String(at + 1)}`, { exact: true }).fill(name);
  }
  await setLevel(page, 'public');
  await save(page);
  const place = page.getByRole('article', { name: 'Place', exact: true });
  await expect(place.getByRole('heading', { name: monastery })).toBeVisible();
  const picker = page.getByRole('dialog');
  for (const [at, [date, status]] of [
    ['2018-05', 'no change observed'],
    ['2020-11-09', 'damaged'],
    ['2023-06', 'destroyed'],
  ].entries()) {
    await page.getByRole('button', { name: 'New assessment' }).click();
    await page
      .getByLabel('Date', { exact: true })
      .first()
      .fill(date ?? '');
    await page.getByRole('button', { name: 'Status' }).click();
    await page.getByRole('option', { name: status ?? '', exact: true }).click();
    await page.getByRole('button', { name: 'Add a pair' }).click();
    for (const [side, cell] of [
      ['Before', 2 * at],
      ['After', 2 * at + 1],
    ] as const) {
      await page.getByRole('button', { name: `${side}: Choose` }).click();
      await picker.getByRole('gridcell').nth(cell).dblclick();
      await expect(picker).toHaveCount(0);
    }
    await setLevel(page, 'public');
    await save(page);
    await expect(page.getByRole('list', { name: 'Assessments in time' }).getByRole('listitem')).toHaveCount(
      at + 1,
    );
  }

  await addIncident(page, 'The shelling of the bell tower', '2020-11-09', 0, 5);
  await addIncident(page, 'The removal of the khachkars', '2021-04~', 6, 11);

  // A contested claim about the second one.
  const incident = page.getByRole('article', { name: 'Incident', exact: true });
  await incident.getByRole('button', { name: 'New claim' }).click();
  await page.getByRole('textbox', { name: 'Statement' }).fill('The stones were taken on lorries.');
  for (const [at, [name, answer]] of [
    ['A. Surveyor', 'agrees'],
    ['B. Surveyor', 'does not agree'],
  ].entries()) {
    await page.getByRole('button', { name: 'Name a reviewer' }).click();
    await page
      .getByLabel('Reviewer', { exact: true })
      .nth(at)
      .fill(name ?? '');
    await select(page, /^has not said yet Answer/, answer ?? '');
  }
  await page
    .getByRole('textbox', { name: 'The dissent, in the reviewer’s words' })
    .fill('No tracks can be seen.');
  await setLevel(page, 'public');
  await save(page);
  await expect(incident.getByText('Contested')).toBeVisible();
  await incident.getByRole('link', { name: 'Open' }).click();
  const claim = page.getByRole('article', { name: 'Claim', exact: true });
  await linkItems(page, claim, 6, 7);

  // Somebody who told of it, under a pseudonym, for courts alone.
  await page.getByRole('link', { name: 'Persons and sources', exact: true }).click();
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
  await picker.getByLabel('Passphrase', { exact: true }).fill(second);
  await picker.getByRole('button', { name: 'Unlock', exact: true }).click();
  await expect(picker).toHaveCount(0);
  await page.getByRole('button', { name: 'New person or group' }).first().click();
  await page.getByLabel('Name 1', { exact: true }).fill(pseudonym);
  await page.getByText('Named by a pseudonym').click();
  await setLevel(page, 'confidential');
  await save(page);
  await page.getByRole('button', { name: 'Keep a real name' }).click();
  await page.getByRole('textbox', { name: 'Real name' }).fill(realName);
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await expect(page.getByText('••••••••')).toBeVisible();
  await page.getByRole('radio', { name: 'Sources', exact: true }).click();
  await page.getByRole('button', { name: 'New source' }).first().click();
  await page.getByLabel('Title', { exact: true }).fill('Conversation of May');
  await choose(page, 'Person', 'fountain', pseudonym);
  await page.getByRole('button', { name: 'Add an answer' }).click();
  await select(page, /For what$/, 'to share');
  await select(page, /For whom$/, court);
  await select(page, /Answer$/, 'Agrees');
  // Who tells of somebody confidential is so too, without anybody having to think of it.
  await page.getByRole('button', { name: 'Confidentiality', exact: true }).click();
  await expect(page.getByRole('button', { name: 'confidential Confidentiality' })).toBeVisible();
  await save(page);
  const source = page.getByRole('article', { name: 'Source', exact: true });
  await expect(source.getByRole('row', { name: /State concerned (?!and)/ })).toContainText('Given');
  await linkItems(page, source, 8, 8);

  // For the court.
  await page.getByRole('link', { name: 'Dossiers', exact: true }).click();
  await page.locator('.card-choice', { hasText: new RegExp(`^${courtCard}$`) }).click();
  const preview = page.getByRole('complementary', { name: 'What it will say' });
  await expect(preview).toContainText('2 incidents · 1 place');
  await expect(preview).toContainText(`${pseudonym} told of it. [E-`);
  await expect(preview).toContainText('Dissent (B. Surveyor): No tracks can be seen.');
  await expect(preview).not.toContainText(realName);
  await expectAccessible(page, 'a dossier');
  const lines = await preview.locator('.dossier-paper p').allInnerTexts();
  const from = lines.findIndex((line) => line === 'Rome Statute 8(2)(b)(ix)');
  const until = lines.findIndex((line) => line === 'Exhibits');
  const sentences = lines.slice(from, until).filter((line) => /[.!?]( \[|$)/.test(line));
  expect(sentences.length).toBeGreaterThan(8);
  // Each sentence has its exhibit.
  expect(sentences.filter((line) => !/\[E-\d{4}([,–].*)?\]$/.test(line))).toEqual([]);
  const destination = join(folder, 'dossier.pdf');
  await page.getByLabel('Where', { exact: true }).fill(destination);
  await page.getByRole('button', { name: 'Write the document' }).click();
  await expect(page.getByText('The document is written.')).toBeVisible();
  expect(readFileSync(destination).subarray(0, 5).toString()).toBe('%PDF-');

  // For everybody: the witness is in no line of it, and neither is what came from there.
  await page.locator('.card-choice', { hasText: /^The public$/ }).click();
  await expect(preview.locator('.dossier-paper')).toContainText('For: public');
  // What was written for the court is not offered to be packed for everybody.
  await expect(page.getByText('The document is written.')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Package of these exhibits' })).toHaveCount(0);
  await expect(preview.locator('.dossier-paper')).toContainText('was seen from the road. [E-');
  const paper = await preview.locator('.dossier-paper').innerText();
  expect(paper).not.toMatch(/fountain|Zarouhi|Testimonyan|Conversation/);
  await expect(preview).toContainText('The source has not consented to this');
  await expect(preview).toContainText('Names or shows somebody who is protected');
  await page.locator('.card-choice', { hasText: new RegExp(`^${courtCard}$`) }).click();
  await page.getByRole('button', { name: 'Package of these exhibits' }).click();
  const giving = page.getByRole('group', { name: 'For what and for whom' });
  await expect(giving).toContainText('to share');
  await expect(giving).toContainText('court or UN body');
  expect(faults).toEqual([]);
  await page.close();
  await host.stop();
});
