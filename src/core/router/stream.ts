/** Long work under way: what has to stop before an archive may be locked. */
export interface Job {
  stop(): void;
  /** Settles when nothing of it runs any more; never rejects. */
  readonly ended: Promise<void>;
}

/**
 * Turns work that reports progress into a stream that is read: `work` calls `report` and returns what it came to. Of the
 * reports that pile up behind a slow reader only the newest is kept. Leaving the stream early aborts the work. While it
 * runs it stands in `jobs`.
 */
export async function* streamOf<Message, Result>(
  jobs: Set<Job>,
  outer: AbortSignal | undefined,
  work: (report: (message: Message) => void, signal: AbortSignal) => Promise<Result>,
): AsyncGenerator<Message, Result, void> {
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
  const job: Job = { stop: () => stop.abort(), ended };
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
