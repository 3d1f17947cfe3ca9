import { readablePath, baseNameBytes } from '../paths/path-bytes.ts';
import { fileReadings } from '../../shared/records/readings.ts';
import type { ItemState } from '../../shared/records/disposition.ts';
import type { ItemSummary } from '../../shared/records/item.ts';
import type { Archive } from '../archive/archive.ts';
import { uuidText } from '../cryptography/random.ts';
import { dispositionOf, itemsIn, knowsDispositions } from '../disposition/states.ts';
import { knowsDescriptions } from './item-state.ts';
import { findItems } from './narrow.ts';
import { tagsIn } from './tags.ts';

export interface ListRequest {
  readonly query: string | null;
  /** Items in this state instead of those that are not hidden. Excludes a query. */
  readonly state?: ItemState | null | undefined;
  readonly limit: number | null;
  readonly offset: number;
}

export interface ItemPage {
  readonly total: number;
  readonly items: ItemSummary[];
}

/**
 * Items that are not hidden, in the order they were numbered. With a query, those that hold every word of it (or a word
 * beginning so): `matches`, where they were found already.
 */
export function listItems(
  archive: Archive,
  request: ListRequest,
  matches: ArrayLike<number> | null = null,
): ItemPage {
  const db = archive.catalogue;
  if (request.query === null) {
    const where = itemsIn(archive, request.state ?? null);
    const total = db.prepare<[], number>(`SELECT count(*) FROM item WHERE ${where}`).pluck().get() ?? 0;
    const ids = db
      .prepare<[number, number], number>(`SELECT id FROM item WHERE ${where} ORDER BY id LIMIT ? OFFSET ?`)
      .pluck()
      .all(request.limit ?? -1, request.offset);
    return { total, items: ids.map((id) => summarise(archive, id)) };
  }
  const found = matches ?? findItems(archive, request.query);
  const end = request.limit === null ? undefined : request.offset + request.limit;
  return {
    total: found.length,
    items: Array.from(found)
      .slice(request.offset, end)
      .map((id) => summarise(archive, id)),
  };
}

/** What a title is made from. */
interface Titled {
  readonly title: string | null;
  readonly path: Uint8Array | null;
}

interface Row extends Titled {
  readonly uid: Uint8Array;
  readonly number: string;
  readonly captured: string | null;
  readonly files: number;
  readonly mediaType: string | null;
  readonly languages: string | null;
  readonly tags: string | null;
  readonly isGraphic: number;
  readonly readings: string | null;
}

function summarise(archive: Archive, itemId: number): ItemSummary {
  const row = archive.catalogue
    .prepare<[number], Row>(
      `SELECT item.uid, item.number, item.title, item.captured, first.readings, first.media_type AS mediaType,
         ${describing(archive)}, ${pathOf(archive)} AS path,
         (SELECT count(*) FROM file WHERE file.item_id = item.id) AS files
       FROM item LEFT JOIN file AS first ON first.item_id = item.id AND first.sequence = 1
       LEFT JOIN accession_entry AS entry ON entry.id = first.entry_id WHERE item.id = ?`,
    )
    .get(itemId);
  if (!row) throw new Error(`no item ${itemId}`);
  const disposition = dispositionOf(archive, itemId);
  const identified = { id: uuidText(row.uid), number: row.number };
  // Nothing is shown of what lies in quarantine, and nothing is left of what was destroyed.
  if (disposition?.state === 'quarantined' || disposition?.state === 'destroyed')
    return {
      ...identified,
      title: '',
      captured: null,
      files: row.files,
      mediaType: null,
      isGraphic: false,
      tags: [],
      languages: [],
      disposition,
    };
  return {
    ...identified,
    ...titleOf(row),
    captured: row.captured ?? readingTime(row.readings),
    files: row.files,
    mediaType: row.mediaType,
    isGraphic: row.isGraphic === 1,
    tags: tagsIn(row.tags),
    languages: tagsIn(row.languages),
    ...(disposition ? { disposition } : {}),
  };
}

/** Columns of `item` that a list tells of its description. */
export function describing(archive: Pick<Archive, 'catalogue'>): string {
  if (!knowsDescriptions(archive)) return 'NULL AS languages, NULL AS tags, 0 AS isGraphic';
  return 'item.languages, item.tags, item.is_graphic AS isGraphic';
}

/** Of a file that was handed over while its record was kept, the name is left. */
export function pathOf(archive: Pick<Archive, 'catalogue'>): string {
  if (!knowsDispositions(archive)) return 'entry.path';
  return 'coalesce(entry.path, (SELECT name FROM kept_file WHERE kept_file.item_id = item.id ORDER BY sequence LIMIT 1))';
}

/** Until a person gives a title, an item goes by the name its first file came with. */
export function titleOf(row: Titled): Pick<ItemSummary, 'title' | 'titleBytes'> {
  if (row.title !== null || row.path === null) return { title: row.title ?? '' };
  const { text, bytes } = readablePath(baseNameBytes(row.path));
  return { title: text, ...(bytes === null ? {} : { titleBytes: bytes }) };
}

/** Local wall clock as the camera wrote it. */
function readingTime(readings: string | null): string | null {
  return readings === null ? null : (fileReadings.parse(JSON.parse(readings)).captured?.value ?? null);
}
