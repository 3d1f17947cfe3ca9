import { offsetTime, wallTime } from '../../shared/dates/reference-time.ts';
import type { CapturedBasis, ClockPeriod, ClockSkip } from '../../shared/records/clock-check.ts';
import { capturedEnd, capturedKey } from '../catalogue/sort-keys.ts';
import { sameCamera, type Check } from './checks.ts';
import type { Shot } from './shots.ts';

/** When a picture was captured by a check: EDTF, and how that is known. */
export interface Correction {
  readonly captured: string;
  readonly basis: CapturedBasis;
  /** Another check made the uncertainty wider. */
  readonly isWidened: boolean;
}

export type Corrected = Correction | { readonly skip: ClockSkip };

const day = 86_400_000;

/**
 * The time of a picture by a check, where it is the one to ask: of those that hold for this camera and time the nearest by the
 * camera's own clock. Nothing is reckoned between two checks, because nobody knows whether a clock drifted or was set: where one
 * on the other side says something else, the uncertainty is widened until what both say lies within it. `checks` are all that
 * hold for the camera, this one among them.
 */
export function correct(check: Check, checks: readonly Check[], shot: Shot | null): Corrected {
  if (shot?.reading == null) return { skip: 'no-reading' };
  const { reading, readingOffset } = shot;
  if (!shot.camera || !sameCamera(shot.camera, check.camera)) return { skip: 'other-camera' };
  const wall = onClockOf(check, reading, readingOffset);
  if (wall === null) return { skip: 'other-clock' };
  if (!covers(check.period, shot)) return { skip: 'out-of-period' };
  const others = checks.flatMap((one) => {
    const there = one.uid === check.uid || !covers(one.period, shot) ? null : distanceTo(one, shot);
    return there === null ? [] : [{ check: one, distance: there }];
  });
  const own = distanceTo(check, shot) ?? 0;
  if (others.some(({ distance }) => Math.abs(distance) < Math.abs(own))) return { skip: 'nearer-check' };
  const beyond = others
    .filter(({ distance }) => Math.sign(distance) === -Math.sign(own))
    .sort((left, right) => Math.abs(left.distance) - Math.abs(right.distance))[0];
  const apart = beyond ? Math.abs(secondsBy(check, beyond.check) - check.seconds) : 0;
  const both = beyond ? apart + beyond.check.uncertainty : 0;
  const uncertainty = Math.max(check.uncertainty, both);
  const time = wall + check.seconds * 1000;
  const captured = timeText(time, reading.includes('.'), check.offset);
  if (captured === null) return { skip: 'impossible' };
  // A day more, because no zone may be known, and clocks of computers are wrong as well.
  const instant = time - (check.offset === null ? 0 : offsetTime(check.offset)) - uncertainty * 1000;
  if (instant > Date.parse(shot.takenInAt) + day) return { skip: 'after-taking-in' };
  const { uid, itemNumber: item, kind, seconds } = check;
  return {
    captured,
    basis: {
      ...({ by: 'clock-check', check: uid, item, kind } as const),
      ...{ file: shot.file, reading, readingOffset, seconds, uncertainty },
    },
    isWidened: uncertainty > check.uncertainty,
  };
}

/** A reading on the clock as it was set for the check; null where the one tells its offset from UTC and the other does not. */
function onClockOf(check: Check, reading: string, offset: string | null): number | null {
  const wall = wallTime(reading);
  if (wall === null || (offset === null) !== (check.readingOffset === null)) return null;
  if (offset === null || check.readingOffset === null) return wall;
  return wall - offsetTime(offset) + offsetTime(check.readingOffset);
}

function distanceTo(check: Check, { reading, readingOffset }: Shot): number | null {
  const wall = onClockOf(check, reading ?? '', readingOffset);
  const at = wallTime(check.reading);
  return wall === null || at === null ? null : wall - at;
}

/** What another check adds to the reading, as a time of the clock that this one's reference goes by. */
function secondsBy(check: Check, other: Check): number {
  const zones =
    check.offset === null || other.offset === null ? 0 : offsetTime(check.offset) - offsetTime(other.offset);
  const settings =
    check.readingOffset === null || other.readingOffset === null
      ? 0
      : offsetTime(other.readingOffset) - offsetTime(check.readingOffset);
  return other.seconds + (zones + settings) / 1000;
}

export function covers({ accessions, from, to }: ClockPeriod, shot: Shot): boolean {
  if (accessions !== null && !accessions.includes(shot.accession)) return false;
  const time = wallTime(shot.reading ?? '');
  if (time === null) return false;
  return (
    (from === null || time >= (capturedKey(from) ?? -Infinity)) &&
    (to === null || time < (capturedEnd(to) ?? Infinity))
  );
}

/** EDTF of a wall clock, as fine as the reading; null beyond years of four digits. */
export function timeText(time: number, hasFraction: boolean, offset: string | null): string | null {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return null;
  const text = date.toISOString();
  return /^\d{4}-/.test(text) ? `${text.slice(0, hasFraction ? 23 : 19)}${offset ?? ''}` : null;
}
