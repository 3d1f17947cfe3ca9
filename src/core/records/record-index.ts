import { setImmediate } from 'node:timers/promises';
import { isKind, type RecordKind } from '../../shared/catalogue/kinds.ts';
import type { Archive } from '../archive/archive.ts';
import type { Database } from '../database/connection.ts';
import { statement } from '../database/statements.ts';
import { factsOf, type RecordFacts } from './record-facts.ts';
import { knowsRecords, recordById, recordsAfter, type StoredRecord } from './record-state.ts';
import { indexRecords } from './record-text.ts';

/** What an assessment says of a place, by which the place's status is worked out. */
export interface StatusFact {
  readonly assessment: string;
  readonly status: string;
  readonly date: string;
  readonly from: string | null;
  readonly agreement: NonNullable<RecordFacts['agreement']>;
}

interface Order {
  readonly list: readonly RecordFacts[];
  isCurrent: boolean;
}

/**
 * Facts of every record, in memory: some ten thousand of each kind are looked through faster than a database is asked. Brought up
 * to date before it is used, by what was revised since.
 */
export class RecordIndex {
  private readonly facts = new Map<number, RecordFacts>();
  private readonly kinds = new Map<RecordKind, Map<number, RecordFacts>>();
  private readonly orders = new Map<RecordKind, Map<string, Order>>();
  private asked: { readonly key: string; readonly made: unknown } | null = null;
  private readonly assessed = new Map<string, Map<number, StatusFact>>();
  /** What an assessment, by its row, was found to be about. */
  private readonly subjects = new Map<number, string>();
  /** Row of the last revision that is known. */
  private last = 0;

  all(kind: RecordKind): Iterable<RecordFacts> {
    return this.kinds.get(kind)?.values() ?? [];
  }

  /** The same by their first name, in whatever language. */
  byKey(kind: RecordKind): readonly RecordFacts[] {
    return this.inOrder(kind, 'key', (list) =>
      list.sort((one, other) => compare(one.key, other.key) || one.id - other.id),
    );
  }

  /** The same in an order that is asked for again and again: made once, and put right after one of the kind is revised. */
  inOrder(kind: RecordKind, order: string, sort: (list: RecordFacts[]) => void): readonly RecordFacts[] {
    const orders = this.orders.get(kind) ?? new Map<string, Order>();
    this.orders.set(kind, orders);
    const known = orders.get(order);
    if (known?.isCurrent) return known.list;
    const list = known ? this.renewed(kind, known.list) : [...this.all(kind)];
    sort(list);
    // A few languages and columns; beyond that somebody else's are forgotten.
    if (orders.size >= mostOrders) orders.clear();
    orders.set(order, { list, isCurrent: true });
    return list;
  }

  /** As they stand now, nearly in the order they had: that is sorted in no time. */
  private renewed(kind: RecordKind, list: readonly RecordFacts[]): RecordFacts[] {
    const now = this.kinds.get(kind) ?? new Map<number, RecordFacts>();
    const before = list.flatMap(({ id }) => now.get(id) ?? []);
    if (before.length === now.size) return before;
    const known = new Set(before.map(({ id }) => id));
    return [...before, ...[...now.values()].filter(({ id }) => !known.has(id))];
  }

  /** What was last made under this key, until anything is revised. */
  lastAsked<Made>(key: string, make: () => Made): Made {
    if (this.asked?.key !== key) this.asked = { key, made: make() };
    return this.asked.made as Made;
  }

  byId(id: number): RecordFacts | undefined {
    return this.facts.get(id);
  }

  /** What the assessments of a place or object say of its status, the latest first. */
  statusesOf(uid: string): readonly StatusFact[] {
    return [...(this.assessed.get(uid)?.values() ?? [])].sort(laterFirst);
  }

  latestStatusOf(uid: string): StatusFact | undefined {
    let latest: StatusFact | undefined;
    for (const fact of this.assessed.get(uid)?.values() ?? [])
      if (!latest || laterFirst(fact, latest) < 0) latest = fact;
    return latest;
  }

  /** Reads what was revised since, in steps: `turn` is waited for between them. */
  async bringUpToDate(archive: Archive, turn: () => Promise<unknown> = setImmediate): Promise<void> {
    if (!knowsRecords(archive)) return;
    if (this.last === 0) await this.readAll(archive, turn);
    for (;;) {
      const rows = statement<[number, number], { id: number; record: number | null }>(
        archive.catalogue,
        `SELECT revision.id, record.id AS record FROM revision LEFT JOIN record ON record.uid = revision.record_uid
         WHERE revision.id > ? AND record_kind <> 'item' ORDER BY revision.id LIMIT ?`,
      ).all(this.last, step);
      const end = rows.at(-1);
      if (!end) return;
      const ids = new Set(rows.flatMap(({ record }) => record ?? []));
      for (const id of ids) this.put(recordById(archive, id));
      this.last = end.id;
      if (rows.length < step) return;
      await turn();
    }
  }

