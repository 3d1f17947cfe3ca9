import { AppError } from '../../shared/errors/app-error.ts';
import type { Archive } from '../archive/archive.ts';
import { uuidText, uuidV7 } from '../cryptography/random.ts';
import { appendEvents, type EventDraft } from '../custody/append.ts';
import { dispositionEvent, itemSubject } from './event-detail.ts';
import { itemsOf, requireWriting, someNumbers, type ItemRow } from './items.ts';
import { requireReason } from './reasons.ts';
import { dispositionOf, holdsOn, stateOf } from './states.ts';

export interface ChangedItem {
  readonly id: string;
  readonly number: string;
  /** Place of the event in the log. */
  readonly event: number;
}

export interface StateChange {
  readonly changed: readonly ChangedItem[];
  /** Numbers of items that were so already. */
  readonly unchanged: readonly string[];
}

export interface WhyHidden {
  readonly items: readonly string[];
  readonly reason: string;
  readonly note: string | null;
}

const stateBy = { withdraw: 'withdrawn', quarantine: 'quarantined' } as const;
const actBack = { withdrawn: 'reinstate', quarantined: 'release' } as const;

/**
 * Hides items: `withdraw` from lists, searches and exports; `quarantine` from every look inside as well. Nothing is lost by
 * it. Throws `reason-unknown`, `item-destroyed`, and as `resolveItem` does.
 */
export function hideItems(archive: Archive, act: 'withdraw' | 'quarantine', why: WhyHidden): StateChange {
  requireWriting(archive);
  const reason = requireReason(why.reason);
  const state = stateBy[act];
  const items = standing(archive, itemsOf(archive, why.items));
  const insert = archive.catalogue.prepare(
    'INSERT INTO item_state (item_id, state, reason, note, since, identity_id, sequence) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  return change(
    archive,
    items,
    (item) => !isIn(archive, item, state),
    (item, batch) => dispositionEvent(act, itemSubject(item.uid), { reason }, batch),
    (item, event) =>
      void insert.run(item.id, state, reason, why.note, event.time, operatorId(archive), event.sequence),
  );
}

/** Takes it back: `reinstate` what was withdrawn, `release` what was quarantined. */
export function showItems(
  archive: Archive,
  act: 'reinstate' | 'release',
  references: readonly string[],
): StateChange {
  requireWriting(archive);
  const state = act === 'reinstate' ? 'withdrawn' : 'quarantined';
  const items = standing(archive, itemsOf(archive, references));
  const remove = archive.catalogue.prepare('DELETE FROM item_state WHERE item_id = ? AND state = ?');
  return change(
    archive,
    items,
    (item) => isIn(archive, item, state),
    (item, batch) => dispositionEvent(actBack[state], itemSubject(item.uid), {}, batch),
    (item) => void remove.run(item.id, state),
  );
}

export interface NewHold extends WhyHidden {
  /** Of the order or the proceedings. In the catalogue alone. */
  readonly reference: string | null;
}

/** A legal hold: while any stands, nothing of the item is destroyed or cleared. There can be several. */
export function holdItems(archive: Archive, why: NewHold): StateChange {
  requireWriting(archive);
  const reason = requireReason(why.reason);
  const items = standing(archive, itemsOf(archive, why.items));
  const insert = archive.catalogue.prepare(
    `INSERT INTO legal_hold (uid, item_id, reason, reference, note, placed_at, identity_id, sequence)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const uids = new Map(items.map((item) => [item.id, uuidV7(archive.clock().getTime())]));
  const uidOf = (item: ItemRow): Uint8Array => uids.get(item.id) ?? new Uint8Array();
  return change(
    archive,
    items,
    () => true,
    (item, batch) =>
      dispositionEvent('hold', itemSubject(item.uid), { hold: uuidText(uidOf(item)), reason }, batch),
    (item, { time, sequence }) =>
      void insert.run(
        uidOf(item),
        item.id,
        reason,
        why.reference,
        why.note,
        time,
        operatorId(archive),
        sequence,
      ),
  );
}

/**
 * Lifts a hold: the one that is named, or the only one. Throws `hold-not-found`, and `hold-ambiguous` where an item has
 * several and none was named.
 */
export function liftHolds(archive: Archive, references: readonly string[], hold: number | null): StateChange {
  requireWriting(archive);
  const items = itemsOf(archive, references);
  const meant = new Map<number, number>();
  for (const { id, number } of items) {
    const holds = holdsOn(archive, id);
    const [first, second] = hold === null ? holds : holds.filter((candidate) => candidate.hold === hold);
    if (!first) {
      if (hold !== null) throw new AppError('hold-not-found', { item: number, hold });
      continue;
    }
    if (second) {
      const there = holds.map((candidate) => candidate.hold).join(', ');
      throw new AppError('hold-ambiguous', { item: number, holds: there });
    }
    meant.set(id, first.hold);
  }
  const lift = archive.catalogue.prepare('UPDATE legal_hold SET lifted_at = ? WHERE id = ?');
  const uidOf = archive.catalogue
    .prepare<[number | undefined], Uint8Array>('SELECT uid FROM legal_hold WHERE id = ?')
    .pluck();
  return change(
    archive,
    items,
    (item) => meant.has(item.id),
    (item, batch) => {
      const uid = uidOf.get(meant.get(item.id)) ?? new Uint8Array(16);
      return dispositionEvent('lift', itemSubject(item.uid), { hold: uuidText(uid) }, batch);
    },
    (item, { time }) => void lift.run(time, meant.get(item.id)),
  );
}

/** One transaction, an event for each item that changes, and one act for all of them. */
function change(
  archive: Archive,
  items: readonly ItemRow[],
  applies: (item: ItemRow) => boolean,
  eventOf: (item: ItemRow, batch: string) => EventDraft,
  record: (item: ItemRow, event: { readonly sequence: number; readonly time: string }) => void,
): StateChange {
  const db = archive.catalogue;
  const batch = uuidText(uuidV7(archive.clock().getTime()));
  return db
    .transaction((): StateChange => {
      const concerned = items.filter(applies);
      const events = appendEvents(
        db,
        archive.events,
        concerned.map((item) => eventOf(item, batch)),
      );
      const changed: ChangedItem[] = [];
      for (const [at, item] of concerned.entries()) {
        const event = events[at];
        if (!event) throw new Error('an event was not appended');
        record(item, event);
        changed.push({ id: uuidText(item.uid), number: item.number, event: event.sequence });
      }
      const unchanged = items.filter((item) => !concerned.includes(item)).map(({ number }) => number);
      return { changed, unchanged };
    })
    .immediate();
}

/** Throws `item-destroyed` if any of them is. */
function standing(archive: Archive, items: readonly ItemRow[]): readonly ItemRow[] {
  const gone = items.filter(({ id }) => stateOf(archive, id) === 'destroyed');
  if (gone.length > 0) throw new AppError('item-destroyed', { items: someNumbers(gone) });
  return items;
}

function isIn(archive: Archive, { id }: ItemRow, state: 'withdrawn' | 'quarantined'): boolean {
  return dispositionOf(archive, id)?.states.some((entry) => entry.state === state) ?? false;
}

function operatorId(archive: Archive): number | null {
  return archive.session.operator?.id ?? null;
}
