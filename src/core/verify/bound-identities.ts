import { formatPublicKey } from '../../verifier/signature/minisign.ts';
import type { Archive } from '../archive/archive.ts';
import { sha256 } from '../cryptography/digest.ts';
import { uuidText } from '../cryptography/random.ts';
import { identityDigest, type IdentityPerson } from '../identities/identity-digest.ts';
import { asObject, asText, type CommittedEvents, type ToldEvent } from './committed.ts';
import { eachRow, type Numbered } from './each-row.ts';

interface IdentityRow extends Numbered, Omit<IdentityPerson, 'isOffice'> {
  readonly uid: Uint8Array;
  readonly isOffice: number;
  readonly createdAt: string;
  readonly publicKey: Uint8Array | null;
  readonly keyId: Uint8Array | null;
  readonly recipient: string | null;
  readonly retiredAt: string | null;
  readonly retirement: string | null;
  readonly compromisedSince: string | null;
}

const identitySql = `SELECT id, uid, name, role, organisation, is_office AS isOffice, salt, created_at AS createdAt,
    public_key AS publicKey, key_id AS keyId, recipient, retired_at AS retiredAt, retirement,
    compromised_since AS compromisedSince
  FROM identity WHERE id > ? ORDER BY id LIMIT ?`;

/** Every identity against the events that named it, gave it a key and retired it. The secret key proves itself by opening. */
export async function checkIdentities(
  archive: Archive,
  events: CommittedEvents,
  signal: AbortSignal,
  changed: (detail: string) => void,
): Promise<void> {
  await eachRow(
    archive,
    archive.catalogue.prepare<[number, number], IdentityRow>(identitySql),
    signal,
    (row) => {
      const told = toldOf(events.about('identity', row.uid));
      const key = row.publicKey && row.keyId ? { publicKey: row.publicKey, keyId: row.keyId } : null;
      const half = (row.publicKey === null) !== (row.keyId === null);
      const same =
        !half &&
        told.record === identityDigest({ ...row, isOffice: row.isOffice === 1 }) &&
        told.createdAt === row.createdAt &&
        told.key === (key && formatPublicKey(key)) &&
        told.recipient === row.recipient &&
        told.retiredAt === row.retiredAt &&
        told.retirement === row.retirement &&
        told.compromisedSince === row.compromisedSince;
      if (!same) changed(`identity ${uuidText(row.uid)} (${row.name}) differs from what was recorded`);
    },
  );
}

/** What an identity is after everything the log tells of it. */
function toldOf(events: readonly ToldEvent[]) {
  const told: Record<
    'record' | 'createdAt' | 'key' | 'recipient' | 'retiredAt' | 'retirement' | 'compromisedSince',
    string | null
  > = {
    record: null,
    createdAt: null,
    key: null,
    recipient: null,
    retiredAt: null,
    retirement: null,
    compromisedSince: null,
  };
  for (const { time, detail } of events) {
    const identity = asObject(detail.identity);
    told.createdAt ??= time;
    if (identity.change === 'retired') {
      told.retiredAt ??= time;
      told.retirement = asText(identity.statement);
      told.compromisedSince = asText(identity.compromisedSince) ?? told.compromisedSince;
      continue;
    }
    if (identity.change === 'erased') {
      // The events before it have lost their values: it says the whole anew.
      told.record = asText(identity.record);
      told.key = asText(identity.key);
      told.recipient = null;
      told.retiredAt = asText(identity.retiredAt);
      told.retirement = asText(identity.statement);
      told.compromisedSince = asText(identity.compromisedSince);
      continue;
    }
    told.record = asText(identity.record);
    told.key = asText(identity.key) ?? told.key;
    told.recipient = asText(identity.recipient) ?? told.recipient;
  }
  return told;
}

const sealedSql = 'SELECT id, uid, sealed FROM sealed_text WHERE id > ? ORDER BY id LIMIT ?';

/** Every sealed record: the log commits to its ciphertext. */
export async function checkSealed(
  archive: Archive,
  events: CommittedEvents,
  signal: AbortSignal,
  changed: (detail: string) => void,
): Promise<void> {
  await eachRow(
    archive,
    archive.catalogue.prepare<[number, number], Numbered & { uid: Uint8Array; sealed: Uint8Array }>(
      sealedSql,
    ),
    signal,
    (row) => {
      const record = Buffer.from(sha256(row.sealed)).toString('hex');
      if (!events.about('sealed', row.uid).some(({ detail }) => detail.record === record))
        changed(`the sealed record ${uuidText(row.uid)} differs from what was recorded`);
    },
  );
}
