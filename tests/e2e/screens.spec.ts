import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { archiveOf, stele } from './archives.ts';
import { folder, inEach, languages, sizes, speak } from './looking.ts';
import { expect, startHost, test } from './stele.ts';
import { wordsIn } from './words.ts';

/** Pictures of every screen, to be looked at: `STELE_SCREENS=folder npm run test:e2e -- screens`. */
test.skip(folder === undefined, 'STELE_SCREENS names no folder for pictures');

async function look(app: Page, name: string): Promise<void> {
  await inEach(app, name);
  await speak(app, languages[0]);
  await expect(app.getByRole('menu')).toHaveCount(0);
}

test('start, and every screen of an archive', async ({ app, context, folder: home }) => {
  test.setTimeout(900_000);
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
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  for (const language of languages) {
    await page.getByRole('link').nth(3).waitFor();
    await speak(page, language);
    const say = await wordsIn(language.id);
    await page.locator('a[href="#/evidence"]').first().click();
    const cells = page.getByRole('gridcell');
    for (const size of sizes) {
      await page.setViewportSize(size);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        const shot = async (name: string): Promise<void> => {
          await page.waitForTimeout(700);
          const end = `${language.id}-${size.width}-${colorScheme}.png`;
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
        await page.getByRole('button', { name: say('shape:combine.open') }).click();
        await shot('combine');
        await page.keyboard.press('Escape');
        await cells.nth(1).click();
      }
    }
  }
  await speak(page, languages[0]);
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
        [1, 'links-tab'],
        [2, 'files-tab'],
        [5, 'sealed'],
        [6, 'disposition-tab'],
      ] as const) {
        await page.getByRole('tab').nth(tab).click();
        await look(page, name);
      }
  }
  await page.getByRole('link', { name: 'Evidence', exact: true }).click();
  await page.getByRole('gridcell').first().click();
  await page.getByRole('tab').nth(6).click();
  await page.locator('.disposition-acts .button-danger').click();
  await page.waitForTimeout(500);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.screenshot({ path: join(folder ?? '', `destroy-en-1280-${colorScheme}.png`) });
  }
  await host.stop();
});

test('the rooms of an archive that is full: map, timeline, search, kept searches, package, state', async ({
  app,
  context,
  folder: home,
}) => {
  test.setTimeout(900_000);
  // The dialog that makes a sample, while it draws; then it is stopped, and removes what it made.
  await inEach(app, 'sample-dialog', async () => {
    await app.locator('.start-sample').click();
    await app.locator('.job').waitFor();
  });

  const path = join(home, 'Sample.stele');
  stele(['sample', path]);
  const { items } = JSON.parse(stele(['list', path, '--json'])) as { items: readonly { number: string }[] };
  stele(['dispose', 'hold', path, items[0]?.number ?? '', '--reason', 'court-order']);
  const host = await startHost(home, [path, '--begin']);
  const page = await context.newPage();
  await page.goto(host.address);
  const go = async (screen: string): Promise<void> => {
    await page.locator(`.rail-link[href="#/${screen}"]`).click();
    await page.waitForTimeout(1500);
  };
  const cells = page.getByRole('gridcell');
  const search = page.getByRole('combobox').first();
  await go('map');
  await inEach(page, 'full-map');
  await go('timeline');
  await inEach(page, 'full-timeline');
  await go('evidence');
  await search.fill('velmar');
  await search.blur();
  await page.locator('.evidence-narrow').click();
  await expect(page.locator('.facets button').first()).toBeVisible();
  await cells.first().click();
  await inEach(page, 'full-facets');
  const tools = page.locator('.evidence-search > .button-icon');
  await inEach(page, 'full-search-help', () => tools.nth(0).click());
  await inEach(page, 'full-kept-searches', () => tools.nth(1).click());
  await search.fill(`number:${items[0]?.number ?? ''}`);
  await search.blur();
  await expect(cells).toHaveCount(1);
  await cells.first().click();
  await expect(page.locator('.state-banner')).toBeVisible();
  await inEach(page, 'full-state');
  await search.fill('velmar');
  await search.blur();
  await expect(cells.nth(3)).toBeVisible();
  await cells.nth(0).click();
  await cells.nth(3).click({ modifiers: ['Shift'] });
  await page.locator('.selection-bar button').nth(-2).click();
  await expect(page.locator('a[href="#/packages"][aria-current="page"]')).toBeVisible();
  await page.waitForTimeout(1000);
  await inEach(page, 'full-package');
  await host.stop();
});
