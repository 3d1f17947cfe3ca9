import type { ErrorText } from '../error-text.ts';

/** Material: taking it in, finding it, describing it. */
export const material = {
  'snapshot-gone': {
    title: 'The list is not held any more.',
    explanation: 'Newer ones took its place, or the archive was closed. Nothing was changed.',
    action: 'Ask for it again.',
  },
  'search-not-understood': {
    title: 'The search was not understood: {field}:{value}',
    explanation: 'What stands behind the colon is nothing that this field can be. Nothing was changed.',
    action:
      'Write a date as 2020, 2020-09, 2020-09-27 or 2020-09/2020-11 (date:2020-09), a kind as picture, document, video, sound or other (type:picture), a position as yes or no (position:no), confidentiality as public, restricted, confidential or sealed, a review as unreviewed, in-review, reviewed or needs-attention, a warning by its code (warning:metadata-stripped).',
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
  'source-not-found': {
    title: 'Nothing to take in at {path}.',
    explanation: 'The path does not exist or cannot be read. Nothing was changed.',
    action: 'Check the path, and whether the card or disk is still connected.',
  },
  'source-gone': {
    title: '{path} is gone.',
    explanation:
      'The card or folder was taken out or moved before all of it was taken in. What was taken in by then is whole and stays in the archive.',
    action: 'Put it in again and start the same import again: it goes on where it stopped.',
  },
  'import-not-open': {
    title: 'There is nothing to go on with.',
    explanation: 'This import was finished meanwhile, or erased. Nothing was changed.',
    action: 'Choose the card or folder, and take it in.',
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
      'far-off: the clock would have been wrong by more than ten years, as when it was reset, and then each reset makes another offset. after-taking-in: the picture would show a time at which it was taken in already. satellite-differs: the satellite clock in the same file says that the camera’s was right, to within two minutes. Nothing was changed.',
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
  'map-unusable': {
    title: '{name} cannot be used as a map: {reason}.',
    explanation: 'Nothing of it was kept, and nothing was changed.',
    action: 'Give a PMTiles file of version 3, with vector tiles or pictures.',
  },
  'gazetteer-unusable': {
    title: 'No columns of a gazetteer were found in {name}.',
    explanation:
      'Its first line reads: {heading}. Needed are the columns of GeoNames, or a first line that names the columns name, lat and lon, parted by commas, semicolons or tabs. Nothing of it was kept, and nothing was changed.',
    action: 'Name the columns in the first line. A file that is packed (zip) has to be unpacked first.',
  },
  'gazetteer-encoding': {
    title: '{name} is not a text in UTF-8.',
    explanation:
      'It may be in an older encoding, such as Windows-1251, or packed (zip). Names would be read wrongly. Nothing of it was kept, and nothing was changed.',
    action:
      'Save it as UTF-8: in a spreadsheet, choose the format “CSV UTF-8”; in an editor, the encoding UTF-8. Unpack what is packed.',
  },
  'gazetteer-no-place': {
    title: 'No place could be read from {name}.',
    explanation:
      'The columns were found, but no line has both a name and a possible position. The first that failed is {first}. Nothing of it was kept, and nothing was changed.',
    action:
      'Write positions in degrees as decimal numbers, such as 39.684 or 39,684: latitudes from -90 to 90, longitudes from -180 to 180.',
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
  'not-checkable': {
    title: '{path} is nothing that can be checked by itself.',
    explanation: '{reason}',
    action: 'Give a package (folder or zip), a BagIt bag, or an archive.',
  },
} as const satisfies Readonly<Record<string, ErrorText>>;
