import { inflateRawSync } from 'node:zlib';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Archive } from '../archive/archive.ts';
import { refuseWhileExporting } from '../archive/exporting.ts';
import { createItem } from '../catalogue/create-item.ts';
import { newRecordSecret, recordDigest } from '../catalogue/record-digest.ts';
import { fileMembers, type FileRecord } from '../catalogue/records.ts';
import { announceText, refreshTexts } from '../search/refresh-text.ts';
import { sha256 } from '../cryptography/digest.ts';
import { uuidText, uuidV7 } from '../cryptography/random.ts';
import { appendEvents, type EventDetail, type EventDraft } from '../custody/append.ts';
import { readEventsAbout, valuesOf } from '../custody/read.ts';
import { requireWriting } from '../disposition/items.ts';
import { holdsOn } from '../disposition/states.ts';
import { isObject } from '../../verifier/custody/event-fields.ts';
import { refusalOf, storedItem, writeRevision, type StoredItem } from './write-edit.ts';

/** Which files make up an item, in which order and as what (docs/formats/log.md, "Arrangement"). */

export const arrangedRoles = ['original', 'recto', 'verso', 'page'] as const;

export interface PlacedFile {
  /** UUID. */
  readonly id: string;
  readonly role: string;
}

interface FileRow extends PlacedFile {
  readonly row: number;
}

export interface Arranged {
  readonly act: string;
  readonly item: string;
  readonly number: string;
  readonly files: readonly PlacedFile[];
}

/**
 * Moves the files of items to the end of another, in order. The emptied ones keep number and record, and lead there. Throws
 * `item-held`, `item-destroyed`, `item-hidden`, `item-combined`, `arrangement-invalid`, `export-running`.
 */
export function combineItems(archive: Archive, into: number, others: readonly number[]): Arranged {
  if (others.length === 0 || others.includes(into) || new Set(others).size !== others.length)
    throw invalid('an item is not combined with itself, and each is named once');
  return change(archive, (act) => {
    const target = workable(archive, into, true);
    const sources = others.map((id) => workable(archive, id, true));
    const own = filesIn(archive, into);
    const moved = sources.map(({ id }) => filesIn(archive, id));
    const drafts = sources.map((source, at) => {
      const combined = { arrangement: 'combine', into: uuidText(target.uid), ...founding(archive, source) };
      const files = { old: placed(moved[at] ?? []), new: [] };
      const edit = { act, now: archive.clock(), detail: combined };
      return writeRevision(archive, source, { combined_into: uuidText(target.uid) }, edit, files);
    });
    const all = [...own, ...moved.flat()];
    drafts.push(rearranged(archive, target, act, 'combine', own, all));
    return { drafts: [...drafts, ...place(archive, target.id, all, act)], item: target, files: all };
  });
}

/** Makes a new item, with a number of its own, of some files of an item; something has to stay. Throws as `combineItems`. */
export function splitItem(archive: Archive, itemId: number, wanted: readonly string[]): Arranged {
  return change(archive, (act) => {
    const source = workable(archive, itemId, true);
    const own = filesIn(archive, itemId);
    const taken = wanted.map((id) => fileIn(own, id));
    const left = own.filter((file) => !taken.includes(file));
    if (taken.length === 0 || new Set(taken).size !== taken.length || left.length === 0)
      throw invalid('at least one file goes and one stays, and each is named once');
    // What protects the whole protects the part.
    const { confidentiality, is_graphic: isGraphic } = source;
    const asserted = {
      ...(confidentiality === 'restricted' ? {} : { confidentiality }),
      ...(isGraphic === 0 ? {} : { is_graphic: isGraphic }),
    };
    const made = createItem(archive, archive.clock(), { act, asserted });
    const began: EventDraft = {
      type: 'metadata modification',
      subject: { kind: 'item', id: uuidText(made.uid) },
      outcome: 'success',
      detail: { arrangement: 'split', from: uuidText(source.uid), revision: 1, record: made.record },
      act: uuidText(act),
    };
    announceText(archive, made.id);
    const gone = rearranged(archive, source, act, 'split', own, left);
    // Moved first: a place in an item is free before another file takes it.
    const moves = place(archive, made.id, taken, act);
    return {
      drafts: [gone, began, ...moves, ...place(archive, itemId, left, act)],
      item: storedItem(archive, made.id),
      files: taken,
    };
  });
}

