import type { ItemFilter, ItemKind } from '../../shared/records/item-row.ts';
import type { Database } from '../database/connection.ts';
import { hiddenItems, idsInState } from '../disposition/states.ts';
import { mediaTypes } from '../media/media-types.ts';
import { matchingText } from '../search/match.ts';
import { readQuery, type Condition, type FactCondition, type TextCondition } from '../search/query.ts';
import {
  factsOf,
  knowsFacts,
  lastFactsFile,
  withoutFacts,
  type ItemCamera,
  type ItemFacts,
  type Sources,
} from './item-facts.ts';
import type { Keyed } from './item-order.ts';
import { knowsDescriptions } from './item-state.ts';
import { kindOf } from './kinds.ts';
import { tagKey } from './tags.ts';

/** Items of files after `last`: those that derived.db was not brought up to date with, or that a known order lacks. */
export function* lateItems(
  sources: Sources,
  last = lastFactsFile(sources),
): Generator<undefined, ReadonlyMap<number, Keyed>> {
  const late = new Map<number, Keyed>();
  for (let after = last; ;) {
    const { items, last: reached } = withoutFacts(sources, 200, after);
    if (reached === null) return late;
    after = reached;
    for (const id of items) {
      const facts = factsOf(sources, id);
      if (facts) late.set(id, { id, ...facts });
    }
    yield undefined;
  }
}

/** A mark for each id that every filter leaves; null: all of them. */
export function* wantedItems(
  sources: Sources,
  filter: ItemFilter,
  late: ReadonlyMap<number, ItemFacts>,
): Generator<undefined, Uint8Array | null> {
  const highest = sources.catalogue.prepare<[], number | null>('SELECT max(id) FROM item').pluck().get() ?? 0;
  let marks: Uint8Array | null = null;
  for (const { pages, isNot } of filters(sources, filter, late)) {
    const those = new Uint8Array(highest + 1);
    for (const page of pages) {
      for (const id of page) those[id] = 1;
      yield undefined;
    }
    const before: Uint8Array | null = marks ?? (isNot ? yield* every(sources, highest) : null);
    marks = before === null ? those : before.map((mark, id) => mark & ((those[id] ?? 0) ^ (isNot ? 1 : 0)));
  }
  return marks;
}

/** An id that no item has is not marked. */
function* every({ catalogue }: Sources, highest: number): Generator<undefined, Uint8Array> {
  const marks = new Uint8Array(highest + 1);
  for (const page of inParts(catalogue, 'item', 'id', 'TRUE')) {
    for (const id of page) marks[id] = 1;
    yield undefined;
  }
  return marks;
}

/** Ids that a filter leaves, or takes out, some at a time. */
interface Pages {
  readonly pages: Iterable<readonly number[]>;
  readonly isNot: boolean;
}

const only = (pages: Iterable<readonly number[]>): Pages => ({ pages, isNot: false });

function* filters(
  sources: Sources,
  { query, camera, serial, tag, kind, untitled, accession, state }: ItemFilter,
  late: ReadonlyMap<number, ItemFacts>,
): Generator<Pages> {
  if (query !== null) yield* ofQuery(sources, query, late);
  if (state !== null) yield only([idsInState(sources, state)]);
  if (accession !== null) yield only(itemsOfAccession(sources, accession));
  if (camera !== null) {
    const isIt = (one: ItemCamera): boolean =>
      one.name === camera && (serial === null || serial === undefined || one.serial === serial);
    const lately = [...late].filter(([, { cameras }]) => cameras.some(isIt)).map(([id]) => id);
    yield only([lately, itemsOfCamera(sources, camera, serial ?? null)]);
  }
  if (tag !== null && tag !== undefined) yield only([itemsOfTag(sources, tag)]);
  if (kind !== null && kind !== undefined) yield only(itemsOfKind(sources, kind));
  if (untitled === true) yield only(untitledItems(sources));
}

/** Of a search without a word nothing is left, as of one that nothing matches. */
function* ofQuery(sources: Sources, query: string, late: ReadonlyMap<number, ItemFacts>): Generator<Pages> {
  const conditions = readQuery(query);
  const isText = (one: Condition): one is TextCondition => one.kind === 'text';
  const [texts, facts] = [conditions.filter(isText), conditions.filter((one) => !isText(one))];
  if (conditions.length === 0) yield only([]);
  if (texts.some(({ isNot }) => !isNot)) yield only(matchingText(sources, texts));
  else
    for (const text of texts)
      yield { pages: matchingText(sources, [{ ...text, isNot: false }]), isNot: true };
  for (const fact of facts) yield { pages: ofFact(sources, fact, late), isNot: fact.isNot };
}

function ofFact(
  sources: Sources,
  fact: FactCondition,
  late: ReadonlyMap<number, ItemFacts>,
): Iterable<readonly number[]> {
  if (fact.kind === 'kind') return itemsOfKind(sources, fact.is);
  if (fact.kind === 'accession') return itemsOfAccession(sources, fact.number);
  return capturedWithin(sources, fact, late);
}

