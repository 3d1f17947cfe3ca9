/** What a number format shows of a serial number (ECMA-376-1, 18.8.30 and 18.17.4). */
export type Shown = 'number' | 'time' | 'year' | 'month' | 'day' | 'moment';

const byNumber = new Map<number, Shown>([
  ...[14, 15, 16].map((id) => [id, 'day'] as const),
  [17, 'month'],
  ...[18, 19, 20, 21, 45, 46, 47].map((id) => [id, 'time'] as const),
  [22, 'moment'],
  // What East Asian versions have in the same places.
  ...[27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map((id) => [id, 'day'] as const),
  ...[32, 33, 34, 35, 55, 56].map((id) => [id, 'time'] as const),
]);

/** By the format's number, and its code where the file gives one. */
export function shownBy(id: number, code: string | undefined): Shown {
  if (code === undefined) return byNumber.get(id) ?? 'number';
  if (/general/i.test(code)) return 'number';
  const bare = (code.split(';')[0] ?? '')
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .replace(/AM\/PM|A\/P/gi, 'h')
    .toLowerCase();
  const [hasYear, hasDay, hasHour] = [bare.includes('y'), bare.includes('d'), /h|s/.test(bare)];
  if (/[0#?]/.test(bare.replace(/s\.0+/g, 's')) && !hasYear && !hasDay) return 'number';
  const hasMonth = bare.includes('m') && !(hasHour && !hasYear && !hasDay);
  if (hasDay) return hasHour ? 'moment' : 'day';
  if (hasMonth) return 'month';
  if (hasYear) return 'year';
  return hasHour ? 'time' : 'number';
}

const day = 86_400_000;

/** A serial number as its format shows it, or null where that is no date. Days since 1899-12-31, or since 1904-01-01. */
export function dateText(serial: number, shown: Shown, is1904: boolean): string | null {
  if (shown === 'number' || !Number.isFinite(serial) || serial < 0 || serial > 2_958_466) return null;
  if (shown === 'time' && serial < 1) return timeOf(serial);
  const whole = Math.floor(serial);
  // The 29th of February 1900, which never was, is number 60.
  if (!is1904 && whole === 60) return null;
  const since = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, whole > 60 ? 30 : 31);
  const date = new Date(since + whole * day).toISOString().slice(0, 10);
  const time = serial - whole;
  if (shown === 'year') return date.slice(0, 4);
  if (shown === 'month') return date.slice(0, 7);
  return shown === 'day' || time === 0 ? date : `${date}T${timeOf(time)}`;
}

function timeOf(part: number): string {
  const seconds = Math.min(86_399, Math.round(part * 86_400));
  return new Date(seconds * 1000).toISOString().slice(11, 19);
}
