import { fileReadings } from '../../shared/records/readings.ts';
import { assertedPosition } from '../../shared/records/item.ts';
import type { Archive } from '../archive/archive.ts';
import type { Database } from '../database/connection.ts';
import { schemaVersion } from '../database/migrate.ts';
import { statement, valueStatement } from '../database/statements.ts';
import { knowsDispositions } from '../disposition/states.ts';
import { baseNameBytes, readablePath } from '../paths/path-bytes.ts';
import { doubtOf } from './captured-basis.ts';
import { knowsClockChecks, knowsDescriptions } from './item-state.ts';
import { kindOf } from '../../shared/records/item-kind.ts';
import { cameraName, capturedEnd, capturedKey, numberKey, titleKey } from './sort-keys.ts';
import { tagsIn } from './tags.ts';

export type Sources = Pick<Archive, 'catalogue' | 'derived'>;

/** What an item is put in order and narrowed by. */
export interface ItemFacts {
  readonly captured: number | null;
  /** The first wall clock that it cannot mean any more. */
  readonly before: number | null;
  readonly number: string;
  readonly title: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly taken: FactSet;
  readonly said: FactSet;
}

/** By what a list may be narrowed; `body`: a camera's name and serial number, parted by a line break. */
export const facetNames = [
  'kind',
  'camera',
  'body',
  'warning',
  'accession',
  'position',
  'confidentiality',
  'review',
  'tag',
  'titled',
] as const;
export type FacetName = (typeof facetNames)[number];

/** Values by facet. Many items have the same ones, and are counted together. */
export type FactSet = Partial<Record<FacetName, readonly string[]>>;

/** Whether derived.db has the tables of this room: one that is only read may be older than they are. */
const prepared = new WeakMap<Database, boolean>();

export function knowsFacts({ derived }: Sources): boolean {
  if (!derived) return false;
  const known = prepared.get(derived) ?? schemaVersion(derived) >= 5;
  prepared.set(derived, known);
  return known;
}

/** Highest file id up to which derived.db knows the facts of items. */
export function lastFactsFile(sources: Sources): number {
  if (!knowsFacts(sources)) return 0;
  return sources.derived?.prepare<[], number>('SELECT last_facts FROM state').pluck().get() ?? 0;
}

/** Grows whenever facts that were there already change: whoever reads them in steps has to begin again. */
const changes = new WeakMap<Database, number>();

export function factChanges({ derived }: Sources): number {
  return derived ? (changes.get(derived) ?? 0) : 0;
}

interface Said {
  readonly number: string;
  readonly title: string | null;
  readonly captured: string | null;
  readonly basis: string | null;
  readonly position: string | null;
  readonly confidentiality: string;
  readonly review: string;
  readonly tags: string | null;
}

interface Taken {
  readonly path: Uint8Array;
  readonly mediaType: string;
  readonly readings: string;
  readonly accession: string;
}

/** As the catalogue has them now; null if there is no such item. */
export function factsOf({ catalogue }: Pick<Archive, 'catalogue'>, itemId: number): ItemFacts | null {
  const item = statement<[number], Said>(
    catalogue,
    `SELECT number, title, captured, position, confidentiality, review_state AS review,
       ${knowsDescriptions({ catalogue }) ? 'tags' : 'NULL AS tags'},
       ${knowsClockChecks({ catalogue }) ? 'captured_basis' : 'NULL'} AS basis FROM item WHERE id = ?`,
  ).get(itemId);
  if (!item) return null;
  const files = statement<[number], Taken>(
    catalogue,
    `SELECT entry.path, file.media_type AS mediaType, file.readings, accession.number AS accession
     FROM file JOIN accession_entry AS entry ON entry.id = file.entry_id
       JOIN accession ON accession.id = file.accession_id WHERE file.item_id = ? ORDER BY file.sequence`,
  ).all(itemId);
  const readings = files.map((file) => fileReadings.parse(JSON.parse(file.readings)));
  const [first] = files;
  const name = first?.path ?? keptName(catalogue, itemId);
  const title = item.title ?? (name ? readablePath(baseNameBytes(name)).text : '');
  const cameras = readings.flatMap(({ camera }) => {
    const known = cameraName(camera);
    return known === null ? [] : [{ name: known, serial: camera?.serial?.trim() ?? '' }];
  });
  const position =
    item.position === null
      ? readings.find((one) => one.position !== null)?.position
      : assertedPosition.parse(JSON.parse(item.position));
  const captured = item.captured ?? readings[0]?.captured?.value ?? null;
  const doubt = doubtOf(item.basis);
  const [earliest, end] = [capturedKey(captured), capturedEnd(captured)];
  return {
    captured: earliest === null ? null : earliest - doubt,
    before: end === null ? null : end + doubt,
    number: numberKey(item.number),
    title: titleKey(title),
    latitude: position?.latitude ?? null,
    longitude: position?.longitude ?? null,
    taken: {
      ...(first ? { kind: [kindOf(first.mediaType)] } : {}),
      ...several('camera', cameras.map((camera) => camera.name)), // prettier-ignore
      ...several('body', cameras.filter(({ serial }) => serial !== '').map((one) => `${one.name}\n${one.serial}`)), // prettier-ignore
      ...several('warning', readings.flatMap(({ warnings }) => warnings.map(({ code }) => code))), // prettier-ignore
      ...several('accession', files.map(({ accession }) => accession)), // prettier-ignore
    },
    said: {
      position: [position ? 'yes' : 'no'],
      confidentiality: [item.confidentiality],
      review: [item.review],
      ...several('tag', tagsIn(item.tags)),
      titled: [item.title === null ? 'no' : 'yes'],
    },
  };
}

