import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { stele } from './archives.ts';
import { expect, startHost, test as base, type Host } from './stele.ts';

/** A plain archive of four drawn pictures, named when the host is started. */
const test = base.extend<{ readonly host: Host }>({
  host: async ({ folder }, use) => {
    const [card, archive] = [join(folder, 'card'), join(folder, 'Field notes.stele')];
    mkdirSync(card);
    for (const [name, colour] of [
      ['church', '#a04020'],
      ['khachkar', '#408040'],
      ['gate', '#3060a0'],
      ['wall', '#808080'],
    ] as const) {
      const picture = sharp({ create: { width: 900, height: 600, channels: 3, background: colour } });
      writeFileSync(join(card, `${name}.jpg`), await picture.jpeg().toBuffer());
    }
    stele(['init', archive, '--name', 'Field notes', '--operator', 'A. Researcher']);
    stele(['import', archive, card]);
    const host = await startHost(folder, [archive]);
    await use(host);
    await host.stop();
  },
});

async function open(app: Page, screen: string): Promise<void> {
  const unlock = app.getByRole('dialog').getByRole('button', { name: 'Open', exact: true });
  const link = app.getByRole('link', { name: screen, exact: true });
  await expect(unlock.or(link).first()).toBeVisible();
  if (await unlock.isVisible()) await unlock.click();
  await link.click();
}

const look = async (app: Page, name: string): Promise<void> => {
  const folder = process.env['STELE_SCREENS'];
  if (folder !== undefined) await app.screenshot({ path: join(folder, `${name}.png`) });
};

test('evidence is seen, described, found, looked at, and tagged together', async ({ app }) => {
  await open(app, 'Evidence');
  await expect(app.getByRole('gridcell')).toHaveCount(4);
  await expect(app.locator('.evidence-thumb img')).toHaveCount(4);
  // Each has its turn.
  const arrived = () =>
    app.evaluate<number>(
      "[...document.querySelectorAll('.evidence-thumb img')].filter((one) => one.naturalWidth > 0).length",
    );
  await expect.poll(arrived).toBe(4);

  await app.getByRole('gridcell', { name: /khachkar/ }).click();
  await app.getByLabel('Title', { exact: true }).fill('A cross stone of Jugha');
  await app.getByLabel('Description', { exact: true }).click();
  await expect(app.getByText('Saved', { exact: true })).toBeVisible();
  await expect(app.getByRole('gridcell', { name: /Jugha/ })).toBeVisible();
  await app.getByLabel('Date', { exact: true }).fill('May 2019');
  await app.getByRole('button', { name: '2019-05', exact: true }).click();
  await expect(app.getByLabel('Date', { exact: true })).toHaveValue('2019-05');
  await look(app, 'evidence');
  await app.getByRole('tab', { name: 'Provenance' }).click();
  await expect(app.getByText('khachkar.jpg', { exact: true })).toBeVisible();
  await look(app, 'provenance');
  await app.getByRole('tab', { name: 'Custody' }).click();
  const events = app.locator('.evidence-events li');
  await expect(events.filter({ hasText: 'Record changed · Title' })).toHaveCount(1);
  await expect(events.filter({ hasText: 'Record changed · Date' })).toHaveCount(1);
  await look(app, 'custody');

  await app.getByRole('combobox', { name: 'Search' }).fill('jugha');
  await expect(app.getByRole('gridcell')).toHaveCount(1);
  await app.getByRole('combobox', { name: 'Search' }).fill('');
  await expect(app.getByRole('gridcell')).toHaveCount(4);

  await app.getByRole('gridcell').first().dblclick();
  const viewer = app.getByRole('dialog');
  await expect(viewer.locator('.pane-whole')).toBeVisible();
  await app.keyboard.press('ArrowRight');
  await expect(viewer.getByText('2 of 4')).toBeVisible();
  await expect(viewer.getByText('900 × 600 pixels')).toBeInViewport();
  const save = viewer.getByRole('link', { name: 'Save the original' });
  await expect(save).toBeInViewport({ ratio: 1 });
  const saving = app.waitForEvent('download');
  await save.click();
  expect((await saving).suggestedFilename()).toMatch(/\.jpg$/);
  await look(app, 'viewer');
  await app.keyboard.press('Escape');
  await expect(viewer).toBeHidden();

  await app.getByRole('gridcell').nth(0).click();
  await app
    .getByRole('gridcell')
    .nth(1)
    .click({ modifiers: ['Control'] });
  await app.getByText('Add tags', { exact: true }).click();
  await app.getByRole('textbox', { name: 'Add tags' }).fill('survey, north');
  await app.getByRole('button', { name: 'Show what would change' }).click();
  await look(app, 'batch');
  await app.getByRole('button', { name: 'Change all' }).click();
  await expect(app.getByText('2 items were changed.')).toBeVisible();
  await app.getByRole('gridcell').nth(0).click();
  await app.getByRole('tab', { name: 'Describe' }).click();
  await expect(app.getByRole('button', { name: 'Remove the tag survey' })).toBeVisible();
});

