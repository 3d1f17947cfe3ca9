import { AppError } from '../../shared/errors/app-error.ts';
import type { IdentityBackup, IdentityRecord } from '../../shared/records/identity.ts';
import { formatPublicKey, keyIdText, type MinisignKey } from '../../verifier/signature/minisign.ts';
import type { Archive } from '../archive/archive.ts';
import { randomSalt, uuidText, uuidV7 } from '../cryptography/random.ts';
import { asSecret, randomSecret, wipe } from '../cryptography/secret.ts';
import { appendEvents, type EventDetail } from '../custody/append.ts';
import { bytesOfWords, wordsOf } from '../keys/words.ts';
import { identityDigest } from './identity-digest.ts';
import { personName } from './person.ts';
import { agreementRecipient, openReplicaKey, replicaKeyOf, settleReplicaKey } from './replica-key.ts';
import { erasedFields } from '../disposition/states.ts';
import { formatRetirement, openRetirement } from './retirement.ts';
import { formatSecretKey, openSecretKey, signingKeyOf, type SigningKey } from './secret-key.ts';

/** Who acts in an archive, and with which key (design §4, "identity"; docs/formats/archive.md). */

export interface NewIdentity {
  readonly name: string;
  readonly role: string | null;
  readonly organisation: string | null;
  readonly isOffice: boolean;
  /** Of the key; null: the key lies unprotected, and nobody who uses it has proved anything but having it. */
  readonly passphrase: string | null;
}

interface IdentityRow {
  readonly id: number;
  readonly uid: Uint8Array;
  readonly name: string;
  readonly role: string | null;
  readonly organisation: string | null;
  readonly isOffice: number;
  readonly createdAt: string;
  readonly publicKey: Uint8Array | null;
  readonly keyId: Uint8Array | null;
  readonly secretKey: string | null;
  readonly retiredAt: string | null;
  readonly compromisedSince: string | null;
}

const columns = `id, uid, name, role, organisation, is_office AS isOffice, created_at AS createdAt, public_key AS publicKey,
  key_id AS keyId, secret_key AS secretKey, retired_at AS retiredAt, compromised_since AS compromisedSince`;

export function listIdentities(archive: Archive): readonly IdentityRecord[] {
  const rows = archive.catalogue
    .prepare<[], IdentityRow>(`SELECT ${columns} FROM identity ORDER BY id`)
    .all();
  return rows.map((row) => recordOf(archive, row));
}

/**
 * An identity with a new key, unlocked from now on. A person of this name who had no key gets one. Throws
 * `identity-exists`. What comes back is shown once: the archive keeps neither words nor statement.
 */
export async function createIdentity(archive: Archive, wanted: NewIdentity): Promise<IdentityBackup> {
  return adopt(archive, wanted, signingKeyOf(randomSecret()), 'created');
}

/**
 * A key brought back, from words or from a secret key file (`filePassphrase` opens it). From then on it is under
 * `wanted.passphrase`. If the archive knows the key, it is that identity, whatever name is given. Throws `words-unusable`,
 * `identity-key-unusable`, `identity-passphrase-wrong`, `identity-exists`, `identity-retired`.
 */
export async function importIdentity(
  archive: Archive,
  wanted: NewIdentity,
  from: { readonly words: string } | { readonly secretKey: string; readonly filePassphrase: string | null },
): Promise<IdentityBackup> {
  const key =
    'words' in from
      ? signingKeyOf(asSecret(bytesOfWords(from.words, 24)))
      : openSecretKey(from.secretKey, from.filePassphrase);
  return adopt(archive, wanted, key, 'imported');
}

