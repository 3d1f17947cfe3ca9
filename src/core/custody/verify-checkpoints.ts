import type { Database } from '../database/connection.ts';
import { sha256 } from '../cryptography/digest.ts';
import { verifySignature } from '../cryptography/signing.ts';
import { checkNote, parseCheckpoint, parseNote } from '../../verifier/custody/signed-note.ts';
import { sameBytes, utf8 } from '../../verifier/custody/encoding.ts';
import type { FindingList } from './log-findings.ts';
import type { LogRow } from './log.ts';

export interface KnownCheckpoint {
  readonly id: number;
  readonly size: number;
  readonly root: Uint8Array;
}

interface CheckpointRow {
  readonly id: number;
  readonly size: number;
  readonly root: Uint8Array;
  readonly note: string;
}

/** Checks form and signature of every checkpoint of a log; returns those that hold, by size. */
export function readCheckpoints(
  db: Database,
  log: LogRow,
  findings: FindingList,
): readonly KnownCheckpoint[] {
  const keys = db
    .prepare<[], { publicKey: Uint8Array }>('SELECT public_key AS publicKey FROM replica')
    .all()
    .map(({ publicKey }) => ({ name: log.origin, publicKey }));
  const rows = db
    .prepare<[number], CheckpointRow>(
      'SELECT id, size, root, note FROM checkpoint WHERE log_id = ? AND note IS NOT NULL ORDER BY id',
    )
    .all(log.id);
  const sound: KnownCheckpoint[] = [];
  for (const row of rows) {
    const problem = (detail: string) =>
      findings.add('checkpoint-malformed', null, `checkpoint ${row.id}: ${detail}`);
    const note = parseNote(utf8(row.note));
    const checkpoint = note && parseCheckpoint(note.text);
    if (!note || !checkpoint) problem('not a signed note over origin, size and root');
    else if (checkpoint.origin !== log.origin) problem(`of another log, ${checkpoint.origin}`);
    else if (!keys.some((key) => checkNote(sha256, verifySignature, note, key) === 'valid')) {
      const detail = `checkpoint ${row.id} bears no valid signature by a key of this archive`;
      findings.add('checkpoint-bad-signature', null, detail);
    } else {
      if (checkpoint.size !== row.size || !sameBytes(checkpoint.root, row.root))
        problem('the record beside the note says otherwise');
      // The signed note counts, whatever stands beside it.
      sound.push({ id: row.id, size: checkpoint.size, root: checkpoint.root });
    }
  }
  return sound.toSorted((left, right) => left.size - right.size);
}
