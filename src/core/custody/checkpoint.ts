import type { Database } from '../database/connection.ts';
import { sha256 } from '../cryptography/digest.ts';
import { signMessage, type SigningKeyPair } from '../cryptography/signing.ts';
import {
  formatCheckpoint,
  formatNote,
  isKeyName,
  type VerifierKey,
} from '../../verifier/custody/signed-note.ts';
import { sameBytes, utf8 } from '../../verifier/custody/encoding.ts';
import { readLogRow } from './log.ts';
import { StoredTree } from './root.ts';

export type CheckpointOccasion = 'close' | 'export' | 'request';

export interface StoredCheckpoint {
  readonly id: number;
  readonly size: number;
  readonly root: Uint8Array;
  /** The signed note, byte for byte (UTF-8); null while it is pending. */
  readonly note: string | null;
  readonly key: VerifierKey;
}

/**
 * Notes the log as it stands, and signs it (C2SP tlog-checkpoint; the key's name is the log's origin, as that specification
 * recommends). Whoever holds the note can later tell whether what came before was rewritten. Without the private half of
 * the key the checkpoint is pending: `signPending` signs it when somebody has unlocked the key.
 */
export function signCheckpoint(
  db: Database,
  request: {
    readonly logId: number;
    readonly key: { readonly publicKey: Uint8Array; readonly privateKey: Uint8Array | null };
    readonly occasion: CheckpointOccasion;
    /** Milliseconds since 1970. */
    readonly now: number;
  },
): StoredCheckpoint {
  const { origin, size, root } = readLogRow(db, request.logId);
  if (!isKeyName(origin)) throw new Error(`"${origin}" cannot be the origin of a checkpoint`);
  const key = { name: origin, publicKey: request.key.publicKey };
  const text = formatCheckpoint({ origin, size, root });
  const { privateKey } = request.key;
  const note = privateKey && formatNote(sha256, text, key, signMessage(privateKey, utf8(text)));
  const insert = db.prepare<[number, number, Uint8Array, string | null, string, string]>(
    'INSERT INTO checkpoint (log_id, size, root, note, created_at, occasion) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const createdAt = new Date(request.now).toISOString();
  const { lastInsertRowid } = insert.run(request.logId, size, root, note, createdAt, request.occasion);
  return { id: Number(lastInsertRowid), size, root, note, key };
}

/** Signs every checkpoint that waits, if the log's tree still has the root it had then. */
export function signPending(db: Database, logId: number, pair: SigningKeyPair): void {
  const { origin } = readLogRow(db, logId);
  const key = { name: origin, publicKey: pair.publicKey };
  const pending = db
    .prepare<[number], { id: number; size: number; root: Uint8Array }>(
      'SELECT id, size, root FROM checkpoint WHERE log_id = ? AND note IS NULL ORDER BY id',
    )
    .all(logId);
  const tree = new StoredTree(db, logId);
  db.transaction(() => {
    for (const { id, size, root } of pending) {
      // A key never vouches for a tree that is not there: verification is where that is told.
      if (!sameBytes(tree.rootAt(size), root)) continue;
      const text = formatCheckpoint({ origin, size, root });
      const note = formatNote(sha256, text, key, signMessage(pair.privateKey, utf8(text)));
      db.prepare('UPDATE checkpoint SET note = ? WHERE id = ?').run(note, id);
    }
  })();
}
