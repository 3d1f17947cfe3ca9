import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { archiveOf, stele } from './archives.ts';
import { expect, startHost, test } from './stele.ts';

const pictures = Array.from({ length: 12 }, (_, index) => `view-${String(index + 1).padStart(2, '0')}.jpg`);

test('a picker of items lies as it will stay from its first moment, so that no cell is another item when it is pressed', async ({
  context,
  folder,
}) => {
  const path = await archiveOf(folder, pictures);
  const sheet = join(folder, 'places.csv');
  writeFileSync(sheet, 'Name\nUpper bridge\n');
  stele(['places', 'import', path, sheet]);
  const host = await startHost(folder, [path]);
  const page = await context.newPage();
  await page.goto(host.address);
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByRole('link', { name: 'Places', exact: true }).click();
  await page.getByRole('gridcell', { name: /Upper bridge/ }).click();
  await page.evaluate(`
    window.seen = [];
    const frame = () => {
      const grid = document.querySelector('.record-picker .item-grid');
      if (grid) window.seen.push(grid.getAttribute('aria-colcount'));
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  `);
  await page.getByRole('button', { name: 'Link pictures and documents' }).click();
  const picker = page.getByRole('dialog', { name: 'Link pictures and documents' });
  await expect(picker.getByRole('gridcell').nth(7)).toBeVisible();
  await page.waitForTimeout(300);
  const columns = await page.evaluate<string[]>('[...new Set(window.seen)]');
  expect(columns).toHaveLength(1);
  expect(Number(columns[0])).toBeGreaterThan(2);
  const meant = picker.getByRole('gridcell').nth(1);
  const number = (await meant.locator('.evidence-cell-foot span').first().textContent()) ?? '';
  await meant.dblclick();
  await expect(picker).toBeHidden();
  await expect(page.locator('.record-tiles').getByText(number)).toBeVisible();
});
