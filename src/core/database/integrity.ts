import { Worker } from 'node:worker_threads';

export interface IntegrityRequest {
  readonly path: string;
  readonly key: Uint8Array | null;
}

export type IntegrityAnswer = { readonly problems: readonly string[] } | { readonly fault: string };

const workerUrl = new URL(
  `./integrity-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'mjs'}`,
  import.meta.url,
);

/**
 * Reads every page of a database and checks how they hang together (SQLite's quick_check), in a thread of its own: a large
 * one takes seconds. Empty if nothing is wrong; never throws for what the file holds.
 */
export async function checkIntegrity(request: IntegrityRequest): Promise<readonly string[]> {
  const worker = new Worker(workerUrl, { workerData: request, execArgv: [], name: 'integrity' });
  try {
    const answer = await new Promise<IntegrityAnswer>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
    if ('fault' in answer) throw new Error(answer.fault);
    return answer.problems;
  } finally {
    await worker.terminate();
  }
}
