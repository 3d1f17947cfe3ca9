import type { ChildProcessByStdio } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { createInterface } from 'node:readline';

export interface Watched {
  /** Bytes resident at most, of the process and everything it started (Linux). */
  readonly peak: number;
  /** Milliseconds a file between two shares of the way. */
  readonly cost: (from: number, to: number) => number;
}

/** Follows an import's NDJSON progress and the memory of its family until it ends. */
export async function runWatched(
  child: ChildProcessByStdio<null, Readable, null>,
  files: number,
): Promise<Watched> {
  let peak = 0;
  const steps: { at: number; done: number }[] = [];
  const watch = setInterval(() => {
    peak = Math.max(peak, familyMemory(child.pid ?? 0));
  }, 100);
  for await (const line of createInterface({ input: child.stdout })) {
    const done = /^\{"type":"progress".*?"done":(\d+)/.exec(line)?.[1];
    if (done !== undefined) steps.push({ at: performance.now(), done: Number(done) });
  }
  clearInterval(watch);
  const timeAt = (count: number): number => steps.find((step) => step.done >= count)?.at ?? Number.NaN;
  return { peak, cost: (from, to) => (timeAt(files * to) - timeAt(files * from)) / (files * (to - from)) };
}

function familyMemory(root: number): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = read(`/proc/${name}/stat`);
    parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
  }
  let sum = 0;
  for (const pid of parents.keys()) {
    let ancestor: number | undefined = pid;
    while (ancestor !== undefined && ancestor !== root && ancestor > 1) ancestor = parents.get(ancestor);
    if (ancestor === root) sum += Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) * 1024;
  }
  return sum;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
