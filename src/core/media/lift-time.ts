import type { CapturedReading, ReadingWarning } from '../../shared/records/readings.ts';
import { textOf, type Tag, type TagTable } from './tag-table.ts';

/** Where a capture time may stand, the most trustworthy first. Times of editing or of the file system never count. */
const candidates: readonly {
  readonly group: string | null;
  readonly name: string;
  readonly offset?: string;
  readonly subSecond?: string;
  /** The format defines the value as UTC. */
  readonly utc?: true;
  /** A second tag holds the time of day. */
  readonly time?: string;
}[] = [
  { group: 'EXIF', name: 'DateTimeOriginal', offset: 'OffsetTimeOriginal', subSecond: 'SubSecTimeOriginal' },
  { group: null, name: 'DateTimeOriginal' },
  { group: 'Keys', name: 'CreationDate' },
  { group: 'QuickTime', name: 'CreationDate' },
  { group: 'EXIF', name: 'CreateDate', offset: 'OffsetTimeDigitized', subSecond: 'SubSecTimeDigitized' },
  { group: 'XMP', name: 'DateCreated' },
  { group: 'XMP', name: 'CreateDate' },
  { group: 'IPTC', name: 'DateCreated', time: 'TimeCreated' },
  { group: 'IPTC', name: 'DigitalCreationDate', time: 'DigitalCreationTime' },
  { group: 'QuickTime', name: 'CreateDate', utc: true },
  { group: 'PNG', name: 'CreationTime' },
  { group: null, name: 'CreateDate' },
];

interface Parsed {
  /** `YYYY-MM-DDThh:mm:ss[.fff]`. */
  readonly value: string;
  readonly offset: string | null;
}

/**
 * The capture time a file states: the wall clock as written, its offset exactly as its own offset tag has it, and the UTC
 * instant where offset, format or a GPS clock give it. Where only GPS gives it, `offset` stays null: the file names none.
 */
export function liftTime(
  tags: TagTable,
  reader: string,
): { readonly captured: CapturedReading | null; readonly warnings: readonly ReadingWarning[] } {
  const warnings: ReadingWarning[] = [];
  for (const candidate of candidates) {
    const tag =
      candidate.group === null ? tags.shown(candidate.name) : tags.in(candidate.group, candidate.name);
    const text = textOf(tag);
    if (!tag || text === null) continue;
    const time = candidate.time === undefined ? null : textOf(tags.in(candidate.group ?? '', candidate.time));
    const parsed = parseTime(time === null ? text : `${text} ${time}`);
    if (typeof parsed === 'string') {
      warnings.push({ code: parsed, detail: `${nameOf(tag)} is "${text.slice(0, 60)}"` });
      continue;
    }
    const fraction = candidate.subSecond === undefined ? null : textOf(tags.in('EXIF', candidate.subSecond));
    const value = parsed.value.includes('.') ? parsed.value : parsed.value + fractionOf(fraction);
    const offset =
      parsed.offset ??
      (candidate.offset === undefined ? null : offsetOf(textOf(tags.in('EXIF', candidate.offset))));
    const source = `${nameOf(tag)} (${reader})`;
    return finish({ value, offset, source, utc: candidate.utc === true }, tags, warnings);
  }
  return { captured: null, warnings };
}