async function adopt(
  archive: Archive,
  wanted: NewIdentity,
  key: SigningKey,
  change: 'created' | 'imported',
): Promise<IdentityBackup> {
  requireWriting(archive);
  const db = archive.catalogue;
  const byKey = db
    .prepare<[Uint8Array], IdentityRow>(`SELECT ${columns} FROM identity WHERE public_key = ?`)
    .get(key.publicKey);
  if (byKey?.retiredAt) throw new AppError('identity-retired', { name: byKey.name });
  const named = findIdentity(archive, wanted.name);
  // A retired one keeps its name; whoever comes after it under the same name is somebody new.
  const known = byKey ?? (named?.retiredAt ? null : named);
  if (known?.publicKey && !byKey) throw new AppError('identity-exists', { name: wanted.name });
  // A key's id is its maker's choice: what the archive knows stands, for signatures name it.
  const kept: SigningKey = byKey?.keyId ? { ...key, keyId: byKey.keyId } : key;
  const secretKey = formatSecretKey(kept, wanted.passphrase);
  const recipient = await agreementRecipient(kept);
  const now = archive.clock();
  const id = db.transaction(() => {
    const uid = known?.uid ?? uuidV7(now.getTime());
    const salt = randomSalt(16);
    const person = {
      name: known?.name ?? personName(wanted.name),
      role: wanted.role ?? known?.role ?? null,
      organisation: wanted.organisation ?? known?.organisation ?? null,
      isOffice: wanted.isOffice || known?.isOffice === 1,
    };
    const time = noteChange(archive, uid, {
      change,
      key: formatPublicKey(kept),
      recipient,
      record: identityDigest({ ...person, salt }),
    });
    const row = db
      .prepare<unknown[], number>(
        `INSERT INTO identity (uid, name, role, organisation, is_office, created_at, salt, public_key, key_id, secret_key, recipient)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (uid) DO UPDATE SET role = excluded.role, organisation = excluded.organisation,
           is_office = excluded.is_office, salt = excluded.salt, public_key = excluded.public_key, key_id = excluded.key_id,
           secret_key = excluded.secret_key, recipient = excluded.recipient
         RETURNING id`,
      )
      .pluck()
      .get(
        uid, person.name, person.role, person.organisation, person.isOffice ? 1 : 0, time, salt,
        kept.publicKey, kept.keyId, secretKey, recipient,
      ); // prettier-ignore
    if (row === undefined) throw new Error('an identity was not recorded');
    return row;
  })();
  // While whoever has the replica's key is still unlocked, it is wrapped for the one who comes.
  const pair = replicaKeyOf(archive);
  if (pair) await settleReplicaKey(archive, pair);
  await unlockWith(archive, id, kept);
  const row = rowById(archive, id);
  const identity = recordOf(archive, row);
  return {
    identity,
    secretKey,
    words: wordsOf(kept.seed),
    retirement: formatRetirement(
      { identity: identity.id, key: kept, compromisedSince: null },
      { id: identity.id, key: kept },
    ),
  };
}

/** Names who acts, without proof; whoever was unlocked is locked. Null: nobody says. Throws `identity-not-found`. */
export function chooseIdentity(archive: Archive, name: string | null): void {
  const row = name === null ? null : requireIdentity(archive, name);
  archive.session.claim(row && { id: row.id, uid: row.uid, name: row.name });
  if (archive.access !== 'write') return;
  archive.catalogue.transaction(() => {
    archive.catalogue.prepare("DELETE FROM setting WHERE name = 'operator'").run();
    if (row)
      archive.catalogue
        .prepare("INSERT INTO setting (name, value) VALUES ('operator', ?)")
        .run(String(row.id));
  })();
}

/**
 * Unlocks an identity: what is done from now on is done by it, proved. Whoever was unlocked is locked. Throws
 * `identity-not-found`, `identity-without-key`, `identity-retired`, `identity-passphrase-wrong`.
 */
export async function unlockIdentity(
  archive: Archive,
  name: string,
  passphrase: string | null,
): Promise<void> {
  const row = requireIdentity(archive, name);
  await unlockWith(archive, row.id, openKeyOf(row, passphrase));
}

async function unlockWith(archive: Archive, id: number, key: SigningKey): Promise<void> {
  const row = rowById(archive, id);
  const pair = await openReplicaKey(archive, row.id, key);
  archive.session.unlock({ id: row.id, uid: row.uid, name: row.name }, key, pair);
  if (pair && archive.access === 'write') await settleReplicaKey(archive, pair);
}

/** The key as a file and as words, for a new backup. Throws as `unlockIdentity` does, but not for a retired one. */
export function exportIdentity(archive: Archive, name: string, passphrase: string | null): IdentityBackup {
  const row = requireIdentity(archive, name);
  const key = openKeyOf({ ...row, retiredAt: null }, passphrase);
  const identity = recordOf(archive, row);
  const retirement = formatRetirement(
    { identity: identity.id, key, compromisedSince: null },
    { id: identity.id, key },
  );
  const backup = { identity, secretKey: row.secretKey ?? '', words: wordsOf(key.seed), retirement };
  wipe(key.seed);
  return backup;
}

export type RetirementProof =
  /** The statement handed out when the key was made. */
  | { readonly statement: string }
  /** The identity itself, or an office's that may retire others: its name and passphrase. */
  | { readonly by: string; readonly passphrase: string | null };

/**
 * Retires an identity: it signs nothing any more. `compromisedSince` (a date): what it signed from then on counts for
 * nothing. Throws `identity-not-found`, `identity-without-key`, `retirement-unusable`, `identity-passphrase-wrong`.
 */
