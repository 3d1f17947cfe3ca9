import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Figure {
  readonly row: string;
  readonly what: string;
  readonly seconds: number;
  readonly peer: string;
  /** Null: the peer is not installed. */
  readonly peerSeconds: number | null;
  /** Seconds of ours over seconds of the peer's; below 1 is faster. */
  readonly ratio: number | null;
  readonly target: string;
  readonly reached: boolean | null;
}

/** A task gets a new empty folder on the disk that all of them work on. */
export type Task = (folder: string) => Promise<void> | void;

/**
 * Times tasks side by side: round by round each in turn, so that a noisy machine is noisy for all, and gives the median
 * of each. Everything that was written before is synced first.
 */
export async function sideBySide(
  rounds: number,
  tasks: Readonly<Record<string, Task>>,
): Promise<Record<string, number>> {
  const times: Record<string, number[]> = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, task] of Object.entries(tasks)) {
      const folder = mkdtempSync(join(tmpdir(), 'stele-bench-run-'));
      execFileSync('sync');
      const start = performance.now();
      await task(folder);
      (times[name] ??= []).push((performance.now() - start) / 1000);
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, values]) => [name, median(values)]));
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export const installed = (command: string): boolean =>
  spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined;

export function shell(script: string, cwd: string): void {
  execFileSync('bash', ['-c', `set -euo pipefail; ${script}`], {
    cwd,
    stdio: ['ignore', 'ignore', 'ignore'],
    maxBuffer: 1e9,
  });
}

export function figure(
  row: string,
  what: string,
  seconds: number,
  peer: string,
  peerSeconds: number | undefined,
  target: { readonly text: string; readonly most: number },
): Figure {
  if (peerSeconds === undefined) {
    return { row, what, seconds, peer, peerSeconds: null, ratio: null, target: target.text, reached: null };
  }
  const ratio = seconds / peerSeconds;
  return { row, what, seconds, peer, peerSeconds, ratio, target: target.text, reached: ratio <= target.most };
}
