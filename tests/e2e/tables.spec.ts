import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { workbook } from '../helpers/workbooks.ts';
import { archiveOf, stele } from './archives.ts';
import { expectAccessible } from './axe.ts';
import { dropFiles } from './dropping.ts';
import { expect, startHost, test } from './stele.ts';

/** Pictures to be looked at, where a folder for them is named (see screens.spec.ts). A dialog that is open stays open. */
async function look(page: Page, name: string): Promise<void> {
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

const hostile = '<img src=x onerror=window.ran=1>\u202Egpj';

test('a workbook of places, a table about items and what is doubtful in them are worked through', async ({
  context,
  folder,
}) => {
  const path = await archiveOf(folder, [
    'IMG_0001.jpg',
    'IMG_0002.jpg',
    'IMG_0004.jpg',
    'IMG_0005.jpg',
    'IMG_0007.jpg',
  ]);
  const places = join(folder, 'places.xlsx');
  writeFileSync(
    places,
    workbook(
      [
        { name: 'Notes', rows: [['Nothing to take in', 'here']] },
        {
          name: 'Monuments',
          rows: [
            ['Name', null, 'Type', 'Coordinates', null, 'Built', 'Surveyed by'],
            ['English', 'Armenian', null, 'Latitude', 'Longitude'],
            [
              'Makaravank',
              'Մակարավանք',
              'monastery',
              40.97361,
              45.12861,
              { serial: 9133, style: 1 },
              'A. R.',
            ],
            ['Макараванк', null, 'church', 40.9741, 45.1292, null, hostile],
            [hostile, null, 'bridge', 40.5, 45.5, null, null],
            ['A palace', null, 'palace of culture', 95, 45, null, 'A. R.'],
          ],
          merges: ['A1:B1', 'C1:C2', 'D1:E1', 'F1:F2', 'G1:G2'],
        },
      ],
      { formats: ['General', 'yyyy'] },
    ),
  );
  const descriptions = join(folder, 'items.csv');
  writeFileSync(
    descriptions,
    `File name,Title,Captured,Place,Tags\nIMG_0001.jpg,The north wall,2020-11-09,Makaravank,wall\nIMG_0099.jpg,Unknown,,,\n`,
  );
  const host = await startHost(folder, [path]);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(host.address);
  await page.getByRole('button', { name: 'Open', exact: true }).click();

  // Dropped; of two sheets the second is meant, and one column is said by hand.
  await page.getByRole('link', { name: 'Places', exact: true }).click();
  await page.getByRole('button', { name: 'Take in a table or a map' }).click();
  const dialog = page.getByRole('dialog', { name: 'Take in places' });
  await expectAccessible(page, 'choosing a table');
  await look(page, 'table-choose');
  await page.setViewportSize({ width: 1280, height: 800 });

  // A table to begin with that cannot be had says so where it was asked for.
  await page.route('**/rpc/tables/template', (route) => route.abort());
  await dialog.getByRole('button', { name: 'Plain table (CSV)' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await page.unroute('**/rpc/tables/template');
  const plain = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Plain table (CSV)' }).click();
  expect((await plain).suggestedFilename()).toMatch(/\.csv$/);
  await expect(dialog.getByRole('alert')).toHaveCount(0);
  // An empty workbook comes in again as what it is: known columns, and nothing to take in.
  const given = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Workbook (XLSX)' }).click();
  const template = join(folder, 'template.xlsx');
  await (await given).saveAs(template);
  await dropFiles(page, [template]);
  await expect(dialog.locator('.table-column').first()).toBeVisible();
  await expect(dialog.locator('.table-column-out')).toHaveCount(0);
  await expect(dialog.getByRole('button', { name: 'Nothing to take in' })).toBeDisabled();
  await dialog.getByRole('button', { name: 'Another file' }).click();
  await dropFiles(page, [places]);
  await dialog.getByRole('button', { name: /Sheet/ }).click();
  await page.getByRole('option', { name: 'Monuments' }).click();
  await expect(dialog.locator('.table-column')).toHaveCount(7);
  await expect(dialog.locator('.table-column-out')).toHaveCount(1);
  await dialog.getByRole('button', { name: /Surveyed by/ }).click();
  await page.getByRole('option', { name: 'Note', exact: true }).click();
  await expect(dialog.locator('.table-count-made dd')).toHaveText('3');
  await expect(dialog.locator('.table-count-failed dd')).toHaveText('1');
  await expect(dialog.getByText('Type: “palace of culture” is not in the list')).toBeVisible();
  await expectAccessible(page, 'a table and what it comes to');
  await look(page, 'table-plan');
  await dialog.getByRole('button', { name: 'Take in 3 rows' }).click();
  const saving = page.waitForEvent('download');
  await dialog.getByRole('button', { name: /Save the 1 row/ }).click();
  await look(page, 'table-done');
  expect(readFileSync(await (await saving).path(), 'utf8')).toContain('palace of culture');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText('3 records')).toBeVisible();

  // What leaves is for somebody.
  await page.getByRole('button', { name: 'Save this list as a file' }).click();
  const out = page.getByRole('dialog', { name: 'Save places as a file' });
  await out.getByText('Map (GeoJSON)').click();
  await expectAccessible(page, 'saving a list');
  const map = page.waitForEvent('download');
  await out.getByRole('button', { name: 'Save the file' }).click();
  const text = readFileSync(await (await map).path(), 'utf8');
  expect((JSON.parse(text) as { features: unknown[] }).features).toHaveLength(3);
  // Who surveyed it was taken for a note, which goes to nobody.
  expect(text).not.toContain('A. R.');
  await expect(out.getByText('3 records were written.')).toBeVisible();
  await look(page, 'table-out');
  await out.getByRole('button', { name: 'Done' }).click();

  await page.getByRole('link', { name: 'Evidence', exact: true }).click();
  await page.getByRole('button', { name: 'Describe items from a table' }).click();
  const items = page.getByRole('dialog', { name: 'Describe items from a table' });
  await expect(items).toBeVisible();
  await page.setViewportSize({ width: 1280, height: 800 });
  await dropFiles(page, [descriptions]);
  await expect(items.locator('.table-count-edited dd')).toHaveText('1');
  await expect(items.getByText(/IMG_0099.jpg” is no item/)).toBeVisible();
  await look(page, 'table-items');
  await items.getByRole('button', { name: 'Take in 1 row' }).click();
  await items.getByRole('button', { name: 'Done' }).click();

  // What is doubtful: the same place twice, under names in two scripts.
  await page.getByRole('link', { name: 'Duplicates and gaps' }).click();
  const kinds = page.getByRole('navigation', { name: 'What there is to look into' });
  await expect(kinds.getByRole('button', { name: /Likely the same place/ })).toContainText('1');
  const pair = page.getByRole('listitem').filter({ has: page.getByRole('article') });
  await expect(pair.getByRole('article')).toHaveCount(2);
  await expect(pair.getByText('Makaravank', { exact: true })).toBeVisible();
  await expectAccessible(page, 'duplicates and gaps');
  await look(page, 'gaps-same');
  for (const [language, short] of [
    ['Հայերեն', 'hy'],
    ['Русский', 'ru'],
    ['English', 'en'],
  ] as const) {
    if (process.env['STELE_SCREENS'] === undefined) break;
    await page.locator('.top-bar-tools > .button-icon').first().click();
    await page.getByRole('menuitemradio', { name: language }).click();
    await look(page, `gaps-same-${short}`);
    for (const kind of [4, 5]) {
      await page.locator('.gaps-kind').nth(kind).click();
      await look(page, `gaps-${String(kind)}-${short}`);
    }
    await page.locator('.gaps-kind').first().click();
    await page.locator('a[href="#/places"]').first().click();
    await page.locator('.record-list-files button').first().click();
    await look(page, `table-choose-${short}`);
    await page.setViewportSize({ width: 1280, height: 800 });
    await dropFiles(page, [places]);
    await page.locator('.table-side .field-select').first().click();
    await page.getByRole('option').nth(1).click();
    await page.locator('.table-counts').waitFor();
    await look(page, `table-plan-${short}`);
    await page.keyboard.press('Escape');
    await page.locator('a[href="#/gaps"]').click();
  }
  await page.getByRole('button', { name: 'They are the same' }).click();
  const merging = page.getByRole('alertdialog');
  await expectAccessible(page, 'making one of two');
  await merging.getByRole('button', { name: 'Make them one' }).click();
  await expect(kinds.getByRole('button', { name: /Likely the same place/ })).toContainText('0');

  // Frames that are missing are asked about, and put aside with the answer.
  await kinds.getByRole('button', { name: /Frames missing/ }).click();
  await expect(page.getByText('2 numbers are missing: IMG_0003, IMG_0006')).toBeVisible();
  await page.getByRole('button', { name: 'Put aside', exact: true }).click();
  await page.getByLabel('Why it is put aside').fill('The owner deleted two portraits of his children.');
  await page.getByRole('button', { name: 'Put aside', exact: true }).click();
  await expect(page.getByText('Nothing to look into here')).toBeVisible();
  expect(await page.evaluate('window.ran')).toBe(undefined);
  expect(faults).toEqual([]);
  await host.stop();

  const counts = JSON.parse(stele(['gaps', 'list', path, '--json'])) as {
    counts: { kind: string; open: number; aside: number }[];
  };
  expect(counts.counts.find(({ kind }) => kind === 'missing-frames')).toMatchObject({ open: 0, aside: 1 });
  expect(stele(['places', 'list', path])).toContain('Մակարավանք');
});
