import { z } from 'zod';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Protection, Unlocking } from '../../shared/records/keys.ts';
import type { SealedRecord } from '../../shared/records/sealed.ts';
import type { Archive } from '../archive/archive.ts';
import { resolveItem } from '../catalogue/resolve.ts';
import { deriveKey, type Argon2Cost } from '../cryptography/derive.ts';
import { sha256 } from '../cryptography/digest.ts';
import { parseUuid, randomSalt, uuidText, uuidV7 } from '../cryptography/random.ts';
import { nonceLength, seal, unseal } from '../cryptography/seal.ts';
import { asSecret, randomSecret, wipe, type Secret } from '../cryptography/secret.ts';
import { appendEvents } from '../custody/append.ts';
import { makeSlot, openSlots, parseSlots } from '../keys/slots.ts';
import { paddedLength } from '../vault/sealed-format.ts';
import { SealedIndex } from './sealed-index.ts';

/**
 * Text that is hidden from whoever may open the archive but not this: a witness's name, where somebody lives. It has a key
 * of its own, unlocked apart. In the catalogue stands ciphertext that tells neither what it says nor which item it belongs
 * to; the index is in memory, and only while it is unlocked. The log commits to the ciphertext.
 */
export interface SealedSession {
  readonly key: Secret;
  readonly index: SealedIndex;
}

const slotSetting = 'sealed-slots';

/** What is sealed, as JSON (docs/formats/archive.md, "Sealed records"). */
const sealedContent = z.object({
  item: z.uuid(),
  field: z.string(),
  text: z.string(),
  writtenAt: z.string(),
  by: z.uuid().nullable(),
});

export function sealedState(archive: Archive): 'none' | 'locked' | 'unlocked' {
  if (archive.sealed.current) return 'unlocked';
  return readSlots(archive) === null ? 'none' : 'locked';
}

/** Makes the second key; unlocked from then on. Throws `sealed-exists`, `words-unusable`, `office-key-unusable`. */
export async function createSealed(
  archive: Archive,
  protections: readonly Protection[],
  cost?: Argon2Cost,
): Promise<void> {
  requireWriting(archive);
  if (readSlots(archive)) throw new AppError('sealed-exists');
  const master = randomSecret();
  const keys = { master, labels: asSecret(deriveKey(master, archive.uid, 'stele/1/sealed-labels')) };
  const slots: unknown[] = [];
  for (const [index, protection] of protections.entries()) {
    const made = { addedAt: archive.clock().toISOString(), cost };
    slots.push(await makeSlot({ archiveId: slotPlace(archive), id: index + 1 }, protection, keys, made));
  }
  wipe(keys.labels);
  archive.catalogue
    .prepare('INSERT INTO setting (name, value) VALUES (?, ?)')
    .run(slotSetting, JSON.stringify(slots));
  begin(archive, master);
}

/** Throws `sealed-none`, `key-wrong`, `archive-damaged`. */
export async function unlockSealed(archive: Archive, unlocking: Unlocking): Promise<void> {
  const slots = readSlots(archive);
  if (!slots) throw new AppError('sealed-none');
  const place = { archiveId: slotPlace(archive), path: archive.path };
  const { master } = await openSlots(place, parseSlots(slots), unlocking);
  begin(archive, master);
}

export function lockSealed(archive: Archive): void {
  const { current } = archive.sealed;
  archive.sealed.current = null;
  wipe(current?.key);
  current?.index.close();
}

function begin(archive: Archive, master: Secret): void {
  lockSealed(archive);
  const key = asSecret(deriveKey(master, archive.uid, 'stele/1/sealed'));
  wipe(master);
  const index = new SealedIndex();
  archive.sealed.current = { key, index };
  for (const record of allRecords(archive, key)) index.add(record);
}

/**
 * Seals a text of an item. What was sealed under the same field before stays, and is no longer current. Throws
 * `sealed-locked`, and as `resolveItem` does.
 */
