import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { photograph } from '../helpers/photographs.ts';
import { stele } from './archives.ts';
import { expect, startHost, test as base, type Host } from './stele.ts';

const test = base.extend<{ readonly host: Host }>({
  host: async ({ folder }, use) => {
    const [card, archive] = [join(folder, 'card'), join(folder, 'Clock.stele')];
    mkdirSync(card);
    const display =
      '<text x="150" y="460" font-size="210" font-family="monospace" fill="#dfe8c8">11:58:06</text>';
    const taken = (name: string, colour: string, time: string, drawn = ''): Promise<void> =>
      photograph(colour, `2023:01:14 ${time}`, '0042', drawn).then((bytes) =>
        writeFileSync(join(card, name), bytes),
      );
    await taken('a-receiver.jpg', '#2a3326', '10:45:43', display);
    await taken('b-wall.jpg', '#806a50', '10:52:08');
    await taken('c-porch.jpg', '#907a60', '10:59:35');
    writeFileSync(
      join(folder, 'accession.json'),
      JSON.stringify({
        clockCheck: { deviceShowed: '10:45:43', referenceShowed: '11:58:06', reference: 'receiver' },
      }),
    );
    stele(['init', archive, '--name', 'Clock', '--operator', 'A. Researcher']);
    stele(['import', archive, card, '--accession', join(folder, 'accession.json')]);
    const host = await startHost(folder, [archive]);
    await use(host);
    await host.stop();
  },
});

const languages = ['English', 'Հայերեն', 'Русский'];
const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];

/** In every language and size, if pictures are wanted; `open` brings back what changing the language closed. */
async function look(app: Page, name: string, open: () => Promise<void>): Promise<void> {
  const folder = process.env['STELE_SCREENS'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  for (const language of [...languages.slice(1), 'English']) {
    await app.locator('.top-bar-tools > .button-icon').first().click();
    await app.getByRole('menuitemradio', { name: language }).click();
    await open();
    for (const size of sizes) {
      await app.setViewportSize(size);
      await app.screenshot({ path: join(folder, `${name}-${language}-${size.width}.png`) });
    }
    await app.setViewportSize({ width: 1280, height: 800 });
    for (let left = 3; left > 0 && (await app.locator('.overlay').count()) > 0; left -= 1) {
      await app.keyboard.press('Escape');
      await app.waitForTimeout(400);
    }
  }
}

async function openEvidence(app: Page): Promise<void> {
  await app.getByRole('dialog').getByRole('button', { name: 'Open', exact: true }).click();
  await app.getByRole('link', { name: 'Evidence', exact: true }).click();
  await app.getByRole('button', { name: /Sorted by/ }).click();
  await app.getByRole('option', { name: 'title' }).click();
  const descending = app.getByRole('button', { name: /^Descending/ });
  if (await descending.isVisible()) await descending.click();
  await expect(app.getByRole('gridcell').first()).toContainText('a-receiver');
}

/** From the grid to the dialog by keys alone, and what the picture shows typed into it. */
async function readTheClock(app: Page): Promise<void> {
  await app.getByRole('gridcell').first().click();
  await app.keyboard.press('Enter');
  await expect(app.locator('.viewer .pane')).toBeFocused();
  await expect(app.locator('.viewer-foot .button-quiet')).toBeVisible();
  await app.keyboard.press('k');
  const time = app.locator('.clock-form input').first();
  await expect(time).toBeFocused();
  await time.pressSequentially('11:58:06');
  await app.locator('.clock-form input').nth(2).fill('-02:00');
  await expect(app.locator('.clock-offset')).toBeVisible();
  await expect(app.locator('.clock-picture .pane-whole')).toBeVisible({ timeout: 60_000 });
}

test('a clock is read off a picture, others are put right by it, and it is taken back', async ({ app }) => {
  await openEvidence(app);
  await look(app, 'clock-dialog', () => readTheClock(app));
  await readTheClock(app);
  const dialog = app.getByRole('dialog', { name: 'What time did the clock show?' });
  await expect(dialog.getByText(/clock was 1.h 12.min 23.s behind/)).toBeVisible();
  await expect(dialog.getByText('3 items get another time')).toBeVisible();
  await expect(dialog.getByText('camera 10:45:43, reference 11:58:06 (receiver)')).toBeVisible();
  const { violations } = await new AxeBuilder({ page: app }).include('.clock-two').analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);

  // What is wrong is said where it stands, and letters typed here are none of the viewer's keys.
  const time = dialog.getByLabel('Time in the picture');
  await time.fill('25:00');
  await expect(dialog.getByText('There is no such day or time.')).toBeVisible();
  await time.fill('11:58:06');
  await dialog.getByRole('textbox', { name: 'Note' }).fill('receiver in the car, crbs');
  // What shows it is said by nobody else.
  await expect(dialog.getByRole('button', { name: 'Put 3 items right' })).toBeDisabled();
  await dialog.getByRole('button', { name: /What shows it$/ }).click();
  await app.getByRole('option', { name: 'Satellite receiver' }).click();
  await expect(dialog.getByRole('button', { name: 'Put 3 items right' })).toBeEnabled();
  await dialog.getByRole('button', { name: 'Put 3 items right' }).click();
  await expect(dialog.getByText('3 items have their time by this clock now')).toBeVisible();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(
    app.getByRole('dialog', { name: 'Picture' }).getByRole('radio', { name: 'One picture' }),
  ).toBeChecked();
  await app.keyboard.press('Escape');

  await app.getByRole('gridcell').nth(1).click();
  await app.getByRole('tab', { name: 'Provenance' }).click();
  const inspector = app.getByRole('complementary');
  await expect(inspector.getByText(/^2023-01-14 12:04:31.-02:00$/)).toBeVisible();
  await expect(inspector.getByText('The file said 2023-01-14 10:52:08.')).toBeVisible();
  await expect(inspector.getByText(/^by the clock check of /)).toBeVisible();
  await look(app, 'clock-provenance', async () => {
    await app.getByRole('gridcell').nth(1).click();
    await app.locator('.clock-basis').scrollIntoViewIfNeeded();
  });
  await look(app, 'clock-checks', async () => {
    await app.getByRole('gridcell').first().click();
    await app.locator('.clock-check').scrollIntoViewIfNeeded();
  });

  await app.getByRole('gridcell').first().click();
  await inspector.getByRole('button', { name: 'Take this check back' }).click();
  const question = app.getByRole('alertdialog', { name: 'Take the clock check back?' });
  await question.getByRole('button', { name: 'Take this check back' }).click();
  await expect(inspector.getByText(/^.*Taken back /)).toBeVisible();
  await app.getByRole('gridcell').nth(1).click();
  await expect(inspector.getByText('2023-01-14 10:52:08', { exact: true })).toBeVisible();
  await expect(inspector.getByText(/^2023-01-14 12:04:31.-02:00$/)).toBeHidden();
});
