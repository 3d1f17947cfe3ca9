import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from '@playwright/test';
import type { Say } from '../../tests/e2e/words.ts';
import { base, diskB, show, type Language } from './stage.ts';
import type { Take } from './take.ts';

/** What a person types, in their language. */
const typed = {
  en: { archive: 'Survey 2023', person: 'Researcher 3', label: 'Card 12, blue', disk: 'Disk B' },
  hy: {
    archive: 'Դաշտային աշխատանք 2023',
    person: 'Հետազոտող 3',
    label: 'Քարտ 12, կապույտ',
    disk: 'Սկավառակ Բ',
  },
  ru: { archive: 'Обследование 2023', person: 'Исследователь 3', label: 'Карта 12, синяя', disk: 'Диск Б' },
} as const;
const passphrase = 'four words of the manual';

/** From an empty start screen to a card that may be cleared: pictures of each step. */
export async function inTheField(browser: Browser, language: Language, say: Say, take: Take): Promise<void> {
  const { page, end } = await show(browser, language, null);
  const words = typed[language];
  const button = (key: string, values = {}): Locator =>
    page.getByRole('button', { name: say(key, values), exact: true });
  const go = (key: string): Promise<void> => page.getByRole('link', { name: say(key), exact: true }).click();
  const fill = (key: string, text: string): Promise<void> =>
    page.getByLabel(say(key), { exact: true }).fill(text);
  try {
    // Its name goes on with what it is for.
    const create = page.getByRole('button', { name: say('start:create') });
    await create.waitFor();
    await take(page, 'start');
    await create.click();
    await fill('start:name', words.archive);
    await fill('start:operator', words.person);
    await fill('start:where', join(base, 'Archives'));
    await page.getByLabel(say('start:passphraseNew')).fill(passphrase);
    await page.getByLabel(say('start:passphraseAgain')).fill(passphrase);
    await take(page, 'create');
    await button('common:next').click();
    await page.locator('.words li').nth(11).waitFor();
    await take(page, 'recovery-words');
    await writeWordsDown(page, say);
    await button('start:create').click();

    await button('takeIn:choose').click();
    await page.getByRole('row', { name: 'Card 12' }).click();
    await button('takeIn:pickAction').click();
    await fill('takeIn:carrier', words.label);
    await page.locator('.take-in-picture img').nth(4).waitFor();
    await take(page, 'take-in');
    await page.locator('button.button-primary').last().click();
    await page.getByText(say('takeIn:result', { count: 9 })).waitFor();

    await go('shell:keep');
    await fill('keep:where', diskB);
    await fill('keep:label', words.disk);
    await button('keep:backUp').click();
    await page.getByText(say('keep:complete', { count: 9 })).waitFor();
    await take(page, 'back-up');
    await go('shell:takeIn');
    await button('takeIn:cardAsk').click();
    await page.getByText(say('takeIn:mayClear', { count: 9 })).waitFor();
    await take(page, 'card');

    await go('shell:people');
    await button('people:create').click();
    await fill('people:name', words.person);
    await page.getByLabel(say('start:passphraseNew')).fill(passphrase);
    await page.getByLabel(say('start:passphraseAgain')).fill(passphrase);
    await button('people:createAction').click();
    await page.locator('.words li').nth(23).waitFor();
    await take(page, 'key-words');
    await page.getByText(say('people:kept'), { exact: true }).click();
    await page.getByRole('dialog').or(page.getByRole('alertdialog')).getByRole('button').last().click();
    await take(page, 'people');
  } finally {
    await end();
    rmSync(join(base, 'Archives', `${words.archive}.stele`), { recursive: true, force: true });
    rmSync(diskB, { recursive: true, force: true });
  }
}

async function writeWordsDown(page: Page, say: Say): Promise<void> {
  const lines = await page.locator('.words li').allInnerTexts();
  await page.getByRole('button', { name: say('start:wordsWritten') }).click();
  for (const [index, line] of lines.entries()) {
    const asked = page.getByLabel(say('start:word', { number: index + 1 }), { exact: true });
    if ((await asked.count()) > 0) await asked.fill(line.replace(/^\d+\s*/, '').trim());
  }
}
