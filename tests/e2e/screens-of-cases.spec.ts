import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { stele } from './archives.ts';
import { caseIn } from './casework.ts';
import { dropFiles } from './dropping.ts';
import { folder, languages, shoot, speak } from './looking.ts';
import { expect, startHost, test } from './stele.ts';
import { wordsIn } from './words.ts';

/** Pictures of the rooms of a case, to be looked at: `STELE_SCREENS=folder npm run test:e2e -- screens-of-cases`. */
test.skip(folder === undefined, 'STELE_SCREENS names no folder for pictures');

/** Rows with what goes in, what does not, and what may mean two things. */
const table = [
  'Name,Name (Armenian),Type,Latitude,Longitude,Built,Parish',
  'Chapel of the spring,Աղբյուրի մատուռ,chapel,41.02,-37.09,1701,North',
  'Upper bridge,Վերին կամուրջ,bridge,91.5,-37.1,,North',
  'Velmar church,Վելմարի եկեղեցի,church,41.0231,-37.1042,1283,South',
  'Old school,,schoolhouse,41.01,-37.1,09/11/1920,South',
].join('\n');

test('the rooms of a case', async ({ context, folder: home }) => {
  test.setTimeout(1_800_000);
  const path = join(home, 'Sample.stele');
  stele(['sample', path]);
  const at = await caseIn(path, 'en');
  const csv = join(home, 'places.csv');
  writeFileSync(csv, table);
  const host = await startHost(home, [path, '--begin']);
  const page = await context.newPage();
  await page.goto(host.address);
  await page.locator('.rail').waitFor();
  const go = async (address: string): Promise<void> => {
    await page.evaluate(`location.hash = '#/about'`);
    await page.waitForTimeout(200);
    await page.evaluate(`location.hash = ${JSON.stringify(`#/${address}`)}`);
    await page.waitForTimeout(1200);
  };
  for (const language of languages) {
    await speak(page, language);
    const say = await wordsIn(language.id);
    const button = (key: string): Locator => page.getByRole('button', { name: say(key), exact: true });
    const press = (key: string): Promise<void> => button(key).first().click();
    const shot = (name: string): Promise<void> => shoot(page, `case-${name}-${language.id}`);
    const leave = async (): Promise<void> => {
      await press('records:stopEditing');
      await page.waitForTimeout(300);
    };

    await go('places');
    await shot('places');
    await press('evidence:facet.narrow');
    await shot('places-narrowed');
    await press('evidence:facet.narrow');
    await go(`places/${at.church}`);
    await shot('place');
    await press('records:edit');
    await shot('place-editor');
    await leave();
    await press('places:assessment.create');
    await shot('assessment-editor');
    await leave();

    await go(`incidents/${at.incident}`);
    await shot('incident');
    await press('records:edit');
    await shot('incident-editor');
    await leave();
    await press('incidents:claim.create');
    await shot('claim-editor');
    await leave();
    await go(`incidents/${at.claim}`);
    await shot('claim');

    await go(`persons/${at.witness}`);
    await shot('actor');
    await press('persons:about.act');
    await page.locator('.person-places').waitFor();
    await shot('person-report');
    await press('persons:erasure.act');
    await shot('person-erase');
    await page.keyboard.press('Escape');
    await go(`persons/${at.source}`);
    await shot('source');
    await press('persons:consent.withdrawAll');
    await shot('withdraw');
    await page.keyboard.press('Escape');
    await press('records:edit');
    await shot('source-editor');
    await leave();

    await go('places');
    await press('tables:takeIn');
    await shot('take-in');
    await dropFiles(page, [csv]);
    await page.waitForTimeout(2500);
    await shot('take-in-preview');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await press('tables:takeOut');
    await shot('take-out');
    await page.keyboard.press('Escape');

    await go('gaps');
    await page.waitForTimeout(1500);
    await shot('gaps');
    await go('dossier');
    await shot('dossier');
    await page.locator('.card-choice').nth(1).click();
    await page.waitForTimeout(1500);
    await shot('dossier-preview');
    await go('timeline');
    await shot('timeline');
    await go('about');
    await page.locator('.draft-list > summary').first().click();
    await page.locator('.draft-list > summary').last().click();
    await shot('about');
  }
  await host.stop();
});
