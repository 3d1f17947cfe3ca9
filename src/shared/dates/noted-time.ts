import { readReference, wallTime } from './reference-time.ts';

/** A day and a time as `readReference` reads it, or a time of day alone: of the first of January 1970. */
export interface NotedTime {
  /** Milliseconds since 1970 of the wall clock as if it were UTC. */
  readonly time: number;
  readonly isTimeOnly: boolean;
}

/** What somebody noted of a clock when material was taken in; null for what is no time. */
export function readNoted(text: string): NotedTime | null {
  const clock = /^\s*(\d{1,2}):(\d\d)(?::(\d\d))?\s*$/.exec(text);
  if (clock) {
    const [, hours = '', minutes = '', seconds = '00'] = clock;
    const time = wallTime(`1970-01-01T${hours.padStart(2, '0')}:${minutes}:${seconds}`);
    return time === null ? null : { time, isTimeOnly: true };
  }
  const read = readReference(text);
  return read.ok ? { time: read.time.middle, isTimeOnly: false } : null;
}

/** Whether a time that was noted can be compared with the other one, as far as that is there. Nothing noted is nothing wrong. */
export function isNotedWell(text: string, other: string): boolean {
  if (text.trim() === '') return true;
  const noted = readNoted(text);
  return noted !== null && !(noted.isTimeOnly && readNoted(other)?.isTimeOnly === false);
}
