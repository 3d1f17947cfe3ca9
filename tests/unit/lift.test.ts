import { describe, expect, test } from 'vitest';
import { liftReadings } from '../../src/core/media/lift.ts';
import { parseTime } from '../../src/core/media/lift-time.ts';
import { TagTable } from '../../src/core/media/tag-table.ts';

type Row = readonly [string, string, string, 0 | 1, unknown, ...string[]];
const exif = (name: string, value: unknown, group = 'ExifIFD'): Row => ['EXIF', group, name, 1, value];
const composite = (name: string, value: unknown): Row => ['Composite', 'Composite', name, 1, value];
const lift = (...rows: readonly Row[]) =>
  liftReadings(new TagTable(rows), 'reader 1', 'image/jpeg', { width: null, height: null });

describe('capture time', () => {
  test('is the wall clock as written, with its own offset tag', () => {
    const { captured } = lift(
      exif('DateTimeOriginal', '2020:11:09 14:05:06'),
      exif('SubSecTimeOriginal', 7),
      exif('OffsetTimeOriginal', '+04:00'),
    );
    expect(captured).toEqual({
      value: '2020-11-09T14:05:06.700',
      offset: '+04:00',
      utc: '2020-11-09T10:05:06.700Z',
      basis: 'offset-tag',
      source: 'EXIF:DateTimeOriginal (reader 1)',
    });
  });

  test('does not take the offset of another time', () => {
    const { captured } = lift(
      exif('DateTimeOriginal', '2020:11:09 14:05:06'),
      exif('OffsetTime', '+04:00'),
      exif('OffsetTimeDigitized', '+04:00'),
    );
    expect(captured).toMatchObject({ offset: null, utc: null, basis: 'local' });
  });

  test('takes the instant from a GPS clock and still names no offset', () => {
    const { captured } = lift(
      exif('DateTimeOriginal', '2020:11:09 14:05:36'),
      composite('GPSDateTime', '2020:11:09 10:05:20Z'),
    );
    expect(captured).toMatchObject({ offset: null, utc: '2020-11-09T10:05:36Z', basis: 'gps' });
  });

  test('warns where the GPS clock contradicts it', () => {
    const { captured, warnings } = lift(
      exif('DateTimeOriginal', '2020:11:09 14:05:36'),
      composite('GPSDateTime', '2019:01:01 10:05:20Z'),
    );
    expect(captured).toMatchObject({ utc: null, basis: 'local' });
    expect(warnings.map(({ code }) => code)).toContain('gps-time-differs');
  });

  test('prefers the original over the digitised time, and never takes the time of an edit', () => {
    expect(lift(exif('ModifyDate', '2020:11:09 14:05:06', 'IFD0')).captured).toBeNull();
    const { captured } = lift(
      exif('CreateDate', '2020:01:01 00:00:01'),
      exif('DateTimeOriginal', '2019:01:01 00:00:01'),
    );
    expect(captured?.value).toBe('2019-01-01T00:00:01');
  });

  test('goes from exposure over digitisation to what programs copied', () => {
    const rows: readonly Row[] = [
      exif('DateTimeOriginal', '2001:01:01 00:00:01'),
      ['QuickTime', 'Keys', 'CreationDate', 1, '2002:01:01 00:00:01+03:00'],
      exif('CreateDate', '2003:01:01 00:00:01'),
      ['XMP', 'XMP-photoshop', 'DateCreated', 1, '2004:01:01 00:00:01+02:00'],
      ['XMP', 'XMP-xmp', 'CreateDate', 0, '2005:01:01 00:00:01'],
      ['IPTC', 'IPTC', 'DigitalCreationDate', 1, '2006:01:01'],
      ['QuickTime', 'QuickTime', 'CreateDate', 0, '2007:01:01 00:00:01'],
      ['PNG', 'PNG', 'CreationTime', 1, '2008:01:01 00:00:01'],
    ];
    const time: Row = ['IPTC', 'IPTC', 'DigitalCreationTime', 1, '00:00:01'];
    for (const first of rows.keys()) {
      const { captured } = lift(...rows.slice(first), time);
      expect(captured?.value).toBe(`${2001 + first}-01-01T00:00:01`);
    }
  });

  test.each([
    ['2020:10:27 00:10:00', '2020:10:26 18:25:00Z', '2020-10-26T18:25:00Z'], // +05:45, Nepal
    ['2020:10:26 21:00:00', '2020:10:27 05:00:00Z', '2020-10-27T05:00:00Z'],
    ['2020:10:27 14:20:00', '2020:10:27 10:10:00Z', null],
  ])('%s against a GPS clock of %s is %s in UTC', (local, gps, utc) => {
    const { captured } = lift(exif('DateTimeOriginal', local), composite('GPSDateTime', gps));
    expect(captured).toMatchObject({ offset: null, utc });
  });

  test('with an impossible offset stays, without one', () => {
    const { captured } = lift(
      exif('DateTimeOriginal', '2020:10:27 14:03:05'),
      exif('OffsetTimeOriginal', '+25:00'),
    );
    expect(captured).toMatchObject({ value: '2020-10-27T14:03:05', offset: null, utc: null, basis: 'local' });
  });

  test('of a QuickTime file is UTC by its format, unless the camera gives a time with a zone', () => {
    const create: Row = ['QuickTime', 'QuickTime', 'CreateDate', 1, '2019:07:24 08:25:40'];
    expect(lift(create).captured).toMatchObject({
      value: '2019-07-24T08:25:40',
      offset: null,
      utc: '2019-07-24T08:25:40Z',
      basis: 'utc',
    });
    const creation: Row = ['QuickTime', 'Keys', 'CreationDate', 1, '2019:07:24 11:25:40+03:00'];
    expect(lift(create, creation).captured).toMatchObject({
      value: '2019-07-24T11:25:40',
      offset: '+03:00',
      utc: '2019-07-24T08:25:40Z',
    });
  });

  test.each([
    '0000:00:00 00:00:00',
    '    :  :     :  :  ',
    '2020:13:01 00:00:00',
    '2020:02:30 00:00:00',
    '2020:01:01 25:00:00',
  ])('"%s" is null with a warning', (text) => {
    const { captured, warnings } = lift(exif('DateTimeOriginal', text));
    expect(captured).toBeNull();
    if (text.trim() !== '') expect(warnings.length).toBeGreaterThan(0);
  });

  test.each([
    ['2020-11-09T14:05:06Z', { value: '2020-11-09T14:05:06', offset: 'Z' }],
    ['2020:11:09 14:05:06.25-0330', { value: '2020-11-09T14:05:06.250', offset: '-03:30' }],
    ['2020:11:09 14:05', { value: '2020-11-09T14:05:00', offset: null }],
    ['2020:11:09', 'time-partial'],
    ['yesterday', 'time-impossible'],
  ])('"%s" reads as %o', (text, expected) => {
    expect(parseTime(text)).toEqual(expected);
  });
});

