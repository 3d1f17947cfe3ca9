import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

/** Where pictures of screens go, to be looked at. */
export const folder = process.env['STELE_SCREENS'];

export const languages = [
  { id: 'en', name: 'English' },
  { id: 'hy', name: 'Հայերեն' },
  { id: 'ru', name: 'Русский' },
] as const;
export const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];

/** Changes the language of the window. */
export async function speak(page: Page, language: (typeof languages)[number]): Promise<void> {
  await page.locator('.top-bar-tools > .button-icon').first().click();
  await page.getByRole('menuitemradio', { name: language.name }).click();
}

/** A picture of the page in every size and colour scheme. */
export async function shoot(page: Page, name: string): Promise<void> {
  const into = folder ?? '';
  mkdirSync(into, { recursive: true });
  for (const size of sizes) {
    await page.setViewportSize(size);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.waitForTimeout(400);
      await page.screenshot({ path: join(into, `${name}-${size.width}-${colorScheme}.png`) });
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** The same in every language; `open` opens what Escape closes again, in each of them. */
export async function inEach(page: Page, name: string, open?: () => Promise<void>): Promise<void> {
  for (const language of languages) {
    await speak(page, language);
    await open?.();
    await shoot(page, `${name}-${language.id}`);
    if (open) await page.keyboard.press('Escape');
  }
}
