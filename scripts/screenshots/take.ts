import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import type { Language } from './stage.ts';

const pictures = fileURLToPath(new URL('../../docs/manual/pictures', import.meta.url));

/** Bytes of one picture, and what finer steps of quality are left out for. */
const most = 150_000;

/** How pictures of a language are taken: by name, once what moves on the page has come to rest. */
export type Take = (page: Page, name: string, scheme?: 'light' | 'dark') => Promise<void>;

export function taker(language: Language): Take {
  const folder = join(pictures, language);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return async (page, name, scheme = 'light') => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await atRest(page);
    const shot = await page.screenshot({ animations: 'disabled', caret: 'hide' });
    const bytes = await sharp(shot).webp({ quality: 82, effort: 6, smartSubsample: true }).toBuffer();
    if (bytes.length > most) throw new Error(`${language}/${name} is too large: ${bytes.length} bytes.`);
    writeFileSync(join(folder, `${name}.webp`), bytes);
    if (scheme === 'dark') await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  };
}

/** Every picture in it is there, and two pictures of the page in a row are the same. */
async function atRest(page: Page): Promise<void> {
  await page.evaluate('document.fonts.ready.then(() => null)');
  let before: Buffer = Buffer.alloc(0);
  for (let tries = 0; tries < 60; tries += 1) {
    await page.waitForTimeout(250);
    const isWhole = await page.evaluate('[...document.images].every((image) => image.complete)');
    const now = await page.screenshot({ animations: 'disabled', caret: 'hide' });
    if (isWhole === true && now.equals(before)) return;
    before = now;
  }
  throw new Error('The page does not come to rest.');
}

/** Puts the first element of a selector at the top of what scrolls around it. */
export async function toTop(page: Page, selector: string): Promise<void> {
  await page.locator(selector).first().waitFor();
  await page.evaluate(
    `document.querySelector(${JSON.stringify(selector)}).scrollIntoView({ block: 'start' })`,
  );
}
