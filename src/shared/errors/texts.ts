/** What a person reads: what happened, what is safe, what to do next. `{name}` is filled from the details. */
export interface ErrorText {
  readonly title: string;
  readonly explanation: string;
  readonly action: string;
}

export const errorTexts = {
  usage: {
    title: '{message}',
    explanation: 'Nothing was done.',
    action: 'Run the command with --help to see what it takes.',
  },
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
  'snapshot-gone': {
    title: 'The list is not held any more.',
    explanation: 'Newer ones took its place, or the archive was closed. Nothing was changed.',
    action: 'Ask for it again.',
  },
  'search-not-understood': {
    title: 'The search was not understood.',
    explanation: 'What stands behind the colon is nothing that this field can be. Nothing was changed.',
    action:
      'Write a date as 2020, 2020-09, 2020-09-27 or 2020-09/2020-11 (date:2020-09), a kind as picture, document, video, sound or other (type:picture), a position as yes or no (position:no), confidentiality as public, restricted, confidential or sealed, a review as unreviewed, in-review, reviewed or needs-attention.',
  },
  'too-many-searches': {
    title: 'No more searches can be kept.',
    explanation: 'There are too many already. Nothing was changed.',
    action: 'Take away one that is not needed any more.',
  },
  'no-such-search': {
    title: 'There is no kept search of this name.',
    explanation: 'It may have been taken away meanwhile. Nothing was changed.',
    action: 'Look through the names of those that are kept.',
  },
  'search-failed': {
    title: 'The search broke off.',
    explanation:
      'The part of the program that searches ended, perhaps for lack of memory. Nothing was changed.',
    action:
      'Search again: it starts anew. If it breaks off again, close other programs, or narrow the search.',
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
  'source-not-found': {
    title: 'Nothing to take in at {path}.',
    explanation: 'The path does not exist or cannot be read. Nothing was changed.',
    action: 'Check the path, and whether the card or disk is still connected.',
  },
  'source-inside-archive': {
    title: '{path} lies inside the archive, or holds it.',
    explanation: 'An archive is not taken into itself. Nothing was changed.',
    action: 'Choose the folder with the new files.',
  },
  'accession-invalid': {
    title: 'The accession description {path} cannot be used: {reason}.',
    explanation: 'Nothing was taken in.',
    action: 'Correct the file; docs/cli.md lists its fields.',
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
  'nothing-selected': {
    title: 'No item matches the selection.',
    explanation: 'An empty package proves nothing, so none was written.',
    action: 'Check the selection with "stele list".',
  },
  'original-damaged': {
    title: 'The stored original of {item} is damaged: {name} ({reason}).',
    explanation:
      'What lies in the archive is not, or not readably, what was recorded when it was taken in. The export was stopped, the finding was logged, and no package was written.',
    action:
      'Run "stele verify" on the archive to learn what else is affected, and bring the file back from a backup.',
  },
  'reason-unknown': {
    title: 'There is no reason "{reason}".',
    explanation: 'A reason is one of: {known}. Nothing was changed.',
    action: 'Choose one of these; what it does not say can be given as a note.',
  },
  'item-destroyed': {
    title: 'Destroyed on purpose: {items}.',
    explanation: 'Only its number, the date, the reason and who did it are left. Nothing was changed.',
    action: 'See "stele show" for what the archive still says of it.',
  },
  'item-hidden': {
    title: '{item} is {state}, and is not given out.',
    explanation: 'Nothing was written.',
    action:
      'Leave it out. What was withdrawn comes back with "stele dispose reinstate", what was quarantined with "stele dispose release".',
  },
  'item-held': {
    title: 'A legal hold stands: {items}.',
    explanation: 'What is held is neither destroyed nor cleared. Nothing was changed.',
    action: 'See the holds with "stele show"; whoever may lift them does it with "stele dispose lift".',
  },
  'hold-not-found': {
    title: 'There is no hold {hold} on {item}.',
    explanation: 'Nothing was changed.',
    action: 'See the holds of an item with "stele show".',
  },
  'hold-ambiguous': {
    title: '{item} has more than one hold: {holds}.',
    explanation: 'Each is lifted by itself. Nothing was changed.',
    action: 'Say which with --hold.',
  },
  'confirmation-wrong': {
    title: '{given} was confirmed, and {count} would be destroyed.',
    explanation: 'What is destroyed cannot be brought back. Nothing was changed.',
    action: 'Look at the selection again, and confirm the number that is named.',
  },
  'two-identities-needed': {
    title: 'This archive demands two identities for that.',
    explanation: 'One asks for it and another approves, each unlocked with its own key. Nothing was changed.',
    action: 'Ask for it with "stele dispose request"; the other one approves with "stele dispose approve".',
  },
  'two-identities-missing': {
    title: 'There are not two identities with a key in this archive.',
    explanation: 'If two were demanded, nobody could ever destroy anything. Nothing was changed.',
    action: 'Create them with "stele identity create".',
  },
  'identity-not-unlocked': {
    title: 'That takes an identity that is unlocked.',
    explanation: 'To be named is not enough where two have to agree. Nothing was changed.',
    action: 'Say who acts with --sign-as NAME, and give the passphrase of that identity.',
  },
  'second-identity-needed': {
    title: '{name} asked for this, and cannot approve it as well.',
    explanation: 'This archive demands two different identities. Nothing was changed.',
    action: 'Have another identity approve it.',
  },
  'request-not-found': {
    title: 'No request {request} waits.',
    explanation: 'It was approved or cancelled, or there never was one. Nothing was changed.',
    action: 'See which wait with "stele dispose status".',
  },
  'request-outdated': {
    title: 'Request {request} is about other files than there are now: {items}.',
    explanation: 'An approval is for exactly what was asked. Nothing was changed.',
    action: 'Cancel the request, and ask anew.',
  },
  'disposal-unfinished': {
    title: 'Destroyed, but traces are left in {path}.',
    explanation:
      'Records and originals are gone. Another program reads the archive, so that its journal, in which old pages lie, could not be emptied.',
    action: 'Close the other program, and run the same command again: it completes what is left.',
  },
  'receipt-unusable': {
    title: 'That receipt cannot be used: {reason}.',
    explanation: 'Nothing was recorded and nothing was destroyed.',
    action:
      "Ask the office for the receipt of this very package, with its .minisig file and the office's key.",
  },
  'receipt-exists': {
    title: '{path} exists already.',
    explanation: 'A receipt is never written over another. Nothing was changed.',
    action: 'Choose another path with --out.',
  },
  'package-not-verified': {
    title: 'The package at {path} does not verify: {reason}.',
    explanation: 'A receipt is given only for what was checked as a whole. None was written.',
    action: 'See everything that is wrong with "stele verify", and ask for the package again.',
  },
  'field-unknown': {
    title: 'There is no field "{field}" to erase.',
    explanation: 'There are {known}. Nothing was changed.',
    action: 'Choose among these.',
  },
  'item-combined': {
    title: '{item} was combined into {into}.',
    explanation: 'Its files are part of that item now. Nothing was changed.',
    action: 'Name {into} instead.',
  },
  'edited-elsewhere': {
    title: '{item} was edited meanwhile: its revision is {revision}, not {expected}.',
    explanation: 'What was written here was made from an older state. Nothing was changed.',
    action: 'Read it again, and make the change anew where it is still wanted.',
  },
  'description-invalid': {
    title: 'That cannot be written as {field}: {reason}.',
    explanation: 'Nothing was changed.',
    action: 'Correct it, and try again.',
  },
  'term-unknown': {
    title: 'The list "{vocabulary}" has no term "{term}" that can be chosen.',
    explanation: 'It is not there, or it was retired. Nothing was changed.',
    action: 'Choose another one, or add it to the list of this archive.',
  },
  'table-unreadable': {
    title: 'The program that reads workbooks and maps cannot be started.',
    explanation: 'Nothing was taken in, and nothing was changed.',
    action: 'Save the table as CSV in UTF-8, which is read without it.',
  },
  'table-damaged': {
    title: 'The file is damaged, or it is no {form} file.',
    explanation: 'Nothing was taken in, and nothing was changed.',
    action:
      'Open it in the program that made it, and save it anew as {form}. If it does not open there either, ask for it once more, or take an earlier copy.',
  },
  'table-too-large': {
    title: 'The file holds more than is taken in at once.',
    explanation:
      'At most 64 MiB, 200,000 rows and 500 columns are read. Nothing was taken in, and nothing was changed.',
    action: 'Part it into several files, and take them in one after the other.',
  },
  'table-locked': {
    title: 'The workbook is locked with a passphrase.',
    explanation: 'Nothing was taken in, and nothing was changed.',
    action:
      'Open it in a spreadsheet program with its passphrase, save a copy without one, and take that in.',
  },
  'table-old-form': {
    title: 'The workbook is of the form before XLSX.',
    explanation: 'Nothing was taken in, and nothing was changed.',
    action: 'Open it in a spreadsheet program, save it as XLSX, and take that in.',
  },
  'table-sheet-missing': {
    title: 'The workbook has no such sheet.',
    explanation: 'It may have been saved anew meanwhile. Nothing was taken in, and nothing was changed.',
    action: 'Choose the file once more, and another of its sheets.',
  },
  'table-empty': {
    title: 'There is nothing in the table.',
    explanation: 'Nothing was taken in, and nothing was changed.',
    action:
      'Write in the first line what the columns are, and each record in a line below it. If that is on another sheet, choose that one.',
  },
  'table-other-reference-system': {
    title: 'The positions in the map are not in WGS 84.',
    explanation:
      'In another reference system they would lie somewhere else. Nothing was taken in, and nothing was changed.',
    action: 'Export the map anew in WGS 84 (EPSG:4326), and take that in.',
  },
  'table-no-text': {
    title: 'The file is neither a table nor a map.',
    explanation: 'Nothing was taken in, and nothing was changed.',
    action: 'Choose a spreadsheet (XLSX, CSV) or a map (GeoJSON, KML, KMZ).',
  },
  'table-quote-open': {
    title: 'A quotation mark in the table is not closed.',
    explanation: 'So it cannot be told where its cells end. Nothing was taken in, and nothing was changed.',
    action: 'Open it in a spreadsheet program, save it anew as CSV in UTF-8 or as XLSX, and try again.',
  },
  'record-unfit': {
    title: '{number} is neither a place nor an incident.',
    explanation: 'A report is about places and incidents. Nothing was written.',
    action: 'Name places and incidents by their numbers (P-…, I-…).',
  },
  'not-a-person': {
    title: '{record} is neither a person nor a source.',
    explanation: 'Nothing was changed.',
    action: 'Name the actor or the source.',
  },
  'person-changed': {
    title: 'Something about this person has changed since request {request} was made.',
    explanation: 'An approval is for exactly what was asked. Nothing was changed.',
    action: 'Cancel the request, and ask anew.',
  },
  'consent-not-given': {
    title: '{source} has given no such consent that stands.',
    explanation: 'Nothing was changed.',
    action: 'See what was agreed to, and when.',
  },
  'link-invalid': {
    title: 'These cannot be linked so: {reason}.',
    explanation: 'Nothing was changed.',
    action: 'Choose another kind of link, or link other records.',
  },
  'date-invalid': {
    title: '"{text}" is no date in EDTF.',
    explanation:
      'A date is written as 2019-05-03, 2019-05, 2019, 191X, 1915~ or 1915/1923. Nothing was changed.',
    action: 'Write it in that form; "~" stands for about, "?" for uncertain.',
  },
  'clock-no-reading': {
    title: 'The first file of {item} does not say when it was taken.',
    explanation:
      'A clock check compares what a camera said with what the picture shows. Nothing was changed.',
    action: 'Choose a picture that still has its metadata.',
  },
  'clock-no-camera': {
    title: 'The first file of {item} does not say which camera took it.',
    explanation: 'It is not known whose clock it would be that is checked. Nothing was changed.',
    action: 'Choose a picture that still has its metadata.',
  },
  'reference-invalid': {
    title: '"{text}" is no time that a clock shows.',
    explanation:
      'A time is written as 2023-01-14 11:58:06, without seconds if none are seen, and with +04:00, UTC or a zone such as Asia/Tbilisi if it is known. An hour that clocks skip in spring there is not; one that comes twice in autumn takes an offset instead of a zone. Nothing was changed.',
    action: 'Write it in that form.',
  },
  'clock-check-invalid': {
    title: 'The clock check cannot be made so: {reason}.',
    explanation: 'Nothing was changed.',
    action: 'Correct it, and try again.',
  },
  'clock-check-doubtful': {
    title: 'The clock check can hardly be right: {reasons}.',
    explanation:
      'far-off: the clock would have been wrong by more than ten years, as when it was reset, and then each reset makes another offset. after-taking-in: the picture would show a time at which it was taken in already. Nothing was changed.',
    action: 'Look at picture and date once more; if they are right all the same, say so with --sure.',
  },
  'clock-check-not-found': {
    title: 'There is no clock check {check}.',
    explanation: 'Nothing was changed.',
    action: 'See those that there are with "stele clock list".',
  },
  'clock-check-retracted': {
    title: 'The clock check {check} was taken back.',
    explanation: 'It says nothing of any time any more. Nothing was changed.',
    action: 'Make a new one from the same picture.',
  },
  'act-not-found': {
    title: 'No edit with the act {act}.',
    explanation: 'Only edits of items can be undone. Nothing was changed.',
    action: 'Take the act from what the edit gave back, or from "stele log".',
  },
  'revision-not-found': {
    title: '{item} has no revision {revision}.',
    explanation: 'Nothing was changed.',
    action: 'See its revisions, and choose among them.',
  },
  'arrangement-invalid': {
    title: 'The files cannot be arranged so: {reason}.',
    explanation: 'Nothing was changed.',
    action: 'See what files the item has with "stele show", and name them anew.',
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
  'identity-last': {
    title: '{name} is the last who can sign checkpoints of this archive.',
    explanation: 'The key for that is wrapped for this identity alone. Nothing was changed.',
    action: 'Have another identity created while this one is unlocked, and try again.',
  },
  'map-unusable': {
    title: '{name} cannot be used as a map: {reason}.',
    explanation: 'Nothing of it was kept, and nothing was changed.',
    action: 'Give a PMTiles file of version 3, with vector tiles or pictures.',
  },
  'gazetteer-unusable': {
    title: 'No place could be read from {name}.',
    explanation:
      'A gazetteer is a UTF-8 text: the columns of GeoNames, or a heading that names the columns name, lat and lon. Nothing of it was kept, and nothing was changed.',
    action: 'Check the file. One that is packed (zip) has to be unpacked first.',
  },
  'gazetteer-too-large': {
    title: '{name} holds more places than can be searched here.',
    explanation:
      'Up to {most} places and {bytes} bytes are read. Nothing of it was kept, and nothing was changed.',
    action: "Take a country's file, or a list of larger settlements.",
  },
  'map-not-found': {
    title: 'This map is not in the archive.',
    explanation: 'It may have been removed meanwhile. Nothing was changed.',
    action: 'See which there are on the Map screen.',
  },
  'path-not-found': {
    title: 'Nothing at {path}.',
    explanation: 'There is no such file or folder, or it cannot be read.',
    action: 'Check the path.',
  },
  'not-checkable': {
    title: '{path} is nothing that can be checked by itself.',
    explanation: '{reason}',
    action: 'Give a package (folder or zip), a BagIt bag, or an archive.',
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

export type ErrorCode = keyof typeof errorTexts;