test('what was chosen goes into a package, seen before, and then says which it went out with', async ({
  app,
  folder,
}) => {
  await open(app, 'Evidence');
  const cells = app.getByRole('gridcell');
  await cells.nth(0).click();
  await app.getByLabel('Confidentiality').click();
  await app.getByRole('option', { name: 'confidential' }).click();
  await expect(app.getByText('Saved', { exact: false }).first()).toBeVisible();
  await cells.nth(1).click({ modifiers: ['Control'] });
  await app.getByRole('button', { name: 'Put into a package' }).click();
  await expect(app.getByRole('radio', { name: /The 2 items you chose/ })).toBeChecked();
  const preview = app.getByRole('list', { name: 'Items' });
  await expect(preview.getByRole('listitem')).toHaveCount(2);
  await expect(preview.locator('img').first()).toBeVisible();
  await expect(app.getByText(/^2 items · 2 files/)).toBeVisible();
  await expect(app.getByText('Marked as not for everybody')).toBeVisible();
  await look(app, 'package-chosen');
  await app.getByRole('textbox', { name: 'Where' }).fill(join(folder, 'chosen.zip'));
  await app.getByRole('button', { name: 'Write the package' }).click();
  await expect(app.getByText('The package is written.')).toBeVisible();
  await expect(app.getByText(/^2 files/)).toBeVisible();

  await app.getByRole('link', { name: 'Evidence', exact: true }).click();
  await cells.nth(0).click();
  await app.getByRole('tab', { name: 'Custody' }).click();
  await expect(app.getByText(/as exhibit E-/)).toHaveCount(1);
  await look(app, 'went-out');
  await cells.nth(3).click();
  await expect(app.getByText('It was put into no package or report here.')).toBeVisible();
});

test('one picture after the other is described in the field', async ({ app }) => {
  await open(app, 'Describe');
  await expect(app.locator('.describe-picture img')).toBeVisible();
  await expect(app.getByText(/1 of 4/)).toBeVisible();
  const title = app.getByLabel('Title', { exact: true });
  await title.fill('A wall');
  await look(app, 'describe');
  await title.press('Control+Enter');
  await expect(app.getByText(/2 of 4/)).toBeVisible();
  await expect(title).toHaveValue('');
  await expect(title).toBeFocused();
  await app.getByRole('button', { name: 'Previous' }).click();
  await expect(title).toHaveValue('A wall');
});

test('what was refused is there when somebody comes back to the item, and is asked about before the archive closes', async ({
  app,
}) => {
  await open(app, 'Evidence');
  const cells = app.getByRole('gridcell');
  await cells.nth(0).click();
  const title = app.getByLabel('Title', { exact: true });
  const date = app.getByLabel('Date', { exact: true });
  await title.fill('A wall '.repeat(300));
  await title.press('Tab');
  await expect(app.getByText('Not saved').first()).toBeVisible();
  await cells.nth(1).click();
  await expect(title).toHaveValue('');
  await date.fill('about spring');
  await cells.nth(0).click();
  await expect(title).toHaveValue(/^(?:A wall ){300}$/);
  await expect(app.getByText('Not saved').first()).toBeVisible();
  await cells.nth(1).click();
  await expect(date).toHaveValue('about spring');
  await app.getByRole('button', { name: 'Close the archive' }).click();
  await expect(app.getByRole('alertdialog').or(app.getByRole('dialog'))).toContainText(
    '2 records are not saved',
  );
  await app.getByRole('button', { name: 'Go back' }).click();
  await date.fill('');
  await date.press('Tab');
  await cells.nth(0).click();
  await title.fill('A wall');
  await title.press('Tab');
  await expect(app.getByText('Saved', { exact: true })).toBeVisible();
  await app.getByRole('button', { name: 'Close the archive' }).click();
  await expect(app.getByRole('heading', { name: 'Evidence that holds' })).toBeVisible();
});
