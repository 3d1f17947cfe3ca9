import type { Locator, Page } from '@playwright/test';
import { expect } from './stele.ts';
import { wordsIn } from './words.ts';

export const passphrase = 'four words of the tests';

/** Makes an encrypted archive as a new user would, and gives the recovery words that were shown. Leaves it open. */
export async function createEncrypted(
  app: Page,
  folder: string,
  name: string,
  language: 'en' | 'hy' | 'ru' = 'en',
): Promise<readonly string[]> {
  const say = await wordsIn(language);
  const field = (key: string): Locator => app.getByLabel(say(key), { exact: true });
  const button = (key: string): Locator => app.getByRole('button', { name: say(key), exact: true });
  await app.getByRole('button', { name: say('start:create') }).click();
  await field('start:name').fill(name);
  await field('start:where').fill(folder);
  await field('start:passphraseNew').fill(passphrase);
  await field('start:passphraseAgain').fill(passphrase);
  // As by the button of the form.
  await field('start:passphraseAgain').press('Enter');
  await expect(app.locator('.words li')).toHaveCount(12);
  await expect(app.getByRole('heading', { name: say('start:wordsTitle') })).toBeFocused();
  const lines = await app.locator('.words li').allInnerTexts();
  const words = lines.map((line) => line.replace(/^\d+\s*/, '').trim());
  await button('start:wordsWritten').click();
  let asked = 0;
  for (const [index, word] of words.entries()) {
    const box = app.getByLabel(say('start:word', { number: index + 1 }), { exact: true });
    if ((await box.count()) === 0) continue;
    asked += 1;
    await box.fill(word);
  }
  expect(asked).toBe(2);
  await button('start:create').click();
  await expect(button('shell:lock')).toBeVisible();
  await expect(app.locator('#main')).toBeFocused();
  return words;
}
