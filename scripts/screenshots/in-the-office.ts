import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Browser, type Locator } from '@playwright/test';
import type { Say } from '../../tests/e2e/words.ts';
import { base, show, type Language } from './stage.ts';
import { toTop, type Take } from './take.ts';

/** What a person looks for, and the title of the picture that is looked at. */
const typed = {
  en: { name: 'Velmar', after: 'Velmar church: in the valley, from afar, after the harm' },
  hy: { name: 'Վելմար', after: 'Վելմարի եկեղեցի: հարավ-արևելքից, վնասվելուց հետո' },
  ru: { name: 'Велмар', after: 'Церковь в Велмаре: верхние части, после повреждения' },
} as const;
const beforeAndAfter = 'title:"from the south-west" velmar church';

/** Everything that is done with an archive that is full: a picture of each room. */
export async function inTheOffice(
  browser: Browser,
  language: Language,
  archive: string,
  say: Say,
  take: Take,
): Promise<void> {
  const { page, end } = await show(browser, language, archive);
  const words = typed[language];
  const [packed, changed] = [join(base, 'Package.zip'), join(base, 'Package, changed.zip')];
  const button = (key: string, values = {}): Locator =>
    page.getByRole('button', { name: say(key, values), exact: true });
  const go = (key: string): Promise<void> => page.getByRole('link', { name: say(key), exact: true }).click();
  const cells = page.getByRole('gridcell');
  const search = page.getByRole('combobox', { name: say('evidence:search') });
  const find = async (query: string, count: number): Promise<void> => {
    await search.fill(query);
    await search.blur();
    await expect(cells).toHaveCount(count);
  };
  const verdict = async (word: 'verified' | 'failed'): Promise<void> => {
    await page
      .getByText(say(`verify:verdict.${word}`), { exact: true })
      .first()
      .waitFor();
    await toTop(page, '.verdict');
  };
  try {
    await go('shell:evidence');
    await cells.nth(5).waitFor();
    const narrow = page.getByRole('button', { name: say('evidence:facet.narrow'), exact: true });
    await search.fill(words.name);
    await search.blur();
    await cells.filter({ hasText: words.after }).click({ position: { x: 60, y: 60 } });
    await page.getByRole('complementary').getByText(words.after).first().waitFor();
    await narrow.click();
    await page.locator('.facets button').nth(3).waitFor();
    await take(page, 'evidence');
    await narrow.click();
    await page.getByRole('tab', { name: say('evidence:tabs.provenance') }).click();
    await toTop(page, '.evidence-readings');
    await take(page, 'provenance');
    await page.getByRole('tab', { name: say('disposition:tab') }).click();
    await page.locator('.disposition-acts .button-danger').click();
    await page.getByRole('alertdialog').waitFor();
    await take(page, 'destroy');
    await button('common:cancel').click();
    await page.getByRole('tab', { name: say('evidence:tabs.describe') }).click();

    await button('evidence:searchHelp.title').click();
    await take(page, 'search-help', 'dark');
    await page.keyboard.press('Escape');

    await find(beforeAndAfter, 2);
    await cells.nth(0).click();
    await cells.nth(1).click({ modifiers: ['Control'] });
    await button('shape:combine.open').click();
    await page.getByRole('alertdialog').or(page.getByRole('dialog')).waitFor();
    await take(page, 'combine');
    await button('common:cancel').click();
    await button('shape:compare').click();
    await page.locator('.viewer').waitFor();
    await page.keyboard.press('s');
    await page.waitForTimeout(1500);
    await take(page, 'compare');
    await page.keyboard.press('Escape');
    await button('shape:toPackage').click();
    await page.getByLabel(say('packages:where'), { exact: true }).fill(packed);
    await page
      .getByText(say('packages:chosen', { count: 2 }))
      .first()
      .waitFor();
    await take(page, 'package');
    await button('packages:write').click();
    await page.getByText(say('packages:written')).waitFor();
    await button('packages:verifyNow').click();
    await verdict('verified');
    await take(page, 'verified');
    const bytes = readFileSync(packed);
    const at = bytes.indexOf('PK') + 4000;
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    writeFileSync(changed, bytes);
    await page.getByLabel(say('verify:path'), { exact: true }).fill(changed);
    await page.locator('.verify-form button[type=submit]').click();
    await verdict('failed');
    await take(page, 'failed');

    await go('shell:evidence');
    await search.fill('');
    await search.blur();
    await cells.nth(5).waitFor();

    await go('shell:describe');
    await page.getByLabel(say('evidence:fields.title'), { exact: true }).waitFor();
    await take(page, 'describe');
    await go('shell:map');
    await page.locator('[data-ready]').waitFor();
    await page.waitForTimeout(1500);
    await take(page, 'map');
    await go('shell:timeline');
    await page.waitForTimeout(1500);
    await take(page, 'timeline', 'dark');
    await go('shell:custody');
    await page.waitForTimeout(600);
    await take(page, 'custody');
    await go('shell:bringBack');
    await page.getByText(say('bringBack:repair'), { exact: true }).click();
    await take(page, 'repair');
  } finally {
    await end();
    for (const path of [packed, changed]) rmSync(path, { force: true });
  }
}
