import type { FileRecordView, ItemRecord } from '../../shared/records/item.ts';
import { differentWarnings, type PositionReading } from '../../shared/records/readings.ts';
import { accessionRows } from './accession-sheet.ts';
import { actorText, eventLine } from './events.ts';
import { basisText } from './clock-sheet.ts';
import { nameText } from './names.ts';
import { bytesText, plural, visible } from './output.ts';
import { digestLines, prose, rows, timeText, type Row } from './sheet.ts';

/** Everything recorded about an item, as a sheet of 80 columns: what it is, each file, what happened to it. */
export function itemSheet(item: ItemRecord): string[] {
  const { state } = item.disposition ?? {};
  if (state === 'quarantined' || state === 'destroyed')
    return [visible(item.number), '', ...dispositionLines(item), 'Custody', ...custodyLines(item)];
  const [first] = item.files;
  const untitled = item.title === first?.originalName;
  const title = nameText({ text: item.title, bytes: untitled ? first.originalNameBytes : undefined });
  const lines = [
    `${visible(item.number)}  ${title}`,
    '',
    ...dispositionLines(item),
    ...rows([
      ['Id', item.id],
      ['Description', item.description === null ? null : prose(item.description)],
      // What a person asserted; the readings stand with the files.
      ['Captured', item.captured === (first?.captured?.value ?? null) ? null : timeText(item.captured ?? '')],
      ['  known by', item.capturedBasis ? prose(basisText(item.capturedBasis)) : null],
      [
        'Position',
        samePosition(item.position, first?.position ?? null) ? null : visible(JSON.stringify(item.position)),
      ],
      ['Rights', item.rights === null ? null : prose(item.rights)],
      ['Languages', item.languages.length === 0 ? null : visible(item.languages.join(', '))],
      ['Tags', item.tags.length === 0 ? null : prose(item.tags.join(', '))],
      ['Graphic', item.isGraphic ? 'yes: shown blurred until it is opened' : null],
      ['Combined into', item.combinedInto ? visible(item.combinedInto.number) : null],
      ['Access', visible(item.confidentiality)],
      ['Review', visible(item.reviewState)],
      ['Revision', String(item.revision)],
    ]),
    ...(item.erased ?? []).map(({ field, event }) => `  ${visible(field)} erased by event ${event}`),
  ];
  for (const { name, nameBytes, sha256, size } of item.keptFiles ?? [])
    lines.push(
      '',
      `File handed over: ${nameText({ text: name, bytes: nameBytes })}`,
      ...rows([
        ['SHA-256', digestLines(sha256)],
        ['Size', bytesText(size)],
      ]),
    );
  for (const [at, file] of item.files.entries()) lines.push('', ...fileLines(file, at, item.files.length));
  // Files of one item mostly came together: each accession stands once.
  const accessions = new Map(item.files.map(({ accession }) => [accession.id, accession]));
  for (const accession of accessions.values())
    lines.push('', `Accession ${visible(accession.number)}`, ...rows(accessionRows(accession)));
  lines.push('', 'Custody', ...custodyLines(item));
  return lines;
}

const stateTexts = {
  withdrawn: 'Withdrawn: in no list, search or export',
  quarantined: 'In quarantine: nothing of it is shown, searched or exported',
  held: '',
  'handed-over': 'Handed over: its originals are with the office, and not here',
  destroyed: 'Destroyed: nothing of it is left but this',
} as const;

/** What became of it, by which event, and what holds it. */
function dispositionLines({ disposition }: ItemRecord): string[] {
  if (!disposition) return [];
  const { states, holds } = disposition;
  return [
    ...states.flatMap(({ state, since, reason, note, event }) => [
      ...prose(`${stateTexts[state]}. Since ${since.slice(0, 10)}, event ${event}, reason: ${reason}.`, 80),
      ...(note === null ? [] : prose(note, 76).map((line) => `    ${line}`)),
    ]),
    ...holds.flatMap(({ hold, placedAt, reason, reference, note, event }) => [
      ...prose(
        `Legal hold ${hold} since ${placedAt.slice(0, 10)}, event ${event}, reason: ${reason}${reference === null ? '' : `, reference: ${reference}`}.`,
        80,
      ),
      ...(note === null ? [] : prose(note, 76).map((line) => `    ${line}`)),
    ]),
    '',
  ];
}

function samePosition(asserted: unknown, reading: PositionReading | null): boolean {
  return JSON.stringify(asserted ?? null) === JSON.stringify(reading);
}

function fileLines(file: FileRecordView, at: number, of: number): string[] {
  const name = nameText({ text: file.originalName, bytes: file.originalNameBytes });
  const { warnings, seenAgain } = file;
  return [
    `${of === 1 ? 'File' : `File ${at + 1} of ${of}`}, ${visible(file.role)}: ${name}`,
    ...rows([
      ['Id', file.id],
      ['SHA-256', digestLines(file.sha256)],
      ['SHA-512', digestLines(file.sha512)],
      ['Size', `${bytesText(file.size)} (${plural(file.size, 'byte')})`],
      ['Type', visible(file.mediaType)],
      ['Stored', timeText(file.storedAt)],
    ]),
    ...section('What it says about itself', readingRows(file)),
    ...section('Where it came from', [
      ['Path', nameText({ text: file.originalPath, bytes: file.originalPathBytes })],
      ...timeRows(file),
      ...downloadRows(file.downloadedFrom),
      ['Accession', visible(file.accession.number)],
    ]),
    ...(warnings.length === 0 ? [] : ['', '  Warnings']),
    ...differentWarnings(warnings).flatMap(({ code, detail }) => {
      const [head = '', ...rest] = prose(`${detail} [${code}]`, 74);
      return [`  ! ${head}`, ...rest.map((line) => `    ${line}`)];
    }),
    ...(seenAgain.length === 0 ? [] : ['', '  The same bytes were seen again']),
    ...seenAgain.map(({ at: time, accession, path, pathBytes }) => {
      return `  ${timeText(time)}  ${visible(accession)}  ${nameText({ text: path, bytes: pathBytes })}`;
    }),
  ];
}

