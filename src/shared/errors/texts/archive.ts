import type { ErrorText } from '../error-text.ts';

/** Opening, closing and bringing back an archive. */
export const archive = {
  'archive-exists': {
    title: 'There is already something at {path}.',
    explanation:
      'A new archive needs a path that does not exist yet, or an empty folder. Nothing was changed.',
    action: 'Choose another path.',
  },
  'archive-not-found': {
    title: 'No archive at {path}.',
    explanation: 'The folder is missing, or it has no archive.json. Nothing was changed.',
    action: 'Check the path; an archive is the folder that holds archive.json and catalogue.db.',
  },
  'archive-newer-format': {
    title: 'This archive was written by a newer version of Stele.',
    explanation: 'Its format is {found}; this version reads formats up to {known}. Nothing was changed.',
    action: 'Open it with the newer version.',
  },
  'archive-needs-migration': {
    title: 'The archive at {path} was last written by an older version of Stele.',
    explanation: 'It lacks what this question needs, and was only opened for reading. Nothing was changed.',
    action: 'Open it for writing once, for example with "stele confirm", and ask again.',
  },
  'archive-damaged': {
    title: 'The archive at {path} is damaged: {reason}.',
    explanation:
      'It was opened for nothing and nothing was changed. Originals are kept apart from the catalogue and may be whole.',
    action:
      'Make a copy of the whole folder before anything else, then run "stele repair": it starts from the newest snapshot of the catalogue, or from a backup.',
  },
  'archive-locked': {
    title: 'The archive at {path} is in use by another window or command.',
    explanation: 'Only one program may write at a time. Nothing was changed.',
    action: 'Close the other one, or wait until it has finished, and try again.',
  },
  'checkpoint-unusable': {
    title: '{name} cannot be compared with this archive: {reason}.',
    explanation: 'Nothing was compared with it, and nothing was changed.',
    action:
      'Give the signed note that "stele checkpoint --out" wrote for this archive, or a package\'s data/custody/checkpoint.txt.',
  },
  'archive-elsewhere': {
    title: 'The archive at {path} stands where it has not stood before.',
    explanation:
      'It was moved, copied, or restored from a backup, and only you know which: two copies that write under one name could not be told from a forgery later. Nothing was changed.',
    action:
      'Say --as moved if this is the one archive in a new place, --as copied if the other one goes on too, --as restored if it comes from a backup. Reading needs none of them.',
  },
  'archive-not-closed': {
    title: 'The archive at {path} was not closed before it came onto this read-only medium.',
    explanation: 'Its last changes lie in a journal that cannot be applied here. Nothing was changed.',
    action: 'Copy the whole folder to a disk that can be written to, and open it there.',
  },
  'archive-read-only': {
    title: 'The archive at {path} cannot be written to.',
    explanation:
      'It lies on a read-only medium, or you have no permission to write there. Nothing was changed.',
    action: 'Reading and verifying work. To add to it, copy the whole folder to a place you can write to.',
  },
  'archive-is-backup': {
    title: 'The folder at {path} is a backup.',
    explanation:
      'A backup is read and checked, and written by "stele backup" alone: work done in it would be lost. Nothing was changed.',
    action: 'Make an archive of it with "stele restore {path} DEST", and work there.',
  },
  'backup-unfinished': {
    title: 'The backup at {path} was never finished.',
    explanation: 'Its first run was cut off, so it holds originals and no catalogue. Nothing was changed.',
    action: 'Run the same "stele backup" again: it goes on where it stopped.',
  },
  'nothing-to-repair': {
    title: 'The archive at {path} opens: there is nothing to repair.',
    explanation: 'Its archive.json and its catalogue can be read from end to end. Nothing was changed.',
    action: 'Run "stele verify" to learn whether originals or records are damaged.',
  },
  'repair-impossible': {
    title: 'The archive at {path} cannot be repaired: {reason}.',
    explanation: 'Its originals were left as they are, and nothing was changed.',
    action:
      'Give a backup with --from BACKUP, or restore one elsewhere with "stele restore". Keep a copy of the whole folder.',
  },
  'backup-destination-taken': {
    title: 'There is something at {path} that is not a backup of this archive.',
    explanation:
      'A backup goes to a path that does not exist, into an empty folder, or into an earlier backup of the same archive. Nothing was changed.',
    action: 'Choose another path.',
  },
  'not-a-backup': {
    title: 'There is no backup at {path}.',
    explanation: 'The folder has no backup.json that can be read. Nothing was changed.',
    action:
      'Give the folder that "stele backup" wrote. A copied archive needs no restoring: open it with --as copied or --as restored.',
  },
  'backup-of-another': {
    title: 'The backup at {path} is of another archive.',
    explanation: 'One folder holds one archive. Nothing was changed.',
    action: 'Choose another path.',
  },
  'backup-newer': {
    title: 'The backup at {path} is newer than this archive.',
    explanation:
      'Its log has {theirs} events, the one here {ours}: this archive was restored from an older state, or part of it was lost. Backing up would throw away what only the backup holds. Nothing was changed.',
    action: 'Restore the backup beside with "stele restore" and compare, or back up to another path.',
  },
  'backup-of-branch': {
    title: 'The backup at {path} holds another course of this archive.',
    explanation:
      'Two copies of the archive were worked in, and each has what the other has not. Backing up would throw away what only the backup holds. Nothing was changed.',
    action: 'Keep that backup with the copy it belongs to, and back up this one to another path.',
  },
  'archive-not-open': {
    title: 'The archive is not open any more.',
    explanation: 'It was locked, or closed. Everything acknowledged is safe.',
    action: 'Open it again.',
  },
  'export-running': {
    title: 'A package is being written from this archive.',
    explanation: 'What it tells has to stay as it was when it began. Nothing was changed.',
    action: 'Wait until the export has ended, or stop it, and try again.',
  },
  'import-running': {
    title: 'Files are being taken into this archive already.',
    explanation: 'One intake at a time goes into an archive. Nothing of this one was begun.',
    action: 'Wait until the other one has ended, or stop it, and start this one again.',
  },
} as const satisfies Readonly<Record<string, ErrorText>>;
