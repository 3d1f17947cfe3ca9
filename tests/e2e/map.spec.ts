import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import sharp from 'sharp';
import { pmtiles } from '../helpers/pmtiles.ts';
import { stele } from './archives.ts';
import { expectAccessible } from './axe.ts';
import { steadyBox } from './layout.ts';
import { expect, flags, startHost, test } from './stele.ts';

const thirds = (degrees: number): string => {
  const value = Math.abs(degrees);
  const minutes = (value - Math.floor(value)) * 60;
  return `${Math.floor(value)}/1 ${Math.floor(minutes)}/1 ${Math.round((minutes - Math.floor(minutes)) * 60_000)}/1000`;
};

/** A drawn picture that says where it was taken, or says nothing. */
async function picture(
  index: number,
  at: readonly [latitude: number, longitude: number] | null,
): Promise<Buffer> {
  const background = { r: index * 25, g: 120, b: 90 };
  const image = sharp({ create: { width: 300, height: 200, channels: 3, background } }).jpeg();
  if (!at) return image.toBuffer();
  const [latitude, longitude] = at;
  return image
    .withExif({
      IFD3: {
        GPSLatitude: thirds(latitude),
        GPSLatitudeRef: latitude < 0 ? 'S' : 'N',
        GPSLongitude: thirds(longitude),
        GPSLongitudeRef: longitude < 0 ? 'W' : 'E',
      },
    })
    .toBuffer();
}

/** An archive of eight pictures: three at one place, two at another, one far away, two nowhere. */
async function archiveWithPlaces(folder: string): Promise<string> {
  const [card, path] = [join(folder, 'card'), join(folder, 'archive.stele')];
  mkdirSync(card);
  const places: readonly (readonly [number, number] | null)[] = [
    [39.684, 45.2328],
    [39.6841, 45.2329],
    [39.6842, 45.233],
    [40.1811, 44.5136],
    [40.1812, 44.5137],
    [-17.8, 178.9],
    null,
    null,
  ];
  for (const [index, at] of places.entries())
    writeFileSync(join(card, `picture-${index}.jpg`), await picture(index, at));
  stele(['init', path, '--name', 'Places', '--operator', 'A. Researcher']);
  stele(['import', path, card]);
  return path;
}

async function openMap(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByRole('link', { name: 'Map', exact: true }).click();
  await expect(page.getByText('6 items on the map')).toBeVisible();
}

const group = (page: Page, items: string) =>
  page.getByRole('region', { name: 'Groups in view' }).getByRole('button', { name: items }).first();

test('where the pictures were taken, without WebGL: groups are opened, and an area narrows the grid and is left', async ({
  context,
  folder,
}) => {
  const host = await startHost(folder, [await archiveWithPlaces(folder)]);
  const page = await context.newPage();
  await openMap(page, host.address);
  const map = page.getByRole('application', { name: 'Map of where the items were' });
  await expect(map).toHaveAttribute('data-ready', 'plain');
  await expect(page.getByText('imply no opinion')).toBeVisible();
  await expectAccessible(page, 'map');

  // A place that is typed, then the group there, by keys alone.
  await page.getByRole('combobox', { name: 'Find a place' }).fill('39.684, 45.233');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await group(page, '3 items').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: '3 items' }).getByRole('gridcell')).toHaveCount(3);
  await expectAccessible(page, 'group');

  // The area in view: its frame is taken as it stands.
  await page.getByRole('button', { name: 'Choose an area' }).click();
  await map.focus();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page.getByText('3 items on the map')).toBeVisible();
  await page.getByRole('button', { name: 'Show in Evidence' }).first().click();
  await expect(page.getByRole('grid', { name: 'Items' }).getByRole('gridcell')).toHaveCount(3);
  await page.getByRole('button', { name: 'Show these on the map' }).click();
  await page.getByRole('button', { name: 'Leave the area' }).click();
  await expect(page.getByText('6 items on the map')).toBeVisible();
  await host.stop();
});

