import { sha256 } from '../cryptography/digest.ts';
import { uuidText } from '../cryptography/random.ts';

/** What was recorded of a file when it was taken in, and never changes. */
export interface FileRecord {
  readonly uid: Uint8Array;
  readonly sha256: Uint8Array;
  readonly sha512: Uint8Array;
  readonly size: number;
  readonly mediaType: string;
  readonly vaultName: string;
  readonly reader: string | null;
  /** JSON text, as stored. */
  readonly readings: string;
  /** Compressed, as stored. */
  readonly metadata: Uint8Array;
  readonly path: Uint8Array;
  readonly times: string | null;
  readonly origin: string | null;
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/**
 * SHA-256 (hex) over the record, committed in its ingestion event: a catalogue row that was altered afterwards no longer
 * matches the log. The random id in it keeps the digest from being guessed.
 */
export function fileRecordDigest(record: FileRecord): string {
  const fields = [
    uuidText(record.uid),
    hex(record.sha256),
    hex(record.sha512),
    record.size,
    record.mediaType,
    record.vaultName,
    record.reader,
    record.readings,
    hex(sha256(record.metadata)),
    hex(record.path),
    record.times,
    record.origin,
  ];
  return hex(sha256(JSON.stringify(fields)));
}

/** What was recorded when bytes that are already stored were met again. */
export interface SightingRecord {
  readonly accessionUid: Uint8Array;
  readonly fileUid: Uint8Array;
  readonly path: Uint8Array;
  readonly size: number | null;
  readonly modifiedNs: string | null;
  readonly times: string | null;
  readonly origin: string | null;
}

/** SHA-256 (hex) over a sighting, committed in its event. The random ids keep it from being guessed. */
export function sightingDigest(record: SightingRecord): string {
  const { path, size, modifiedNs, times, origin } = record;
  const ids = [uuidText(record.accessionUid), uuidText(record.fileUid)];
  return hex(sha256(JSON.stringify([...ids, hex(path), size, modifiedNs, times, origin])));
}

/** What a person and the system said of an act of taking in, as stored. */
export interface AccessionRecord {
  readonly uid: Uint8Array;
  readonly number: string;
  readonly startedAt: string;
  /** JSON texts. */
  readonly description: string;
  readonly sources: string;
  readonly machineClock: string;
}

/** SHA-256 (hex) over an accession, committed in the event that begins it. */
export function accessionDigest(record: AccessionRecord): string {
  const { number, startedAt, description, sources, machineClock } = record;
  return hex(
    sha256(JSON.stringify([uuidText(record.uid), number, startedAt, description, sources, machineClock])),
  );
}
