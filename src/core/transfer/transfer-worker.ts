import { parentPort, workerData } from 'node:worker_threads';
import { sinkFailure } from './failures.ts';
import { realFiles } from './file-layer.ts';
import { newScratch, transfer, wipe } from './transfer.ts';
import { move } from './move.ts';
import { TransferError, type MoveRequest, type TransferRequest } from './types.ts';
import type { WorkerAnswer, WorkerSetup } from './pool.ts';

/** One thread of the transfer pool: a request in, an answer out, one at a time. */
const { signals, counters, slot } = workerData as WorkerSetup;
const port = parentPort;
if (!port) throw new Error('transfer-worker runs in a worker thread');

const scratch = newScratch();
const control = {
  interrupted: () => Atomics.load(signals, slot) !== 0,
  read: (bytes: number) => void Atomics.add(counters, slot, BigInt(bytes)),
};

port.on('message', (request: TransferRequest | MoveRequest) => {
  void answer(request).then((message) => port.postMessage(message));
});

async function answer(request: TransferRequest | MoveRequest): Promise<WorkerAnswer> {
  try {
    if ('moves' in request) {
      move(request, realFiles);
      return { result: null };
    }
    // Structured cloning turns a Buffer into a plain Uint8Array, which fs does not take for a path.
    const { path } = request.source;
    const source = { ...request.source, path: typeof path === 'string' ? path : Buffer.from(path) };
    const result = await transfer({ ...request, source }, realFiles, control, scratch);
    // What an encrypted archive seals is not to lie here in clear until the next file.
    if (request.sink?.seal || request.source.sealed) wipe(scratch);
    return { result };
  } catch (error) {
    if (!(error instanceof TransferError)) {
      const fault = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return { fault };
    }
    const { failure, message, systemCode } = sinkFailure(error);
    return { failure, message, systemCode };
  }
}
