import { AppError } from '../../shared/errors/app-error.ts';
import {
  findingKinds,
  type Finding,
  type FindingCounts,
  type FindingKind,
  type FindingPage,
} from '../../shared/records/finding.ts';
import type { Archive } from '../archive/archive.ts';
import { parseUuid, uuidText } from '../cryptography/random.ts';
import { statement, valueStatement } from '../database/statements.ts';
import { createRecord, setRemoved } from '../records/edit-record.ts';
import { knowsRecords, recordsOf, type StoredRecord } from '../records/record-state.ts';
import { mention } from '../records/show-record.ts';
import { lookedThrough, type Looked } from './findings.ts';
import type { Found } from './found.ts';
import { lacks, type Worded } from './not-translated.ts';

interface Aside {
  readonly facts: string;
  readonly reason: string;
  readonly record: string;
}

/** By kind and key; what was said last of one counts. */
function saidAside(archive: Archive): ReadonlyMap<string, Aside> {
  const aside = new Map<string, Aside>();
  if (!knowsRecords(archive)) return aside;
  for (const { uid, content, isRemoved } of recordsOf(archive, 'dismissal')) {
    if (isRemoved) continue;
    const { finding, key, facts, reason } = content;
    aside.set(`${finding} ${key}`, { facts, reason, record: uuidText(uid) });
  }
  return aside;
}

/** The findings of a kind: a part of them is made when it is shown, for of a million items few are looked at. */
interface Listed {
  readonly open: number;
  readonly aside: number;
  /** The one of a key, aside or not. */
  byKey(key: string): Found | undefined;
  part(
    isAside: boolean,
    offset: number,
    limit: number,
  ): readonly (Found & { readonly aside: Aside | null })[];
}

function listed(
  archive: Archive,
  looked: Looked,
  kind: FindingKind,
  language: string,
  aside: ReadonlyMap<string, Aside>,
): Listed {
  if (kind === 'item-without-place') {
    const made = (item: number): Found => itemFound(archive, kind, item, '', 'none', {});
    const set = asideItems(archive, kind, aside);
    return parted(looked.withoutPlace, made, set, aside, (key) => {
      const item = itemRow(archive, key);
      return item !== undefined && looked.withoutPlace.includes(item) ? item : undefined;
    });
  }
  if (kind === 'not-translated') {
    const lacking = looked.worded.filter((one) => lacks(one, language));
    const made = ({ item, languages }: Worded): Found =>
      itemFound(archive, kind, item, ` ${language}`, languages.join(), {
        languages: languages.join(', '),
        language,
      });
    const set = asideItems(archive, kind, aside);
    return parted(lacking, made, { has: ({ item }) => set.has(item), size: set.size }, aside, (key) => {
      const item = itemRow(archive, key);
      return lacking.find((one) => one.item === item);
    });
  }
  const found = looked.found.get(kind) ?? [];
  const maybe = { has: (one: Found) => aside.has(keyOf(one)), size: aside.size };
  return parted(
    found,
    (one) => one,
    maybe,
    aside,
    (key) => found.find((one) => one.key === key),
  );
}

const keyOf = ({ kind, key }: Pick<Found, 'kind' | 'key'>): string => `${kind} ${key}`;

/** `maybe`: those of which something was said; whether it holds still is asked of these alone. */
function parted<Row extends number | object>(
  rows: ArrayLike<Row> & Iterable<Row>,
  made: (row: Row) => Found,
  maybe: { readonly size: number; has(row: Row): boolean },
  aside: ReadonlyMap<string, Aside>,
  rowOf: (key: string) => Row | undefined,
): Listed {
  const saidOf = (found: Found): Aside | null => {
    const said = aside.get(keyOf(found));
    return said?.facts === found.facts ? said : null;
  };
  const isAside = (row: Row): boolean => maybe.has(row) && saidOf(made(row)) !== null;
  const all: ArrayLike<Row> & Iterable<Row> = rows;
  const put = maybe.size === 0 ? [] : Array.from(all).filter(isAside);
  const gone = new Set(put);
  const open = put.length === 0 ? all : Array.from(all).filter((row) => !gone.has(row));
  return {
    open: open.length,
    aside: put.length,
    byKey(key) {
      const row = rowOf(key);
      const found = row === undefined ? undefined : made(row);
      return found?.key === key ? found : undefined;
    },
    part(wantsAside, offset, limit) {
      const from = wantsAside ? put : open;
      const count = Math.max(0, Math.min(limit, from.length - offset));
      return Array.from({ length: count }, (_, at) => {
        const found = made(from[offset + at] as Row);
        return { ...found, aside: saidOf(found) };
      });
    },
  };
}

