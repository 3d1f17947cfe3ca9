/**
 * Runs `task` over `inputs` with at most `limit` in flight and yields the results in the order of the inputs, whichever
 * finishes first. When the consumer stops or a task throws, what is in flight is waited for before the error goes on.
 */
export async function* inOrder<Input, Output>(
  inputs: Iterable<Input>,
  limit: number,
  task: (input: Input) => Promise<Output>,
): AsyncGenerator<Output> {
  const flight: Promise<Output>[] = [];
  const iterator = inputs[Symbol.iterator]();
  let exhausted = false;
  const launch = (): void => {
    while (!exhausted && flight.length < limit) {
      const next = iterator.next();
      if (next.done === true) {
        exhausted = true;
        return;
      }
      const running = task(next.value);
      // Handled here so that a failure behind a slow one is not "unhandled" until its turn comes.
      running.catch(() => undefined);
      flight.push(running);
    }
  };
  try {
    for (;;) {
      launch();
      const first = flight.shift();
      if (!first) return;
      const output = await first;
      launch();
      yield output;
    }
  } finally {
    iterator.return?.();
    await Promise.allSettled(flight);
  }
}
