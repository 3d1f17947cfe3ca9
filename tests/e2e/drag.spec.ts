import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { archiveOf, stele } from './archives.ts';
import { steadyBox } from './layout.ts';
import { expect, startHost, test } from './stele.ts';

const pictures = Array.from({ length: 12 }, (_, index) => `view-${String(index + 1).padStart(2, '0')}.jpg`);

/** Pictures to be looked at, where a folder for them is named (see screens.spec.ts). */
async function look(page: Page, name: string): Promise<void> {
  const into = process.env['STELE_SCREENS'];
  if (into !== undefined) await page.screenshot({ path: join(into, `${name}.png`) });
}

async function middle(of: Locator): Promise<{ readonly x: number; readonly y: number }> {
  const { x, y, width, height } = await steadyBox(of);
  return { x: x + width / 2, y: y + height / 2 };
}

/** As a hand moves: there in steps, and a little further. */
async function moveOnto(page: Page, target: Locator): Promise<void> {
  const { x, y } = await middle(target);
  await page.mouse.move(x - 2, y, { steps: 6 });
  await page.mouse.move(x, y);
}

test('what is selected in the grid is dragged over a door that opens, and dropped on a record', async ({
  context,
  folder,
}) => {
  const path = await archiveOf(folder, pictures);
  const sheet = join(folder, 'places.csv');
  writeFileSync(sheet, 'Name,Type\nUpper bridge,bridge\nLower bridge,bridge\n');
  stele(['places', 'import', path, sheet]);
  const host = await startHost(folder, [path]);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(host.address);
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByRole('link', { name: 'Evidence', exact: true }).click();

  const cells = page.getByRole('grid', { name: 'Items' }).getByRole('gridcell');
  await cells.nth(1).click();
  await cells.nth(3).click({ modifiers: ['Shift'] });
  await expect(page.locator('.item-grid-cell[aria-selected=true]')).toHaveCount(3);
  const from = await middle(cells.nth(2));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  const door = page.getByRole('link', { name: 'Places', exact: true });
  await moveOnto(page, door);
  await look(page, 'drag-over-the-door');
  const row = page.getByRole('gridcell', { name: /Upper bridge/ });
  await expect(row).toBeVisible();
  await moveOnto(page, row);
  await look(page, 'drag-over-a-record');
  await page.mouse.up();
  const dialog = page.getByRole('dialog', { name: 'What these show' });
  await expect(dialog.getByText('3 items are linked at once')).toBeVisible();
  await expect(dialog.getByText('Upper bridge')).toBeVisible();
  await look(page, 'drag-dropped');
  await dialog.getByRole('button', { name: 'Link', exact: true }).click();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(row).toContainText('3 items');

  // One that is not selected goes alone, and what is looked at takes it too.
  await row.click();
  await expect(page.getByRole('list', { name: 'is shown in' }).getByRole('listitem')).toHaveCount(3);
  await page.getByRole('link', { name: 'Evidence', exact: true }).click();
  const alone = await middle(cells.nth(5));
  await page.mouse.move(alone.x, alone.y);
  await page.mouse.down();
  await moveOnto(page, door);
  const other = page.getByRole('gridcell', { name: /Lower bridge/ });
  await expect(other).toBeVisible();
  await moveOnto(page, other);
  await page.mouse.up();
  await expect(dialog.getByText('1 item is linked at once')).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(faults).toEqual([]);
});
