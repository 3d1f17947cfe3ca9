import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { stele } from './archives.ts';
import { expect, startHost, test as base, type Host } from './stele.ts';

const names = ['back', 'front', 'gate', 'tower'] as const;

const test = base.extend<{ readonly host: Host }>({
  host: async ({ folder }, use) => {
    const [card, archive] = [join(folder, 'card'), join(folder, 'Shapes.stele')];
    mkdirSync(card);
    for (const [index, name] of names.entries()) {
      const drawn = sharp({
        create: { width: 900, height: 600, channels: 3, background: `#${index * 2 + 1}06${index}40` },
      });
      const exif =
        name === 'gate' || name === 'tower'
          ? { IFD0: { Make: 'Acme', Model: name === 'gate' ? 'One' : 'Two' } }
          : {};
      writeFileSync(join(card, `${name}.jpg`), await drawn.withExif(exif).jpeg().toBuffer());
    }
    stele(['init', archive, '--name', 'Shapes', '--operator', 'A. Researcher']);
    stele(['import', archive, card]);
    // One of them must not be touched.
    const { items } = JSON.parse(stele(['list', archive, '--json'])) as {
      items: { number: string; title: string }[];
    };
    const tower = items.find(({ title }) => title === 'tower.jpg')?.number ?? '';
    stele(['dispose', 'hold', archive, tower, '--reason', 'court-order']);
    const host = await startHost(folder, [archive]);
    await use(host);
    await host.stop();
  },
});

async function open(app: Page, screen: string): Promise<void> {
  await app.getByRole('dialog').getByRole('button', { name: 'Open', exact: true }).click();
  await app.getByRole('link', { name: screen, exact: true }).click();
}

const look = async (app: Page, name: string): Promise<void> => {
  const folder = process.env['STELE_SCREENS'];
  if (folder !== undefined) await app.screenshot({ path: join(folder, `${name}.png`) });
};

async function nothingSerious(app: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page: app }).analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
}

