import type { Page } from '@playwright/test';
import { expect } from './stele.ts';

export const passphrase = 'four words of the tests';

/** Makes an encrypted archive as a new user would, and gives the recovery words that were shown. Leaves it open. */
export async function createEncrypted(app: Page, folder: string, name: string): Promise<readonly string[]> {
  await app.getByRole('button', { name: /^Create an archive/ }).click();
  await app.getByLabel('Name', { exact: true }).fill(name);
  await app.getByLabel('Where', { exact: true }).fill(folder);
  await app.getByLabel('New passphrase').fill(passphrase);
  await app.getByLabel('The same again').fill(passphrase);
  await app.getByRole('button', { name: 'Next' }).click();
  await expect(app.locator('.words li')).toHaveCount(12);
  const lines = await app.locator('.words li').allInnerTexts();
  const words = lines.map((line) => line.replace(/^\d+\s*/, '').trim());
  expect(words).toHaveLength(12);
  await app.getByRole('button', { name: 'I have written them down' }).click();
  await expect(app.getByRole('textbox', { name: /^Word \d+$/ })).toHaveCount(2);
  for (const [index, word] of words.entries()) {
    const asked = app.getByLabel(`Word ${index + 1}`, { exact: true });
    if ((await asked.count()) > 0) await asked.fill(word);
  }
  await app.getByRole('button', { name: 'Create an archive', exact: true }).click();
  await expect(app.getByRole('button', { name: 'Lock', exact: true })).toBeVisible();
  return words;
}
