import type { FileLayer } from '../../src/core/transfer/file-layer.ts';
import { move } from '../../src/core/transfer/move.ts';
import { newScratch, transfer } from '../../src/core/transfer/transfer.ts';
import type { TransferPool, TransferRequest } from '../../src/core/transfer/types.ts';

/** The same transfers in the caller's own thread over a given file layer; for tests that take the power away. */
export function openInlinePool(files: FileLayer): TransferPool {
  let bytes = 0;
  let last: Promise<unknown> = Promise.resolve();
  return {
    size: 1,
    run(request: TransferRequest, signal?: AbortSignal) {
      const control = {
        interrupted: () => signal?.aborted === true,
        read: (count: number) => void (bytes += count),
      };
      const next = last.then(() => transfer(request, files, control, newScratch()));
      last = next.catch(() => undefined);
      return next;
    },
    async move(request) {
      await last;
      move(request, files);
    },
    bytesRead: () => bytes,
    close: () => Promise.resolve(),
  };
}
