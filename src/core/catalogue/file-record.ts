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