test('what lies nowhere is put on the map by hand, with how exactly it is known, beside what the file says', async ({
  context,
  folder,
}) => {
  const host = await startHost(folder, [await archiveWithPlaces(folder)]);
  const page = await context.newPage();
  await openMap(page, host.address);
  await page.getByRole('button', { name: '2 without a position' }).click();
  const cells = page.getByRole('region', { name: 'Without a position' }).getByRole('gridcell');
  await cells.first().click();
  await expect(page.getByText('The file says nothing')).toBeVisible();
  await page.getByRole('button', { name: 'Place it on the map' }).click();
  // By pointing; and by keys, the middle of the map.
  const box = await steadyBox(page.locator('.map-view'));
  await page.mouse.click(box.x + box.width / 3, box.y + box.height / 3);
  await expect(page.getByLabel('Position', { exact: true })).not.toHaveValue('');
  await page.getByRole('application').focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Position', { exact: true }).fill('39.7, 45.3');
  await page.getByRole('button', { name: /How exactly is it known/ }).click();
  await page.getByRole('option', { name: /Locality/ }).click();
  await page.getByLabel('How it is known').fill('recognised by the gate');
  await expectAccessible(page, 'placing');
  await page.getByRole('button', { name: 'Say so' }).click();
  await expect(page.getByText('7 items on the map')).toBeVisible();
  await expect(page.getByText('39.70000, 45.30000 · Locality')).toBeVisible();
  await expect(page.getByText('recognised by the gate')).toBeVisible();

  // One that the file has a position of: both are told, and how far apart they are.
  await page.getByRole('link', { name: 'Evidence', exact: true }).click();
  await page.getByRole('gridcell', { name: /picture-5/ }).click();
  await page.getByRole('button', { name: 'Place it on the map' }).click();
  await page.getByLabel('Position', { exact: true }).fill('-17.9, 178.9');
  await page.getByRole('button', { name: 'Say so' }).click();
  await expect(page.getByText('-17.80000, 178.90000')).toBeVisible();
  await expect(page.getByText('-17.90000, 178.90000 · Vicinity')).toBeVisible();
  await expect(page.getByText('The two lie 11 km apart.')).toBeVisible();
  await host.stop();
});

test('a gazetteer and a map of one’s own: a place is found by its name in another script, and the map is drawn', async ({
  folder,
}) => {
  const path = await archiveWithPlaces(folder);
  writeFileSync(
    join(folder, 'places.csv'),
    'name,name:hy,lat,lon,population\nNoravank,Նորավանք,39.684,45.2328,\nYerevan,Երևան,40.1811,44.5136,1092800\n',
  );
  writeFileSync(join(folder, 'own.pmtiles'), pmtiles());
  writeFileSync(join(folder, 'broken.pmtiles'), pmtiles().subarray(0, 200));
  const host = await startHost(folder, [path]);
  const browser = await chromium.launch({
    executablePath: process.env['STELE_CHROMIUM'] ?? '/usr/bin/chromium',
    // WebGL2, drawn by the processor.
    args: [
      ...flags.filter((flag) => flag !== '--disable-gpu'),
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
    ],
  });
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await openMap(page, host.address);
  const view = page.locator('.map-view');
  // Where there is no graphics card, a canvas is quicker.
  await expect(view).toHaveAttribute('data-ready', 'plain');
  await page.getByRole('button', { name: 'Maps and names' }).click();
  const add = async (button: string, file: string): Promise<void> => {
    await page.getByRole('button', { name: button }).click();
    await page.getByRole('row', { name: file }).click();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
  };
  await add('Add a gazetteer', 'places.csv');
  await expect(page.getByText('2 places')).toBeVisible();
  await add('Add a map', 'broken.pmtiles');
  await expect(page.getByText('broken.pmtiles cannot be used as a map')).toBeVisible();
  await add('Add a map', 'own.pmtiles');
  await expect(page.getByText('Vector map, zoom 0 to 3')).toBeVisible();
  await expectAccessible(page, 'maps and names');
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await expect(view).toHaveAttribute('data-ready', 'gl');
  const search = page.getByRole('combobox', { name: 'Find a place' });
  // Without waiting for the list.
  await search.pressSequentially('Նորավանք');
  await search.press('Enter');
  await expect(search).toHaveValue('Noravank');
  await expect(group(page, '3 items')).toBeVisible();
  expect(faults).toEqual([]);
  await browser.close();
  await host.stop();
});
