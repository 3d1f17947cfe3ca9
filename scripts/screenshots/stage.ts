import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { noneIsSameDisk } from '../../src/core/archive/same-disk.ts';
import { openCore, type Core } from '../../src/core/router/core.ts';
import { createSample } from '../../src/core/sample/create-sample.ts';
import { startHost } from '../../src/main/browser/host.ts';
import { wordsIn } from '../../tests/e2e/words.ts';

export type Language = 'en' | 'hy' | 'ru';
const locales = { en: 'en-GB', hy: 'hy-AM', ru: 'ru-RU' } as const;

/** Stands in paths that the pictures show: told beforehand, so that they say nothing of the machine. */
export const base = join(tmpdir(), 'stele-manual');
export const card = join(base, 'Card 12');
export const diskB = join(base, 'Disk B');

/** It is always the same morning, and Disk B, a folder here, counts as another disk. */
const clock = (): Date => new Date('2023-02-06T09:30:00Z');
const pages = fileURLToPath(new URL('../../out/renderer', import.meta.url));

/** The sample archive in each language, made as one click makes it; by language where it lies. `clear` removes all of it. */
export async function prepare(languages: readonly Language[]): Promise<ReadonlyMap<Language, string>> {
  if (existsSync(base)) throw new Error(`${base} is there already: remove it, if nobody else uses it.`);
  mkdirSync(join(base, 'Archives'), { recursive: true });
  const archives = new Map<Language, string>();
  const core = openCore({ clock, isSameDisk: noneIsSameDisk });
  try {
    for (const language of languages) {
      const name = (await wordsIn(language))('start:sampleName');
      const path = join(base, 'Archives', `${name}.stele`);
      await createSample(
        core,
        { path, name, language },
        { signal: new AbortController().signal, onProgress: () => undefined },
      );
      archives.set(language, path);
    }
  } finally {
    await core.close();
  }
  const [first] = archives.values();
  if (first !== undefined) fillCard(first);
  return archives;
}

export const clear = (): void => rmSync(base, { recursive: true, force: true });

/** Nine of the sample's pictures, named as a camera names them. */
function fillCard(archive: string): void {
  mkdirSync(card);
  const originals = join(archive, 'originals');
  const pictures = readdirSync(originals, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.jpg'))
    .toSorted();
  for (const [index, name] of pictures.slice(0, 9).entries()) {
    const path = join(card, `STLA_${String(2041 + index)}.JPG`);
    copyFileSync(join(originals, name), path);
    const written = new Date(Date.UTC(2023, 1, 5, 10, 12 + index * 3));
    utimesSync(path, written, written);
  }
}

export interface Shown {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly end: () => Promise<void>;
}

/** The interface of a host of its own, in a language; with an archive, or at the start. */
export async function show(browser: Browser, language: Language, archive: string | null): Promise<Shown> {
  // What the start screen proposes to make archives in.
  process.env['HOME'] = base;
  const core: Core = openCore({ clock, isSameDisk: noneIsSameDisk });
  if (archive !== null) await core.open(archive, 'write', null);
  const host = await startHost(core, {
    pages,
    archive: null,
    onFault: (fault) => console.error(fault),
  });
  const context = await browser.newContext({
    locale: locales[language],
    timezoneId: 'UTC',
    viewport: { width: 1280, height: 800 },
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.clock.setFixedTime(clock());
  await page.goto(host.startAddress);
  return {
    page,
    context,
    end: async () => {
      await context.close();
      await host.end();
      await core.close();
    },
  };
}
