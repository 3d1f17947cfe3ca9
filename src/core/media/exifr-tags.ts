import exifr from 'exifr';
import sharp from 'sharp';
import type { RemoteFile } from './remote-file.ts';
import { READ_LIMIT } from './wire-limits.ts';

/**
 * Metadata where ExifTool cannot run: EXIF and XMP by exifr, put into the shape and names of ExifTool's tags, so that
 * everything behind it is the same. It knows JPEG, HEIC, TIFF and PNG; for others sharp hands out the EXIF block.
 */
type TagRow = readonly [string, string, string, 0 | 1, unknown];

/** Metadata lies early in a file, but a TIFF directory may lie at its end: so much is read of any file. */
const LONGEST = 64 * 1_048_576;

const groups: Readonly<Record<string, readonly [string, string]>> = {
  ifd0: ['EXIF', 'IFD0'],
  exif: ['EXIF', 'ExifIFD'],
  gps: ['EXIF', 'GPS'],
  ihdr: ['PNG', 'PNG'],
  xmp: ['XMP', 'XMP'],
};

/** Where exifr and ExifTool call one thing by two names. */
const names: Readonly<Record<string, string>> = {
  BodySerialNumber: 'SerialNumber',
  DateTimeDigitized: 'CreateDate',
};

export async function readWithExifr(file: RemoteFile): Promise<{ tags: readonly TagRow[]; failure: string }> {
  const bytes = await beginning(file);
  const parsed = (await parse(bytes)) ?? (await parse(await exifBlock(bytes)));
  if (parsed === null) return { tags: [], failure: '' };
  const rows: TagRow[] = [];
  for (const [segment, values] of Object.entries<unknown>({ ...parsed })) {
    const group = Object.hasOwn(groups, segment) ? groups[segment] : undefined;
    if (group === undefined || typeof values !== 'object' || values === null) continue;
    for (const [name, value] of Object.entries<unknown>({ ...values })) {
      const known = Object.hasOwn(names, name) ? names[name] : undefined;
      rows.push([...group, known ?? name, 1, jsonSafe(name.startsWith('GPSL') ? degrees(value) : value)]);
    }
  }
  return { tags: [...rows, ...composites(rows)], failure: '' };
}

async function parse(bytes: Uint8Array | null): Promise<object | null> {
  if (bytes === null) return null;
  const options = { reviveValues: false, translateValues: false, mergeOutput: false, sanitize: true };
  const found: unknown = await exifr
    .parse(bytes, {
      ...options,
      tiff: true,
      exif: true,
      gps: true,
      xmp: true,
      ihdr: true,
      iptc: false,
      icc: false,
    })
    .catch(() => null);
  return typeof found === 'object' ? found : null;
}

/** The TIFF structure inside WebP, AVIF and unusual HEIC files. */
async function exifBlock(bytes: Uint8Array): Promise<Uint8Array | null> {
  const block = await sharp(bytes, { failOn: 'none' })
    .metadata()
    .then(
      (it) => it.exif,
      () => undefined,
    );
  if (block === undefined) return null;
  return block.subarray(0, 4).toString('latin1') === 'Exif' ? block.subarray(6) : block;
}

async function beginning(file: RemoteFile): Promise<Uint8Array> {
  const parts = [file.head];
  let length = file.head.length;
  while (length < Math.min(file.size, LONGEST)) {
    const part = await file.read(length, Math.min(READ_LIMIT, file.size - length));
    if (part.length === 0) break;
    parts.push(part);
    length += part.length;
  }
  return Buffer.concat(parts);
}

/** Degrees, minutes, seconds to degrees; anything undefined in it (0/0) stays undefined. */
function degrees(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const [d, m = 0, s = 0] = value.map(Number);
  return d === undefined || ![d, m, s].every(Number.isFinite) ? 'undef' : d + m / 60 + s / 3600;
}

/** Signed coordinates, as ExifTool's Composite group has them. */
function composites(rows: readonly TagRow[]): readonly TagRow[] {
  const of = (name: string): unknown => rows.find((row) => row[1] === 'GPS' && row[2] === name)?.[4];
  const made: TagRow[] = [];
  for (const [name, negative] of [
    ['GPSLatitude', 'S'],
    ['GPSLongitude', 'W'],
  ] as const) {
    const value = of(name);
    const reference = of(`${name}Ref`);
    if (typeof value !== 'number' || typeof reference !== 'string') continue;
    made.push([
      'Composite',
      'Composite',
      name,
      1,
      reference.toUpperCase().startsWith(negative) ? -value : value,
    ]);
  }
  const altitude = of('GPSAltitude');
  const below = of('GPSAltitudeRef');
  if (typeof altitude === 'number') {
    made.push(['Composite', 'Composite', 'GPSAltitude', 1, String(below) === '1' ? -altitude : altitude]);
  }
  const date = of('GPSDateStamp');
  const time = of('GPSTimeStamp');
  if (typeof date === 'string' && typeof time === 'string') {
    const clock = time
      .split(' ')
      .map((part) => String(Math.floor(Number(part))).padStart(2, '0'))
      .join(':');
    made.push(['Composite', 'Composite', 'GPSDateTime', 1, `${date} ${clock}Z`]);
  }
  return made;
}

function jsonSafe(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return value.replace(/\0[\s\S]*$/, ''); // EXIF strings end at the first NUL
  if (value instanceof Uint8Array) return value.length <= 4 ? [...value].join(' ') : { binary: value.length };
  if (Array.isArray(value))
    return value.map((part) => (typeof part === 'number' ? jsonSafe(part) : String(part))).join(' ');
  return value === null || value === undefined ? null : JSON.stringify(value).slice(0, 10_000);
}
