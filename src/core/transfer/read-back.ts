import type { TransferPool, TransferSource } from './types.ts';

/**
 * SHA-256 (hex) of what a copy holds, read again after everything was written: a disk that promises more room than it has
 * answers from its cache until others have written over it. One function, so that the way of reading can be changed for
 * all. Rejects with TransferError.
 */
export async function readBack(
  pool: TransferPool,
  source: TransferSource,
  signal: AbortSignal,
): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const { digests, bytes } = await pool.run(
    { source: { ...source, direct: true }, algorithms: ['sha256'] },
    signal,
  );
  return { sha256: digests.sha256 ?? '', bytes };
}
