import { systemCode } from './file-layer.ts';
import { TransferError, type TransferFailure } from './types.ts';

const bySourceCode: Readonly<Record<string, TransferFailure>> = {
  ENOENT: 'not-found',
  ENOTDIR: 'not-found',
  ENODEV: 'not-found',
  ENXIO: 'unreadable',
  EBUSY: 'blocked',
  ETXTBSY: 'blocked',
  // What the owner may read is refused by other software: an antivirus program (fanotify, Windows), macOS's privacy settings.
  EPERM: 'blocked',
  // libuv has no name for Windows' "contains a virus" (225).
  ...(process.platform === 'win32' ? { UNKNOWN: 'blocked' } : {}),
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
