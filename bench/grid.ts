import react from '@vitejs/plugin-react';
import { chromium, type Page } from '@playwright/test';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { drawPictures } from '../tests/helpers/drawn-pictures.ts';
import { generateArchive, generatedPassphrase } from '../scripts/generate/archive.ts';
import type { Order } from './grid/serve.ts';

/** What was measured, what it should be at most, in words. */
export interface GridFigure {
  readonly what: string;
  readonly value: string;
  readonly target: string;
  readonly reached: boolean | null;
}

const browser = '/usr/bin/chromium';
const quietly = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * The grid in a real browser over a real host. The archive is made once and kept where STELE_BENCH_CACHE says, else made anew in
 * `folder`. Null where Chromium is not installed.
 */
export async function grid(
  items: number,
  folder: string,
  isEncrypted: boolean,
): Promise<GridFigure[] | null> {
  if (!existsSync(browser)) return null;
  const cache = process.env.STELE_BENCH_CACHE ?? folder;
  mkdirSync(cache, { recursive: true });
  const archive = join(cache, `items-${items}${isEncrypted ? '-encrypted' : ''}`);
  if (!existsSync(archive)) await generateArchive({ path: archive, items, encrypted: isEncrypted });
  const pages = join(folder, 'pages');
  await build({
    root: fileURLToPath(new URL('grid', import.meta.url)),
    configFile: false,
    logLevel: 'error',
    plugins: [react()],
    build: { outDir: pages, emptyOutDir: true },
  });
  const host = fork(fileURLToPath(new URL('grid/serve.ts', import.meta.url)), [pages, archive]);
  const [{ startAddress }] = (await once(host, 'message')) as [{ startAddress: string }];
  const chrome = await chromium.launch({ executablePath: browser, args: quietly });
  try {
    const page = await chrome.newPage({ viewport: { width: 1300, height: 850 } });
    page.on('pageerror', (error) => console.error(error));
    await page.addInitScript(noteFirstRow);
    await page.goto(
      `${startAddress}${isEncrypted ? `&passphrase=${encodeURIComponent(generatedPassphrase)}` : ''}`,
    );
    return await measure(page, host, folder);
  } finally {
    await chrome.close();
    const left = once(host, 'exit');
    host.send({ do: 'end' } satisfies Order);
    await left;
  }
}

async function measure(page: Page, host: ChildProcess, folder: string): Promise<GridFigure[]> {
  const figures: GridFigure[] = [];
  const say = (what: string, value: string, target: string, reached: boolean | null): void =>
    void figures.push({ what, value, target, reached });
  await page.waitForSelector('[data-number]');
  await page.waitForTimeout(500);
  const told = async <Value>(expression: string): Promise<Value> => page.evaluate(expression);
  const opened = await told<number>('window.firstRowAt - window.bench.openedAt');
  say('from opening to the first rows', `${opened.toFixed(0)} ms`, '≤ 1000 ms', opened <= 1000);
  const total = await told<number>('window.bench.total');
  const [archive, snapshot] = await told<[string, string]>('[window.bench.archive, window.bench.snapshot]');

  /** Numbers of what is in view, beside what the archive says should be there. */
  const isRight = async (): Promise<boolean> => {
    const seen = await told<{ position: number; number: string | null }[]>(inView);
    const [first] = seen;
    if (!first) return false;
    const rows = { archive, snapshot, from: first.position, count: seen.length };
    const should = await ask<string[]>(host, { do: 'rows', ...rows });
    return seen.every(({ number }, at) => number === should[at]);
  };
  const jump = async (position: number): Promise<boolean> => {
    await page.evaluate(`window.bench.scrollTo(${position})`);
    await page.waitForSelector(`[data-position="${position}"] [data-number]`);
    await page.waitForTimeout(150);
    return isRight();
  };
  for (const [words, position] of [
    ['73 %', Math.floor(total * 0.73)],
    ['the last', total - 1],
  ] as const) {
    const right = await jump(position);
    say(`jump to ${words} shows the right ones`, right ? 'yes' : 'no', 'yes', right);
  }

  await page.evaluate('window.bench.scrollTo(0)');
  const frames = await told<{ longest: number; over: number; frames: number }>(scrollOn);
  say('longest frame while scrolling', `${frames.longest.toFixed(0)} ms (of ${frames.frames}, ${frames.over} over 50 ms)`, '≤ 50 ms', frames.longest <= 50); // prettier-ignore
  let blank = 0;
  let unpainted = 0;
  for (let stop = 0; stop < 20; stop += 1) {
    await page.evaluate(`(() => { const box = document.querySelector('.item-grid');
      box.scrollTop = (box.scrollHeight - box.clientHeight) * ${((stop * 0.37) % 1).toFixed(4)}; })()`);
    await page.waitForTimeout(150);
    const seen = await told<{ number: string | null; painted: boolean }[]>(inView);
    blank += seen.filter(({ number }) => number === null).length;
    unpainted += seen.filter(({ painted }) => !painted).length;
  }
  say(
    'blank cells 150 ms after each of 20 jumps',
    `${blank} (${unpainted} pictures yet to come)`,
    '0',
    blank === 0,
  );

  const from = Math.floor(total * 0.1);
  const to = Math.floor(total * 0.6);
  await jump(from);
  await page.click(`[data-position="${from}"]`);
  // By the scroll bar, as a person would: keys and the handle would move where the range begins.
  await page.evaluate(`(() => { const box = document.querySelector('.item-grid');
    box.scrollTop = (box.scrollHeight - box.clientHeight) * 0.6; })()`);
  await page.waitForTimeout(300);
  const selecting = await told<{ milliseconds: number; count: number; end: number }>(shiftClick);
  const isWhole = selecting.count === selecting.end - from + 1;
  say(`shift-select across ${selecting.count} items`, `${selecting.milliseconds.toFixed(0)} ms`, `all between, about ${to - from}`, isWhole); // prettier-ignore

  const card = mkdtempSync(join(folder, 'card-'));
  await drawPictures(card, new Date());
  // A few pictures are taken in within a moment, in which hardly a search is answered.
  for (let note = 0; note < 300; note += 1)
    writeFileSync(join(card, `note ${note}.txt`), `${note} of ${new Date().toISOString()}`);
  await jump(Math.floor(total * 0.5));
  const places = `${inView}.map(({ position, number }) => [position, number])`;
  const before = await told<unknown>(places);
  const queries = ['IMG', 'chapel', 'մզկիթ', 'jpeg', 'крепость', 'canon'];
  const busy = await ask<{ imported: number; searches: number; p99: number; longest: number }>(host, {
    do: 'busy',
    archive,
    paths: [card],
    queries,
  });
  const isSame = JSON.stringify(before) === JSON.stringify(await told<unknown>(places)) && (await isRight());
  say(`taking in ${busy.imported} files meanwhile moves nothing`, isSame ? 'nothing moved' : 'moved', 'nothing', isSame); // prettier-ignore
  say(`the core's event loop during that and ${busy.searches} searches`, `p99 ${busy.p99.toFixed(0)} ms (longest ${busy.longest.toFixed(0)})`, 'p99 ≤ 50 ms', busy.p99 <= 50); // prettier-ignore
  for (const query of ['chapel', 'jpeg']) {
    const { total: hits, milliseconds } = await ask<{ total: number; milliseconds: number }>(host, {
      do: 'search',
      archive,
      query,
    });
    say(`search "${query}", ${hits} hits, to the first hundred rows`, `${milliseconds.toFixed(0)} ms`, 'stated', null); // prettier-ignore
  }
  return figures;
}