  /** The first time: each record as it stands, not as often as it was revised. What is revised meanwhile is read after it. */
  private async readAll(archive: Archive, turn: () => Promise<unknown>): Promise<void> {
    const last = lastRevision(archive);
    for (const rows of allRecords(archive)) {
      for (const record of rows) this.put(record);
      await turn();
    }
    for (const kind of this.kinds.keys()) {
      this.byKey(kind);
      await turn();
    }
    this.last = last;
  }

  private put(record: StoredRecord): void {
    const facts = factsOf(record);
    for (const order of this.orders.get(facts.kind)?.values() ?? []) order.isCurrent = false;
    this.asked = null;
    this.facts.set(facts.id, facts);
    const kind = this.kinds.get(facts.kind) ?? new Map<number, RecordFacts>();
    this.kinds.set(facts.kind, kind.set(facts.id, facts));
    if (!isKind(record, 'assessment')) return;
    this.assessed.get(this.subjects.get(facts.id) ?? '')?.delete(facts.id);
    const { of, date } = record.content;
    this.subjects.set(facts.id, of);
    if (facts.isRemoved || facts.status === null) return;
    const about = this.assessed.get(of) ?? new Map<number, StatusFact>();
    const { uid, status, from, agreement } = facts;
    about.set(facts.id, { assessment: uid, status, date, from, agreement: agreement ?? 'not-reviewed' });
    this.assessed.set(of, about);
  }
}

const step = 200;
const mostOrders = 12;

function lastRevision({ catalogue }: Pick<Archive, 'catalogue'>): number {
  return (
    statement<[], { last: number | null }>(catalogue, 'SELECT max(id) AS last FROM revision').get()?.last ?? 0
  );
}

function* allRecords(archive: Pick<Archive, 'catalogue'>): Generator<readonly StoredRecord[]> {
  for (let after = 0; ;) {
    const rows = recordsAfter(archive, after, step);
    const end = rows.at(-1);
    if (!end) return;
    yield rows.filter(({ revision }) => revision > 0);
    after = end.id;
  }
}

const indexes = new WeakMap<Database, RecordIndex>();
const running = new WeakMap<Database, Promise<void>>();

/** The index of an archive, as it stands now. */
export async function recordIndex(archive: Archive): Promise<RecordIndex> {
  const { catalogue } = archive;
  const index = indexes.get(catalogue) ?? new RecordIndex();
  indexes.set(catalogue, index);
  // One at a time: two that read the same would do it twice.
  const before = running.get(catalogue) ?? Promise.resolve();
  const now = before.then(() => index.bringUpToDate(archive));
  running.set(
    catalogue,
    now.catch(() => undefined),
  );
  await now;
  return index;
}

/** What was erased is in no memory: everything is read anew when it is next asked for. */
export function forgetRecordIndex({ catalogue }: Pick<Archive, 'catalogue'>): void {
  indexes.delete(catalogue);
}

/** Fills the search text of what was revised since it was last done. In a session that may write. */
export function refreshRecordTexts(archive: Archive): void {
  const { derived, catalogue } = archive;
  if (!derived || !knowsRecords(archive)) return;
  const known = statement<[], { last: number }>(derived, 'SELECT last_revision AS last FROM state').get()
    ?.last;
  if (known === 0) {
    // The first time, or once more: each record once, however often it was revised.
    const last = lastRevision(archive);
    derived.transaction(() => {
      for (const rows of allRecords(archive)) indexRecords(archive, rows);
      derived.prepare('UPDATE state SET last_revision = ?').run(last);
    })();
  }
  for (;;) {
    const last =
      statement<[], { last: number }>(derived, 'SELECT last_revision AS last FROM state').get()?.last ?? 0;
    const rows = statement<[number, number], { id: number; record: number | null }>(
      catalogue,
      `SELECT revision.id, record.id AS record FROM revision LEFT JOIN record ON record.uid = revision.record_uid
       WHERE revision.id > ? AND record_kind <> 'item' ORDER BY revision.id LIMIT ?`,
    ).all(last, step);
    const end = rows.at(-1);
    if (!end) return;
    const ids = new Set(rows.flatMap(({ record }) => record ?? []));
    derived.transaction(() => {
      indexRecords(
        archive,
        Array.from(ids, (id) => recordById(archive, id)),
      );
      derived.prepare('UPDATE state SET last_revision = ?').run(end.id);
    })();
  }
}

function laterFirst(one: StatusFact, other: StatusFact): number {
  return compare(other.from, one.from) || compare(other.assessment, one.assessment);
}

function compare(one: string | null, other: string | null): number {
  return (one ?? '') < (other ?? '') ? -1 : (one ?? '') > (other ?? '') ? 1 : 0;
}
