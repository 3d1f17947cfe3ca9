import type { Core } from './core.ts';

/** Long work under way: what has to stop before an archive may be closed. */
export interface Job {
  /** Handle of the archive it works on; null if on none that is open here. */
  readonly archive: string | null;
  stop(): void;
  /** Settles when nothing of it runs any more; never rejects. */
  readonly ended: Promise<void>;
}

/** Where long work is entered, and where what it works on is looked up. */
export type Workplace = Pick<Core, 'jobs' | 'archive'>;

/** Stops the work that `of` is true of and waits for its end; what is begun meanwhile is stopped as well. */
export async function stopJobs(jobs: Set<Job>, of: (job: Job) => boolean): Promise<void> {
  for (let found = [...jobs].filter(of); found.length > 0; found = [...jobs].filter(of)) {
    for (const job of found) job.stop();
    await Promise.all(found.map((job) => job.ended));
  }
}

/** Work that answers once: its archive is not closed before it has ended, and work that minds `signal` is stopped. */
export async function asJob<Result>(
  { jobs }: Workplace,
  archive: string,
  work: (signal: AbortSignal) => Promise<Result>,
  outer?: AbortSignal,
): Promise<Result> {
  const stop = new AbortController();
  const running = work(outer ? AbortSignal.any([outer, stop.signal]) : stop.signal);
  const ended = running.then(
    () => undefined,
    () => undefined,
  );
  const job: Job = { archive, stop: () => stop.abort(), ended };
  jobs.add(job);
  try {
    return await running;
  } finally {
    jobs.delete(job);
  }
}

/**
 * Turns work that reports progress into a stream that is read: `work` calls `report` and returns what it came to. Of the
 * reports that pile up behind a slow reader only the newest is kept. Leaving the stream early aborts the work. While it
 * runs it stands among the jobs. Throws `archive-not-open` if its archive was closed before anybody read.
 */
export async function* streamOf<Message, Result>(
  core: Workplace,
  archive: string | null,
  outer: AbortSignal | undefined,
  work: (report: (message: Message) => void, signal: AbortSignal) => Promise<Result>,
): AsyncGenerator<Message, Result, void> {
  if (archive !== null) core.archive(archive);
  const { jobs } = core;
  const stop = new AbortController();
  const signal = outer ? AbortSignal.any([outer, stop.signal]) : stop.signal;
  let newest: Message | null = null;
  let finished = false;
  let wake = (): void => undefined;
  const running = work((message) => {
    newest = message;
    wake();
  }, signal).finally(() => {
    finished = true;
    wake();
  });
  // Its failure is thrown below, once what came before it was handed out.
  const ended = running.then(
    () => undefined,
    () => undefined,
  );
  const job: Job = { archive, stop: () => stop.abort(), ended };
  jobs.add(job);
  void ended.then(() => jobs.delete(job));
  const take = (): Message | null => {
    const message = newest;
    newest = null;
    return message;
  };
  const isFinished = (): boolean => finished;
  try {
    for (;;) {
      const message = take();
      if (message !== null) yield message;
      else if (isFinished()) return await running;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    stop.abort();
    await ended;
  }
}

/** Turns work that writes a text piece by piece into a stream of them: none is lost. Leaving it early aborts the work. */
export async function* textOf<Result>(
  core: Workplace,
  archive: string,
  outer: AbortSignal | undefined,
  work: (give: (text: string) => void, signal: AbortSignal) => Promise<Result>,
): AsyncGenerator<{ text: string }, Result, void> {
  const left = new AbortController();
  const signal = outer ? AbortSignal.any([outer, left.signal]) : left.signal;
  const state = { text: '', isDone: false, wake: (): void => undefined };
  const running = asJob(
    core,
    archive,
    (stop) =>
      work((text) => {
        state.text += text;
        state.wake();
      }, stop),
    signal,
  );
  const done = running.finally(() => {
    state.isDone = true;
    state.wake();
  });
  // It is told where it is awaited.
  done.catch(() => undefined);
  try {
    for (;;) {
      const more = new Promise<void>((resolve) => (state.wake = resolve));
      const { text } = state;
      state.text = '';
      if (text !== '') yield { text };
      else if (state.isDone) return await done;
      else await more;
    }
  } finally {
    left.abort();
  }
}
