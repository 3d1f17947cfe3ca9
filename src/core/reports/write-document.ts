import { Worker } from 'node:worker_threads';
import type { ReportForm } from '../../shared/records/report.ts';
import type { Outline } from './outline.ts';

export interface DocumentRequest {
  readonly form: ReportForm;
  readonly outline: Outline;
}

export type DocumentAnswer = { readonly bytes: Uint8Array } | { readonly fault: string };

const workerUrl = new URL(
  `./document-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'mjs'}`,
  import.meta.url,
);

/** Sets a document in a thread of its own: some hundred pages take seconds. Aborting ends it: throws the signal's reason. */
export async function writeDocument(request: DocumentRequest, signal: AbortSignal): Promise<Uint8Array> {
  signal.throwIfAborted();
  const worker = new Worker(workerUrl, { workerData: request, execArgv: [], name: 'document' });
  try {
    const answer = await new Promise<DocumentAnswer>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });
    if ('fault' in answer) throw new Error(answer.fault);
    return answer.bytes;
  } finally {
    await worker.terminate();
  }
}
