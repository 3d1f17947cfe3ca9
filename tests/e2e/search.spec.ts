import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { stele } from './archives.ts';
import { expect, startHost, test as base, type Host } from './stele.ts';
import { expectAccessible } from './axe.ts';

/** A plain archive of pictures whose names are of one place in three scripts, and of another. */
const test = base.extend<{ readonly host: Host }>({
  host: async ({ folder }, use) => {
    const [card, archive] = [join(folder, 'card'), join(folder, 'Search.stele')];
    mkdirSync(card);
    const names = ['Նորավանք, հյուսիսային պատ', 'Нораванк, южная стена', 'Noravank, west gate', 'Tatev'];
    for (const [at, name] of names.entries()) {
      const background = `hsl(${at * 80} 40% 50%)`;
      const picture = sharp({ create: { width: 300, height: 200, channels: 3, background } });
      const exif = { IFD0: { Make: 'Acme', Model: at < 2 ? 'One' : 'Two' }, IFD2: { DateTimeOriginal: `20${19 + at}:05:03 10:00:00` } }; // prettier-ignore
      writeFileSync(join(card, `${name}.jpg`), await picture.withExif(exif).jpeg().toBuffer());
    }
    stele(['init', archive, '--name', 'Search', '--operator', 'A. Researcher']);
    stele(['import', archive, card]);
    const host = await startHost(folder, [archive]);
    await use(host);
    await host.stop();
  },
});

async function open(app: Page): Promise<void> {
  const unlock = app.getByRole('dialog').getByRole('button', { name: 'Open', exact: true });
  const link = app.getByRole('link', { name: 'Evidence', exact: true });
  await expect(unlock.or(link).first()).toBeVisible();
  if (await unlock.isVisible()) await unlock.click();
  await link.click();
}

const look = async (app: Page, name: string): Promise<void> => {
  const folder = process.env['STELE_SCREENS'];
  if (folder !== undefined) await app.screenshot({ path: join(folder, `${name}.png`) });
};

test('what is typed finds names in other scripts, is completed, explained, and kept', async ({ app }) => {
  await open(app);
  const cells = app.getByRole('gridcell');
  const search = app.getByRole('combobox', { name: 'Search' });
  await expect(cells).toHaveCount(4);
  await search.fill('noravank');
  await expect(cells).toHaveCount(3);
  await app.keyboard.press('Escape');
  await app.getByRole('button', { name: 'Narrow', exact: true }).click();
  await expect(app.getByRole('region', { name: 'Narrow by: Date' }).getByRole('button')).toHaveText([
    '20211',
    '20201',
    '20191',
  ]);
  await look(app, 'search-facets');

  // Completed while typing, by what the archive has.
  await search.fill('');
  await search.pressSequentially('nora');
  await expect(app.getByRole('option', { name: /Նորավանք|նորավանք/ })).toBeVisible();
  await search.fill('');
  await search.pressSequentially('acme');
  const suggested = app.getByRole('option', { name: /Acme Two/ });
  await expect(suggested).toBeVisible();
  await look(app, 'search-suggest');
  await suggested.click();
  await expect(search).toHaveValue('camera:"Acme Two" ');
  await expect(cells).toHaveCount(2);

  await search.fill('camra:acme');
  await app.keyboard.press('Escape');
  const told = app.getByRole('status').filter({ hasText: 'There is no field “camra”.' });
  await expect(told).toContainText('It was looked for as words. Did you mean:');
  await look(app, 'search-unknown-field');
  await expectAccessible(app, 'search');
  await told.getByRole('button', { name: 'camera:', exact: true }).click();
  await expect(search).toHaveValue('camera:acme');
  await expect(cells).toHaveCount(4);
  await expect(told).toHaveCount(0);

  await search.fill('date:yesterday');
  await expect(app.getByText('The search was not understood:')).toBeVisible();
  await app.keyboard.press('Escape');

  await app.getByRole('button', { name: 'How to search' }).click();
  await look(app, 'search-help');
  await expectAccessible(app, 'search');
  await app.getByRole('button', { name: 'Noravank', exact: true }).click();
  await expect(search).toHaveValue('Noravank');
  await expect(cells).toHaveCount(3);

  const kept = app.getByRole('button', { name: 'Kept searches' });
  await kept.click();
  await app.getByLabel('Keep this search as', { exact: true }).fill('Նորավանք');
  await app.getByRole('button', { name: 'Keep', exact: true }).click();
  await expect(app.getByRole('button', { name: 'Take away Նորավանք' })).toBeVisible();
  await look(app, 'search-kept');
  await expectAccessible(app, 'search');
  await app.keyboard.press('Escape');
  await search.fill('');
  await expect(cells).toHaveCount(4);
  await kept.click();
  await app.getByRole('button', { name: /^Նորավանք/ }).click();
  await expect(search).toHaveValue('Noravank');
  await expect(cells).toHaveCount(3);
});
