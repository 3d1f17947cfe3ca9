import { errorTexts, type ErrorCode, type ErrorText } from '../../../shared/errors/texts.ts';

/** Where the command line's action names commands, the window's names screens and buttons. */
const actions: Partial<Record<ErrorCode, string>> = {
  usage: 'Correct what was entered, and try again.',
  'archive-needs-migration': 'Open it for writing once, and ask again.',
  'archive-elsewhere': 'Say what became of its folder. Reading needs no answer.',
  'checkpoint-unusable':
    'Give a signed checkpoint of this archive, or data/custody/checkpoint.txt of a package.',
  'key-required': 'Give one of them.',
  'key-slot-not-found': 'See which there are, and choose among them.',
  'archive-not-encrypted': 'Create a new, encrypted archive and take the files in there.',
  'sealed-none': 'Make their key.',
  'identity-not-found': 'See who there is under People and keys, or create that person.',
  'identity-without-key': 'Give it a key, or bring one back, under People and keys.',
  'identity-key-unusable': 'Give a secret key file as minisign or this program writes it.',
  'office-key-unusable': 'Ask the office for its key.',
  'archive-damaged':
    'Make a copy of the whole folder before anything else, then open "Restore and repair": it starts from the newest snapshot of the catalogue, or from a backup.',
  'archive-is-backup': 'Restore an archive from it, and work there.',
  'backup-unfinished': 'Run the same backup again: it goes on where it stopped.',
  'nothing-to-repair': 'Verify the archive to learn whether originals or records are damaged.',
  'repair-impossible': 'Give a backup, or restore one elsewhere. Keep a copy of the whole folder.',
  'not-a-backup': 'Give the folder of the backup. A copied archive needs no restoring: open it.',
  'backup-newer': 'Restore the backup beside and compare, or back up to another place.',
  'source-gone': 'Put it in again and press "Continue": it goes on where it stopped.',
  'accession-invalid': 'Correct it, and try again.',
  'disk-full': 'Free some space on the disk of {path} and start the same again: it goes on where it stopped.',
  'write-failed': 'Check the disk and its connection, then start the same again.',
  'nothing-selected': 'Check the selection.',
  'original-damaged':
    'Verify the archive to learn what else is affected, and bring the file back from a backup.',
  'item-destroyed': 'See what the archive still says of it.',
  'item-hidden': 'Leave it out, or bring it back first.',
  'item-held': 'See its holds; whoever may lift them can do so.',
  'hold-not-found': 'See the holds of the item.',
  'hold-ambiguous': 'Say which.',
  'two-identities-needed': 'Ask for it; another person approves.',
  'two-identities-missing': 'Create them under People and keys.',
  'identity-not-unlocked': 'Unlock your key under People and keys.',
  'request-not-found': 'See which wait.',
  'disposal-unfinished': 'Close the other program, and do the same again: it completes what is left.',
  'receipt-exists': 'Choose another path.',
  'package-not-verified': 'See everything that is wrong under Verify, and ask for the package again.',
  'clock-check-doubtful':
    'Look at picture and date once more; if they are right all the same, say that you are sure.',
  'clock-check-not-found': 'See those that there are under Provenance of the picture.',
  'act-not-found': 'Take the act from what the edit gave back, or from the log.',
  'arrangement-invalid': 'See what files the item has, and name them anew.',
  interrupted: 'Start the same again: taking in goes on where it stopped, a package or a check begins anew.',
};

export const errors: Readonly<Record<ErrorCode, ErrorText>> = {
  ...errorTexts,
  ...Object.fromEntries(
    Object.entries(actions).map(([code, action]) => [code, { ...errorTexts[code as ErrorCode], action }]),
  ),
};
