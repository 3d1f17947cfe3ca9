import { canonicalize } from '../../verifier/custody/canonical.ts';
import { expandSecret } from '../cryptography/derive.ts';
import { startDigest } from '../cryptography/digest.ts';
import type { Database } from '../database/connection.ts';

interface EntryRow {
  readonly run: number;
  readonly path: Uint8Array;
  readonly status: string;
  readonly size: number | null;
  readonly modifiedNs: string | null;
  readonly times: string | null;
  readonly origin: string | null;
  readonly error: string | null;
  readonly recordedAt: string;
}

/**
 * Digest (lower-case hex) of what an accession did not store, as its closing event commits to it: SHA-256 over a line with
 * a salt and one line, RFC 8785, for each such entry in the order of the ids (docs/formats/log.md, "Records"). These rows
 * come and go until an accession is closed, so none of them has an event of its own.
 */
export function unstoredDigest(db: Database, accessionId: number, secret: Uint8Array): string {
  const rows = db
    .prepare<[number], EntryRow>(
      `SELECT run, path, status, size, modified_ns AS modifiedNs, times, origin, error, recorded_at AS recordedAt
       FROM accession_entry WHERE accession_id = ? AND file_id IS NULL ORDER BY id`,
    )
    .iterate(accessionId);
  const salt = Buffer.from(expandSecret(secret, 'stele/1/unstored', 16)).toString('base64url');
  const digest = startDigest('sha256').update(`${salt}\n`);
  for (const { run, path, status, size, modifiedNs, times, origin, error, recordedAt } of rows) {
    const bytes = Buffer.from(path).toString('hex');
    const entry = [run, bytes, status, size, modifiedNs, times, origin, error, recordedAt];
    digest.update(`${canonicalize(entry)}\n`);
  }
  return digest.digest('hex');
}
