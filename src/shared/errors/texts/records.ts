import type { ErrorText } from '../error-text.ts';

/** Records of the catalogue, and the tables that they come from. */
export const records = {
  'field-unknown': {
    title: 'There is no field "{field}" to erase.',
    explanation: 'There are {known}. Nothing was changed.',
    action: 'Choose among these.',
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
} as const satisfies Readonly<Record<string, ErrorText>>;
