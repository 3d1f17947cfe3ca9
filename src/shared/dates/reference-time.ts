/** A time that somebody reads off a clock: of a receiver, a phone, a station. */

export interface ReferenceTime {
  /** RFC 9557: seconds, offset and zone only where they were given. */
  readonly text: string;
  /** Milliseconds since 1970 of the wall clock as if it were UTC: the middle of what was shown. */
  readonly middle: number;
  /** `±hh:mm`, or null where no zone was given. */
  readonly offset: string | null;
  /** Seconds by which the true time may lie before or after the middle. */
  readonly uncertainty: number;
}

export type ReferenceProblem =
  | 'empty'
  | 'not-a-time'
  | 'no-such-time'
  | 'zone-unknown'
  /** Clocks were put forward over it. */
  | 'never'
  /** Clocks were put back: it came twice that night. */
  | 'twice';

export type ReferenceReading =
  | { readonly ok: true; readonly time: ReferenceTime }
  | { readonly ok: false; readonly code: ReferenceProblem };

const form =
  /^(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})\.(\d{1,2})\.(\d{4}))[T ,]\s*(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(\S.*)?$/;
const offsetForm = /^(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?$/i;

/**
 * Reads `2023-01-14 11:58:06 +04:00`, `14.01.2023 11:58`, `2023-01-14T11:58Z`, `2023-01-14 11:58 Asia/Yerevan`. A clock shows a
 * minute until it is over: 11:58 is 11:58:30, half a minute either way; a second is taken as it stands, one either way.
 */
export function readReference(given: string): ReferenceReading {
  const text = given.trim().replace(/[\u2010-\u2015\u2212]/g, '-');
  if (text === '') return { ok: false, code: 'empty' };
  const parts = text.length > 100 ? null : form.exec(text);
  if (!parts) return { ok: false, code: 'not-a-time' };
  const two = (part: string | undefined): string => (part ?? '').padStart(2, '0');
  const date = `${parts[1] ?? parts[6] ?? ''}-${two(parts[2] ?? parts[5])}-${two(parts[3] ?? parts[4])}`;
  const [minute, second, zone] = [`${date}T${two(parts[7])}:${parts[8] ?? ''}`, parts[9], parts[10]];
  const wall = wallTime(`${minute}:${second ?? '00'}`);
  if (wall === null) return { ok: false, code: 'no-such-time' };
  const read = zone === undefined ? { offset: null, name: null } : readZone(zone, wall);
  if ('code' in read) return { ok: false, code: read.code };
  const named = read.name === null ? '' : `[${read.name}]`;
  return {
    ok: true,
    time: {
      text: `${second === undefined ? minute : `${minute}:${second}`}${read.offset ?? ''}${named}`,
      middle: second === undefined ? wall + 30_000 : wall,
      offset: read.offset,
      uncertainty: second === undefined ? 30 : 1,
    },
  };
}

/** Milliseconds of `YYYY-MM-DDThh:mm:ss[.fff]` as if it were UTC; null for a time that no clock shows. */
export function wallTime(text: string): number | null {
  const time = Date.parse(`${text}Z`);
  // 30 February rolls over instead of failing: what comes back must be what went in.
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 19) !== text.slice(0, 19) ? null : time;
}

/** Milliseconds east of UTC of `±hh:mm` or `Z`. */
export function offsetTime(offset: string): number {
  if (offset === 'Z') return 0;
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

type Zone =
  | { readonly offset: string; readonly name: string | null }
  | { readonly code: 'zone-unknown' | 'never' | 'twice' };

function readZone(text: string, wall: number): Zone {
  if (/^(?:Z|UTC|GMT)$/i.test(text)) return { offset: '+00:00', name: null };
  const fixed = offsetForm.exec(text);
  if (fixed) {
    const [, sign = '', hours = '', minutes = '00'] = fixed;
    if (Number(hours) > 14 || Number(minutes) > 59) return { code: 'zone-unknown' };
    return { offset: `${sign}${hours.padStart(2, '0')}:${minutes}`, name: null };
  }
  const name = zoneName(text.replace(/^\[|\]$/g, ''));
  if (name === null) return { code: 'zone-unknown' };
  // Whatever the zone's offset was a day before and is a day after: those at which this wall clock is shown.
  const near = [wall - day, wall, wall + day].map((instant) => offsetAt(name, instant));
  const shown = [...new Set(near)].filter(
    (offset): offset is string => offset !== null && offsetAt(name, wall - offsetTime(offset)) === offset,
  );
  const [offset, another] = shown;
  if (offset === undefined) return { code: near.includes(null) ? 'zone-unknown' : 'never' };
  return another === undefined ? { offset, name } : { code: 'twice' };
}

const day = 86_400_000;

/** The name of a zone of the tz database as it was typed: systems go on calling places by their former names. Null for none. */
function zoneName(text: string): string | null {
  if (!/^[A-Za-z][A-Za-z0-9_+-]*\/[A-Za-z0-9_+/-]+$/.test(text)) return null;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return text;
  } catch {
    return null;
  }
}

/** `±hh:mm` of a zone at an instant; null where it is not of whole minutes, as before there were zones. */
function offsetAt(zone: string, instant: number): string | null {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  const name = parts.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  if (name === 'GMT') return '+00:00';
  return /^GMT([+-]\d\d:\d\d)$/.exec(name)?.[1] ?? null;
}
