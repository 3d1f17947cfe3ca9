import { tableFields, type TableKind } from '../../shared/catalogue/table-fields.ts';
import { words } from '../search/fold.ts';

/** Which field each column stands for, by its place; null where it is left out. */
export type Mapping = readonly (string | null)[];

/** What the headings seem to say: each field once, the first column that is headed so. */
export function guessMapping(kind: TableKind, heading: readonly string[]): Mapping {
  const byName = new Map<string, string>();
  for (const { id, label, also } of tableFields[kind])
    for (const name of [id, label, ...also]) byName.set(words(name).join(' '), id);
  const taken = new Set<string>();
  return heading.map((text) => {
    const field = byName.get(words(text).join(' ')) ?? null;
    if (field === null || taken.has(field)) return null;
    taken.add(field);
    return field;
  });
}

/** A file to begin with: its heading, and nothing else. */
export function templateOf(kind: TableKind): readonly string[] {
  return tableFields[kind].map(({ label }) => label);
}
