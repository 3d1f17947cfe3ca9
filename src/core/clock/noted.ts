import { readNoted } from '../../shared/dates/noted-time.ts';
import { accessionDescription } from '../../shared/records/accession.ts';
import type { ClockPicture } from '../../shared/records/clock-check.ts';
import type { Archive } from '../archive/archive.ts';

/**
 * What was noted of the device's clock when the first file of an item was taken in, as it was typed. How far it was off is told
 * where both are a day and a time; or both a time of day alone, and then by less than half a day.
 */
export function noteOf({ catalogue }: Pick<Archive, 'catalogue'>, itemId: number): ClockPicture['noted'] {
  const text = catalogue
    .prepare<[number], string>(
      `SELECT accession.description FROM file JOIN accession ON accession.id = file.accession_id
       WHERE item_id = ? ORDER BY sequence LIMIT 1`,
    )
    .pluck()
    .get(itemId);
  const noted = text === undefined ? undefined : accessionDescription.parse(JSON.parse(text)).clockCheck;
  if (!noted || Object.keys(noted).length === 0) return null;
  const { deviceShowed = null, referenceShowed = null, reference = null } = noted;
  return { deviceShowed, referenceShowed, reference, seconds: secondsBetween(deviceShowed, referenceShowed) };
}

const day = 86_400_000;

function secondsBetween(device: string | null, reference: string | null): number | null {
  const [from, to] = [device, reference].map((text) => (text === null ? null : readNoted(text)));
  if (!from || !to || from.isTimeOnly !== to.isTimeOnly) return null;
  const apart = to.time - from.time;
  if (!from.isTimeOnly) return Math.round(apart / 1000);
  return Math.round((apart > day / 2 ? apart - day : apart < -day / 2 ? apart + day : apart) / 1000);
}