export function retireIdentity(
  archive: Archive,
  name: string,
  proof: RetirementProof,
  compromisedSince: string | null,
): IdentityRecord {
  requireWriting(archive);
  const row = requireIdentity(archive, name);
  const key = keyOf(row);
  if (!key) throw new AppError('identity-without-key', { name });
  const id = uuidText(row.uid);
  const statement =
    'statement' in proof
      ? proof.statement
      : signRetirement(archive, { identity: id, key, compromisedSince }, proof);
  const opened = openRetirement(statement, signersFor(archive, row));
  if (opened.identity !== id || formatPublicKey(opened.key) !== formatPublicKey(key))
    throw new AppError('retirement-unusable', { reason: 'it retires another identity' });
  const since = opened.compromisedSince ?? compromisedSince;
  archive.catalogue.transaction(() => {
    const time = noteChange(archive, row.uid, {
      change: 'retired',
      key: formatPublicKey(key),
      compromisedSince: since,
      statement,
    });
    archive.catalogue
      .prepare(
        'UPDATE identity SET retired_at = coalesce(retired_at, ?), retirement = ?, compromised_since = ? WHERE id = ?',
      )
      .run(time, statement, since ?? row.compromisedSince, row.id);
  })();
  if (archive.session.operator?.id === row.id) archive.session.lock();
  return recordOf(archive, rowById(archive, row.id));
}

function signRetirement(
  archive: Archive,
  retirement: Parameters<typeof formatRetirement>[0],
  by: { readonly by: string; readonly passphrase: string | null },
): string {
  const signer = requireIdentity(archive, by.by);
  const key = openKeyOf(signer, by.passphrase);
  try {
    return formatRetirement(retirement, { id: uuidText(signer.uid), key });
  } finally {
    wipe(key.seed);
  }
}

/** Whose word retires an identity: its own, and that of every office that is not retired itself. */
function signersFor(archive: Archive, row: IdentityRow): { id: string; key: MinisignKey }[] {
  const offices = archive.catalogue
    .prepare<[], IdentityRow>(`SELECT ${columns} FROM identity WHERE is_office = 1 AND retired_at IS NULL`)
    .all();
  return [row, ...offices].flatMap((candidate) => {
    const key = keyOf(candidate);
    return key ? [{ id: uuidText(candidate.uid), key }] : [];
  });
}

export function findIdentity(archive: Archive, name: string): IdentityRow | null {
  const row = archive.catalogue
    .prepare<[string], IdentityRow>(
      `SELECT ${columns} FROM identity WHERE name = ? ORDER BY retired_at IS NOT NULL, id DESC LIMIT 1`,
    )
    .get(personName(name));
  return row ?? null;
}

function requireIdentity(archive: Archive, name: string): IdentityRow {
  const row = findIdentity(archive, name);
  if (!row) throw new AppError('identity-not-found', { name });
  return row;
}

function rowById(archive: Archive, id: number): IdentityRow {
  const row = archive.catalogue
    .prepare<[number], IdentityRow>(`SELECT ${columns} FROM identity WHERE id = ?`)
    .get(id);
  if (!row) throw new Error('an identity vanished');
  return row;
}

function openKeyOf(row: IdentityRow, passphrase: string | null): SigningKey {
  if (row.retiredAt) throw new AppError('identity-retired', { name: row.name });
  if (row.secretKey === null) throw new AppError('identity-without-key', { name: row.name });
  return openSecretKey(row.secretKey, passphrase);
}

function keyOf(row: IdentityRow): MinisignKey | null {
  return row.publicKey && row.keyId ? { publicKey: row.publicKey, keyId: row.keyId } : null;
}

/** Returns the event's time: what is recorded of an identity bears the times of the events that tell of it. */
function noteChange(archive: Archive, uid: Uint8Array, detail: EventDetail): string {
  const [event] = appendEvents(archive.catalogue, archive.events, [
    {
      type: 'metadata modification',
      subject: { kind: 'identity', id: uuidText(uid) },
      outcome: 'success',
      detail: { identity: detail },
    },
  ]);
  if (!event) throw new Error('an event was not appended');
  return event.time;
}

function requireWriting(archive: Archive): void {
  if (archive.access !== 'write') throw new AppError('archive-read-only', { path: archive.path });
}

function recordOf(archive: Archive, row: IdentityRow): IdentityRecord {
  const key = keyOf(row);
  const { operator } = archive.session;
  const [erased] = row.name === '' ? erasedFields(archive, row.uid) : [];
  return {
    id: uuidText(row.uid),
    name: row.name,
    ...(erased ? { erasedBy: erased.event } : {}),
    role: row.role,
    organisation: row.organisation,
    isOffice: row.isOffice === 1,
    createdAt: row.createdAt,
    publicKey: key && formatPublicKey(key),
    keyId: key && keyIdText(key),
    retiredAt: row.retiredAt,
    compromisedSince: row.compromisedSince,
    standing: operator?.id === row.id ? operator.standing : null,
  };
}
