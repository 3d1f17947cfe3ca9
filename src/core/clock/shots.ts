import { fileReadings } from '../../shared/records/readings.ts';
import type { ClockCamera } from '../../shared/records/clock-check.ts';
import type { Archive } from '../archive/archive.ts';
import { cameraName } from '../catalogue/sort-keys.ts';
import { uuidText } from '../cryptography/random.ts';
import { statement } from '../database/statements.ts';

/** What the first file of an item says of when it was taken, and by which camera: what the item's time is read from. */
export interface Shot {
  readonly file: string;
  readonly camera: ClockCamera | null;
  /** Wall clock as the camera wrote it. */
  readonly reading: string | null;
  /** Its offset from UTC as the file tells it: `Z` where the format defines it so. Null: it tells none. */
  readonly readingOffset: string | null;
  /** The instant of the reading in UTC, where a satellite clock in the same file gives it within two minutes. Else null. */
  readonly satellite: string | null;
  readonly accession: string;
  /** When that was begun: RFC 3339 in UTC. */
  readonly takenInAt: string;
}

interface Row {
  readonly uid: Uint8Array;
  readonly readings: string;
  readonly number: string;
  readonly startedAt: string;
}

export function shotOf({ catalogue }: Pick<Archive, 'catalogue'>, itemId: number): Shot | null {
  const row = statement<[number], Row>(
    catalogue,
    `SELECT file.uid, file.readings, accession.number, accession.started_at AS startedAt FROM file
     JOIN accession ON accession.id = file.accession_id WHERE item_id = ? ORDER BY sequence LIMIT 1`,
  ).get(itemId);
  if (!row) return null;
  const { captured, camera } = fileReadings.parse(JSON.parse(row.readings));
  return {
    file: uuidText(row.uid),
    camera:
      cameraName(camera) === null
        ? null
        : { make: told(camera?.make), model: told(camera?.model), serial: told(camera?.serial) },
    reading: captured?.value ?? null,
    readingOffset: captured?.basis === 'utc' ? 'Z' : (captured?.offset ?? null),
    satellite: captured?.basis === 'gps' ? captured.utc : null,
    accession: row.number,
    takenInAt: row.startedAt,
  };
}

function told(text: string | null | undefined): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}