export function writeSealed(archive: Archive, item: string, field: string, text: string): SealedRecord {
  requireWriting(archive);
  const { key, index } = requireUnlocked(archive);
  const { session } = archive;
  const itemUid = uidOfItem(archive, resolveItem(archive, item));
  const now = archive.clock();
  const uid = uuidV7(now.getTime());
  const content = {
    item: uuidText(itemUid),
    field,
    text,
    writtenAt: now.toISOString(),
    by: session.operator ? uuidText(session.operator.uid) : null,
  };
  const plain = Buffer.from(JSON.stringify(content));
  const padded = Buffer.alloc(paddedLength(plain.length), ' ');
  plain.copy(padded);
  const nonce = randomSalt(nonceLength);
  const sealed = Buffer.concat([nonce, seal(key, nonce, padded, binding(uid))]);
  wipe(plain, padded);
  archive.catalogue.transaction(() => {
    archive.catalogue.prepare('INSERT INTO sealed_text (uid, sealed) VALUES (?, ?)').run(uid, sealed);
    appendEvents(archive.catalogue, archive.events, [
      {
        type: 'metadata modification',
        subject: { kind: 'sealed', id: uuidText(uid) },
        outcome: 'success',
        detail: { record: Buffer.from(sha256(sealed)).toString('hex') },
      },
    ]);
  })();
  const record = { id: uuidText(uid), ...content };
  index.add(record);
  return record;
}

/** What is sealed of an item, newest first. Throws `sealed-locked`, and as `resolveItem` does. */
export function readSealed(archive: Archive, item: string): readonly SealedRecord[] {
  const { index } = requireUnlocked(archive);
  return index.ofItem(uuidText(uidOfItem(archive, resolveItem(archive, item))));
}

/** Items whose sealed text holds every word of `query`, or a word that begins with it. Throws `sealed-locked`. */
export function findSealed(archive: Archive, query: string): readonly SealedRecord[] {
  return requireUnlocked(archive).index.find(query);
}

/**
 * Takes out the records that are about these items (their ids) and, with `fields`, only those under these fields. Inside
 * the caller's transaction; `reopenSealed` when it is done. Returns the ids of the records. Nothing while it is locked:
 * then nobody can tell what a record is about.
 */
export function removeSealedOf(
  archive: Archive,
  items: ReadonlySet<string>,
  fields: ReadonlySet<string> | null = null,
): readonly string[] {
  const { current } = archive.sealed;
  if (!current) return [];
  const concerned = [...allRecords(archive, current.key)]
    .filter(({ item, field }) => items.has(item) && (fields?.has(field) ?? true))
    .map(({ id }) => id);
  const remove = archive.catalogue.prepare('DELETE FROM sealed_text WHERE uid = ?');
  for (const id of concerned) remove.run(parseUuid(id));
  return concerned;
}

/** Makes the index of an unlocked session anew from what the catalogue holds. */
export function reopenSealed(archive: Archive): void {
  const { current } = archive.sealed;
  if (!current) return;
  const index = new SealedIndex();
  for (const record of allRecords(archive, current.key)) index.add(record);
  current.index.close();
  archive.sealed.current = { key: current.key, index };
}

function* allRecords(archive: Archive, key: Secret): Generator<SealedRecord> {
  const rows = archive.catalogue
    .prepare<[], { uid: Uint8Array; sealed: Uint8Array }>('SELECT uid, sealed FROM sealed_text ORDER BY id')
    .all();
  for (const { uid, sealed } of rows) {
    const plain = unseal(key, sealed.subarray(0, nonceLength), sealed.subarray(nonceLength), binding(uid));
    if (!plain) {
      const reason = `the sealed record ${uuidText(uid)} does not prove itself`;
      throw new AppError('archive-damaged', { path: archive.path, reason });
    }
    yield { id: uuidText(uid), ...sealedContent.parse(JSON.parse(plain.toString())) };
    wipe(plain);
  }
}

function binding(uid: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from('stele/1/sealed/'), uid]);
}

/** Slots of the archive itself do not fit here, nor these there. */
function slotPlace(archive: Archive): string {
  return `${uuidText(archive.uid)}/sealed`;
}

function readSlots(archive: Archive): unknown[] | null {
  const text = archive.catalogue
    .prepare<[string], string>('SELECT value FROM setting WHERE name = ?')
    .pluck()
    .get(slotSetting);
  return text === undefined ? null : z.array(z.unknown()).parse(JSON.parse(text));
}

function requireUnlocked(archive: Archive): SealedSession {
  const { current } = archive.sealed;
  if (!current) throw new AppError('sealed-locked');
  return current;
}

function requireWriting(archive: Archive): void {
  if (archive.access !== 'write') throw new AppError('archive-read-only', { path: archive.path });
}

function uidOfItem(archive: Archive, itemId: number): Uint8Array {
  const uid = archive.catalogue
    .prepare<[number], Uint8Array>('SELECT uid FROM item WHERE id = ?')
    .pluck()
    .get(itemId);
  if (!uid) throw new Error(`no item ${itemId}`);
  return uid;
}