function finish(
  { value, offset, source, utc }: { value: string; offset: string | null; source: string; utc: boolean },
  tags: TagTable,
  warnings: ReadingWarning[],
): { captured: CapturedReading; warnings: ReadingWarning[] } {
  const gps = gpsInstant(tags);
  if (offset !== null) {
    const instant = Date.parse(`${value}${offset}`);
    if (gps !== null && Math.abs(instant - gps) > contradiction) {
      warnings.push({ code: 'gps-time-differs', detail: gpsDetail(instant, gps) });
    }
    return { captured: { value, offset, utc: isoOf(instant, value), basis: 'offset-tag', source }, warnings };
  }
  const wall = Date.parse(`${value}Z`);
  if (utc) return { captured: { value, offset, utc: isoOf(wall, value), basis: 'utc', source }, warnings };
  if (gps === null) return { captured: { value, offset, utc: null, basis: 'local', source }, warnings };
  // Zones lie a multiple of a quarter of an hour from UTC, between −12 and +14 hours; a GPS fix may be a little old.
  const difference = wall - gps;
  const zone = Math.round(difference / quarter) * quarter;
  if (zone < -12 * hour || zone > 14 * hour) {
    warnings.push({ code: 'gps-time-differs', detail: gpsDetail(wall, gps) });
  } else if (Math.abs(difference - zone) <= staleFix) {
    return { captured: { value, offset, utc: isoOf(wall - zone, value), basis: 'gps', source }, warnings };
  }
  return { captured: { value, offset, utc: null, basis: 'local', source }, warnings };
}

const hour = 3_600_000;
const quarter = hour / 4;
const staleFix = 120_000;
/** With a stated offset both clocks name an instant: further apart than this, one of them is wrong. */
const contradiction = 10 * 60_000;

function gpsDetail(taken: number, gps: number): string {
  return `the capture time and the GPS clock are ${Math.round(Math.abs(taken - gps) / 60_000)} minutes apart`;
}

/** Milliseconds since 1970 of the GPS clock's UTC time, or null. */
function gpsInstant(tags: TagTable): number | null {
  const parsed = parseTime(textOf(tags.in('Composite', 'GPSDateTime')) ?? '');
  return typeof parsed === 'string' ? null : Date.parse(`${parsed.value}Z`);
}

/** As precise as the value it belongs to. */
function isoOf(instant: number, value: string): string {
  const text = new Date(instant).toISOString();
  return value.includes('.') ? text : text.replace(/\.\d{3}Z$/, 'Z');
}

/** `YYYY:MM:DD hh:mm:ss[.f…][zone]` and its usual spellings, or the code of what is wrong with it. */
export function parseTime(text: string): Parsed | 'time-empty' | 'time-partial' | 'time-impossible' {
  if (/^[\s:0.-]*$/.test(text.replace(/[+-]\d\d:\d\d$|Z$/, ''))) return 'time-empty';
  const match =
    /^(\d{4})[:\-./](\d{1,2})[:\-./](\d{1,2})[ T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s*(Z|[+-]\d{2}:?\d{2})?$/.exec(
      text,
    );
  if (!match) return /^\d{4}(?:[:\-./]\d{1,2}){0,2}$/.test(text) ? 'time-partial' : 'time-impossible';
  const [, year = '', month = '', day = '', hours = '', minutes = '', seconds = '00', fraction, zone] = match;
  const two = (part: string): string => part.padStart(2, '0');
  const value = `${year}-${two(month)}-${two(day)}T${two(hours)}:${minutes}:${seconds}`;
  const instant = Date.parse(`${value}Z`);
  // 30 February rolls over instead of failing: what comes back must be what went in.
  if (Number.isNaN(instant) || new Date(instant).toISOString().slice(0, 19) !== value)
    return 'time-impossible';
  return { value: value + fractionOf(fraction ?? null), offset: offsetOf(zone ?? null) };
}

/** Digits after the second, as many as stand there, brought to milliseconds. */
function fractionOf(digits: string | null): string {
  return digits !== null && /^\d+$/.test(digits) ? `.${digits.padEnd(3, '0').slice(0, 3)}` : '';
}

/** `±hh:mm` or `Z`; null where it is none or beyond the zones there are. */
function offsetOf(text: string | null): string | null {
  if (text === 'Z') return text;
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(text ?? '');
  if (!match) return null;
  const [, sign = '', hours = '', minutes = ''] = match;
  return Number(hours) > 14 || Number(minutes) > 59 ? null : `${sign}${hours}:${minutes}`;
}

export function nameOf(tag: Tag): string {
  return `${tag.family0 === 'Composite' ? 'Composite' : tag.family0}:${tag.name}`;
}
