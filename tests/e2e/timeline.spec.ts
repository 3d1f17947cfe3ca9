import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { stele } from './archives.ts';
import { expectAccessible } from './axe.ts';
import { steadyBox } from './layout.ts';
import { expect, startHost, test } from './stele.ts';

/** Nine pictures: two cameras over three years, one that only knows its file, one dated by hand to a whole year. */
async function archiveOfYears(folder: string): Promise<string> {
  const [card, path] = [join(folder, 'card'), join(folder, 'archive.stele')];
  mkdirSync(card);
  const taken: readonly (readonly [string, string] | null)[] = [
    ['Orion K-2', '2019:05:03 10:00:00'],
    ['Orion K-2', '2019:05:03 10:07:00'],
    ['Orion K-2', '2019:05:20 10:00:00'],
    ['Zorki', '2020:08:01 12:00:00'],
    ['Zorki', '2020:08:02 12:00:00'],
    ['Zorki', '2020:11:05 12:00:00'],
    ['Zorki', '2021:10:05 12:00:00'],
    null,
    null,
  ];
  for (const [index, by] of taken.entries()) {
    const background = { r: index * 25, g: 120, b: 90 };
    const image = sharp({ create: { width: 300, height: 200, channels: 3, background } }).jpeg();
    const exif = by && { IFD0: { Model: by[0] }, IFD2: { DateTimeOriginal: by[1] } };
    writeFileSync(join(card, `picture-${index}.jpg`), await (exif ? image.withExif(exif) : image).toBuffer());
  }
  stele(['init', path, '--name', 'Years', '--operator', 'A. Researcher']);
  stele(['import', path, card]);
  const { items } = JSON.parse(stele(['list', path, '--json'])) as {
    items: readonly { number: string; title: string }[];
  };
  const vague = items.find(({ title }) => title.startsWith('picture-7'));
  stele(['describe', path, vague?.number ?? '', '--date', '2020']);
  return path;
}

const look = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['STELE_SCREENS'];
  if (folder === undefined) return;
  for (const [language, mark] of [
    ['Հայերեն', 'hy'],
    ['Русский', 'ru'],
    ['English', 'en'],
  ] as const)
    // prettier-ignore
    for (const [width, height] of [[1280, 800], [1920, 1080]] as const) { // prettier-ignore
      await page.locator('.top-bar-tools > .button-icon').first().click();
      await page.getByRole('menuitemradio', { name: language }).click();
      await page.setViewportSize({ width, height });
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.waitForTimeout(400);
        await page.screenshot({ path: join(folder, `${name}-${mark}-${width}-${colorScheme}.png`) });
      }
    }
  await page.setViewportSize({ width: 1280, height: 800 });
};

test('lanes of cameras; a time that is chosen narrows the grid, by pointer and by keys', async ({
  context,
  folder,
}) => {
  const host = await startHost(folder, [await archiveOfYears(folder)]);
  const page = await context.newPage();
  await page.goto(host.address);
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByRole('link', { name: 'Timeline', exact: true }).click();
  const chart = page.getByRole('application', { name: 'Items by time of capture' });
  await expect(page.locator('.timeline-names li')).toHaveText([
    /Zorki4 items/,
    /Orion K-23 items/,
    /No camera known1 item/,
  ]);
  await expect(page.getByRole('button', { name: '1 more item without a date' })).toBeVisible();
  await expect(chart).toHaveAttribute('data-unit', 'month');
  await look(page, 'timeline');
  await expectAccessible(page, 'timeline');

  // From before the first to the middle: what may be of the second half as well is told.
  const box = await steadyBox(chart);
  await page.mouse.move(box.x + 4, box.y + 120);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + 120, { steps: 4 });
  await page.mouse.up();
  const told = page.getByRole('status').filter({ hasText: 'items' });
  await expect(told).toContainText('4 items');
  await expect(told).toContainText('1 of them may be of another time too');
  await look(page, 'timeline-chosen');
  await expectAccessible(page, 'a time is chosen');
  await page.getByRole('button', { name: 'Show in Evidence' }).click();
  const grid = page.getByRole('grid', { name: 'Items' });
  await expect(grid.getByRole('gridcell')).toHaveCount(4);

  // By keys alone: down to minutes.
  await page.getByRole('link', { name: 'Timeline', exact: true }).click();
  await chart.focus();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Show in Evidence' })).toHaveCount(0);
  for (let times = 0; times < 4; times += 1) await page.keyboard.press('+');
  await expect(chart).toHaveAttribute('data-unit', 'day');
  await page.keyboard.press('Home');
  await expect(chart).toHaveAttribute('data-unit', 'month');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(page.getByRole('button', { name: 'Show in Evidence' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(grid.getByRole('gridcell')).toHaveCount(3);

  await page.getByRole('link', { name: 'Timeline', exact: true }).click();
  await page.getByRole('button', { name: 'As a table' }).click();
  const august = page.getByRole('row', { name: /Aug 2020/ });
  await expect(august).toContainText('2');
  await expect(august).toContainText('0 + 1 in doubt');
  await look(page, 'timeline-table');
  await expectAccessible(page, 'table');
  await host.stop();
});

test('where no item has a date, what is recorded has its time all the same', async ({ context, folder }) => {
  const path = join(folder, 'archive.stele');
  stele(['init', path, '--name', 'Undated', '--operator', 'A. Researcher']);
  const [card, file] = [join(folder, 'page.txt'), join(folder, 'incidents.json')];
  writeFileSync(card, 'A letter.\n');
  writeFileSync(file, JSON.stringify([{ content: { title: 'The dome fell', date: '2020-10-09' } }]));
  stele(['import', path, card]);
  stele(['incidents', 'import', path, file]);
  const host = await startHost(folder, [path]);
  const page = await context.newPage();
  await page.goto(host.address);
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByRole('link', { name: 'Timeline', exact: true }).click();
  await expect(page.locator('.timeline-names li')).toHaveText([/Incidents/]);
  await expect(page.getByRole('button', { name: /1 (more )?item without a date/ })).toBeVisible();
  await look(page, 'timeline-records');
  await host.stop();
});
