import type { ErrorCode } from '../../shared/errors/texts.ts';

/** Kept stable; other programs rely on them (docs/cli.md). */
export const exit = {
  done: 0,
  failed: 1,
  usage: 2,
  cannotOpen: 3,
  locked: 4,
  stopped: 5,
  notChecked: 6,
  fault: 70,
  interrupted: 130,
} as const;

export const exitCodeOf: Readonly<Record<ErrorCode, number>> = {
  usage: exit.usage,
  'archive-exists': exit.usage,
  'archive-not-found': exit.cannotOpen,
  'archive-newer-format': exit.cannotOpen,
  'archive-damaged': exit.cannotOpen,
  'archive-locked': exit.locked,
  'archive-not-closed': exit.cannotOpen,
  'archive-read-only': exit.cannotOpen,
  'not-found': exit.usage,
  ambiguous: exit.usage,
  'source-not-found': exit.usage,
  'source-inside-archive': exit.usage,
  'accession-invalid': exit.usage,
  'disk-full': exit.stopped,
  'file-too-large': exit.stopped,
  'write-failed': exit.stopped,
  'destination-not-empty': exit.usage,
  'destination-inside-archive': exit.usage,
  'nothing-selected': exit.usage,
  'original-damaged': exit.stopped,
  'path-not-found': exit.cannotOpen,
  'not-checkable': exit.notChecked,
  interrupted: exit.interrupted,
  internal: exit.fault,
};
