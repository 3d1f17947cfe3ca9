import type { Database } from '../database/connection.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { sha256 } from '../cryptography/digest.ts';
import { verifySignature } from '../cryptography/signing.ts';
import {
  checkNote,
  parseCheckpoint,
  parseNote,
  type VerifierKey,
} from '../../verifier/custody/signed-note.ts';
import { sameBytes, utf8 } from '../../verifier/custody/encoding.ts';
import type { FindingList } from './log-findings.ts';
import type { LogRow } from './log.ts';

/** A checkpoint from outside the archive: on paper, in a package, with somebody. */
export interface NotedCheckpoint {
  /** What to call it in a finding. */
  readonly name: string;
  /** The signed note (UTF-8). */
  readonly note: Uint8Array;
}

export interface KnownCheckpoint {
  readonly name: string;
  readonly size: number;
  readonly root: Uint8Array;
  /** Public key that it is signed with, lower-case hex. */
  readonly key: string;
  /** It was noted outside the archive: nobody who holds the archive could have replaced it. */
  readonly isNoted: boolean;
}

interface CheckpointRow {
  readonly id: number;
  readonly size: number;
  readonly root: Uint8Array;
  readonly note: string;
}

type KnownKey = VerifierKey & { readonly hex: string };

/** Checks form and signature of every checkpoint of a log, and of those noted elsewhere; returns those that hold, by size. */
export function readCheckpoints(
  db: Database,
  log: LogRow,
  noted: readonly NotedCheckpoint[],
  findings: FindingList,
): readonly KnownCheckpoint[] {
  const keys = db
    .prepare<[], Uint8Array>('SELECT public_key FROM replica')
    .pluck()
    .all()
    .map((publicKey) => ({ name: log.origin, publicKey, hex: Buffer.from(publicKey).toString('hex') }));
  const rows = db
    .prepare<[number], CheckpointRow>(
      'SELECT id, size, root, note FROM checkpoint WHERE log_id = ? AND note IS NOT NULL ORDER BY id',
    )
    .all(log.id);
  const sound: KnownCheckpoint[] = [];
  for (const row of rows) {
    const name = `checkpoint ${row.id}`;
    const read = readNote(log, keys, { name, note: utf8(row.note) }, (detail) =>
      findings.add('checkpoint-malformed', null, `${name}: ${detail}`),
    );
    if (!read) continue;
    if (read.key === null) {
      const detail = `${name} bears no valid signature by a key of this archive`;
      findings.add('checkpoint-bad-signature', null, detail);
      continue;
    }
    if (read.size !== row.size || !sameBytes(read.root, row.root))
      findings.add('checkpoint-malformed', null, `${name}: the record beside the note says otherwise`);
    // The signed note counts, whatever stands beside it.
    sound.push({ ...read, name, key: read.key, isNoted: false });
  }
  for (const given of noted) {
    const { name } = given;
    // It says nothing about this log, so it is no finding of it.
    const read = readNote(log, keys, given, (reason) => {
      throw new AppError('checkpoint-unusable', { name, reason });
    });
    if (!read) continue;
    if (read.key !== null) sound.push({ ...read, name, key: read.key, isNoted: true });
    else findings.add('parted', null, `${name} ${unknownKey}`);
  }
  return sound.toSorted((left, right) => left.size - right.size);
}

const unknownKey =
  'is of this archive and signed by a key that this copy does not know: by another copy that was made from it and written to apart, or by somebody who only says so. Compare it with that copy';

/** Form, origin and signature of a note. `key` is null where no key of this archive signed it. */
function readNote(
  log: LogRow,
  keys: readonly KnownKey[],
  { note: bytes }: NotedCheckpoint,
  unusable: (reason: string) => void,
): { readonly size: number; readonly root: Uint8Array; readonly key: string | null } | null {
  const problem = (detail: string): null => {
    unusable(detail);
    return null;
  };
  const note = parseNote(bytes);
  const checkpoint = note && parseCheckpoint(note.text);
  if (!note || !checkpoint) return problem('not a signed note over origin, size and root');
  if (checkpoint.origin !== log.origin) return problem(`of another log, ${checkpoint.origin}`);
  const key = keys.find((known) => checkNote(sha256, verifySignature, note, known) === 'valid');
  return { size: checkpoint.size, root: checkpoint.root, key: key?.hex ?? null };
}
