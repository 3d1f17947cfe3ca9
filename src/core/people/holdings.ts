import type { Archive } from '../archive/archive.ts';
import { readChanges } from '../catalogue/item-state.ts';
import { tagsIn } from '../catalogue/tags.ts';
import { uuidText } from '../cryptography/random.ts';
import type { Database } from '../database/connection.ts';
import { recordsOf, type StoredRecord } from '../records/record-state.ts';
import { kindNames } from '../../shared/catalogue/kinds.ts';
import { sealedRecordsOf } from '../records/sealed-record.ts';
import { savedSearches } from '../search/saved-searches.ts';
import { textsByMember } from './content-texts.ts';
import { statesOf } from './person.ts';

/** Where in an archive people's words stand: everything but what files themselves say. */
export type Where =
  | 'item'
  | 'item-note'
  | 'record'
  | 'link'
  | 'accession'
  | 'path'
  | 'left-out'
  | 'saved-search'
  | 'backup'
  | 'sealed-text'
  | 'sealed-record'
  | 'sealed-link';

/** Something that holds texts, under each field every text that it has or had, what it has now first. */
export interface Holding {
  readonly where: Where;
  /** UUID, number or name: by which it is told from others of its kind. */
  readonly id: string;
  /** Id or number of the item, record or accession that a person looks it up by; null where there is none. */
  readonly about: string | null;
  /** Row id in its table; of what is sealed nothing. */
  readonly row: number;
  readonly fields: ReadonlyMap<string, readonly string[]>;
}

/** Texts of an item that people write. */
export const itemTexts = ['title', 'description', 'rights', 'tags'] as const;

const page = 500;

/** Everything that holds texts, in one pass over the catalogue and, where it is unlocked, over what is sealed. */
export function* holdings(archive: Archive): Generator<Holding> {
  yield* items(archive);
  yield* notes(archive);
  yield* records(archive);
  yield* links(archive);
  yield* accessions(archive);
  yield* paths(archive);
  for (const search of savedSearches(archive)) {
    const texts = [search.name, ...stringsIn(search.filter)];
    yield { where: 'saved-search', id: search.name, about: null, row: 0, fields: of('search', texts) };
  }
  for (const row of each<{ id: number; uid: Uint8Array; label: string | null; volume: string }>(
    archive.catalogue,
    'SELECT id, uid, label, volume FROM backup WHERE id > ? ORDER BY id LIMIT ?',
  )) {
    const fields = new Map([...of('label', [row.label]), ...of('volume', stringsIn(JSON.parse(row.volume)))]);
    yield { where: 'backup', id: uuidText(row.uid), about: null, row: row.id, fields };
  }
  yield* sealed(archive);
}

function* items({ catalogue }: Archive): Generator<Holding> {
  const changes = catalogue
    .prepare<[Uint8Array], string>('SELECT changes FROM revision WHERE record_uid = ? ORDER BY number DESC')
    .pluck();
  for (const { id, uid } of each<{ id: number; uid: Uint8Array }>(
    catalogue,
    'SELECT id, uid FROM item WHERE revision > 0 AND id > ? ORDER BY id LIMIT ?',
  )) {
    const fields = new Map<string, string[]>();
    for (const text of changes.all(uid)) {
      const read = readChanges(text) ?? {};
      for (const field of itemTexts) {
        const change = read[field];
        for (const value of [change?.new, change?.old])
          if (typeof value === 'string') add(fields, field, value);
      }
    }
    const tags = fields.get('tags');
    if (tags) fields.set('tags', [...new Set(tags.flatMap(tagsIn))]);
    if (fields.size > 0) yield { where: 'item', id: uuidText(uid), about: uuidText(uid), row: id, fields };
  }
}

/** Tables whose notes nothing commits to, and the column that says which item they are about. */
const noteTables = {
  item_state: ['note'],
  legal_hold: ['note', 'reference'],
  tombstone: ['note'],
  clock_check: ['note'],
} as const;

function* notes({ catalogue }: Archive): Generator<Holding> {
  for (const [table, columns] of Object.entries(noteTables)) {
    const rows = catalogue
      .prepare<[], Record<string, string | null> & { readonly uid: Uint8Array; readonly item: number }>(
        `SELECT item.uid, item.id AS item, ${columns.map((one) => `"${table}"."${one}"`).join(', ')} FROM "${table}"
         JOIN item ON item.id = item_id WHERE coalesce(${columns.map((one) => `"${table}"."${one}"`).join(', ')}, NULL) IS NOT NULL`,
      )
      .all();
    for (const row of rows) {
      const id = uuidText(row.uid);
      const fields = of(
        table,
        columns.map((column) => row[column] ?? null),
      );
      yield { where: 'item-note', id, about: id, row: row.item, fields };
    }
  }
  const asked = catalogue
    .prepare<[], { id: number; uid: Uint8Array; note: string }>(
      'SELECT id, uid, note FROM disposition_request WHERE note IS NOT NULL',
    )
    .all();
  for (const { id, uid, note } of asked)
    yield {
      ...{ where: 'item-note', id: uuidText(uid), about: null, row: id },
      fields: of('disposition_request', [note]),
    };
}

