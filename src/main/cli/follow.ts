import type { Progress } from '../../shared/records/progress.ts';
import type { Invocation } from './command.ts';
import { printJson } from './output.ts';
import { clearProgress, showProgress } from './progress-bar.ts';

/** The part of an async iterator that is used here; its `return` would hide the result's type. */
interface ProgressStream<Result> {
  next(): Promise<IteratorResult<Progress, Result>>;
}

/** Reads a stream of progress to its end, showing it as asked, and gives what the work came to. */
export async function follow<Result>(
  invocation: Invocation,
  stream: ProgressStream<Result>,
): Promise<Result> {
  try {
    for (;;) {
      const next = await stream.next();
      if (next.done === true) return next.value;
      if (invocation.json && invocation.progress) await printJson(next.value);
      else if (!invocation.json) showProgress(next.value);
    }
  } finally {
    clearProgress();
  }
}

/** Members that mark the result line among NDJSON progress lines. */
export function resultHead(invocation: Invocation): { readonly type?: 'result' } {
  return invocation.progress ? { type: 'result' } : {};
}
