import type { ItemDisposition, ItemState, LegalHold } from '../../shared/records/disposition.ts';
import type { Archive } from '../archive/archive.ts';
import { knowsDescriptions } from '../catalogue/item-state.ts';
import type { Database } from '../database/connection.ts';

/** Whether this catalogue has the tables of this room: one that is only read may be older than they are. */
const prepared = new WeakMap<Database, boolean>();

export function knowsDispositions({ catalogue }: Pick<Archive, 'catalogue'>): boolean {
  const known = prepared.get(catalogue);
  if (known !== undefined) return known;
  const found = catalogue.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'tombstone'").get() !== undefined;
  prepared.set(catalogue, found);
  return found;
}

/** True of the rows of `item` that lists, searches and exports may show, apart from what was combined into another. */
const undisposed = `NOT EXISTS (SELECT 1 FROM item_state WHERE item_state.item_id = item.id)
  AND NOT EXISTS (SELECT 1 FROM tombstone WHERE tombstone.item_id = item.id AND keeps_record = 0)`;

const whereState: Readonly<Record<ItemState, string>> = {
  withdrawn: "EXISTS (SELECT 1 FROM item_state WHERE item_state.item_id = item.id AND state = 'withdrawn')",
  quarantined:
    "EXISTS (SELECT 1 FROM item_state WHERE item_state.item_id = item.id AND state = 'quarantined')",
  held: 'EXISTS (SELECT 1 FROM legal_hold WHERE legal_hold.item_id = item.id AND lifted_at IS NULL)',
  'handed-over': 'EXISTS (SELECT 1 FROM tombstone WHERE tombstone.item_id = item.id AND keeps_record = 1)',
  destroyed: 'EXISTS (SELECT 1 FROM tombstone WHERE tombstone.item_id = item.id AND keeps_record = 0)',
};

/** An item whose files another one has now is in no list: its number leads to that one. */
function ownFiles(archive: Pick<Archive, 'catalogue'>): string {
  return knowsDescriptions(archive) ? 'item.combined_into IS NULL' : 'TRUE';
}

/** SQL that is true of the rows of `item` in a state; null: of those that are not hidden. */
export function itemsIn(archive: Pick<Archive, 'catalogue'>, state: ItemState | null): string {
  if (!knowsDispositions(archive)) return state === null ? 'TRUE' : 'FALSE';
  return state === null ? `${undisposed} AND ${ownFiles(archive)}` : whereState[state];
}

/** SQL that is true of the rows of `item` whose originals are here and may be given out. */
export function exportableItems(archive: Pick<Archive, 'catalogue'>): string {
  if (!knowsDispositions(archive)) return 'TRUE';
  return `${undisposed} AND ${ownFiles(archive)} AND NOT ${whereState['handed-over']}`;
}

/** Ids of the items that no list, search or export shows. */
export function hiddenItems(archive: Pick<Archive, 'catalogue'>): ReadonlySet<number> {
  if (!knowsDispositions(archive)) return new Set();
  return new Set(
    archive.catalogue
      .prepare<[], number>(
        `SELECT item_id FROM item_state UNION SELECT item_id FROM tombstone WHERE keeps_record = 0
         ${knowsDescriptions(archive) ? 'UNION SELECT id FROM item WHERE combined_into IS NOT NULL' : ''}`,
      )
      .pluck()
      .all(),
  );
}

const idsIn: Readonly<Record<ItemState, string>> = {
  withdrawn: "SELECT item_id FROM item_state WHERE state = 'withdrawn'",
  quarantined: "SELECT item_id FROM item_state WHERE state = 'quarantined'",
  held: 'SELECT DISTINCT item_id FROM legal_hold WHERE lifted_at IS NULL',
  'handed-over': 'SELECT item_id FROM tombstone WHERE keeps_record = 1',
  destroyed: 'SELECT item_id FROM tombstone WHERE keeps_record = 0',
};

/** Ids of the items in a state. */
export function idsInState(archive: Pick<Archive, 'catalogue'>, state: ItemState): readonly number[] {
  if (!knowsDispositions(archive)) return [];
  return archive.catalogue.prepare<[], number>(idsIn[state]).pluck().all();
}

/** Ids of the items of which nothing is left but a tombstone. */
export function hiddenForGood({ catalogue }: Pick<Archive, 'catalogue'>): ReadonlySet<number> {
  const gone = 'SELECT item_id FROM tombstone WHERE keeps_record = 0';
  return new Set(catalogue.prepare<[], number>(gone).pluck().all());
}

/** Where several hold, the first decides what is shown of an item. */
const order: readonly ItemState[] = ['destroyed', 'handed-over', 'quarantined', 'withdrawn', 'held'];

/** What became of an item, or null if it is current and nothing holds it. */
export function dispositionOf(archive: Pick<Archive, 'catalogue'>, itemId: number): ItemDisposition | null {
  if (!knowsDispositions(archive)) return null;
  const db = archive.catalogue;
  type Row = ItemDisposition['states'][number];
  const states = db
    .prepare<[number, number], Row>(
      `SELECT state, reason, note, since, sequence AS event FROM item_state WHERE item_id = ?
       UNION ALL SELECT iif(keeps_record, 'handed-over', 'destroyed'), reason, note, destroyed_at, sequence
       FROM tombstone WHERE item_id = ?`,
    )
    .all(itemId, itemId);
  const holds = holdsOn(archive, itemId);
  const held = holds[0];
  const found = new Set<ItemState>([...states.map(({ state }) => state), ...(held ? ['held' as const] : [])]);
  const state = order.find((candidate) => found.has(candidate));
  return state === undefined ? null : { state, states, holds };
}

/** What decides about an item, or null if it is current. */
export function stateOf(archive: Pick<Archive, 'catalogue'>, itemId: number): ItemState | null {
  const state = dispositionOf(archive, itemId)?.state ?? null;
  return state === 'held' ? null : state;
}

/** Holds that are not lifted, oldest first. */
export function holdsOn(archive: Pick<Archive, 'catalogue'>, itemId: number): readonly LegalHold[] {
  return archive.catalogue
    .prepare<[number], LegalHold>(
      `SELECT id AS hold, reason, reference, note, placed_at AS placedAt, sequence AS event FROM legal_hold
       WHERE item_id = ? AND lifted_at IS NULL ORDER BY id`,
    )
    .all(itemId);
}

/** Fields of a record whose values were erased. */
export function erasedFields(
  { catalogue }: Pick<Archive, 'catalogue'>,
  uid: Uint8Array,
): readonly { readonly field: string; readonly event: number }[] {
  return catalogue
    .prepare<[Uint8Array], { field: string; event: number }>(
      'SELECT field, sequence AS event FROM erased_field WHERE record_uid = ? ORDER BY field',
    )
    .all(uid);
}
