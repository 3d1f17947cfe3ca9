import { systemCode } from './file-layer.ts';
import { TransferError, type TransferFailure } from './types.ts';

const bySourceCode: Readonly<Record<string, TransferFailure>> = {
  ENOENT: 'not-found',
  ENOTDIR: 'not-found',
  ENODEV: 'not-found',
  ENXIO: 'unreadable',
  EBUSY: 'blocked',
  ETXTBSY: 'blocked',
};

const bySinkCode: Readonly<Record<string, TransferFailure>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EFBIG: 'too-large',
};

export function sourceFailure(error: unknown): TransferError {
  if (error instanceof TransferError) return error;
  const code = systemCode(error);
  return new TransferError((code && bySourceCode[code]) || 'unreadable', messageOf(error), code);
}

export function sinkFailure(error: unknown): TransferError {
  if (error instanceof TransferError) return error;
  const code = systemCode(error);
  return new TransferError((code && bySinkCode[code]) || 'write-failed', messageOf(error), code);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
