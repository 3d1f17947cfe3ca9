import { z } from 'zod';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Protection, Unlocking } from '../../shared/records/keys.ts';
import type { SealedRecord } from '../../shared/records/sealed.ts';
import type { Archive } from '../archive/archive.ts';
import { resolveItem } from '../catalogue/resolve.ts';
import { deriveKey, type Argon2Cost } from '../cryptography/derive.ts';
import { parseUuid, uuidText } from '../cryptography/random.ts';
import { asSecret, randomSecret, wipe, type Secret } from '../cryptography/secret.ts';
import { appendEvents } from '../custody/append.ts';
import { makeSlot, openSlots, parseSlots } from '../keys/slots.ts';
import { findRecord } from '../records/record-state.ts';
import { SealedCatalogue, sealedLink, sealedRevision } from './sealed-catalogue.ts';
import { SealedIndex } from './sealed-index.ts';
import { insertSealed, openedRows } from './sealed-rows.ts';

/**
 * Text and records that are hidden from whoever may open the archive but not this: a witness's name, where somebody lives, who
 * told. They have a key of their own, unlocked apart. In the catalogue stands ciphertext that tells neither what it says nor what
 * it belongs to; the index is in memory, and only while it is unlocked. The log commits to the ciphertext.
 */
export interface SealedSession {
  readonly key: Secret;
  readonly index: SealedIndex;
  readonly catalogue: SealedCatalogue;
}

const slotSetting = 'sealed-slots';

/** What is sealed, as JSON (docs/formats/archive.md, "Sealed records"). */
export const sealedContent = z.object({
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

/**
 * Makes the second key; unlocked from then on. Not in an archive in clear: whoever has the folder would see that there is
 * something to hide, and read everything round it. Throws `sealed-plain`, `sealed-exists`, `words-unusable`, `office-key-unusable`.
 */
export async function createSealed(
  archive: Archive,
  protections: readonly Protection[],
  cost?: Argon2Cost,
): Promise<void> {
  requireWriting(archive);
  if (!archive.keys) throw new AppError('sealed-plain');
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
  current?.catalogue.close();
}

function begin(archive: Archive, master: Secret): void {
  lockSealed(archive);
  const key = asSecret(deriveKey(master, archive.uid, 'stele/1/sealed'));
  wipe(master);
  archive.sealed.current = { key, ...readAll(archive, key) };
}

function readAll(archive: Archive, key: Secret): Omit<SealedSession, 'key'> {
  const [index, catalogue] = [new SealedIndex(), new SealedCatalogue()];
  for (const { id, content } of openedRows(archive, key)) {
    const revision = sealedRevision.safeParse(content);
    const link = sealedLink.safeParse(content);
    if (revision.success) catalogue.addRevision(revision.data);
    else if (link.success) catalogue.addLink(link.data);
    else index.add({ id, ...sealedContent.parse(content) });
  }
  return { index, catalogue };
}

/**
 * Seals a text of an item. What was sealed under the same field before stays, and is no longer current. Throws
 * `sealed-locked`, and as `resolveItem` does.
 */
export function writeSealed(archive: Archive, item: string, field: string, text: string): SealedRecord {
  requireWriting(archive);
  const { key, index } = requireUnlocked(archive);
  const { session } = archive;
  const itemUid = subjectOf(archive, item);
  const content = {
    item: uuidText(itemUid),
    field,
    text,
    writtenAt: archive.clock().toISOString(),
    by: session.operator ? uuidText(session.operator.uid) : null,
  };
  const id = archive.catalogue.transaction(() => {
    const inserted = insertSealed(archive, key, content);
    appendEvents(archive.catalogue, archive.events, [inserted.draft]);
    return inserted.id;
  })();
  const record = { id, ...content };
  index.add(record);
  return record;
}

/** What is sealed of an item, newest first. Throws `sealed-locked`, and as `resolveItem` does. */
export function readSealed(archive: Archive, item: string): readonly SealedRecord[] {
  const { index } = requireUnlocked(archive);
  return index.ofItem(uuidText(subjectOf(archive, item)));
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
  const concerned = [...openedRows(archive, current.key)].flatMap(({ id, content }) => {
    const read = sealedContent.safeParse(content);
    return read.success && items.has(read.data.item) && (fields?.has(read.data.field) ?? true) ? id : [];
  });
  const remove = archive.catalogue.prepare('DELETE FROM sealed_text WHERE uid = ?');
  for (const id of concerned) remove.run(parseUuid(id));
  return concerned;
}

/** Makes the index of an unlocked session anew from what the catalogue holds. */
export function reopenSealed(archive: Archive): void {
  const { current } = archive.sealed;
  if (!current) return;
  const read = readAll(archive, current.key);
  current.index.close();
  current.catalogue.close();
  archive.sealed.current = { key: current.key, ...read };
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

/** Throws `sealed-locked`. */
export function requireUnlocked(archive: Archive): SealedSession {
  const { current } = archive.sealed;
  if (!current) throw new AppError('sealed-locked');
  return current;
}

function requireWriting(archive: Archive): void {
  if (archive.access !== 'write') throw new AppError('archive-read-only', { path: archive.path });
}

/** The item or record that an id or a number means. Throws as `resolveItem` does. */
function subjectOf(archive: Archive, reference: string): Uint8Array {
  const { catalogue, sealed } = archive;
  const uid = parseUuid(reference);
  const kept = uid && sealed.current?.catalogue.revisions(uuidText(uid));
  if (uid && kept) return uid;
  const record = findRecord(archive, reference);
  if (record) return record.uid;
  const found = catalogue
    .prepare<[number], Uint8Array>('SELECT uid FROM item WHERE id = ?')
    .pluck()
    .get(resolveItem(archive, reference));
  if (!found) throw new Error(`no item ${reference}`);
  return found;
}
