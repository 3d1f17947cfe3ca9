import type { RecordKind } from '../../shared/catalogue/kinds.ts';
import type { Archive } from '../archive/archive.ts';
import type { RecordFacts } from '../records/record-facts.ts';
import type { RecordIndex } from '../records/record-index.ts';
import { findRecord } from '../records/record-state.ts';
import { vocabulariesOf } from '../records/vocabularies.ts';
import { fold } from '../search/fold.ts';
import type { DayOrder, RowContext } from './row-reader.ts';

/** What the cells of a table are understood by. */
export function contextOf(archive: Archive, index: RecordIndex, dayOrder: DayOrder): RowContext {
  return {
    vocabularies: new Map(vocabulariesOf(archive).map((vocabulary) => [vocabulary.id, vocabulary])),
    dayOrder,
    placesNamed: namedBy(archive, index, 'place'),
    sourcesNamed: namedBy(archive, index, 'source'),
  };
}

/** Ids of the records of a kind that a number, or else a name, means. */
function namedBy(
  archive: Archive,
  index: RecordIndex,
  kind: RecordKind,
): (name: string) => readonly string[] {
  const named = recordsNamed(index, kind);
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
export function recordsNamed(
  index: RecordIndex,
  kind: RecordKind,
): ReadonlyMap<string, readonly RecordFacts[]> {
  const named = new Map<string, RecordFacts[]>();
  for (const facts of index.all(kind)) {
    if (facts.isRemoved) continue;
    for (const key of new Set(facts.names.map(({ text }) => fold(text)))) {
      const list = named.get(key) ?? [];
      list.push(facts);
      named.set(key, list);
    }
  }
  return named;
}
