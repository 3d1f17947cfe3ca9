import { AppError } from '../../shared/errors/app-error.ts';
import type { EditSummary, ItemRevisionView } from '../../shared/records/description.ts';
import type { Archive } from '../archive/archive.ts';
import {
  knowsDescriptions,
  readChanges,
  replayItem,
  revisionColumns,
  type Changes,
} from '../catalogue/item-state.ts';
import type { ItemRevision } from '../catalogue/records.ts';
import { parseUuid, uuidText } from '../cryptography/random.ts';
import { itemRow } from '../disposition/items.ts';
import { stateOf } from '../disposition/states.ts';
import { applyEdits, type EditHandlers } from './edit.ts';
import { columns, fieldOf, shownValue } from './fields.ts';

interface RevisionRow extends ItemRevision {
  readonly identityName: string | null;
}

function revisionsOf(archive: Archive, uid: Uint8Array): readonly RevisionRow[] {
  return archive.catalogue
    .prepare<[Uint8Array], RevisionRow>(
      `SELECT number AS revision, ${revisionColumns(archive)}, identity.name AS identityName FROM revision
       LEFT JOIN identity ON identity.id = revision.identity_id WHERE record_uid = ? ORDER BY number`,
    )
    .all(uid);
}

/** What an erasure leaves of a change: that it was made. No edit is from nothing to nothing. */
function isErased(change: Changes[string]): boolean {
  return change.old === null && change.new === null;
}

/** Who changed what of an item, the newest first. Throws `item-destroyed`, `item-hidden` of one in quarantine. */
export function listRevisions(archive: Archive, itemId: number): readonly ItemRevisionView[] {
  const { uid, number } = itemRow(archive, itemId);
  const state = stateOf(archive, itemId);
  if (state === 'destroyed') throw new AppError('item-destroyed', { items: number });
  if (state === 'quarantined') throw new AppError('item-hidden', { item: number, state });
  return revisionsOf(archive, uid)
    .map(({ revision, changedAt, identityName, changes, act }) => ({
      revision,
      at: changedAt,
      identityName: identityName === '' ? null : identityName,
      act: act && uuidText(act),
      changes: Object.entries(readChanges(changes) ?? {}).map(([column, change]) => ({
        field: fieldOf(column),
        old: shownValue(column, change.old),
        new: shownValue(column, change.new),
        erased: isErased(change),
      })),
    }))
    .toReversed();
}

/**
 * Puts an item back to what it was after a revision, as a new one. What was erased stays gone. Throws `revision-not-found`,
 * and as `editItems` does.
 */
export async function restoreRevision(
  archive: Archive,
  itemId: number,
  revision: number,
  handlers: EditHandlers,
): Promise<EditSummary> {
  const { uid, number } = itemRow(archive, itemId);
  return applyEdits(archive, { items: [itemId] }, handlers, { restores: revision }, () => {
    const { createdAt } = archive.catalogue
      .prepare<[number], { createdAt: string }>('SELECT created_at AS createdAt FROM item WHERE id = ?')
      .get(itemId) ?? { createdAt: '' };
    const state = replayItem(createdAt, revisionsOf(archive, uid))?.[revision - 1];
    if (!state) throw new AppError('revision-not-found', { item: number, revision });
    return Object.fromEntries(columns.map((column) => [column, state[column]]));
  });
}

/**
 * Puts back what an act changed, on every item that was not edited since. Itself an act, and can be undone. Throws
 * `act-not-found`, and as `editItems` does.
 */
export async function undoAct(archive: Archive, act: string, handlers: EditHandlers): Promise<EditSummary> {
  const uid = parseUuid(act);
  const rows =
    uid && knowsDescriptions(archive)
      ? archive.catalogue
          .prepare<[Uint8Array], { id: number; revision: number; changes: string }>(
            `SELECT item.id, revision.number AS revision, revision.changes FROM revision
             JOIN item ON item.uid = revision.record_uid WHERE act = ? ORDER BY revision.id`,
          )
          .all(uid)
      : [];
  if (rows.length === 0) throw new AppError('act-not-found', { act });
  const before = new Map(rows.map((row) => [row.id, row]));
  return applyEdits(archive, { items: [...before.keys()] }, handlers, { undoes: act }, (item) => {
    const { number } = item;
    const row = before.get(item.id);
    if (row?.revision !== item.revision) return { number, code: 'edited-since' };
    const changes = readChanges(row.changes) ?? {};
    if ('files' in changes || 'number' in changes) return { number, code: 'files-arranged' };
    const wanted = Object.entries(changes).filter(([, change]) => !isErased(change));
    return Object.fromEntries(wanted.map(([column, change]) => [column, change.old]));
  });
}