/** Rows of the items of which something was said. */
function asideItems(
  archive: Archive,
  kind: FindingKind,
  aside: ReadonlyMap<string, Aside>,
): ReadonlySet<number> {
  const rows = new Set<number>();
  for (const key of aside.keys()) {
    const [of, ...rest] = key.split(' ');
    const row = of === kind ? itemRow(archive, rest.join(' ')) : undefined;
    if (row !== undefined) rows.add(row);
  }
  return rows;
}

/** Of the item whose id a key begins with. */
function itemRow({ catalogue }: Archive, key: string): number | undefined {
  const uid = parseUuid(key.split(' ')[0] ?? '');
  return uid
    ? valueStatement<[Uint8Array], number>(catalogue, 'SELECT id FROM item WHERE uid = ?').get(uid)
    : undefined;
}

function itemFound(
  archive: Archive,
  kind: FindingKind,
  item: number,
  more: string,
  facts: string,
  values: Found['values'],
): Found {
  return { kind, key: `${idOf(archive, item)}${more}`, facts, records: [], items: [item], values };
}

function idOf({ catalogue }: Archive, item: number): string {
  const row = statement<[number], { uid: Uint8Array }>(catalogue, 'SELECT uid FROM item WHERE id = ?').get(
    item,
  );
  return row ? uuidText(row.uid) : '';
}

export interface FindingsRequest {
  /** BCP 47: of whoever reads, and into which exhibits ought to be translated. */
  readonly language: string;
  readonly translation: string;
  /** Until everything was looked through that was written. */
  readonly wait: boolean;
}

/** How much there is to look into, by kind. */
export async function countFindings(archive: Archive, request: FindingsRequest): Promise<FindingCounts> {
  const { looked, isWorking } = await lookedThrough(archive, request.wait);
  if (!looked) return { counts: [], isWorking, asOf: null };
  const aside = saidAside(archive);
  const counts = findingKinds.map((kind) => {
    const { open, aside: put } = listed(archive, looked, kind, request.translation, aside);
    return { kind, open, aside: put };
  });
  return { counts, isWorking, asOf: looked.asOf };
}

/** Items of one finding that are named; how many there are is told. */
const itemsNamed = 12;

/** A part of the findings of a kind: those that are open, or those that were put aside. */
export async function listFindings(
  archive: Archive,
  request: FindingsRequest & {
    readonly kind: FindingKind;
    readonly isAside: boolean;
    readonly offset: number;
    readonly limit: number;
  },
): Promise<FindingPage> {
  const { looked } = await lookedThrough(archive, request.wait);
  if (!looked) return { total: 0, findings: [] };
  const { kind, isAside, offset, limit } = request;
  const list = listed(archive, looked, kind, request.translation, saidAside(archive));
  return {
    total: isAside ? list.aside : list.open,
    findings: list.part(isAside, offset, limit).map((one) => shown(archive, one, request.language)),
  };
}

function shown(archive: Archive, one: Found & { readonly aside: Aside | null }, language: string): Finding {
  const { kind, key, facts, records, items, values, aside } = one;
  const ids = [...records, ...items.slice(0, itemsNamed).map((item) => idOf(archive, item))];
  return {
    kind,
    key,
    facts,
    subjects: ids.flatMap((id) => mention(archive, id, language) ?? []),
    items: items.length,
    values: { ...values },
    aside: aside && { reason: aside.reason, record: aside.record },
  };
}

/**
 * Puts a finding aside with a reason: a record of its own, with revisions and an event. Throws `not-found` where there is no such finding
 * (any more), and as `createRecord` does.
 */
export async function putAside(
  archive: Archive,
  {
    kind,
    key,
    reason,
    translation,
  }: {
    readonly kind: FindingKind;
    readonly key: string;
    readonly reason: string;
    readonly translation: string;
  },
): Promise<StoredRecord> {
  const { looked } = await lookedThrough(archive, true);
  const list = looked && listed(archive, looked, kind, translation, saidAside(archive));
  const found = list?.byKey(key);
  if (!found) throw new AppError('not-found', { kind: 'finding', value: key });
  const about = [...found.records, ...found.items.slice(0, 50).map((item) => idOf(archive, item))];
  const isOfItem = found.records.length === 0;
  return createRecord(archive, 'dismissal', {
    finding: kind,
    key,
    facts: found.facts,
    about: isOfItem || found.items.length === 0 ? about : found.records,
    reason,
  });
}

/** Takes that back: the finding is open again. Throws as `setRemoved` does. */
export function takeUp(archive: Archive, record: string): StoredRecord {
  return setRemoved(archive, record, true);
}
