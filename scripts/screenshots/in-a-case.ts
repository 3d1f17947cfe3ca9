import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { siteNames } from '../../src/core/sample/words.ts';
import { caseIn } from '../../tests/e2e/casework.ts';
import { dropFiles } from '../../tests/e2e/dropping.ts';
import type { Say } from '../../tests/e2e/words.ts';
import { base, show, type Language } from './stage.ts';
import { toTop, type Take } from './take.ts';

/** A table as it comes from an office: what goes in, what says the same already, and what does not go in. */
const rows = {
  en: [
    'Name,Name (Armenian),Type,Latitude,Longitude,Built',
    'Chapel of the spring,Աղբյուրի մատուռ,chapel,41.0205,-37.0911,1701',
    'Velmar church,Վելմարի եկեղեցի,church,41.0231,-37.1042,',
    'Upper bridge,Վերին կամուրջ,bridge,141.5,-37.1,',
  ],
  hy: [
    'Անվանում,Անվանում (ռուսերեն),Տեսակ,Լայնություն,Երկայնություն',
    'Աղբյուրի մատուռ,Часовня у родника,մատուռ,41.0205,-37.0911',
    'Վելմարի եկեղեցի,Церковь в Велмаре,եկեղեցի,41.0231,-37.1042',
    'Վերին կամուրջ,Верхний мост,կամուրջ,141.5,-37.1',
  ],
  ru: [
    'Название,Название (армянский),Вид,Широта,Долгота',
    'Часовня у родника,Աղբյուրի մատուռ,часовня,41.0205,-37.0911',
    'Церковь в Велмаре,Վելմարի եկեղեցի,церковь,41.0231,-37.1042',
    'Верхний мост,Վերին կամուրջ,мост,141.5,-37.1',
  ],
} as const;

/** The rooms in which a case is written down, and what goes out of it. */
export async function inACase(
  browser: Browser,
  language: Language,
  archive: string,
  say: Say,
  take: Take,
): Promise<void> {
  const ids = await caseIn(archive, language);
  const table = join(base, 'Places.csv');
  writeFileSync(table, rows[language].join('\n'));
  const { page, end } = await show(browser, language, archive);
  const press = (key: string): Promise<void> =>
    page
      .getByRole('button', { name: say(key), exact: true })
      .first()
      .click();
  const go = async (address: string): Promise<void> => {
    await page.evaluate(`location.hash = ${JSON.stringify(`#/${address}`)}`);
    await page.waitForTimeout(1200);
    // The screen has the focus then; a person who clicked sees no ring around it.
    await page.evaluate('document.activeElement.blur()');
  };
  try {
    await page.locator('.rail').waitFor();
    await go(`places/${ids.church}`);
    await toTop(page, '.record-section');
    await take(page, 'place');
    await go(`incidents/${ids.incident}`);
    await take(page, 'incident');
    await go(`persons/${ids.source}`);
    await take(page, 'source');

    await go('evidence');
    const church = siteNames.church[language];
    const search = page.getByRole('combobox', { name: say('evidence:search') });
    await search.fill(church);
    await search.blur();
    const cells = page.getByRole('gridcell');
    await cells.nth(3).waitFor();
    await page.waitForTimeout(1000);
    await cells.nth(0).click();
    await cells.nth(3).click({ modifiers: ['Shift'] });
    await press('shape:linkThese');
    const link = page.getByRole('dialog');
    await link.getByRole('combobox').fill(church);
    await page.getByRole('option').filter({ hasText: church }).filter({ hasText: 'P-' }).first().click();
    await link.getByText(say('records:links.how')).waitFor();
    await take(page, 'link-items');
    await page.keyboard.press('Escape');

    await go('places');
    await press('tables:takeIn');
    await page.getByRole('dialog').waitFor();
    await dropFiles(page, [table]);
    await page.locator('.table-side').nth(1).waitFor();
    await page.waitForTimeout(1500);
    await take(page, 'take-in-table');
    await page.keyboard.press('Escape');

    await go('gaps');
    await page.waitForTimeout(2500);
    await take(page, 'gaps');
    await go('dossier');
    await page.locator('.card-choice').nth(1).click();
    await page.locator('.dossier-paper').waitFor();
    await take(page, 'dossier');
  } finally {
    await end();
  }
}