function section(title: string, entries: readonly Row[]): string[] {
  const lines = rows(entries);
  return lines.length === 0 ? [] : ['', `  ${title}`, ...lines];
}

function readingRows({
  captured,
  position,
  camera,
  software,
  width,
  height,
  ...file
}: FileRecordView): Row[] {
  const groups = Object.keys(file.metadata).length;
  return [
    ['Captured', captured && `${timeText(captured.value)}, ${offsetText(captured.offset)}`],
    ['  in UTC', captured?.utc ? timeText(captured.utc) : null],
    ['  known by', captured && basisTexts[captured.basis]],
    ['  read from', captured && visible(captured.source)],
    ['Position', position && placeText(position)],
    ['  altitude', position?.altitude == null ? null : altitudeText(position.altitude)],
    [
      '  direction',
      position?.direction == null ? null : `${short(position.direction)}° clockwise from north`,
    ],
    ['  accuracy', position?.accuracy == null ? null : `within ${short(position.accuracy)} m`],
    ['  read from', position && visible(position.source)],
    ['Camera', camera && visible([camera.make, camera.model].filter((part) => part !== null).join(' '))],
    ['  serial', camera?.serial == null ? null : visible(camera.serial)],
    ['  lens', camera?.lens == null ? null : visible(camera.lens)],
    ['Pixels', width === null || height === null ? null : `${width} × ${height}`],
    [
      'Orientation',
      file.orientation === null ? null : `${file.orientation}: ${orientations[file.orientation] ?? ''}`,
    ],
    ['Software', software === null ? null : visible(software)],
    ['Read by', file.reader === null ? null : visible(file.reader)],
    ['All tags', groups === 0 ? null : `${plural(groups, 'group')}; --json prints them`],
  ];
}

function offsetText(offset: string | null): string {
  return offset === null ? 'no offset from UTC recorded' : `offset ${visible(offset)}`;
}

const basisTexts = {
  'offset-tag': 'the offset that the file names beside the time',
  gps: 'the GPS clock in the same file',
  utc: 'the format, which defines the value as UTC',
  local: 'a clock without a zone: the instant is not known',
} as const;

/** How the picture lies, by EXIF's numbers. */
const orientations: Readonly<Record<number, string | undefined>> = {
  1: 'upright',
  2: 'mirrored left to right',
  3: 'upside down',
  4: 'mirrored top to bottom',
  5: 'mirrored, and to be turned 90° counter-clockwise',
  6: 'to be turned 90° clockwise',
  7: 'mirrored, and to be turned 90° clockwise',
  8: 'to be turned 90° counter-clockwise',
};

function placeText({ latitude, longitude }: PositionReading): string {
  const [north, east] = [latitude < 0 ? 'S' : 'N', longitude < 0 ? 'W' : 'E'];
  return `${short(Math.abs(latitude))}° ${north}, ${short(Math.abs(longitude))}° ${east}`;
}

function altitudeText(metres: number): string {
  return `${short(Math.abs(metres))} m ${metres < 0 ? 'below' : 'above'} sea level`;
}

/** Seven places are a centimetre; more is noise of the arithmetic. --json has it all. */
function short(value: number): string {
  return String(Number(value.toFixed(7)));
}

function timeRows({ fileSystemTimes }: FileRecordView): Row[] {
  if (!fileSystemTimes) return [];
  const { basis, modified, created, statusChanged } = fileSystemTimes;
  const time = (value: string | null | undefined): string | null => (value == null ? null : timeText(value));
  const anyTime = modified ?? created ?? statusChanged;
  return [
    ['Modified', time(modified)],
    ['Created', time(created)],
    ['Status since', time(statusChanged)],
    ['  by', basis === 'local' && anyTime != null ? 'local time without a zone, as FAT keeps it' : null],
  ];
}

const originLabels: Readonly<Record<string, string | undefined>> = {
  zoneIdentifier: 'Zone mark',
  whereFroms: 'Downloaded',
  xdgOriginUrl: 'Downloaded',
  xdgReferrerUrl: '  linked from',
};

/** What the system noted when the file was downloaded: texts, or lists of them. */
function downloadRows(origin: Readonly<Record<string, unknown>> | null): Row[] {
  return Object.entries(origin ?? {}).map(([key, value]) => {
    const texts = (Array.isArray(value) ? value : [value]).map((text: unknown) =>
      typeof text === 'string' ? text : JSON.stringify(text),
    );
    const lines = texts.flatMap((text) => text.split(/\r?\n/)).filter((line) => line.trim() !== '');
    return [originLabels[key] ?? visible(key), lines.map(visible)];
  });
}

function custodyLines({ custody, files }: ItemRecord): string[] {
  let actor = '';
  return custody.flatMap((event) => {
    const { subject } = event;
    const id = typeof subject === 'object' && subject !== null && 'id' in subject ? subject.id : null;
    const at = files.findIndex((file) => file.id === id);
    const line = eventLine(event, files.length > 1 && at >= 0 ? `file ${at + 1}` : '');
    const before = actor;
    actor = actorText(event);
    return actor === before ? [line] : [`  ${actor}`, line];
  });
}
