import type { ErrorText } from '../error-text.ts';

/** What opens an archive, what is sealed in it, and who acts. */
export const keys = {
  'key-required': {
    title: 'The archive at {path} is encrypted.',
    explanation: 'It opens with its passphrase, its recovery words or its office key. Nothing was changed.',
    action:
      'Give --passphrase-file, --recovery-words-file or --office-key-file, set STELE_PASSPHRASE, or run the command on a terminal, where it asks.',
  },
  'key-wrong': {
    title: 'The {kind} given does not open the archive at {path}.',
    explanation:
      'No key slot of the archive answers to it, and none of them is damaged. Nothing was changed.',
    action: 'Check the keyboard layout and capital letters, and try again, or use another way in.',
  },
  'key-last': {
    title: 'Slot {slot} is the last that opens this archive.',
    explanation: 'Without it nobody could ever open the archive again. Nothing was changed.',
    action: 'Add another passphrase, recovery words or an office key first.',
  },
  'key-slot-not-found': {
    title: 'There is no key slot {slot}.',
    explanation: 'Nothing was changed.',
    action: 'See which there are with "stele key list".',
  },
  'archive-not-encrypted': {
    title: 'The archive at {path} is not encrypted.',
    explanation:
      'Encryption is chosen when an archive is created; this one has no keys to change. Nothing was changed.',
    action: 'Create a new archive with "stele init --encrypt" and take the files in there.',
  },
  'sealed-plain': {
    title: 'This archive is not encrypted, and keeps nothing sealed.',
    explanation:
      'Whoever has its folder reads everything round what is hidden, and sees that something is. Nothing was written.',
    action: 'Take the files into an archive that was made with encryption, and write it down there.',
  },
  'sealed-none': {
    title: 'This archive has no sealed records.',
    explanation: 'Nothing was changed.',
    action: 'Make their key with "stele sealed create".',
  },
  'sealed-exists': {
    title: 'The key of the sealed records was made already.',
    explanation: 'Nothing was changed.',
    action: 'Unlock it with its passphrase or its recovery words.',
  },
  'sealed-locked': {
    title: 'Sealed records are locked.',
    explanation: "They have a passphrase of their own, apart from the archive's. Nothing was changed.",
    action: 'Unlock them first.',
  },
  'identity-not-found': {
    title: 'There is no identity "{name}" in this archive.',
    explanation: 'Nothing was changed.',
    action: 'See which there are with "stele identity list", or create it.',
  },
  'identity-exists': {
    title: 'There is an identity "{name}" with a key already.',
    explanation:
      'A key is never replaced: what it signed could no longer be told apart. Nothing was changed.',
    action: 'Choose another name, or retire the old identity first and create a new one.',
  },
  'identity-without-key': {
    title: 'The identity "{name}" has no key here.',
    explanation: 'It was only named, so it can neither sign nor be unlocked. Nothing was changed.',
    action: 'Give it a key with "stele identity create", or bring one back with "stele identity import".',
  },
  'identity-retired': {
    title: 'The identity "{name}" is retired.',
    explanation: 'It signs nothing any more. What it signed before stands as it was. Nothing was changed.',
    action: 'Create a new identity.',
  },
  'identity-passphrase-wrong': {
    title: "The passphrase does not open the identity's key.",
    explanation: "An identity has a passphrase of its own, apart from the archive's. Nothing was changed.",
    action:
      'Check the keyboard layout and capital letters, and try again, or bring the key back from its paper words.',
  },
  'identity-key-unusable': {
    title: 'That key cannot be used: {reason}.',
    explanation: 'Nothing was changed.',
    action: 'Give a secret key file as minisign or "stele identity export" writes it.',
  },
  'public-key-unusable': {
    title: '"{key}" is not a minisign public key.',
    explanation: 'Such a key is one line that begins with RW. Nothing was checked.',
    action: 'Get the key from whoever signs, by a way other than the package itself.',
  },
  'retirement-unusable': {
    title: 'That retirement statement cannot be used: {reason}.',
    explanation: 'Nothing was changed.',
    action: 'Give the statement that was handed out when the identity was created, as it is.',
  },
  'words-unusable': {
    title: 'The words cannot be used: {reason}.',
    explanation:
      'They are English words from a fixed list, in the order they were given out. Nothing was changed.',
    action: 'Compare them with the paper, word by word.',
  },
  'office-key-unusable': {
    title: 'That is no office key ({expected} was expected).',
    explanation:
      'An office key is an X25519 key as the program age writes it: age1… to lock, AGE-SECRET-KEY-1… to open.',
    action: 'Ask the office for its key, or make one with "age-keygen".',
  },
  'identity-last': {
    title: '{name} is the last who can sign checkpoints of this archive.',
    explanation: 'The key for that is wrapped for this identity alone. Nothing was changed.',
    action: 'Have another identity created while this one is unlocked, and try again.',
  },
} as const satisfies Readonly<Record<string, ErrorText>>;
