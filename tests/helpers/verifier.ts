import type { TransferPool } from '../../src/core/transfer/types.ts';
import { verifyAny } from '../../src/core/verify/verify-any.ts';
import type { Verification } from '../../src/shared/records/verification.ts';

/** Verification as the command line has it, without progress. */
export function verifierWith(
  pool: TransferPool,
): (path: string, signal?: AbortSignal) => Promise<Verification> {
  return (path, signal = new AbortController().signal) =>
    verifyAny(path, { pool, open: { clock: () => new Date() }, signal, onProgress: () => undefined });
}
