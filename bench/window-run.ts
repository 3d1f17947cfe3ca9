import { chromium, type Page } from '@playwright/test';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { en } from '../src/renderer/i18n/en/index.ts';

/**
 * A process of its own (window.ts), so that all that it starts can be held to so much memory: a person takes a card in, goes to
 * Evidence at once, and works there until the card is in. Tells its parent what was measured.
 */
export interface WindowOrder {
  readonly home: string;
  readonly archive: string;
  /** Name of the card's folder in `home`. */
  readonly card: string;
  /** Where a process is entered to have its memory limited, or null. */
  readonly group: string | null;
}

export interface WindowMeasured {
  /** Seconds from choosing the card to the first picture of the review. */
  readonly reviewed: number;
  /** Seconds from "Take in" to the first picture in Evidence. */
  readonly firstPicture: number;
  readonly importSeconds: number;
  /** Milliseconds between a key or a click and the page's attention to it, and how many were made. */
  readonly delays: readonly number[];
  readonly inputs: number;
  /** Milliseconds of the page's longest uninterrupted work. */
  readonly longestTask: number;
}

const browser = '/usr/bin/chromium';
/** With how many files, and how large. */
const takeInNow = new RegExp(
  `^${en.takeIn.takeIn_other.replaceAll(/\{[^}]*\}/g, '.+').replaceAll(/[()]/g, '.')}$`,
);
const quietly = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

async function run({ home, archive, card, group }: WindowOrder): Promise<WindowMeasured> {
  if (group !== null) appendFileSync(group, String(process.pid));
  const program = fileURLToPath(new URL('../bin/stele.mjs', import.meta.url));
  const host = spawn(process.execPath, [program, 'open', archive, '--no-open'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, HOME: home, TMPDIR: home },
  });
  const [line] = (await once(createInterface({ input: host.stdout }), 'line')) as [string];
  const address = /http:\S+/.exec(line)?.[0];
  if (address === undefined) throw new Error(`no address in: ${line}`);
  const chrome = await chromium.launch({ executablePath: browser, args: quietly });
  try {
    const page = await chrome.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
    await page.addInitScript(watchInput);
    await page.goto(address);
    await page.getByRole('dialog').getByRole('button', { name: en.start.openIt, exact: true }).click();
    return await takeIn(page, card);
  } finally {
    await chrome.close();
    const ended = once(host, 'exit');
    host.kill();
    await ended;
  }
}

async function takeIn(page: Page, card: string): Promise<WindowMeasured> {
  await page.getByRole('link', { name: en.shell.takeIn, exact: true }).click();
  await page.getByRole('button', { name: en.takeIn.choose, exact: true }).click();
  await page.getByRole('row', { name: card }).click();
  const chosen = performance.now();
  await page.getByRole('button', { name: en.takeIn.pickAction, exact: true }).click();
  await page.locator('.take-in-picture img').first().waitFor();
  const reviewed = (performance.now() - chosen) / 1000;
  await page.evaluate('window.watched.begin()');
  const began = performance.now();
  await page.getByRole('button', { name: takeInNow }).click();
  await page.getByRole('link', { name: en.shell.evidence, exact: true }).click();
  const picture = page.locator('.evidence-thumb img').first();
  await picture.waitFor({ timeout: 120_000 });
  await page.waitForFunction("document.querySelector('.evidence-thumb img')?.naturalWidth > 0");
  const firstPicture = (performance.now() - began) / 1000;

  // What a person does meanwhile: looks, searches, goes from picture to picture.
  let inputs = 2;
  for (let isIn = false; !isIn;) {
    const search = page.getByLabel(en.evidence.search, { exact: true });
    await search.click();
    await search.pressSequentially('bench', { delay: 60 });
    await search.fill('');
    const cells = page.getByRole('gridcell');
    await cells.first().click();
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'ArrowLeft']) {
      await page.keyboard.press(key);
      await page.waitForTimeout(80);
    }
    await page.getByRole('link', { name: en.shell.takeIn, exact: true }).click();
    await page.waitForTimeout(300);
    isIn = (await page.getByRole('progressbar').count()) === 0;
    await page.getByRole('link', { name: en.shell.evidence, exact: true }).click();
    await cells.first().waitFor();
    inputs += 13;
    if (performance.now() - began > 1_800_000)
      throw new Error('the card was not taken in within half an hour');
  }
  const importSeconds = (performance.now() - began) / 1000;
  const { delays, longest } = await page.evaluate<{ delays: number[]; longest: number }>(
    'window.watched.told()',
  );
  return { reviewed, firstPicture, importSeconds, delays, inputs, longestTask: longest };
}

/** In the page: the Event Timing API's input delay (processingStart − startTime), and long tasks. */
const watchInput = `(() => {
  const delays = []; let longest = 0, on = false;
  new PerformanceObserver((list) => { for (const entry of list.getEntries())
    if (on && entry.interactionId) delays.push(entry.processingStart - entry.startTime);
  }).observe({ type: 'event', durationThreshold: 16, buffered: false });
  new PerformanceObserver((list) => { for (const entry of list.getEntries())
    if (on) longest = Math.max(longest, entry.duration);
  }).observe({ type: 'longtask' });
  window.watched = { begin() { on = true; }, told: () => ({ delays, longest }) };
})()`;

process.on('message', (order: WindowOrder) => {
  void run(order).then(
    (measured) => process.send?.({ measured }, () => process.exit(0)),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
