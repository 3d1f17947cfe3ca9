import { createRouterClient } from '@orpc/server';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openCore } from '../src/core/router/core.ts';
import { router } from '../src/core/router/router.ts';
import { generateArchive } from '../scripts/generate/archive.ts';
import type { GridFigure } from './grid.ts';

/** A tenth of them find more than a tenth of the archive; a third are typed in another script than what they find. */
const queries = readFileSync(fileURLToPath(new URL('search/queries.txt', import.meta.url)), 'utf8')
  .split('\n')
  .filter((line) => line !== '');

/**
 * The published queries, one after the other, as the window asks them: first the first page of hundred, then what they are
 * narrowed by. Twice: as soon as the archive stands on the screen, and after it was looked at for some seconds, in which the
 * search thread looks ahead. The archive is made once and kept where STELE_BENCH_CACHE says, else made anew in `folder`.
 */
export async function searching(items: number, folder: string): Promise<GridFigure[]> {
  const cache = process.env.STELE_BENCH_CACHE ?? folder;
  mkdirSync(cache, { recursive: true });
  const path = join(cache, `items-${items}`);
  if (!existsSync(path)) await generateArchive({ path, items, encrypted: false });
  const atOnce = await asked(path, items, 0);
  const { pages, facets, facetsOfMany, first, timeline, memory } = await asked(path, items, seconds);
  const middle = (times: readonly number[]): string =>
    `${at(times, 0.95).toFixed(0)} ms (median ${at(times, 0.5).toFixed(0)})`;
  const figure = (what: string, times: readonly number[], most: number): GridFigure => ({
    what,
    value: middle(times),
    target: `${most} ms`,
    reached: at(times, 0.95) <= most,
  });
  const stated = (what: string, value: string): GridFigure => ({ what, value, target: '', reached: null });
  return [
    figure(`${queries.length} queries, ${seconds} s after opening: first page, 95th percentile`, pages, 30),
    stated('the same as soon as it is open', middle(atOnce.pages)),
    figure('facets, 95th percentile', facets, 100),
    figure(
      `facets where a tenth matches (${facetsOfMany.length} queries), 95th percentile`,
      facetsOfMany,
      250,
    ),
    stated('facets read into memory, once', `${first.toFixed(0)} ms`),
    stated('timeline of everything', `${timeline.toFixed(0)} ms`),
    stated('memory of that', `${(memory / 1e6).toFixed(0)} MB`),
  ];
}

/** After opening, before the first word is typed. */
const seconds = 5;

/** Milliseconds of each; bytes. */
interface Asked {
  readonly pages: readonly number[];
  readonly facets: readonly number[];
  /** Where a tenth of the archive matches. */
  readonly facetsOfMany: readonly number[];
  readonly first: number;
  readonly timeline: number;
  readonly memory: number;
}

async function asked(path: string, items: number, rest: number): Promise<Asked> {
  const core = openCore({ isBehindWindow: true });
  try {
    const client = createRouterClient(router, { context: { core } });
    const { archive } = await client.archives.open({ path, access: 'read', unlock: null });
    const sort = { by: 'captured', descending: true } as const;
    // The window shows everything first.
    await client.items.snapshot({ archive, filter: filterOf(null), sort });
    const before = process.memoryUsage().rss;
    const first = await timed(() => client.items.facets({ archive, filter: filterOf(null) }));
    const whole = { archive, filter: filterOf(null), from: null, to: null, bins: 400 };
    const timeline = await timed(() => client.items.timeline(whole));
    await wait(rest * 1000);
    const memory = process.memoryUsage().rss - before;
    const pages: number[] = [];
    const facets: number[] = [];
    const facetsOfMany: number[] = [];
    for (const query of queries) {
      const filter = filterOf(query);
      let total = 0;
      pages.push(
        await timed(async () => {
          const taken = await client.items.snapshot({ archive, filter, sort });
          ({ total } = taken);
          await client.items.rows({ archive, snapshot: taken.snapshot, from: 0, count: 100 });
        }),
      );
      const counting = await timed(() => client.items.facets({ archive, filter }));
      (total >= items / 10 ? facetsOfMany : facets).push(counting);
      if (process.env['STELE_BENCH_VERBOSE'] === '1')
        console.error(`${query}\t${total}\t${(pages.at(-1) ?? 0).toFixed(0)}\t${counting.toFixed(0)}`);
    }
    return { pages, facets, facetsOfMany, first, timeline, memory };
  } finally {
    await core.close();
  }
}

const filterOf = (query: string | null) => ({ query, camera: null, accession: null, state: null });

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function at(times: readonly number[], part: number): number {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)] ?? 0;
}
