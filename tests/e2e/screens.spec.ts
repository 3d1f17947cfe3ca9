import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { archiveOf } from './archives.ts';
import { expect, startHost, test } from './stele.ts';

/** Pictures of every screen, to be looked at: `STELE_SCREENS=folder npm run test:e2e -- screens`. */
const folder = process.env['STELE_SCREENS'];
test.skip(folder === undefined, 'STELE_SCREENS names no folder for pictures');

const languages = ['English', 'Հայերեն', 'Русский'];
const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];

async function look(app: Page, name: string): Promise<void> {
  const into = folder ?? '';
  mkdirSync(into, { recursive: true });
  for (const [index, language] of languages.entries()) {
    await app.locator('.top-bar-tools > .button-icon').first().click();
    await app.getByRole('menuitemradio', { name: language }).click();
    for (const size of sizes) {
      await app.setViewportSize(size);
      for (const colorScheme of ['light', 'dark'] as const) {
        await app.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await app.screenshot({
          path: join(into, `${name}-${['en', 'hy', 'ru'][index]}-${size.width}-${colorScheme}.png`),
        });
      }
    }
  }
  await app.locator('.top-bar-tools > .button-icon').first().click();
  await app.getByRole('menuitemradio', { name: 'English' }).click();
  await expect(app.getByRole('menu')).toHaveCount(0);
  await app.setViewportSize({ width: 1280, height: 800 });
}

test('start, and every screen of an archive', async ({ app, context, folder: home }) => {
  await look(app, 'start');
  const path = await archiveOf(home, [
    'church.jpg',
    'mosque.jpg',
    'cemetery.jpg',
    'Նորավանք.jpg',
    'Нораванк.jpg',
  ]);
  const host = await startHost(home, [path]);
  const page = await context.newPage();
  await page.goto(host.address);
  await page.getByRole('button', { name: 'Unlock' }).click();
  for (const [index, language] of languages.entries()) {
    await page.getByRole('link').nth(3).waitFor();
    await page.locator('.top-bar-tools > .button-icon').first().click();
    await page.getByRole('menuitemradio', { name: language }).click();
    await page.locator('a[href="#/evidence"]').first().click();
    const cells = page.getByRole('gridcell');
    for (const size of sizes) {
      await page.setViewportSize(size);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        const shot = async (name: string): Promise<void> => {
          await page.waitForTimeout(700);
          const end = `${['en', 'hy', 'ru'][index]}-${size.width}-${colorScheme}.png`;
          await page.screenshot({ path: join(folder ?? '', `${name}-${end}`) });
        };
        await cells.nth(0).dblclick();
        await shot('viewer');
        await page.keyboard.press('c');
        await shot('viewer-two');
        await page.keyboard.press('s');
        await shot('viewer-line');
        await page.keyboard.press('?');
        await shot('viewer-keys');
        await page.keyboard.press('Escape');
        await expect(page.locator('kbd')).toHaveCount(0);
        await expect(page.locator('.viewer:focus-within')).toHaveCount(1);
        await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog')).toHaveCount(0);
        await cells.nth(1).click({ modifiers: ['Control'] });
        await page.locator('.selection-bar button').last().click();
        await shot('combine');
        await page.keyboard.press('Escape');
        await cells.nth(1).click();
      }
    }
  }
  await page.locator('.top-bar-tools > .button-icon').first().click();
  await page.getByRole('menuitemradio', { name: 'English' }).click();
  await page.setViewportSize({ width: 1280, height: 800 });
  const links = page.locator('.rail-link');
  await expect(links.first()).toHaveAttribute('href', '#/take-in');
  for (let index = 0; index < (await links.count()); index += 1) {
    const screen = (await links.nth(index).getAttribute('href'))?.replace('#/', '') ?? '';
    await links.nth(index).click();
    await page.waitForTimeout(800);
    if (screen === 'evidence') await page.getByRole('gridcell').first().click();
    await look(page, screen);
    if (screen === 'evidence')
      for (const [tab, name] of [
        [1, 'files-tab'],
        [4, 'sealed'],
        [5, 'disposition-tab'],
      ] as const) {
        await page.getByRole('tab').nth(tab).click();
        await look(page, name);
      }
  }
  await page.getByRole('link', { name: 'Evidence', exact: true }).click();
  await page.getByRole('gridcell').first().click();
  await page.getByRole('tab').nth(5).click();
  await page.locator('.disposition-acts .button-danger').click();
  await page.waitForTimeout(500);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.screenshot({ path: join(folder ?? '', `destroy-en-1280-${colorScheme}.png`) });
  }
  await host.stop();
});
