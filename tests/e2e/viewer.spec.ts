import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import sharp from 'sharp';
import { pdfOf } from '../helpers/pdf.ts';
import { stele } from './archives.ts';
import { steadyBox } from './layout.ts';
import { expect, startHost, test as base, type Host } from './stele.ts';

const [wide, high] = [6000, 4000];

/** Columns one pixel wide, red and blue by turns: seen only where not a pixel is lost. */
async function striped(): Promise<Buffer> {
  const row = Buffer.alloc(wide * 3);
  for (let x = 0; x < wide; x += 1) row[x * 3 + (x % 2 === 0 ? 0 : 2)] = 230;
  const data = Buffer.concat(Array.from({ length: high }, () => row));
  return sharp(data, { raw: { width: wide, height: high, channels: 3 } })
    .png({ compressionLevel: 1 })
    .toBuffer();
}

const plain = (colour: string): Promise<Buffer> =>
  sharp({ create: { width: 1200, height: 800, channels: 3, background: colour } })
    .jpeg()
    .toBuffer();

const test = base.extend<{ readonly host: Host }>({
  host: async ({ folder }, use) => {
    const [card, archive] = [join(folder, 'card'), join(folder, 'Views.stele')];
    mkdirSync(card);
    writeFileSync(join(card, 'a-stripes.png'), await striped());
    writeFileSync(join(card, 'b-before.jpg'), await plain('#309040'));
    writeFileSync(join(card, 'c-after.jpg'), await plain('#a03030'));
    const pages = [
      [0.9, 0.1, 0.1],
      [0.1, 0.2, 0.9],
      [0.1, 0.8, 0.2],
    ] as const;
    writeFileSync(
      join(card, 'd-deed.pdf'),
      pdfOf(pages.map((colour) => ({ colour, width: 300, height: 400 }))),
    );
    writeFileSync(join(card, 'e-notes.txt'), 'only words\n');
    stele(['init', archive, '--name', 'Views', '--operator', 'A. Researcher']);
    stele(['import', archive, card]);
    const host = await startHost(folder, [archive]);
    await use(host);
    await host.stop();
  },
});

async function openEvidence(app: Page): Promise<void> {
  await app.getByRole('dialog').getByRole('button', { name: 'Open', exact: true }).click();
  await app.getByRole('link', { name: 'Evidence', exact: true }).click();
  await app.getByRole('button', { name: /Sorted by/ }).click();
  await app.getByRole('option', { name: 'title' }).click();
  const descending = app.getByRole('button', { name: /^Descending/ });
  if (await descending.isVisible()) await descending.click();
  await expect(app.getByRole('gridcell').first()).toContainText('a-stripes');
}

const look = async (app: Page, name: string): Promise<void> => {
  const folder = process.env['STELE_SCREENS'];
  if (folder !== undefined) await app.screenshot({ path: join(folder, `${name}.png`) });
};

/** The colour of a pixel of the first piece as it came, in its own pixels. */
const pixel = (app: Page, x: number, y: number): Promise<readonly number[]> =>
  app.evaluate<readonly number[]>(`(() => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [1, 1];
    const context = canvas.getContext('2d');
    context.drawImage(document.querySelector('.pane-tile'), -${x}, -${y});
    return [...context.getImageData(0, 0, 1, 1).data];
  })()`);

const widthOf = (image: Locator): Promise<number> =>
  image.evaluate((picture) => Number(Reflect.get(picture, 'naturalWidth')));

const loaded = (image: Locator): Promise<void> => expect.poll(() => widthOf(image)).toBeGreaterThan(0);

/** The middle of what is drawn on the screen itself. */
async function seen(app: Page, where: Locator, part = 0.5): Promise<readonly number[]> {
  const box = await steadyBox(where);
  const clip = { x: box.x + box.width * part, y: box.y + box.height * 0.4, width: 1, height: 1 };
  const { data } = await sharp(await app.screenshot({ clip }))
    .raw()
    .toBuffer({ resolveWithObject: true });
  return [...data.subarray(0, 3)];
}