async function ask<Answer>(host: ChildProcess, order: Order): Promise<Answer> {
  const answered = once(host, 'message') as Promise<[{ answer: Answer }]>;
  host.send(order);
  return (await answered)[0].answer;
}

/** In the page, from its beginning. */
const noteFirstRow = `new MutationObserver((_, observer) => {
  if (!document.querySelector('[data-number]')) return;
  requestAnimationFrame(() => { window.firstRowAt = performance.now(); });
  observer.disconnect();
}).observe(document, { childList: true, subtree: true });`;

const inView = `(() => {
  const box = document.querySelector('.item-grid').getBoundingClientRect();
  return [...document.querySelectorAll('[data-position]')].filter((cell) => {
    const at = cell.getBoundingClientRect();
    return at.bottom > box.top && at.top < box.bottom;
  }).map((cell) => ({
    position: Number(cell.dataset.position),
    number: cell.querySelector('[data-number]')?.dataset.number ?? null,
    painted: cell.querySelector('img')?.naturalWidth > 0,
  })).sort((one, other) => one.position - other.position);
})()`;

/** Four seconds at reading speed, as a wheel would, and four at the speed of a dragged scroll bar. */
const scrollOn = `new Promise((resolve) => {
  const box = document.querySelector('.item-grid');
  const began = performance.now();
  let last = began, longest = 0, over = 0, frames = 0;
  const turn = (now) => {
    const took = now - last; last = now;
    if (frames > 1) { longest = Math.max(longest, took); if (took > 50) over += 1; }
    frames += 1;
    if (now - began > 8000) { resolve({ longest, over, frames }); return; }
    box.scrollTop += now - began < 4000 ? 60 : 20000;
    requestAnimationFrame(turn);
  };
  requestAnimationFrame((now) => { last = now; turn(now); });
})`;

const shiftClick = `new Promise((resolve) => {
  const box = document.querySelector('.item-grid').getBoundingClientRect();
  const cell = document.elementFromPoint(box.left + 200, box.top + 300).closest('[data-position]');
  const end = Number(cell.dataset.position);
  const began = performance.now();
  cell.dispatchEvent(new MouseEvent('click', { bubbles: true, shiftKey: true }));
  const look = () => {
    if (cell.getAttribute('aria-selected') !== 'true') { requestAnimationFrame(look); return; }
    requestAnimationFrame(() => resolve({ milliseconds: performance.now() - began, count: window.bench.selected(), end }));
  };
  look();
})`;
