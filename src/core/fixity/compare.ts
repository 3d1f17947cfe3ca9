import {
  TransferError,
  type DigestAlgorithm,
  type TransferFailure,
  type TransferPool,
  type TransferResult,
  type TransferSource,
} from '../transfer/types.ts';

export type FixityOutcome = 'verified' | 'changed' | 'missing' | 'unreadable' | 'blocked';

/** What an original has to be. */
export interface Expected {
  readonly algorithms: readonly DigestAlgorithm[];
  readonly matches: (digests: TransferResult['digests']) => boolean;
  /** Bytes it has to have, where that is recorded. */
  readonly size?: number;
}

export interface Compared {
  readonly outcome: FixityOutcome;
  /** What is wrong, for a person; empty if nothing is. */
  readonly detail: string;
  readonly bytes: number;
  /** It was read past the system's memory (fixity/medium.ts says whether that proves something). */
  readonly direct: boolean;
}

/** Hashes a stored original and compares. Throws TransferError `interrupted` only. */
export async function compareOriginal(
  pool: TransferPool,
  source: TransferSource,
  expected: Expected,
  signal: AbortSignal,
): Promise<Compared> {
  try {
    const { bytes, digests, direct } = await pool.run({ source, algorithms: expected.algorithms }, signal);
    if (expected.matches(digests)) return { outcome: 'verified', detail: '', bytes, direct };
    return { outcome: 'changed', detail: differenceText(bytes, expected.size), bytes, direct };
  } catch (error) {
    if (!(error instanceof TransferError) || error.failure === 'interrupted') throw error;
    const outcome = outcomes[error.failure] ?? 'unreadable';
    return { outcome, detail: `${error.message}${hints[outcome] ?? ''}`, bytes: 0, direct: false };
  }
}

const outcomes: Partial<Record<TransferFailure, FixityOutcome>> = {
  'not-found': 'missing',
  blocked: 'blocked',
  changed: 'changed',
  'seal-broken': 'changed',
};

const hints: Partial<Record<FixityOutcome, string>> = {
  missing: '; if an antivirus program runs on this machine, look into its quarantine',
  blocked: '; another program or a protection of the system keeps it from being read: it may be whole',
};

/** A file that ends early is what a power cut or a failing stick leaves, and is worth saying. */
function differenceText(bytes: number, recorded: number | undefined): string {
  if (recorded === undefined || bytes >= recorded) return 'its bytes no longer match the recorded hash';
  return `it ends after ${bytes} of ${recorded} bytes, as a power cut or a failing disk leaves a file`;
}