test('zooming to pixels shows every pixel of the file, by keys alone', async ({ app }) => {
  await openEvidence(app);
  await app.getByRole('gridcell').first().click();
  await app.keyboard.press('Enter');
  const viewer = app.getByRole('dialog', { name: 'Picture' });
  const pane = viewer.getByRole('group', { name: 'a-stripes.png' });
  await expect(pane).toBeFocused();
  await expect(viewer.getByText('6,000 × 4,000 pixels')).toBeVisible({ timeout: 60_000 });
  const whole = pane.locator('.pane-whole');
  await loaded(whole);
  expect(await widthOf(whole)).toBe(2560);
  await expect(pane.locator('.pane-tile')).toHaveCount(0);

  await app.keyboard.press('1');
  await expect(pane).toHaveAttribute('data-scale', '1.0000');
  await expect(viewer.getByText('100%')).toBeVisible();
  const tile = pane.locator('.pane-tile').first();
  await loaded(tile);
  expect(await widthOf(tile)).toBe(4096);
  const [red, blue] = [await pixel(app, 2000, 1500), await pixel(app, 2001, 1500)];
  expect(red[0]! - red[2]!, String(red)).toBeGreaterThan(120);
  expect(blue[2]! - blue[0]!, String(blue)).toBeGreaterThan(120);
  await look(app, 'viewer-pixels');

  // Where two pieces meet, both are there.
  for (let step = 0; step < 15; step += 1) await app.keyboard.press('Shift+ArrowRight');
  await expect(pane.locator('.pane-tile')).toHaveCount(2);
  const before = await steadyBox(pane.locator('.pane-layer'));
  await app.keyboard.press('+');
  await expect(pane).toHaveAttribute('data-scale', '1.2500');
  await app.keyboard.press('0');
  await expect(pane.locator('.pane-tile')).toHaveCount(0);
  expect((await steadyBox(pane.locator('.pane-layer'))).width).toBeLessThan(before.width);
  await app.keyboard.press('r');
  await expect(pane.locator('.pane-layer')).toHaveAttribute('style', /rotate\(90deg\)/);

  const isFull = () => app.evaluate('document.fullscreenElement !== null');
  await app.keyboard.press('f');
  await expect.poll(isFull).toBe(true);
  await app.keyboard.press('f');
  await expect.poll(isFull).toBe(false);

  await app.keyboard.press('?');
  const keys = app.getByRole('dialog', { name: 'Keys' });
  await expect(keys.getByText('Single pixels')).toBeVisible();
  await look(app, 'viewer-keys');
  await app.keyboard.press('Escape');
  await expect(keys).toBeHidden();
  await expect(viewer).toBeVisible();
  const { violations } = await new AxeBuilder({ page: app }).include('.viewer').analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  await app.keyboard.press('Escape');
  await expect(viewer).toBeHidden();
});

test('two that are chosen are seen side by side, moved together, and over each other with a line', async ({
  app,
}) => {
  await openEvidence(app);
  await app.getByRole('gridcell', { name: /b-before/ }).click();
  await app.getByRole('gridcell', { name: /c-after/ }).click({ modifiers: ['Control'] });
  await look(app, 'selection-bar');
  await app
    .getByRole('toolbar', { name: 'Chosen items' })
    .getByRole('button', { name: 'Side by side' })
    .click();
  const viewer = app.getByRole('dialog', { name: 'Picture' });
  const [one, other] = [viewer.locator('.pane').nth(0), viewer.locator('.pane').nth(1)];
  await loaded(one.locator('.pane-whole'));
  await loaded(other.locator('.pane-whole'));
  await look(app, 'viewer-two');
  await expect.poll(async () => (await seen(app, one))[1]).toBeGreaterThan(100);
  await expect.poll(async () => (await seen(app, other))[0]).toBeGreaterThan(120);
  const scales = () => Promise.all([one, other].map((pane) => pane.getAttribute('data-scale')));
  const [fit] = await scales();
  await app.keyboard.press('+');
  await expect.poll(scales).not.toContain(fit);
  expect(new Set(await scales()).size).toBe(1);
  await app.keyboard.press('l');
  await other.focus();
  await app.keyboard.press('+');
  await expect.poll(async () => new Set(await scales()).size).toBe(2);
  // The arrows step through the list where the focus is, and the other one stays.
  await app.keyboard.press('ArrowRight');
  await expect(other).toHaveAttribute('aria-label', 'd-deed.pdf');
  await expect(one).toHaveAttribute('aria-label', 'b-before.jpg');
  await app.keyboard.press('ArrowLeft');
  await expect(other).toHaveAttribute('aria-label', 'c-after.jpg');

  await app.keyboard.press('0');
  await app.keyboard.press('s');
  const line = viewer.getByRole('slider', { name: 'Line between the two pictures' });
  await expect(line).toBeVisible();
  const pane = viewer.locator('.pane');
  await loaded(pane.locator('.slider-over .pane-whole'));
  await look(app, 'viewer-slider');
  await expect.poll(async () => (await seen(app, pane, 0.3))[1]).toBeGreaterThan(100);
  await expect.poll(async () => (await seen(app, pane, 0.7))[0]).toBeGreaterThan(120);
  await line.focus();
  await app.keyboard.press('Home');
  await expect(line).toHaveAttribute('aria-valuenow', '0');
  await expect.poll(async () => (await seen(app, pane, 0.3))[0]).toBeGreaterThan(120);
  await app.keyboard.press('End');
  await expect(line).toHaveAttribute('aria-valuenow', '100');
  await app.mouse.move(0, 0);
  await expect.poll(async () => (await seen(app, pane, 0.7))[1]).toBeGreaterThan(100);
  const { violations } = await new AxeBuilder({ page: app }).include('.viewer').analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
});

