/** What a procedure with progress came to. */
export async function resultOf<Result>(
  stream: Promise<AsyncIterator<unknown, Result, void>>,
): Promise<Result> {
  const iterator = await stream;
  for (;;) {
    const step = await iterator.next();
    if (step.done === true) return step.value;
  }
}