/** Sets order and roles; every file of the item is named. Sidecars and derivatives stay what they are. */
export function arrangeItem(archive: Archive, itemId: number, wanted: readonly PlacedFile[]): Arranged {
  return change(archive, (act) => {
    const item = workable(archive, itemId, false);
    const own = filesIn(archive, itemId);
    const files = wanted.map(({ id, role }) => {
      const file = fileIn(own, id);
      const fixed = file.role === 'sidecar' || file.role === 'derivative';
      if (role !== file.role && (fixed || !arrangedRoles.some((known) => known === role)))
        throw invalid(`a ${file.role} cannot become a ${role}`);
      return { ...file, role };
    });
    if (files.length !== own.length || new Set(files.map(({ row }) => row)).size !== own.length)
      throw invalid('every file of the item has to be named, once');
    const draft = rearranged(archive, item, act, 'arrange', own, files);
    return { drafts: [draft, ...place(archive, itemId, files, act)], item, files };
  });
}

interface Change {
  readonly drafts: readonly EventDraft[];
  readonly item: StoredItem;
  readonly files: readonly PlacedFile[];
}

function change(archive: Archive, work: (act: Uint8Array) => Change): Arranged {
  requireWriting(archive);
  refuseWhileExporting(archive);
  const act = uuidV7(archive.clock().getTime());
  const { item, files } = archive.catalogue
    .transaction(() => {
      const done = work(act);
      appendEvents(archive.catalogue, archive.events, done.drafts);
      return done;
    })
    .immediate();
  refreshTexts(archive);
  return { act: uuidText(act), item: uuidText(item.uid), number: item.number, files: placed(files) };
}

function workable(archive: Archive, itemId: number, moves: boolean): StoredItem {
  const item = storedItem(archive, itemId);
  const refusal = refusalOf(archive, item);
  if (refusal?.code === 'item-destroyed') throw new AppError('item-destroyed', { items: item.number });
  if (refusal?.code === 'item-combined')
    throw new AppError('item-combined', { item: item.number, into: item.combined_into });
  if (refusal) throw new AppError('item-hidden', { item: item.number, state: 'hidden' });
  if (moves && holdsOn(archive, itemId).length > 0) throw new AppError('item-held', { items: item.number });
  return item;
}

function rearranged(
  archive: Archive,
  item: StoredItem,
  act: Uint8Array,
  arrangement: 'combine' | 'split' | 'arrange',
  before: readonly PlacedFile[],
  after: readonly PlacedFile[],
): EventDraft {
  const detail = { arrangement, ...founding(archive, item) };
  const files = { old: placed(before), new: placed(after) };
  return writeRevision(archive, item, {}, { act, now: archive.clock(), detail }, files);
}

/**
 * What the log committed to as the item's first revision, said once more: the file whose ingestion tells it may go elsewhere,
 * and be destroyed there. It is taken from the log, so that nothing that was changed meanwhile is vouched for.
 */
function founding(archive: Archive, item: StoredItem): EventDetail {
  const id = uuidText(item.uid);
  const subjects = [
    { kind: 'item', id },
    ...filesIn(archive, item.id).map((file) => ({ kind: 'file', id: file.id })),
  ];
  let founded: string | null = null;
  for (const event of readEventsAbout(archive.catalogue, archive.events.log.id, subjects)) {
    const { detail, type, subject } = valuesOf(event);
    if (!isObject(detail) || !isObject(subject)) continue;
    if (subject.kind === 'item') {
      const records: unknown = detail.records;
      const first: unknown = Array.isArray(records) ? records[0] : detail.founded;
      if (typeof first === 'string') founded = first;
      else if (detail.revision === 1 && typeof detail.record === 'string') founded = detail.record;
    } else if (type === 'ingestion' && isObject(detail.item) && detail.item.id === id) {
      if (typeof detail.item.record === 'string') founded ??= detail.item.record;
    }
  }
  return founded === null ? {} : { founded };
}

