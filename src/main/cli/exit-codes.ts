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

export type ExitName = keyof typeof exit;

export const exitNames: readonly ExitName[] = [
  'done',
  'failed',
  'usage',
  'cannotOpen',
  'locked',
  'stopped',
  'notChecked',
  'fault',
  'interrupted',
];

/** What each means wherever a command says nothing else. */
export const exitTexts: Readonly<Record<ExitName, string>> = {
  done: 'done',
  failed: 'something failed',
  usage: 'wrong usage; nothing was done',
  cannotOpen: 'the archive cannot be opened',
  locked: 'in use by another program, or encrypted and nothing given opens it',
  stopped: 'stopped: the disk is full, or writing failed',
  notChecked: 'nothing could be checked',
  fault: 'a fault in the program itself',
  interrupted: 'interrupted (Ctrl-C)',
};

export const exitCodeOf: Readonly<Record<ErrorCode, number>> = {
  usage: exit.usage,
  'archive-exists': exit.usage,
  'archive-not-found': exit.cannotOpen,
  'archive-newer-format': exit.cannotOpen,
  'archive-damaged': exit.cannotOpen,
  'archive-elsewhere': exit.cannotOpen,
  'archive-locked': exit.locked,
  'key-required': exit.locked,
  'key-wrong': exit.locked,
  'key-slot-not-found': exit.usage,
  'archive-not-encrypted': exit.usage,
  'sealed-none': exit.usage,
  'sealed-exists': exit.usage,
  'sealed-locked': exit.locked,
  'identity-not-found': exit.usage,
  'identity-exists': exit.usage,
  'identity-without-key': exit.usage,
  'identity-retired': exit.usage,
  'identity-passphrase-wrong': exit.locked,
  'identity-key-unusable': exit.usage,
  'public-key-unusable': exit.usage,
  'retirement-unusable': exit.usage,
  'key-last': exit.usage,
  'words-unusable': exit.usage,
  'office-key-unusable': exit.usage,
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
