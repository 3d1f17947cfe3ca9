import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, linkSync, mkdirSync, mkdtempSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { photographVariants } from './material.ts';
import type { WindowMeasured, WindowOrder } from './window-run.ts';
import type { GridFigure } from './grid.ts';

/** Linux only, and only for root: both forms of the kernel's limits. */
const groups = '/sys/fs/cgroup';

/** A group of processes that share `bytes` of memory: where to enter one, and how to end it. Null where that cannot be done. */
function limited(bytes: number): { readonly enter: string; end(): void } | null {
  const first = existsSync(join(groups, 'memory'));
  const path = join(first ? join(groups, 'memory') : groups, `stele-bench-${process.pid}`);
  try {
    mkdirSync(path);
    writeFileSync(join(path, first ? 'memory.limit_in_bytes' : 'memory.max'), String(bytes));
  } catch {
    return null;
  }
  return {
    enter: join(path, 'cgroup.procs'),
    end() {
      try {
        rmdirSync(path);
      } catch {
        // A process that is still ending holds it; it is empty and costs nothing.
      }
    },
  };
}

/**
 * A card of `files` photographs taken in through the window in Chromium, with as much memory as there is, and with 2 GiB for
 * host, decoders and browser together. Null where Chromium is not installed.
 */
export async function windowAtWork(
  files: number,
  folder: string,
): Promise<Record<string, GridFigure[] | string> | null> {
  if (!existsSync('/usr/bin/chromium')) return null;
  const pictures = await photographVariants(files);
  const figures: Record<string, GridFigure[] | string> = {};
  for (const [words, bytes] of [
    ['', null],
    [', all within 2 GiB of memory', 2 * 1024 ** 3],
  ] as const) {
    const what = `take in ${files} photographs in the window${words}`;
    const group = bytes === null ? null : limited(bytes);
    if (bytes !== null && group === null) {
      figures[what] = 'skipped: memory cannot be limited here';
      continue;
    }
    const home = mkdtempSync(join(folder, 'window-'));
    const [archive, card] = [join(home, 'Bench.stele'), 'CARD'];
    mkdirSync(join(home, card));
    for (const name of readdirSync(pictures)) linkSync(join(pictures, name), join(home, card, name));
    const program = fileURLToPath(new URL('../bin/stele.mjs', import.meta.url));
    spawnSync(process.execPath, [program, 'init', archive, '--name', 'Bench', '--operator', 'Bench']);
    figures[what] = told(await measured({ home, archive, card, group: group?.enter ?? null }));
    group?.end();
  }
  return figures;
}

async function measured(order: WindowOrder): Promise<WindowMeasured> {
  const child = fork(fileURLToPath(new URL('window-run.ts', import.meta.url)));
  child.send(order);
  const [answer] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as [unknown];
  if (typeof answer !== 'object' || answer === null || !('measured' in answer))
    throw new Error('the window could not be measured');
  return answer.measured as WindowMeasured;
}

function told({
  reviewed,
  firstPicture,
  importSeconds,
  delays,
  inputs,
  longestTask,
}: WindowMeasured): GridFigure[] {
  const longest = Math.max(0, ...delays);
  const seconds = (value: number): string => `${value.toFixed(2)} s`;
  return [
    {
      what: 'from choosing the card to the first picture of the review',
      value: seconds(reviewed),
      target: '≤ 2 s',
      reached: reviewed <= 2,
    },
    {
      what: 'from "Take in" to the first picture in Evidence',
      value: seconds(firstPicture),
      target: '≤ 2 s',
      reached: firstPicture <= 2,
    },
    {
      what: 'longest input delay while it runs',
      value: `${longest.toFixed(0)} ms (of about ${inputs} keys and clicks)`,
      target: '≤ 100 ms',
      reached: longest <= 100,
    },
    {
      what: 'longest task of the page',
      value: `${longestTask.toFixed(0)} ms`,
      target: 'stated',
      reached: null,
    },
    { what: 'the card is in after', value: seconds(importSeconds), target: 'stated', reached: null },
  ];
}
