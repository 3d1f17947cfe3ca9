import type { ErrorText } from '../error-text.ts';

/** What can happen anywhere: paths, disks, the host, the program itself. */
export const program = {
  usage: {
    title: '{message}',
    explanation: 'Nothing was done.',
    action: 'Run the command with --help to see what it takes.',
  },
  'host-gone': {
    title: 'The program behind this page does not answer.',
    explanation: 'It has ended, and locked what was open. Everything acknowledged is safe.',
    action: 'Start it again, and use the page that it opens.',
  },
  'host-refused': {
    title: 'The program does not know this page.',
    explanation:
      'Only the page that was opened with its start address may use it, and such an address works once. Nothing was done.',
    action: 'Go back to that page, or end the program and start it again.',
  },
  'host-busy': {
    title: 'Work is under way: {jobs} running.',
    explanation: 'Nothing was ended.',
    action: 'Wait until it has finished, or stop it first. What was acknowledged is safe either way.',
  },
  'drop-encrypted': {
    title: 'With an encrypted archive open, files cannot be dropped in the browser.',
    explanation:
      'The browser hands over their bytes only, and these would lie in clear on the disk meanwhile. Nothing was stored.',
    action: 'Choose the files or their folder with the button: they are read from where they are.',
  },
  'drop-unusable': {
    title: 'What was dropped cannot be used: {reason}.',
    explanation: 'What had arrived of it was removed again. Nothing was taken in or checked.',
    action: 'Choose the files or their folder with the button: they are read from where they are.',
  },
  'not-found': {
    title: 'No {kind} matches "{value}".',
    explanation: 'Nothing was changed.',
    action: 'Use an id, a number, or at least eight digits of a SHA-256.',
  },
  ambiguous: {
    title: '"{value}" matches more than one {kind}: {candidates}.',
    explanation: 'Nothing was changed.',
    action: 'Use the full id or number.',
  },
  'disk-full': {
    title: 'The disk is full.',
    explanation:
      'Everything acknowledged so far is safe and the archive can be opened. What was being written was taken back.',
    action:
      'Free some space on the disk of {path} and run the same command again: it goes on where it stopped.',
  },
  'file-too-large': {
    title: 'A file of {size} bytes does not fit on the file system of the archive ({fileSystem}).',
    explanation: 'FAT32 holds no file of 4 GiB or more. The file was not taken in; nothing else is touched.',
    action: 'Keep the archive on a disk formatted as exFAT, NTFS, APFS or ext4.',
  },
  'write-failed': {
    title: 'Writing to {path} failed: {reason}.',
    explanation: 'Everything acknowledged so far is safe. What was being written was taken back.',
    action: 'Check the disk and its connection, then run the same command again.',
  },
  'destination-not-empty': {
    title: '{path} exists already.',
    explanation:
      'A package is written to a path that does not exist, or into an empty folder. Nothing was changed.',
    action: 'Choose another path.',
  },
  'destination-inside-archive': {
    title: '{path} lies inside the archive.',
    explanation: 'A package is for other people and is written outside the archive. Nothing was changed.',
    action: 'Choose a path outside the archive folder.',
  },
  'path-not-found': {
    title: 'Nothing at {path}.',
    explanation: 'There is no such file or folder, or it cannot be read.',
    action: 'Check the path.',
  },
  interrupted: {
    title: 'Stopped on request.',
    explanation:
      'Everything acknowledged so far is safe, and nothing half-written was left as if it were whole.',
    action:
      'Run the same command again: an import goes on where it stopped, an export or a check starts anew.',
  },
  internal: {
    title: 'A fault in the program itself: {message}.',
    explanation: 'This says nothing about your files. What was acknowledged is safe.',
    action: 'Please report it with the text above.',
  },
} as const satisfies Readonly<Record<string, ErrorText>>;