function filesIn({ catalogue }: Archive, itemId: number): readonly FileRow[] {
  return catalogue
    .prepare<[number], { row: number; uid: Uint8Array; role: string }>(
      'SELECT id AS row, uid, role FROM file WHERE item_id = ? ORDER BY sequence',
    )
    .all(itemId)
    .map(({ row, uid, role }) => ({ row, id: uuidText(uid), role }));
}

function fileIn(files: readonly FileRow[], id: string): FileRow {
  const file = files.find((candidate) => candidate.id === id.toLowerCase());
  if (!file) throw invalid(`${id} is no file of this item`);
  return file;
}

function placed(files: readonly PlacedFile[]): PlacedFile[] {
  return files.map(({ id, role }) => ({ id, role }));
}

const fileSql = `SELECT file.uid, item.uid AS itemUid, accession.uid AS accessionUid, file.sequence, file.role, file.sha256,
    file.sha512, file.size, file.media_type AS mediaType, file.vault_name AS vaultName, file.stored_at AS storedAt,
    file.reader, file.readings, file.metadata, entry.run, entry.path, entry.size AS entrySize,
    entry.modified_ns AS modifiedNs, entry.times, entry.origin, entry.recorded_at AS recordedAt
  FROM file JOIN accession_entry AS entry ON entry.id = file.entry_id
  JOIN item ON item.id = file.item_id JOIN accession ON accession.id = file.accession_id WHERE file.id = ?`;

/** Gives an item these files in this order. Each whose record says something else then has an event that commits to it. */
function place(
  { catalogue }: Archive,
  itemId: number,
  files: readonly FileRow[],
  act: Uint8Array,
): readonly EventDraft[] {
  const now = catalogue.prepare<[number], { item: number; sequence: number; role: string }>(
    'SELECT item_id AS item, sequence, role FROM file WHERE id = ?',
  );
  const stand = files.map(({ row }) => now.get(row));
  const free = catalogue.prepare('UPDATE file SET sequence = sequence + 1000000000 WHERE id = ?');
  const write = catalogue.prepare(
    'UPDATE file SET item_id = ?, sequence = ?, role = ?, secret = ? WHERE id = ?',
  );
  const keep = catalogue.prepare('UPDATE file SET sequence = ? WHERE id = ?');
  const read = catalogue.prepare<[number], Omit<FileRecord, 'metadataSha256'> & { metadata: Uint8Array }>(
    fileSql,
  );
  // A place is taken by one file at a time.
  for (const { row } of files) free.run(row);
  return files.flatMap(({ row, role }, at): EventDraft[] => {
    const before = stand[at];
    if (before?.item === itemId && before.sequence === at + 1 && before.role === role) {
      keep.run(at + 1, row);
      return [];
    }
    const secret = newRecordSecret();
    write.run(itemId, at + 1, role, secret, row);
    const record = read.get(row);
    if (!record) throw new Error('a file vanished');
    const metadataSha256 = sha256(inflateRawSync(record.metadata));
    return [
      {
        type: 'metadata modification',
        subject: { kind: 'file', id: uuidText(record.uid) },
        outcome: 'success',
        detail: {
          item: { id: uuidText(record.itemUid) },
          record: recordDigest(secret, fileMembers({ ...record, metadataSha256 })),
        },
        act: uuidText(act),
      },
    ];
  });
}

function invalid(reason: string): AppError {
  return new AppError('arrangement-invalid', { reason });
}
