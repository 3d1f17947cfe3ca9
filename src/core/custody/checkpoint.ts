import type { Database } from '../database/connection.ts';
import { sha256 } from '../cryptography/digest.ts';
import { signMessage, type SigningKeyPair } from '../cryptography/signing.ts';
import {
  formatCheckpoint,
  formatNote,
  isKeyName,
  type VerifierKey,
} from '../../verifier/custody/signed-note.ts';
import { utf8 } from '../../verifier/custody/encoding.ts';
import { readLogRow } from './log.ts';

export type CheckpointOccasion = 'close' | 'export' | 'request';

export interface StoredCheckpoint {
  readonly id: number;
  readonly size: number;
  readonly root: Uint8Array;
  /** The signed note, byte for byte (UTF-8). */
  readonly note: string;
  readonly key: VerifierKey;
}

/** A replica's key pair, or null where the private half is not here (a foreign replica, a locked archive). */
export function readReplicaKey(db: Database, replicaId: number): SigningKeyPair | null {
  const row = db
    .prepare<[number], { publicKey: Uint8Array; privateKey: Uint8Array | null }>(
      'SELECT public_key AS publicKey, private_key AS privateKey FROM replica WHERE id = ?',
    )
    .get(replicaId);
  return row?.privateKey ? { publicKey: row.publicKey, privateKey: row.privateKey } : null;
}

/**
 * Signs the log as it stands (C2SP tlog-checkpoint; the key's name is the log's origin, as that specification
 * recommends) and keeps the note. Whoever holds it can later tell whether what came before was rewritten.
 */
export function signCheckpoint(
  db: Database,
  request: {
    readonly logId: number;
    readonly key: SigningKeyPair;
    readonly occasion: CheckpointOccasion;
    /** Milliseconds since 1970. */
    readonly now: number;
  },
): StoredCheckpoint {
  const { origin, size, root } = readLogRow(db, request.logId);
  if (!isKeyName(origin)) throw new Error(`"${origin}" cannot be the origin of a checkpoint`);
  const key = { name: origin, publicKey: request.key.publicKey };
  const text = formatCheckpoint({ origin, size, root });
  const note = formatNote(sha256, text, key, signMessage(request.key.privateKey, utf8(text)));
  const insert = db.prepare<[number, number, Uint8Array, string, string, string]>(
    'INSERT INTO checkpoint (log_id, size, root, note, created_at, occasion) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const createdAt = new Date(request.now).toISOString();
  const { lastInsertRowid } = insert.run(request.logId, size, root, note, createdAt, request.occasion);
  return { id: Number(lastInsertRowid), size, root, note, key };
}