describe('position', () => {
  const at = (latitude: unknown, longitude: unknown) =>
    lift(composite('GPSLatitude', latitude), composite('GPSLongitude', longitude));
  test('is signed degrees with altitude, direction and accuracy', () => {
    const { position } = lift(
      composite('GPSLatitude', -12.5),
      composite('GPSLongitude', 45.25),
      composite('GPSAltitude', -3),
      exif('GPSImgDirection', 271.5, 'GPS'),
      exif('GPSHPositioningError', 4.5, 'GPS'),
    );
    expect(position).toMatchObject({
      latitude: -12.5,
      longitude: 45.25,
      altitude: -3,
      direction: 271.5,
      accuracy: 4.5,
    });
  });
  test.each([
    [91, 0],
    [0, 181],
    ['undef', 1],
    ['', ''],
  ])('%s, %s is null with a warning', (latitude, longitude) => {
    const { position, warnings } = at(latitude, longitude);
    expect(position).toBeNull();
    expect(warnings[0]?.code).toMatch(/^position-/);
  });
  test('zero by zero is kept, and pointed out', () => {
    const { position, warnings } = at(0, 0);
    expect(position).toMatchObject({ latitude: 0, longitude: 0 });
    expect(warnings[0]?.code).toBe('position-zero');
  });
  test('without a hemisphere is unknown', () => {
    const { position, warnings } = lift(exif('GPSLatitude', 12, 'GPS'), exif('GPSLongitude', 12, 'GPS'));
    expect(position).toBeNull();
    expect(warnings[0]?.code).toBe('position-incomplete');
  });
});