test('a document is leafed through, and what cannot be shown says so', async ({ app }) => {
  await openEvidence(app);
  await app.getByRole('gridcell', { name: /d-deed/ }).dblclick();
  const viewer = app.getByRole('dialog', { name: 'Picture' });
  const pane = viewer.locator('.pane');
  await expect(viewer.getByText(/833 × 1,111 pixels · a page drawn at 200 dots an inch/)).toBeVisible();
  await loaded(pane.locator('.pane-whole'));
  await expect.poll(async () => (await seen(app, pane))[0]).toBeGreaterThan(180);
  await app.keyboard.press('PageDown');
  await expect(viewer.getByRole('textbox', { name: 'Go to page' })).toHaveValue('2');
  await expect(viewer.getByText('of 3')).toBeVisible();
  await expect
    .poll(async () => (await seen(app, pane)).map((part) => part > 128))
    .toEqual([false, false, true]);
  await look(app, 'viewer-pages');
  await viewer.getByRole('textbox', { name: 'Go to page' }).fill('3');
  await app.keyboard.press('Enter');
  await expect
    .poll(async () => (await seen(app, pane)).map((part) => part > 128))
    .toEqual([false, true, false]);
  await pane.focus();
  await app.keyboard.press('ArrowRight');
  await expect(viewer.locator('.viewer-nothing')).toContainText('Files of this kind are not shown here.');
  await look(app, 'viewer-nothing');
});

test('a disturbing picture is blurred until somebody opens it, and again the next time', async ({ app }) => {
  await openEvidence(app);
  await app.getByRole('gridcell', { name: /b-before/ }).click();
  await app.getByText('Disturbing: blurred until opened').click();
  await expect(app.getByText('Saved', { exact: true })).toBeVisible();
  await app.getByRole('gridcell', { name: /b-before/ }).dblclick();
  const viewer = app.getByRole('dialog', { name: 'Picture' });
  await expect(viewer.locator('.pane-hidden')).toBeVisible();
  await expect(viewer.locator('.pane-whole')).toHaveCount(0);
  await look(app, 'viewer-graphic');
  await app.keyboard.press('1');
  await expect(viewer.getByText('Blurred until it is opened.')).toBeVisible();
  await app.keyboard.press('Tab');
  await expect(viewer.getByRole('button', { name: 'Show the picture' })).toBeFocused();
  await app.keyboard.press('Enter');
  await loaded(viewer.locator('.pane-whole'));
  await expect(viewer.locator('.pane-hidden')).toHaveCount(0);
  await viewer.locator('.pane').focus();
  await app.keyboard.press('b');
  await expect(viewer.locator('.pane-hidden')).toBeVisible();
  await app.keyboard.press('b');
  await app.keyboard.press('Escape');
  await expect(app.getByRole('gridcell', { name: /b-before/ })).toBeFocused();
  await app.keyboard.press('Enter');
  await expect(viewer.locator('.pane-hidden')).toBeVisible();
});