/** Each once, in an order of their own, so that equal sets are written alike. */
const several = (facet: FacetName, values: readonly string[]): FactSet =>
  values.length === 0 ? {} : { [facet]: [...new Set(values)].sort() };

function keptName(catalogue: Database, itemId: number): Uint8Array | null {
  if (!knowsDispositions({ catalogue })) return null;
  const name = catalogue
    .prepare<[number], Uint8Array>('SELECT name FROM kept_file WHERE item_id = ? ORDER BY sequence LIMIT 1')
    .pluck()
    .get(itemId);
  return name ?? null;
}

/** Changes that are kept to be followed. Whoever is further behind reads everything anew. */
const changesKept = 5000;

/**
 * Derives the facts of items anew: call it whenever an item was edited, in the transaction on derived.db that also renews its
 * search text. Facts of an item that is gone, or in `gone`, are removed.
 */
export function deriveFacts(
  sources: Sources,
  itemIds: Iterable<number>,
  gone: ReadonlySet<number> = new Set(),
): void {
  const { derived } = sources;
  if (!derived || !knowsFacts(sources)) return;
  const removed = statement(derived, 'DELETE FROM item_facts WHERE item_id = ?');
  const changed = statement(derived, 'INSERT INTO fact_change (item_id) VALUES (?)');
  for (const itemId of itemIds) {
    if (removed.run(itemId).changes > 0) changes.set(derived, factChanges(sources) + 1);
    changed.run(itemId);
    const facts = gone.has(itemId) ? null : factsOf(sources, itemId);
    if (facts) writeFacts(derived, itemId, facts);
  }
  statement(
    derived,
    `DELETE FROM fact_change WHERE id <= (SELECT max(id) FROM fact_change) - ${changesKept}`,
  ).run();
}

/** Forgets what no item has any more, in the caller's transaction: after something was destroyed or erased. */
export function forgetSets(derived: Database): void {
  derived.exec(
    'DELETE FROM fact_set WHERE id NOT IN (SELECT taken FROM item_facts UNION SELECT said FROM item_facts)',
  );
}

/** Of an item that has none, in the caller's transaction. */
export function writeFacts(derived: Database, itemId: number, facts: ItemFacts): void {
  const { captured, before, number, title, latitude, longitude } = facts;
  const [taken, said] = [setOf(derived, facts.taken), setOf(derived, facts.said)];
  statement(
    derived,
    `INSERT INTO item_facts (item_id, captured, before, number, title, latitude, longitude, taken, said)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(itemId, captured, before, number, title, latitude, longitude, taken, said);
}

function setOf(derived: Database, set: FactSet): number {
  const content = JSON.stringify(set);
  const select = valueStatement<[string], number>(derived, 'SELECT id FROM fact_set WHERE content = ?');
  const known = select.get(content);
  if (known !== undefined) return known;
  return Number(statement(derived, 'INSERT INTO fact_set (content) VALUES (?)').run(content).lastInsertRowid);
}

/** Items whose files came after the facts were last derived, by their first such file, at most `limit` files. */
export function withoutFacts(
  sources: Sources,
  limit: number,
  after: number = lastFactsFile(sources),
): { readonly items: readonly number[]; readonly last: number | null } {
  const files = sources.catalogue
    .prepare<[number, number], { id: number; itemId: number }>(
      'SELECT id, item_id AS itemId FROM file WHERE id > ? ORDER BY id LIMIT ?',
    )
    .all(after, limit);
  return { items: [...new Set(files.map(({ itemId }) => itemId))], last: files.at(-1)?.id ?? null };
}

/** Fills what derived.db lacks, a few hundred at a time, yielding between; needs a session that may write. */
export function* catchUpFacts(sources: Sources): Generator<undefined, void> {
  const { derived } = sources;
  if (!derived || !knowsFacts(sources)) return;
  for (;;) {
    const { items, last } = withoutFacts(sources, 200);
    if (last === null) return;
    derived.transaction(() => {
      deriveFacts(sources, items);
      derived.prepare('UPDATE state SET last_facts = ?').run(last);
    })();
    yield undefined;
  }
}