test('an impossible orientation is null with a warning, and the tags keep it', () => {
  const tags = new TagTable([exif('Orientation', 43918, 'IFD0')]);
  const readings = liftReadings(tags, 'reader 1', 'image/jpeg', { width: 1, height: 1 });
  expect(readings.orientation).toBeNull();
  expect(readings.warnings[0]?.code).toBe('orientation-impossible');
  expect(tags.grouped()).toEqual({ 'EXIF:IFD0': { Orientation: 43918 } });
});

test('orientations 1 to 8 are taken', () => {
  for (let value = 1; value <= 8; value += 1)
    expect(lift(exif('Orientation', value, 'IFD0')).orientation).toBe(value);
  for (const value of [0, 9, -1, 1.5, 'sideways'])
    expect(lift(exif('Orientation', value, 'IFD0')).orientation).toBeNull();
});

test('the camera is named as ExifTool prints it: serial numbers keep their zeros', () => {
  const { camera } = lift(
    exif('Make', ' Canon ', 'IFD0'),
    exif('Model', 70, 'IFD0'),
    ['EXIF', 'ExifIFD', 'SerialNumber', 1, 42, '0042'],
    ['Composite', 'Composite', 'LensID', 1, 254, 'EF 50mm'],
  );
  expect(camera).toEqual({ make: 'Canon', model: '70', serial: '0042', lens: 'EF 50mm' });
  expect(lift().camera).toBeNull();
});

test('a tag called __proto__ is a tag like any other', () => {
  const named = (value: string): Row => ['XMP', 'XMP-x', '__proto__', 1, value];
  const metadata = new TagTable([named('a'), named('b')]).grouped();
  expect(JSON.stringify(metadata)).toBe('{"XMP:XMP-x":{"__proto__":["a","b"]}}');
});

test('a JPEG that lost its metadata and one that was edited are pointed out', () => {
  expect(lift(['JFIF', 'JFIF', 'ResolutionUnit', 1, 1]).warnings.map(({ code }) => code)).toEqual([
    'metadata-stripped',
  ]);
  for (const editor of ['Adobe Photoshop 22', 'Capture NX 1.0.0 M', 'digiKam-7.2.0'])
    expect(lift(exif('Software', editor, 'IFD0')).warnings.map(({ code }) => code)).toEqual([
      'edited-by-software',
    ]);
});

test('what the reader remarks of healthy files is no damage, and damage is told beside it', () => {
  const warning = (text: string, group = 'ExifTool'): Row => ['ExifTool', group, 'Warning', 1, text];
  const made = exif('Make', 'Maker', 'IFD0');
  for (const remark of [
    '[minor] Possibly incorrect maker notes offsets (fix by -628?)',
    '[minor] The ExtractEmbedded option may find more tags in the media data',
    '[Minor] Unrecognized MakerNotes',
    'Install Compress::Raw::Lzma to decode compressed metadata',
    "RawConv PreviewImage: Argument isn't numeric in addition (+)",
  ]) {
    expect(lift(made, warning(remark, 'Track3')).warnings, remark).toEqual([]);
    const { warnings } = lift(made, warning(remark), warning('Error reading value for IFD0 entry 4'));
    expect(warnings, remark).toEqual([
      { code: 'metadata-damaged', detail: 'Error reading value for IFD0 entry 4' },
    ]);
  }
});

test('a tag that is met under two names is warned of once', () => {
  const empty: Row = ['QuickTime', 'QuickTime', 'CreateDate', 1, '0000:00:00 00:00:00'];
  const { warnings } = liftReadings(new TagTable([empty]), 'reader 1', 'video/mp4', {
    width: null,
    height: null,
  });
  expect(warnings).toEqual([{ code: 'time-empty', detail: 'QuickTime:CreateDate is "0000:00:00 00:00:00"' }]);
});
