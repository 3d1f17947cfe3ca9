import type { RecordKind } from '../../shared/catalogue/kinds.ts';
import type { Term } from '../../shared/catalogue/vocabularies.ts';
import type { Archive } from '../archive/archive.ts';
import type { RecordFacts } from '../records/record-facts.ts';
import type { RecordIndex } from '../records/record-index.ts';
import { findRecord } from '../records/record-state.ts';
import { vocabulariesOf } from '../records/vocabularies.ts';
import { fold, words } from '../search/fold.ts';
import type { DayOrder, RowContext } from './row-reader.ts';

type Turn = () => Promise<void>;

/** What the cells of a table are understood by. `turn` is waited for between steps. */
export async function contextOf(
  archive: Archive,
  index: RecordIndex,
  dayOrder: DayOrder,
  turn: Turn,
): Promise<RowContext> {
  return {
    terms: new Map(vocabulariesOf(archive).map(({ id, terms }) => [id, byLabel(terms)])),
    dayOrder,
    placesNamed: namedBy(archive, index, 'place', await recordsNamed(index, 'place', turn)),
    sourcesNamed: namedBy(archive, index, 'source', await recordsNamed(index, 'source', turn)),
  };
}

/** Of two that are called the same the first is meant. */
function byLabel(terms: readonly Term[]): ReadonlyMap<string, string> {
  const named = terms
    .filter(({ isRetired }) => isRetired !== true)
    .flatMap(({ id, labels }) =>
      [id, labels.en, labels.hy, labels.ru].flatMap((label) =>
        label === undefined ? [] : [[words(label).join(' '), id] as const],
      ),
    );
  return new Map(named.reverse());
}

/** Ids of the records of a kind that a number, or else a name, means. */
function namedBy(
  archive: Archive,
  index: RecordIndex,
  kind: RecordKind,
  named: ReadonlyMap<string, readonly RecordFacts[]>,
): (name: string) => readonly string[] {
  return (name) => {
    const record = findRecord(archive, name.trim());
    if (record?.kind === kind && !record.isRemoved) {
      const facts = index.byId(record.id);
      return facts ? [facts.uid] : [];
    }
    return (named.get(fold(name.trim())) ?? []).map(({ uid }) => uid);
  };
}

/** Records of a kind by each name that they have, folded. */
export async function recordsNamed(
  index: RecordIndex,
  kind: RecordKind,
  turn: Turn,
): Promise<ReadonlyMap<string, readonly RecordFacts[]>> {
  const named = new Map<string, RecordFacts[]>();
  for (const facts of [...index.all(kind)]) {
    await turn();
    if (facts.isRemoved) continue;
    for (const key of new Set(facts.names.map(({ text }) => fold(text)))) {
      const list = named.get(key) ?? [];
      list.push(facts);
      named.set(key, list);
    }
  }
  return named;
}
