import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '../../src/core/cryptography/digest.ts';
import { uuidText, uuidV7 } from '../../src/core/cryptography/random.ts';
import { generateSigningKey, type SigningKeyPair } from '../../src/core/cryptography/signing.ts';
import { appendEvents, type EventContext, type EventDraft } from '../../src/core/custody/append.ts';
import { createLog, openCustodyLog } from '../../src/core/custody/log.ts';
import { openDatabase, type Database } from '../../src/core/database/connection.ts';
import { migrate } from '../../src/core/database/migrate.ts';
import { initial } from '../../src/core/database/migrations/0001-initial.ts';
import {
  disclose,
  digestOf,
  fieldNames,
  leafText,
  type FieldName,
} from '../../src/verifier/custody/event.ts';
import { utf8 } from '../../src/verifier/custody/encoding.ts';
import type { CanonicalValue } from '../../src/verifier/custody/canonical.ts';

export interface TestLog {
  readonly folder: string;
  readonly db: Database;
  readonly logId: number;
  readonly replicaId: number;
  readonly key: SigningKeyPair;
  readonly context: EventContext;
  append(drafts: readonly EventDraft[]): void;
}

/** A real database in a temporary folder, with a replica and an empty log. */
export function newTestLog(): TestLog {
  const folder = mkdtempSync(join(tmpdir(), 'stele-custody-'));
  const db = openDatabase(join(folder, 'catalogue.db'), { journal: 'shared', access: 'write' });
  migrate(db, [initial], () => undefined);
  const key = generateSigningKey();
  const now = Date.UTC(2026, 10, 9, 12);
  const replicaId = Number(
    db
      .prepare('INSERT INTO replica (uid, code, created_at, public_key, private_key) VALUES (?, ?, ?, ?, ?)')
      .run(uuidV7(now), 'K2', new Date(now).toISOString(), key.publicKey, key.privateKey).lastInsertRowid,
  );
  const uid = uuidV7(now);
  const logId = createLog(db, { uid, origin: `stele/log/${uuidText(uid)}` });
  let time = now;
  const context: EventContext = {
    log: openCustodyLog(db, logId),
    clock: () => (time += 7),
    identity: () => ({ uid: uuidText(uuidV7(now)), standing: 'claimed' }),
    tool: { name: 'Stele', version: '0.1.0' },
    host: { platform: 'linux', architecture: 'x64' },
  };
  const append = (drafts: readonly EventDraft[]): void => {
    db.transaction(() => appendEvents(db, context, drafts)).immediate();
  };
  return { folder, db, logId, replicaId, key, context, append };
}

/** An ingestion as ingest writes it; `name` decides the hash. */
export function ingestion(name: string, id = uuidText(uuidV7(Date.now()))): EventDraft {
  const sha = Buffer.from(sha256(name)).toString('hex');
  return {
    type: 'ingestion',
    subject: { kind: 'file', id },
    outcome: 'success',
    detail: { digests: { sha256: sha }, size: name.length, name: `Կռատու ${name} "quoted"` },
    act: null,
  };
}

export function ingestions(count: number): EventDraft[] {
  return Array.from({ length: count }, (_, index) => ingestion(`file ${index}`));
}

/** A whole valid event at a position, as a forger would make it. */
export function forgeEvent(sequence: number, changes: Partial<Record<FieldName, CanonicalValue>> = {}) {
  const values: Record<FieldName, CanonicalValue> = {
    sequence,
    id: '018f0000-0000-7000-8000-000000000000',
    time: '2026-11-09T12:00:00.000Z',
    identity: null,
    standing: 'none',
    type: 'access',
    subject: null,
    outcome: 'success',
    detail: { forged: true },
    tool: { name: 'x', version: '1' },
    host: {},
    act: null,
    ...changes,
  };
  const disclosures = fieldNames.map((name, at) => disclose(new Uint8Array(16).fill(at), name, values[name]));
  return { disclosures, leaf: utf8(leafText(disclosures.map((text) => digestOf(sha256, text)))) };
}
