import react from '@vitejs/plugin-react';
import { chromium, type Page } from '@playwright/test';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { baseMap } from '../scripts/base-map/plugin.ts';
import { manual } from '../scripts/manual/plugin.ts';
import { generateArchive } from '../scripts/generate/archive.ts';
import { openDatabase } from '../src/core/database/connection.ts';
import { pmtiles } from '../tests/helpers/pmtiles.ts';
import { en } from '../src/renderer/i18n/en/index.ts';
import type { GridFigure } from './grid.ts';
import type { Order } from './grid/serve.ts';

const browser = '/usr/bin/chromium';
/** WebGL2 that the processor draws: what a machine without a graphics card has. */
const softly = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-gpu',
  '--enable-unsafe-swiftshader',
];

/**
 * The map screen as it is, over a real host, every item of the archive with a position: pan and zoom on software rendering. The
 * archive is made once and kept where STELE_BENCH_CACHE says. Null where Chromium is not installed.
 */
export async function mapAtWork(items: number, folder: string): Promise<GridFigure[] | null> {
  if (!existsSync(browser)) return null;
  const cache = process.env.STELE_BENCH_CACHE ?? folder;
  mkdirSync(cache, { recursive: true });
  const archive = join(cache, `items-${items}`);
  if (!existsSync(archive)) await generateArchive({ path: archive, items, encrypted: false });
  const pages = join(folder, 'interface');
  const root = fileURLToPath(new URL('..', import.meta.url));
  await build({
    root: join(root, 'src/renderer'),
    configFile: false,
    logLevel: 'error',
    plugins: [react(), baseMap(root), manual(root)],
    build: { outDir: pages, emptyOutDir: true },
  });
  const own = join(folder, 'own.pmtiles');
  writeFileSync(own, pmtiles());
  const host = fork(fileURLToPath(new URL('grid/serve.ts', import.meta.url)), [pages, archive]);
  const [{ startAddress }] = (await once(host, 'message')) as [{ startAddress: string }];
  const chrome = await chromium.launch({ executablePath: browser, args: softly });
  try {
    const page = await chrome.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
    page.on('pageerror', (error) => console.error(error));
    await page.goto(startAddress);
    await page.getByRole('button', { name: en.start.openIt, exact: true }).click();
    await page.getByRole('link', { name: en.shell.evidence, exact: true }).waitFor();
    // Migrated by now; what is still without a position gets one, all over the world, before anything is held in memory.
    placeAll(archive);
    return await measure(page, host, own);
  } finally {
    await chrome.close();
    const left = once(host, 'exit');
    host.send({ do: 'end' } satisfies Order);
    await left;
  }
}

function placeAll(archive: string): void {
  const derived = openDatabase(join(archive, 'derived.db'), { journal: 'shared', access: 'write' });
  derived.exec(`UPDATE item_facts SET latitude = (item_id * 7919 % 14000) / 100.0 - 60,
    longitude = (item_id * 104729 % 36000) / 100.0 - 180 WHERE latitude IS NULL;
    INSERT INTO fact_change (item_id) SELECT max(item_id) FROM item_facts;
    DELETE FROM fact_change WHERE id < (SELECT max(id) FROM fact_change)`);
  derived.close();
}

async function measure(page: Page, host: ChildProcess, own: string): Promise<GridFigure[]> {
  const figures: GridFigure[] = [];
  const say = (what: string, value: string, target: string, reached: boolean | null): void =>
    void figures.push({ what, value, target, reached });
  host.send({ do: 'own-map', path: null } satisfies Order);
  await once(host, 'message');
  const began = performance.now();
  await page.getByRole('link', { name: en.shell.map, exact: true }).click();
  await page.locator('.map-view[data-ready="plain"]').waitFor({ timeout: 120_000 });
  await page.locator('.map-total').waitFor({ timeout: 120_000 });
  const total = await page.locator('.map-total').innerText();
  say('from the click to land and clusters', `${((performance.now() - began) / 1000).toFixed(1)} s (${total})`, 'stated', null); // prettier-ignore
  await page.waitForTimeout(3000);
  await frames(page, 'on a canvas, as where there is no graphics card', '≤ 50 ms', say);
  const answers = await page.evaluate<number[]>(
    "performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/map/clusters')).map(({ duration }) => duration).sort((a, b) => a - b)",
  );
  say('clusters of a view', `p50 ${at(answers, 0.5)} ms, p95 ${at(answers, 0.95)} ms (of ${answers.length})`, 'stated', null); // prettier-ignore
  host.send({ do: 'own-map', path: own } satisfies Order);
  await once(host, 'message');
  await page.getByRole('link', { name: en.shell.evidence, exact: true }).click();
  await page.getByRole('link', { name: en.shell.map, exact: true }).click();
  await page.locator('.map-view[data-ready="gl"]').waitFor({ timeout: 120_000 });
  await page.waitForTimeout(5000);
  await frames(page, "with a person's own map, by MapLibre on WebGL2 drawn by the processor", 'stated', say);
  return figures;
}

const at = (sorted: readonly number[], part: number): string =>
  (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(0);

/** Drags the map about, and turns the wheel in and out, at three scales. */
async function frames(
  page: Page,
  words: string,
  target: string,
  say: (what: string, value: string, target: string, reached: boolean | null) => void,
): Promise<void> {
  const box = await page.locator('.map-view').boundingBox();
  if (!box) throw new Error('there is no map');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const acts = {
    pan: async () => {
      await page.mouse.move(x, y);
      await page.mouse.down();
      for (let step = 0; step < 60; step += 1) await page.mouse.move(x - step * 4, y + step * 2);
      await page.mouse.up();
    },
    zoom: async () => {
      for (let step = 0; step < 30; step += 1) await page.mouse.wheel(0, -40);
    },
  };
  const seen = { pan: [] as number[], zoom: [] as number[] };
  await page.mouse.move(x, y);
  for (let scale = 0; scale < 3; scale += 1)
    for (const name of ['pan', 'zoom'] as const) {
      await page.evaluate(watch);
      await acts[name]();
      seen[name].push(...(await page.evaluate<number[]>('window.seenFrames()')));
      await page.waitForTimeout(1500);
    }
  for (const [name, lengths] of Object.entries(seen)) {
    const sorted = [...lengths].sort((one, other) => one - other);
    const longest = sorted.at(-1) ?? 0;
    const over = lengths.filter((length) => length > 50).length;
    say(
      `${name}, ${words}: longest frame`,
      `${longest.toFixed(0)} ms (p50 ${at(sorted, 0.5)}, p95 ${at(sorted, 0.95)} of ${lengths.length}; ${over} over 50 ms)`,
      target,
      target === 'stated' ? null : longest <= 50,
    );
  }
}

const watch = `(() => { const lengths = []; let last = performance.now(), on = true;
  const next = (now) => { lengths.push(now - last); last = now; if (on) requestAnimationFrame(next); };
  requestAnimationFrame(next);
  window.seenFrames = () => { on = false; return lengths; }; })()`;
