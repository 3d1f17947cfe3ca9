import { useSyncExternalStore } from 'react';
import type { Progress } from '../../shared/records/progress.ts';

/** Long work that a person started. It goes on when they look at another screen, and ends with the archive. */
export interface Job<Result = unknown> {
  readonly id: number;
  readonly kind: string;
  readonly state: 'running' | 'done' | 'failed' | 'stopped';
  readonly progress: Progress | null;
  readonly result: Result | null;
  readonly error: unknown;
  readonly isStopping: boolean;
  /** Stops the work itself, not only the watching. */
  readonly stop: () => void;
}

/** What a procedure with progress gives: snapshots, and at the end what it came to. */
export type Stream<Result> = AsyncIterator<Progress, Result | undefined, void>;

export interface Jobs {
  start<Result>(
    kind: string,
    begin: (signal: AbortSignal) => Promise<Stream<Result>>,
  ): Promise<Result | null>;
  /** Newest first. */
  readonly list: () => readonly Job[];
  /** The last of its kind is looked at no more. */
  dismiss(kind: string): void;
  /** Forgets everything: what work came to may name files of an archive that is locked by now. */
  clear(): void;
  readonly subscribe: (listener: () => void) => () => void;
}

/** `onEnd` runs when work of a kind ended, however it did. */
export function openJobs(onEnd: (kind: string) => void): Jobs {
  let jobs: readonly Job[] = [];
  let next = 1;
  const listeners = new Set<() => void>();
  const tell = (list: readonly Job[]): void => {
    jobs = list;
    for (const listener of listeners) listener();
  };
  const change = (id: number, part: Partial<Job>): void =>
    tell(jobs.map((job) => (job.id === id ? { ...job, ...part } : job)));

  return {
    async start<Result>(kind: string, begin: (signal: AbortSignal) => Promise<Stream<Result>>) {
      const id = next;
      next += 1;
      const controller = new AbortController();
      const stop = (): void => {
        controller.abort();
        change(id, { isStopping: true });
      };
      const job: Job = {
        id,
        kind,
        state: 'running',
        progress: null,
        result: null,
        error: null,
        isStopping: false,
        stop,
      };
      tell([job, ...jobs.filter((other) => other.kind !== kind || other.state === 'running')]);
      try {
        const stream = await begin(controller.signal);
        for (;;) {
          const step = await stream.next();
          if (step.done === true) {
            const result = step.value ?? null;
            change(id, { state: 'done', result });
            return result;
          }
          change(id, { progress: step.value });
        }
      } catch (error) {
        if (controller.signal.aborted) change(id, { state: 'stopped' });
        else change(id, { state: 'failed', error });
        return null;
      } finally {
        onEnd(kind);
      }
    },
    list: () => jobs,
    dismiss: (kind) => tell(jobs.filter((job) => job.kind !== kind || job.state === 'running')),
    clear: () => tell([]),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Whether work of a kind, or any, is going on. Who asks only this is not drawn anew with every step of it. */
export const useIsRunning = (jobs: Jobs, kind: string | null = null): boolean =>
  useSyncExternalStore(jobs.subscribe, () =>
    jobs.list().some((job) => job.state === 'running' && (kind === null || job.kind === kind)),
  );

export const useJobs = (jobs: Jobs): readonly Job[] => useSyncExternalStore(jobs.subscribe, jobs.list);