function* records(archive: Archive): Generator<Holding> {
  for (const kind of kindNames) {
    for (let after = 0; ;) {
      const found = recordsOf(archive, kind, after, page);
      for (const record of found)
        if (record.revision > 0) {
          const id = uuidText(record.uid);
          yield { where: 'record', id, about: id, row: record.id, fields: textsOf(archive, record) };
        }
      after = found.at(-1)?.id ?? after;
      if (found.length < page) break;
    }
  }
}

function textsOf(archive: Archive, record: StoredRecord): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, string[]>();
  for (const { content } of statesOf(archive, record).toReversed())
    for (const [member, texts] of textsByMember(record.kind, content))
      for (const text of texts) add(fields, member, text);
  return fields;
}

function* links({ catalogue }: Archive): Generator<Holding> {
  const rows = each<{ id: number; uid: Uint8Array; note: string }>(
    catalogue,
    'SELECT id, uid, note FROM link WHERE note IS NOT NULL AND id > ? ORDER BY id LIMIT ?',
  );
  const ends = catalogue.prepare<[number], Uint8Array>(
    `SELECT CASE from_table WHEN 'item' THEN (SELECT uid FROM item WHERE item.id = from_id)
       ELSE (SELECT uid FROM record WHERE record.id = from_id) END FROM link WHERE link.id = ?`,
  );
  ends.pluck();
  for (const { id, uid, note } of rows) {
    const from = ends.get(id);
    const about = from ? uuidText(from) : null;
    yield { where: 'link', id: uuidText(uid), about, row: id, fields: of('note', [note]) };
  }
}

function* accessions({ catalogue }: Archive): Generator<Holding> {
  for (const row of each<{ id: number; number: string; description: string; sources: string }>(
    catalogue,
    'SELECT id, number, description, sources FROM accession WHERE id > ? ORDER BY id LIMIT ?',
  )) {
    const fields = new Map<string, readonly string[]>();
    const said = JSON.parse(row.description) as Readonly<Record<string, unknown>>;
    for (const [field, value] of Object.entries(said))
      if (field !== 'method') fields.set(field, stringsIn(value));
    fields.set('sources', stringsIn(JSON.parse(row.sources)));
    yield { where: 'accession', id: row.number, about: row.number, row: row.id, fields };
  }
}

/** Paths under which files were met, those of files that were left out or could not be read apart. */
function* paths({ catalogue }: Archive): Generator<Holding> {
  const rows = each<{
    id: number;
    path: Uint8Array;
    uid: Uint8Array | null;
    number: string;
    origin: string | null;
    error: string | null;
  }>(
    catalogue,
    `SELECT entry.id, entry.path, item.uid, accession.number, entry.origin, entry.error FROM accession_entry AS entry
     JOIN accession ON accession.id = entry.accession_id
     LEFT JOIN file ON file.id = entry.file_id LEFT JOIN item ON item.id = file.item_id
     WHERE entry.id > ? ORDER BY entry.id LIMIT ?`,
  );
  for (const { id, path, uid, number, origin, error } of rows) {
    const said = [origin, error].flatMap((text) => (text === null ? [] : stringsIn(JSON.parse(text))));
    const texts = [Buffer.from(path).toString('utf8'), ...said];
    const about = uid ? uuidText(uid) : number;
    yield { where: uid ? 'path' : 'left-out', id: String(id), about, row: id, fields: of('path', texts) };
  }
  const kept = catalogue
    .prepare<[], { uid: Uint8Array; item: Uint8Array; name: Uint8Array }>(
      'SELECT kept_file.uid, item.uid AS item, name FROM kept_file JOIN item ON item.id = item_id',
    )
    .all();
  for (const { uid, item, name } of kept)
    yield {
      ...{ where: 'path', id: `kept-${uuidText(uid)}`, about: uuidText(item), row: 0 },
      fields: of('path', [Buffer.from(name).toString('utf8')]),
    };
}

function* sealed(archive: Archive): Generator<Holding> {
  const { current } = archive.sealed;
  if (!current) return;
  for (const { id, item, field, text } of current.index.all())
    yield { where: 'sealed-text', id, about: item, row: 0, fields: of(field, [text]) };
  for (const kind of kindNames)
    for (const record of sealedRecordsOf(archive, kind)) {
      const id = uuidText(record.uid);
      yield { where: 'sealed-record', id, about: id, row: 0, fields: textsOf(archive, record) };
    }
  for (const { link } of current.catalogue.allLinks())
    if (link.note !== null)
      yield { where: 'sealed-link', id: link.id, about: link.from, row: 0, fields: of('note', [link.note]) };
}

/** Every text in a JSON value that is one. */
export function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(stringsIn);
  return [];
}

/** The same value with every text in it changed. */
export function withStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((one) => withStrings(one, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withStrings(one, change)]));
}

function of(field: string, texts: readonly (string | null)[]): ReadonlyMap<string, readonly string[]> {
  return new Map([[field, texts.filter((text) => text !== null)]]);
}

function add(fields: Map<string, string[]>, field: string, text: string): void {
  const texts = fields.get(field) ?? [];
  fields.set(field, texts);
  if (!texts.includes(text)) texts.push(text);
}

function* each<Row extends { readonly id: number }>(db: Database, sql: string): Generator<Row> {
  const rows = db.prepare<[number, number], Row>(sql);
  for (let after = 0; ;) {
    const found = rows.all(after, page);
    yield* found;
    const last = found.at(-1);
    if (!last || found.length < page) return;
    after = last.id;
  }
}
