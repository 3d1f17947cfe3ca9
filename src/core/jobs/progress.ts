import type { Progress } from '../../shared/records/progress.ts';

export type ProgressCounts = Pick<Progress, 'done' | 'total' | 'bytes' | 'totalBytes' | 'failures'>;
export type ReportProgress = (progress: Progress) => void;

const interval = 100;
/** Seconds the rate looks back: long enough to be steady, short enough to follow a change of disk. */
const window = 5;

/** Reports snapshots of long work at most ten a second, with the rate over the last seconds. */
export class ProgressMeter {
  private readonly phase: Progress['phase'];
  private readonly report: ReportProgress;
  private readonly samples: { at: number; bytes: number }[] = [];
  private lastReport = 0;

  constructor(phase: Progress['phase'], report: ReportProgress) {
    this.phase = phase;
    this.report = report;
  }

  /** `force` reports even if the last one was a moment ago: for the end. */
  update(counts: ProgressCounts, force = false): void {
    const now = performance.now();
    if (!force && now - this.lastReport < interval) return;
    this.lastReport = now;
    this.samples.push({ at: now, bytes: counts.bytes });
    while (this.samples.length > 2 && now - (this.samples[0]?.at ?? now) > window * 1000)
      this.samples.shift();
    const first = this.samples[0] ?? { at: now, bytes: counts.bytes };
    const seconds = (now - first.at) / 1000;
    const rate = seconds > 0 ? Math.max(0, (counts.bytes - first.bytes) / seconds) : 0;
    this.report({ type: 'progress', phase: this.phase, ...counts, rate });
  }
}