/** By the beginning of what a date can mean. */
function* capturedWithin(
  sources: Sources,
  { earliest, before }: { readonly earliest: number; readonly before: number },
  late: ReadonlyMap<number, ItemFacts>,
): Generator<readonly number[]> {
  const isWithin = (captured: number | null): boolean =>
    captured !== null && captured >= earliest && captured < before;
  yield [...late].filter(([, { captured }]) => isWithin(captured)).map(([id]) => id);
  const { derived } = sources;
  if (!derived || !knowsFacts(sources)) return;
  const select = derived
    .prepare<[{ after: number; last: number; before: number }], string>(
      `SELECT json_group_array(json_array(captured, item_id)) FROM
         (SELECT captured, item_id FROM item_facts WHERE (captured, item_id) > (@after, @last) AND captured < @before
          ORDER BY captured, item_id LIMIT ${rowsAtOnce})`,
    )
    .pluck();
  for (let [after, last] = [earliest, -1]; ;) {
    const rows = JSON.parse(select.get({ after, last, before }) ?? '[]') as readonly [number, number][];
    yield rows.filter(([, id]) => !late.has(id)).map(([, id]) => id);
    const end = rows.at(-1);
    if (!end || rows.length < rowsAtOnce) return;
    [after, last] = end;
  }
}

function itemsOfTag({ catalogue }: Sources, tag: string): readonly number[] {
  if (!knowsDescriptions({ catalogue })) return [];
  const text = catalogue
    .prepare<[string], string>('SELECT json_group_array(item_id) FROM item_tag WHERE key = ?')
    .pluck()
    .get(tagKey(tag));
  return JSON.parse(text ?? '[]') as readonly number[];
}

/** Rows that are looked through at a time. */
const rowsAtOnce = 20_000;

function* untitledItems({ catalogue }: Sources): Generator<readonly number[]> {
  yield* inParts(catalogue, 'item', 'id', 'title IS NULL');
}

function* itemsOfKind({ catalogue }: Sources, kind: ItemKind): Generator<readonly number[]> {
  const types = Object.keys(mediaTypes).filter((type) => kindOf(type) === kind);
  const isOne = `sequence = 1 AND media_type IN (SELECT value FROM json_each('${JSON.stringify(types)}'))`;
  yield* inParts(catalogue, 'file', 'item_id', isOne);
}

/** Ids that rows of a table have, by ranges of its row ids: names and condition are this program's own. */
function* inParts(
  catalogue: Database,
  table: 'item' | 'file',
  id: 'id' | 'item_id',
  condition: string,
): Generator<readonly number[]> {
  const last = catalogue.prepare<[], number | null>(`SELECT max(id) FROM ${table}`).pluck().get() ?? 0;
  const select = catalogue
    .prepare<[number, number], string>(
      `SELECT json_group_array(${id}) FROM ${table} WHERE id > ? AND id <= ? AND ${condition}`,
    )
    .pluck();
  for (let at = 0; at < last; at += rowsAtOnce)
    yield JSON.parse(select.get(at, at + rowsAtOnce) ?? '[]') as readonly number[];
}

/** Entries are read so many at a time. */
const entriesAtOnce = 2000;

function* itemsOfAccession({ catalogue }: Sources, number: string): Generator<readonly number[]> {
  // By path and run, as the index has them.
  const select = catalogue.prepare<
    [string, Uint8Array, number],
    { path: Uint8Array; run: number; item: number | null }
  >(
    `SELECT entry.path, entry.run, iif(entry.status = 'imported', file.item_id, NULL) AS item
     FROM accession_entry AS entry LEFT JOIN file ON file.id = entry.file_id
     WHERE entry.accession_id = (SELECT id FROM accession WHERE number = ? COLLATE NOCASE)
       AND (entry.path, entry.run) > (?, ?) ORDER BY entry.path, entry.run LIMIT ${entriesAtOnce}`,
  );
  for (let [path, run]: [Uint8Array, number] = [Buffer.alloc(0), 0]; ;) {
    const entries = select.all(number, path, run);
    yield entries.map(({ item }) => item).filter((item) => item !== null);
    const last = entries.at(-1);
    if (!last || entries.length < entriesAtOnce) return;
    ({ path, run } = last);
  }
}

function itemsOfCamera(sources: Sources, name: string, serial: string | null): readonly number[] {
  if (!knowsFacts(sources)) return [];
  const text = sources.derived
    ?.prepare<[string, string | null], string>(
      `SELECT json_group_array(item_id) FROM item_camera
       WHERE camera_id IN (SELECT id FROM camera WHERE name = ? AND serial = coalesce(?, serial))`,
    )
    .pluck()
    .get(name, serial);
  return JSON.parse(text ?? '[]') as readonly number[];
}

/** Ids of the items that a search finds, hidden ones left out, in ascending order, in as many steps as it takes. */
export function* findInSteps(sources: Sources, query: string): Generator<undefined, number[]> {
  const hidden = hiddenItems(sources);
  const late = yield* lateItems(sources);
  const filter = { query, camera: null, accession: null, state: null };
  const marks = yield* wantedItems(sources, filter, late);
  const found: number[] = [];
  marks?.forEach((mark, id) => {
    if (mark === 1 && !hidden.has(id)) found.push(id);
  });
  return found;
}

/** The same at once. */
export function findItems(sources: Sources, query: string): number[] {
  const steps = findInSteps(sources, query);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
