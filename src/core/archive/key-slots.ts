import { AppError } from '../../shared/errors/app-error.ts';
import type { KeySlotSummary, Protection } from '../../shared/records/keys.ts';
import type { Argon2Cost } from '../cryptography/derive.ts';
import { uuidText } from '../cryptography/random.ts';
import { wipe } from '../cryptography/secret.ts';
import { appendEvents, type EventDraft } from '../custody/append.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { isWhole, makeSlot, openSlots, parseSlots, readNote, type StoredSlot } from '../keys/slots.ts';
import type { Archive } from './archive.ts';
import { writeFailure } from './create.ts';
import { readDescription, writeDescription, type ArchiveDescription } from './description.ts';

/**
 * The slots of an open encrypted archive. They stand in archive.json, which is replaced as a whole: whenever the process
 * dies, the old ones are there or the new ones. The catalogue follows: it knows every slot there ever was, so that none
 * comes back unseen, and the custody log says when each came and went.
 */
export function listSlots(archive: Archive): readonly KeySlotSummary[] {
  const { slots, keys, archiveId } = slotsOf(archive);
  return slots.map(({ slot, id }) => {
    const place = { archiveId, id };
    const note = slot ? readNote(place, slot, keys.labels) : null;
    return {
      id,
      kind: slot?.kind ?? 'passphrase',
      whole: slot !== null && note !== null && isWhole(place, slot),
      label: note?.label ?? null,
      addedAt: note?.addedAt ?? null,
    };
  });
}

/** Returns the new slot's id. Throws `archive-not-encrypted`, `words-unusable`, `office-key-unusable`, `disk-full`. */
export async function addSlot(archive: Archive, protection: Protection, cost?: Argon2Cost): Promise<number> {
  const { slots, description } = slotsOf(archive);
  const { id, slot } = await newSlot(archive, protection, cost);
  replaceSlots(archive, description, [...slots.map(({ raw }) => raw), slot]);
  return id;
}

/** Throws `archive-not-encrypted`, `key-slot-not-found`, `key-last`. What was copied before keeps opening with it. */
export function revokeSlot(archive: Archive, id: number): void {
  const { slots, description, archiveId } = slotsOf(archive);
  if (!slots.some((stored) => stored.id === id)) throw new AppError('key-slot-not-found', { slot: id });
  const left = slots.filter((stored) => stored.id !== id);
  if (!left.some(({ slot, id: other }) => slot && isWhole({ archiveId, id: other }, slot)))
    throw new AppError('key-last', { slot: id });
  replaceSlots(
    archive,
    description,
    left.map(({ raw }) => raw),
  );
}

/** One slot for another at once: there is no moment with both or with neither. Throws `key-wrong` as well. */
export async function changePassphrase(
  archive: Archive,
  from: string,
  to: string,
  cost?: Argon2Cost,
): Promise<number> {
  const { slots, description, archiveId, keys } = slotsOf(archive);
  const found = await openSlots({ archiveId, path: archive.path }, slots, {
    by: 'passphrase',
    passphrase: from,
  });
  wipe(found.master);
  const old = slots.find(({ id }) => id === found.slot);
  const label = old?.slot
    ? (readNote({ archiveId, id: old.id }, old.slot, keys.labels)?.label ?? null)
    : null;
  const { id, slot } = await newSlot(archive, { by: 'passphrase', passphrase: to, label }, cost);
  replaceSlots(archive, description, [
    ...slots.filter((stored) => stored !== old).map(({ raw }) => raw),
    slot,
  ]);
  return id;
}

/**
 * Brings the catalogue's list and the log up to what archive.json says; called after each change and when the archive is
 * opened for writing, because a process may die between the two. `asked`: the change was made by this session.
 */
export function recordSlots(archive: Archive, asked: boolean): void {
  if (!archive.keys) return;
  const db = archive.catalogue;
  const known = db
    .prepare<[], { id: number; kind: string; removedAt: string | null }>(
      'SELECT id, kind, removed_at AS removedAt FROM key_slot',
    )
    .all();
  const revoked = new Set(known.filter(({ removedAt }) => removedAt !== null).map(({ id }) => id));
  const back = takeOut(archive, revoked);
  const there = new Map(slotsOf(archive).slots.map(({ slot, id }) => [id, slot?.kind ?? 'unreadable']));
  const now = archive.clock().toISOString();
  const drafts: EventDraft[] = [];
  const note = (id: number, change: 'added' | 'removed' | 'returned'): void =>
    void drafts.push({
      type: 'metadata modification',
      subject: { kind: 'archive', id: uuidText(archive.uid) },
      outcome: asked ? 'success' : 'warning',
      detail: { keySlot: { id, change, found: !asked } },
    });
  db.transaction(() => {
    for (const id of back) note(id, 'returned');
    for (const { id, removedAt } of known) {
      if (there.has(id) || removedAt !== null) continue;
      db.prepare('UPDATE key_slot SET removed_at = ? WHERE id = ?').run(now, id);
      note(id, 'removed');
    }
    for (const [id, kind] of there) {
      if (known.some((slot) => slot.id === id)) continue;
      db.prepare('INSERT INTO key_slot (id, kind, added_at) VALUES (?, ?, ?)').run(id, kind, now);
      note(id, 'added');
    }
    if (drafts.length > 0) appendEvents(db, archive.events, drafts);
  })();
}

/** Slots that were revoked and are back, because an older archive.json was put here, go out again, unless nothing else opens. */
function takeOut(archive: Archive, revoked: ReadonlySet<number>): readonly number[] {
  const { slots, description, archiveId } = slotsOf(archive);
  const left = slots.filter(({ id }) => !revoked.has(id));
  const opens = left.some(({ slot, id }) => slot && isWhole({ archiveId, id }, slot));
  if (left.length === slots.length || !opens) return [];
  writeDescription(archive.path, { ...description, encryption: { slots: left.map(({ raw }) => raw) } });
  return slots.filter(({ id }) => revoked.has(id)).map(({ id }) => id);
}

interface Slots {
  readonly description: ArchiveDescription;
  readonly archiveId: string;
  readonly keys: KeyRing;
  readonly slots: readonly StoredSlot[];
}

function slotsOf(archive: Archive): Slots {
  const description = readDescription(archive.path);
  const { encryption, archiveId } = description;
  if (!encryption || !archive.keys) throw new AppError('archive-not-encrypted', { path: archive.path });
  return { description, archiveId, keys: archive.keys, slots: parseSlots(encryption.slots) };
}

async function newSlot(archive: Archive, protection: Protection, cost: Argon2Cost | undefined) {
  const { slots, archiveId, keys } = slotsOf(archive);
  const highest = archive.catalogue.prepare<[], number | null>('SELECT max(id) FROM key_slot').pluck().get();
  const id = Math.max(highest ?? 0, ...slots.map((slot) => slot.id)) + 1;
  const addedAt = archive.clock().toISOString();
  return { id, slot: await makeSlot({ archiveId, id }, protection, keys, { addedAt, cost }) };
}

function replaceSlots(archive: Archive, description: ArchiveDescription, slots: unknown[]): void {
  if (archive.access !== 'write') throw new AppError('archive-read-only', { path: archive.path });
  try {
    writeDescription(archive.path, { ...description, encryption: { slots } });
    recordSlots(archive, true);
  } catch (error) {
    throw writeFailure(error, archive.path);
  }
}
