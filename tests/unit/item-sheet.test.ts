import { expect, test } from 'vitest';
import { itemSheet } from '../../src/main/cli/item-sheet.ts';
import type { FileRecordView, ItemRecord } from '../../src/shared/records/item.ts';

const file: FileRecordView = {
  id: '019a8c6e-0000-7000-8000-000000000002',
  role: 'original',
  sha256: 'a'.repeat(64),
  sha512: 'b'.repeat(128),
  size: 1_499_892,
  mediaType: 'image/heic',
  originalName: 'evil\u001b[2J \u202ename.heic',
  originalPath: '/media/card/evil',
  modifiedAt: '2018-02-05T15:11:44.277',
  fileSystemTimes: {
    basis: 'local',
    modified: '2018-02-05T15:11:44.277',
    created: null,
    statusChanged: null,
  },
  downloadedFrom: { zoneIdentifier: '[ZoneTransfer]\r\nHostUrl=https://example.org/\u001b[31m\r\n' },
  width: 4032,
  height: 3024,
  orientation: 6,
  captured: {
    value: '2018-02-05T15:11:44.277',
    offset: '+08:00',
    utc: '2018-02-05T07:11:44.277Z',
    basis: 'gps',
    source: 'EXIF:DateTimeOriginal',
  },
  position: {
    latitude: -23.177916666,
    longitude: 113.4,
    altitude: -3,
    direction: 25.27,
    accuracy: 65,
    source: 'GPS',
  },
  camera: { make: 'Apple\u0007', model: 'iPhone 8', serial: '123', lens: 'back' },
  software: '11.2.2',
  warnings: [{ code: 'metadata-damaged', detail: 'a long word '.repeat(12).trim() + '\n[fake]' }],
  reader: 'ExifTool',
  metadata: { EXIF: {} },
  accession: {
    id: '019a8c6e-0000-7000-8000-000000000003',
    number: 'A-2026-K2-00001',
    startedAt: '2026-11-24T00:59:51.355Z',
    description: { statement: 'First paragraph\u001b.\nSecond one.', carrier: { label: 'CARD 12' } },
    sources: [{ path: { text: '/media/card', bytes: null }, volume: { fileSystem: 'vfat', readOnly: true } }],
    machineClock: { time: '2026-11-24T00:59:51.355Z', zone: 'Asia/Yerevan', offsetMinutes: 240 },
  },
  storedAt: '2026-11-24T00:59:53.164Z',
  seenAgain: [],
};
const event = (sequence: number, subject: string) => ({
  sequence,
  id: null,
  time: '2026-11-24T00:59:53.164Z',
  identity: null,
  identityName: 'A. Researcher',
  standing: 'claimed',
  type: 'ingestion',
  subject: { kind: 'file', id: subject },
  outcome: 'success',
  detail: sequence === 2 ? { seenAgain: true } : {},
  tool: null,
  host: null,
  act: null,
});
const second = {
  ...file,
  id: '019a8c6e-0000-7000-8000-000000000009',
  role: 'sidecar',
  originalName: 'x.xmp',
};
const item: ItemRecord = {
  id: '019a8c6e-0000-7000-8000-000000000001',
  number: '2026-K2-00001',
  title: file.originalName,
  description: null,
  captured: '2018-02-05T15:11:44.277',
  position: file.position,
  rights: null,
  confidentiality: 'restricted',
  reviewState: 'unreviewed',
  languages: [],
  tags: [],
  isGraphic: false,
  asserted: { title: null, captured: null, position: null },
  revision: 1,
  files: [file, second],
  custody: [event(1, file.id), event(2, second.id)],
};

test('a sheet says all that is recorded, in lines of at most 80 columns', () => {
  const lines = itemSheet(item);
  const sheet = lines.join('\n');
  for (const expected of [
    'Captured      2018-02-05 15:11:44.277, offset +08:00',
    'in UTC      2018-02-05 07:11:44.277 UTC',
    'known by    the GPS clock in the same file',
    'Position      23.1779167° S, 113.4° E',
    'altitude    3 m below sea level',
    'direction   25.27° clockwise from north',
    'accuracy    within 65 m',
    'Orientation   6: to be turned 90° clockwise',
    'Modified      2018-02-05 15:11:44.277\n',
    'by          local time without a zone, as FAT keeps it',
    'Zone mark     [ZoneTransfer]\n                HostUrl=https://example.org/\\u{001b}[31m',
    'Clock here    2026-11-24 00:59:51.355 UTC, zone Asia/Yerevan (+04:00)',
    'lies on     vfat, read-only',
    'Statement     First paragraph\\u{001b}.\n                Second one.',
    'ingestion           file 1',
    'ingestion again     file 2',
  ])
    expect(sheet).toContain(expected);
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
  expect(sheet.match(/^Accession /gm)?.length).toBe(1);
});

test('nothing of it can command a terminal or pass for another line', () => {
  for (const line of itemSheet(item)) expect(line).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
});

test('what is unknown has no line, and what a person asserted stands with the item', () => {
  const bare = {
    ...file,
    captured: null,
    position: null,
    camera: null,
    software: null,
    downloadedFrom: null,
  };
  const sheet = itemSheet({ ...item, captured: null, position: null, files: [bare] }).join('\n');
  expect(sheet).not.toMatch(/Captured|Position|Camera|null|undefined/);
  expect(itemSheet({ ...item, captured: '2018-02' }).join('\n')).toContain('  Captured      2018-02\n');
});
