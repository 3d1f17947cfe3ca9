import type { RefusedItem } from '../../shared/records/description.ts';
import type { Archive } from '../archive/archive.ts';
import { blankItem, revisionColumns, stateColumns } from '../catalogue/item-state.ts';
import { memberDigests } from '../catalogue/record-digest.ts';
import { itemMembers, type ItemRevision, type ItemState } from '../catalogue/records.ts';
import { announceText } from '../search/refresh-text.ts';
import { recordRevision } from '../catalogue/revisions.ts';
import { indexTags } from '../catalogue/tags.ts';
import { uuidText } from '../cryptography/random.ts';
import type { EventDetail, EventDraft } from '../custody/append.ts';
import { stateOf } from '../disposition/states.ts';
import { columns, fieldOf, type Columns } from './fields.ts';

export interface StoredItem extends ItemState {
  readonly id: number;
  readonly uid: Uint8Array;
  readonly revision: number;
}

export function storedItem(archive: Archive, itemId: number): StoredItem {
  const row = archive.catalogue
    .prepare<[number], StoredItem>(
      `SELECT item.id, item.uid, item.revision, ${stateColumns(archive)} FROM item WHERE id = ?`,
    )
    .get(itemId);
  if (!row) throw new Error(`no item ${itemId}`);
  return row;
}

/** Why an item cannot be edited, or null. */
export function refusalOf(archive: Archive, item: StoredItem): RefusedItem | null {
  const { number } = item;
  const state = stateOf(archive, item.id);
  if (state === 'destroyed') return { number, code: 'item-destroyed' };
  if (state !== null) return { number, code: 'item-hidden' };
  return item.combined_into === null ? null : { number, code: 'item-combined' };
}

/** Of the columns that are wanted those that say something else now. */
export function differing(item: StoredItem, wanted: Columns): Columns {
  return Object.fromEntries(
    columns
      .filter((column) => column in wanted && wanted[column] !== item[column])
      .map((column) => [column, wanted[column]]),
  );
}

export interface Edit {
  readonly act: Uint8Array;
  readonly now: Date;
  /** What the event says beside what changed. */
  readonly detail?: EventDetail;
}

/**
 * Writes one revision of an item, and returns the event that commits to it, inside the transaction that appends it. The
 * event names the fields and holds digests of their old and new values (docs/formats/log.md), never values.
 */
export function writeRevision(
  archive: Archive,
  item: StoredItem,
  changed: Partial<ItemState>,
  edit: Edit,
  files: { readonly old: unknown; readonly new: unknown } | null = null,
): EventDraft {
  const db = archive.catalogue;
  const number = item.revision + 1;
  const changes: Record<string, { readonly old: unknown; readonly new: unknown }> = {};
  const { uid } = item;
  const before = stateIn(item);
  for (const [column, value] of Object.entries(changed)) {
    changes[column] = { old: item[column as keyof ItemState], new: value };
    db.prepare(`UPDATE item SET "${column}" = ? WHERE id = ?`).run(value, item.id);
  }
  if (files) changes.files = files;
  db.prepare('UPDATE item SET revision = ? WHERE id = ?').run(number, item.id);
  if ('tags' in changed) indexTags(archive, item.id, changed.tags ?? null);
  announceText(archive, item.id);
  const old = digestsAt(archive, item, before);
  const state = { ...before, ...changed };
  const changedAt = edit.now.toISOString();
  const record = recordRevision(archive, { itemUid: uid, number, changedAt, changes, state, act: edit.act });
  const now = digestsAt(archive, { ...item, revision: number }, state);
  const fields = Object.keys(changed).map((column) => {
    const member = column === 'combined_into' ? 'combinedInto' : fieldOf(column);
    return [member, { old: old[member] ?? null, new: now[member] ?? null }] as const;
  });
  return {
    type: 'metadata modification',
    subject: { kind: 'item', id: uuidText(uid) },
    outcome: 'success',
    detail: { ...edit.detail, revision: number, record, fields: Object.fromEntries(fields) },
    act: uuidText(edit.act),
  };
}

function stateIn(item: StoredItem): ItemState {
  const names = ['number', 'created_at', ...Object.keys(blankItem)] as (keyof ItemState)[];
  return Object.fromEntries(names.map((name) => [name, item[name]])) as unknown as ItemState;
}

/** Digests of an item's members as its revision committed to them; none where that was erased. */
function digestsAt(archive: Archive, item: StoredItem, state: ItemState): Readonly<Record<string, string>> {
  const row = archive.catalogue
    .prepare<[Uint8Array, number], ItemRevision & { readonly secret: Uint8Array | null }>(
      `SELECT number AS revision, ${revisionColumns(archive)}, secret FROM revision
       LEFT JOIN identity ON identity.id = revision.identity_id WHERE record_uid = ? AND number = ?`,
    )
    .get(item.uid, item.revision);
  return row?.secret ? memberDigests(row.secret, itemMembers(item.uid, state, row)) : {};
}