test('two items become one with a front and a back, are leafed through, and are taken apart again', async ({
  app,
}) => {
  await open(app, 'Evidence');
  const cells = app.getByRole('gridcell');
  await expect(cells).toHaveCount(4);
  await app.getByRole('gridcell', { name: /back/ }).click();
  await app.getByRole('gridcell', { name: /front/ }).click({ modifiers: ['Control'] });
  await app.getByRole('button', { name: 'Combine …' }).click();
  const dialog = app.getByRole('dialog');
  await dialog.getByRole('button', { name: /Which one stays/ }).click();
  await app.getByRole('option', { name: /front/ }).click();
  await look(app, 'combine');
  await nothingSerious(app);
  await dialog.getByRole('button', { name: 'Make them one' }).click();
  await expect(dialog.getByText(/They are item .* now, with 2 files/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(cells).toHaveCount(3);

  // The one that stays is chosen now.
  await expect(app.getByRole('gridcell', { name: /front/ })).toHaveAttribute('aria-selected', 'true');
  await app.getByRole('tab', { name: 'Files' }).click();
  const files = app.locator('.shape-file');
  await expect(files).toHaveCount(2);
  await expect(files.nth(0)).toContainText('front.jpg');
  await app.getByRole('button', { name: 'Move back.jpg up' }).click();
  await expect(files.nth(0)).toContainText('back.jpg');
  await app.getByRole('button', { name: 'Move back.jpg down' }).click();
  await app.getByRole('button', { name: /Part of front.jpg/ }).click();
  await app.getByRole('option', { name: 'Front (recto)' }).click();
  await app.getByRole('button', { name: /Part of back.jpg/ }).click();
  await app.getByRole('option', { name: 'Back (verso)' }).click();
  await look(app, 'files');
  await app.getByRole('button', { name: 'Save the order' }).click();
  await expect(app.getByText('The order was saved.')).toBeVisible();
  await expect(app.getByRole('button', { name: 'Save the order' })).toHaveCount(0);
  await nothingSerious(app);

  await app.getByRole('gridcell', { name: /front/ }).dblclick();
  const viewer = app.getByRole('dialog', { name: 'Picture' });
  await expect(viewer.locator('.viewer-strip-file')).toHaveText(['Front (recto)', 'Back (verso)']);
  const now = viewer.locator('.viewer-strip-file[aria-current=true]');
  await expect(now).toHaveText('Front (recto)');
  await app.keyboard.press('PageDown');
  await expect(now).toHaveText('Back (verso)');
  await expect(viewer.locator('.pane-whole')).toBeVisible();
  await look(app, 'viewer-verso');
  await app.keyboard.press('Escape');

  const tick = app.getByRole('checkbox', { name: 'Split off back.jpg' });
  await tick.press('Space');
  await app.getByRole('button', { name: 'Split 1 file off' }).click();
  await expect(app.getByText(/Split off: that is item/)).toBeVisible();
  await look(app, 'split');
  await app.getByRole('button', { name: 'Combine again' }).click();
  await expect(app.getByText('They are one item again.')).toBeVisible();
  await expect(files).toHaveCount(2);
  await tick.press('Space');
  await app.getByRole('button', { name: 'Split 1 file off' }).click();
  await app.getByRole('button', { name: 'Go to it' }).click();
  await expect(cells).toHaveCount(4);
  await expect(app.getByRole('gridcell', { name: /back/ })).toHaveAttribute('aria-selected', 'true');
});

test('an item under a legal hold is not made part of another, and the window says why', async ({ app }) => {
  await open(app, 'Evidence');
  await app.getByRole('gridcell', { name: /tower/ }).click();
  await app.getByRole('gridcell', { name: /gate/ }).click({ modifiers: ['Control'] });
  await app.getByRole('button', { name: 'Combine …' }).click();
  await app.getByRole('button', { name: 'Make them one' }).click();
  await expect(app.getByRole('alert')).toContainText('hold');
  await app.getByRole('button', { name: 'Cancel' }).click();
  await expect(app.getByRole('gridcell')).toHaveCount(4);
});

test('what was said before is seen, and put back', async ({ app }) => {
  await open(app, 'Evidence');
  await app.getByRole('gridcell', { name: /gate/ }).click();
  const title = app.getByLabel('Title', { exact: true });
  const description = app.getByLabel('Description', { exact: true });
  await title.fill('The western gate');
  await description.click();
  await expect(app.getByText('Saved', { exact: true })).toBeVisible();
  await title.fill('The eastern gate');
  await description.click();
  await app.getByRole('button', { name: 'What was said before' }).click();
  const versions = app.locator('.shape-revisions > li');
  await expect(versions).toHaveCount(3);
  await expect(versions.nth(0)).toContainText('The western gate → The eastern gate');
  await expect(versions.nth(0)).toContainText('A. Researcher · only claimed');
  await expect(versions.nth(2)).toContainText('Taken in');
  await versions.nth(1).getByRole('button', { name: 'Show it as it was' }).click();
  await expect(versions.nth(1).getByRole('region', { name: 'As it was in version 2' })).toContainText(
    'The western gate',
  );
  await look(app, 'history');
  await nothingSerious(app);
  await versions.nth(1).getByRole('button', { name: 'Put this version back' }).click();
  await expect(title).toHaveValue('The western gate');
  await expect(versions).toHaveCount(4);
  await app.getByRole('button', { name: 'Undo the last change' }).click();
  await expect(title).toHaveValue('The eastern gate');
});

test('a list is narrowed by camera, and to what has no title yet', async ({ app }) => {
  await open(app, 'Evidence');
  const cells = app.getByRole('gridcell');
  await expect(cells).toHaveCount(4);
  await app.getByRole('button', { name: 'Narrow', exact: true }).click();
  const camera = app.getByRole('region', { name: 'Narrow by: Camera' });
  await expect(camera.getByRole('button')).toHaveText(['Acme One1', 'Acme Two1']);
  await look(app, 'filter-camera');
  await camera.getByRole('button', { name: 'Acme Two' }).click();
  await expect(cells).toHaveCount(1);
  await expect(cells.first()).toContainText('tower');
  await cells.first().click();
  await app.getByLabel('Title', { exact: true }).fill('A tower');
  await app.getByLabel('Description', { exact: true }).click();
  await expect(app.getByText('Saved', { exact: true })).toBeVisible();
  await app.getByRole('button', { name: 'Show all' }).click();
  await expect(cells).toHaveCount(4);
  await app.getByRole('button', { name: /^Without a title yet/ }).click();
  await expect(cells).toHaveCount(3);
  await app.getByRole('button', { name: /^Acme One/ }).click();
  await expect(cells).toHaveCount(1);
  await camera.getByRole('button', { name: /^Acme One/ }).click();
  await app.getByRole('combobox', { name: 'Search' }).fill('type:document');
  await expect(app.getByText('Nothing fits')).toBeVisible();
  await nothingSerious(app);
});

test('three pictures are captioned without leaving the keyboard', async ({ app }) => {
  await open(app, 'Describe');
  const title = app.getByLabel('Title', { exact: true });
  await expect(title).toBeFocused();
  await look(app, 'describe');
  for (const [index, words] of ['A tower', 'A gate', 'The front'].entries()) {
    await expect(app.getByText(`${index + 1} of 4, newest first`)).toBeVisible();
    await expect(title).toBeFocused();
    await app.keyboard.type(words);
    await app.keyboard.press('Enter');
  }
  await expect(app.getByText('4 of 4, newest first')).toBeVisible();
  await app.keyboard.type('The back');
  await app.keyboard.press('Tab');
  await app.keyboard.type('Of a photograph');
  await app.keyboard.press('Enter');
  await app.keyboard.type('in the archive');
  await app.keyboard.press('Control+Enter');
  await expect(app.getByText('Everything has a title')).toBeVisible();
  await look(app, 'describe-done');
  await app.getByRole('link', { name: 'Evidence', exact: true }).click();
  await expect(app.locator('.evidence-cell-title')).toHaveText(
    ['The back', 'The front', 'A gate', 'A tower'],
    {
      useInnerText: true,
    },
  );
  await app.getByRole('gridcell', { name: /The back/ }).click();
  await expect(app.getByLabel('Description', { exact: true })).toHaveValue('Of a photograph\nin the archive');
});
