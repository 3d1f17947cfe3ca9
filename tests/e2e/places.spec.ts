import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { archiveOf } from './archives.ts';
import { expectAccessible } from './axe.ts';
import { expect, startHost, test } from './stele.ts';

const pictures = Array.from({ length: 14 }, (_, index) => `view-${String(index + 1).padStart(2, '0')}.jpg`);

const names = [
  ['Makaravank Monastery', 'en'],
  ['Մակարավանք', 'hy'],
  ['Макараванк', 'ru'],
  ['მაკარავანქი', 'ka'],
] as const;

async function addTerm(field: Locator, page: Page, typed: string, name: string): Promise<void> {
  await field.click();
  await field.pressSequentially(typed);
  await page.getByRole('option', { name, exact: true }).click();
}

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
      await page.screenshot({ path: join(into, `${name}-${short}-${String(size.width)}.png`) });
    }
  }
}

test('a monastery with names in four scripts is written down, assessed three times and found by each name', async ({
  context,
  folder,
}) => {
  test.slow();
  const host = await startHost(folder, [await archiveOf(folder, pictures)]);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(host.address);
  await page.getByRole('button', { name: 'Open', exact: true }).click();

  await page.getByRole('link', { name: 'Places', exact: true }).click();
  await expect(page.getByText('No place is recorded yet')).toBeVisible();
  await page.getByRole('button', { name: 'New place' }).first().click();
  for (const [index, [name, language]] of names.entries()) {
    if (index > 0) await page.getByRole('button', { name: 'Add a name' }).click();
    await page.getByLabel(`Name ${String(index + 1)}`, { exact: true }).fill(name);
    const field = page.getByRole('textbox', { name: 'Language', exact: true }).nth(index);
    if (language === 'en') await field.fill(language);
    // What only one script can be the cataloguer need not say.
    else await expect(field).toHaveValue(language);
  }
  await addTerm(page.getByRole('combobox', { name: 'Types' }), page, 'monas', 'monastery');
  const built = page.getByLabel('Built or used');
  await built.fill('13th century');
  await page.getByRole('button', { name: /^12XX/ }).click();
  await expect(page.getByText('13th century', { exact: true })).toBeVisible();
  await page.getByLabel('Position', { exact: true }).fill('40°58′25″N 45°07′43″E');
  await expect(page.getByText(/Read as/)).toContainText('40.97361, 45.12861');
  await expectAccessible(page, 'a new place');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const detail = page.getByRole('article', { name: 'Place', exact: true });
  await expect(detail.getByRole('heading', { name: names[0][0] })).toBeVisible();
  await expect(detail.getByText(names[2][0])).toBeVisible();

  // One is linked from here, and that is taken back.
  await detail.getByRole('button', { name: 'Link pictures and documents' }).click();
  const picker = page.getByRole('dialog');
  await picker.getByRole('gridcell').first().click();
  await picker.getByRole('button', { name: 'Link', exact: true }).click();
  await expect(picker).toHaveCount(0);
  const exhibits = page.getByRole('list', { name: 'is shown in' });
  await expect(exhibits.getByRole('listitem')).toHaveCount(1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(exhibits).toHaveCount(0);

  // Twelve are linked from the grid, found by a name in another script.
  await page.getByRole('link', { name: 'Evidence', exact: true }).click();
  const cells = page.getByRole('gridcell');
  await cells.first().click();
  await cells.nth(11).click({ modifiers: ['Shift'] });
  await page.getByRole('button', { name: 'These show …' }).click();
  const linking = page.getByRole('dialog');
  await linking.getByRole('combobox').fill('Макараван');
  await page.getByRole('option', { name: names[0][0] }).click();
  await expectAccessible(page, 'linking from the grid');
  await linking.getByRole('button', { name: 'Link', exact: true }).click();
  await expect(linking.getByText('12 links were made.')).toBeVisible();
  await linking.getByRole('button', { name: 'Done' }).click();

  // What one of them shows stands beside it, with what is written in it.
  await cells.nth(2).click();
  await page.getByRole('tab', { name: 'Links and texts' }).click();
  await expect(page.getByRole('region', { name: 'shows' })).toContainText(names[0][0]);
  await page.getByRole('button', { name: 'Add a text' }).click();
  await page.getByLabel('Text', { exact: true }).fill('Կամաւն Աստուծոյ');
  await expect(page.getByRole('textbox', { name: 'Language' })).toHaveValue('hy');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('article', { name: /transcription/ })).toContainText('Կամաւն Աստուծոյ');
  await expectAccessible(page, 'links and texts of an item');
  await page.getByRole('region', { name: 'shows' }).getByRole('link').click();
  await expect(exhibits.getByRole('listitem')).toHaveCount(12);

  // Three assessments over five years, the last one contested.
  for (const [at, [date, status]] of [
    ['2018-05', 'no change observed'],
    ['9 November 2020', 'damaged'],
    ['2023-06~', 'destroyed'],
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
    await page.getByRole('button', { name: 'Name a reviewer' }).click();
    await page.getByLabel('Reviewer', { exact: true }).fill('First reviewer');
    await page.getByRole('button', { name: /Answer/ }).click();
    await page.getByRole('option', { name: 'agrees', exact: true }).click();
    if (at === 2) {
      await page.getByRole('button', { name: 'Name a reviewer' }).click();
      await page.getByLabel('Reviewer', { exact: true }).nth(1).fill('Second reviewer');
      await page
        .getByRole('button', { name: /Answer/ })
        .nth(1)
        .click();
      await page.getByRole('option', { name: 'does not agree', exact: true }).click();
      await page.getByLabel('The dissent').fill('The north wall still stands.');
      await expectAccessible(page, 'a new assessment');
    }
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByRole('list', { name: 'Assessments in time' }).getByRole('listitem')).toHaveCount(
      at + 1,
    );
  }
  const standing = page.getByRole('group', { name: 'Status' });
  await expect(standing).toContainText('destroyed');
  await expect(standing).toContainText('Contested');
  await expect(standing).toContainText('about June 2023');
  await expect(detail.getByText('The north wall still stands.').first()).toBeVisible();
  await expect(page.getByRole('list', { name: 'Assessments in time' })).toContainText('9 November 2020');
  await expect(page.getByRole('gridcell', { selected: true })).toContainText(names[0][0]);
  await expectAccessible(page, 'a place');
  await page.getByRole('button', { name: /^Compare/ }).click();
  await expect(page.getByRole('dialog').locator('.pane')).toHaveCount(2);
  await page.keyboard.press('Escape');

  await look(page, 'place');
  await detail.getByRole('button', { name: 'Edit', exact: true }).last().click();
  await look(page, 'assessment-editor');
  await page.getByRole('button', { name: 'Stop editing' }).click();

  // It is found by each of its names, as one types.
  const search = page.getByRole('searchbox', { name: 'Find a place' });
  for (const [name] of names) {
    await search.fill('nothing is called so');
    await expect(page.getByText('Nothing fits')).toBeVisible();
    await search.fill(name.slice(0, -1));
    await expect(page.getByRole('grid', { name: 'Places' })).toContainText(names[0][0]);
  }

  // On the map it stands with its status.
  await page.getByRole('link', { name: 'Map', exact: true }).click();
  await page.getByRole('region', { name: 'Places in view' }).getByRole('button').click();
  await look(page, 'map');
  await expect(page.getByRole('link', { name: 'Open the place' })).toBeVisible();
  await expectAccessible(page, 'a place on the map');
  await page.getByRole('link', { name: 'Open the place' }).click();
  await expect(detail.getByRole('heading', { name: names[0][0] })).toBeVisible();

  // Its assessments stand in time over what was captured.
  await page.getByRole('link', { name: 'Evidence', exact: true }).click();
  await cells.first().click();
  await page.getByRole('tab', { name: 'Describe' }).click();
  await page.getByLabel('Date', { exact: true }).fill('2019-05');
  await page.getByLabel('Title', { exact: true }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'Timeline', exact: true }).click();
  await expect(page.locator('.timeline-names').getByText('Assessments')).toBeVisible();
  await expect(page.locator('.timeline-names')).toContainText('3 records');
  await look(page, 'timeline');
  await host.stop();
  expect(faults).toEqual([]);
});
