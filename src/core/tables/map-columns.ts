import { tableFields, type TableKind } from '../../shared/catalogue/table-fields.ts';
import { headingOf, templateLanguages } from '../../shared/catalogue/table-headings.ts';
import type { Table } from './read-csv.ts';
import { words } from '../search/fold.ts';

/** Which field each column stands for, by its place; null where it is left out. */
export type Mapping = readonly (string | null)[];

/** What the headings seem to say: each field once, the first column that is headed so. */
export function guessMapping(
  kind: TableKind,
  heading: readonly string[],
  form: Table['form'] = 'csv',
): Mapping {
  const byName = new Map<string, string>();
  for (const { id, label, also } of tableFields[kind])
    for (const name of [id, label, ...templateLanguages.map((one) => headingOf(kind, id, one)), ...also])
      byName.set(words(name).join(' '), id);
  // What a map calls `id` is its own, and no number of ours.
  if (form === 'geojson' || form === 'kml') byName.delete('id');
  const taken = new Set<string>();
  const known = (text: string): string | null =>
    byName.get(words(text).join(' ')) ?? (kind === 'place' ? taggedName(text) : null);
  return heading.map((text) => {
    // Of a heading in two rows the lower one alone may say it.
    const field = known(text) ?? known(text.slice(text.lastIndexOf(' / ') + 1));
    if (field === null || taken.has(field)) return null;
    taken.add(field);
    return field;
  });
}

/** The language of a field of names, `name-ka`; null of every other field. */
export function nameLanguage(field: string): string | null {
  const tag = /^name-(.+)$/.exec(field)?.[1];
  if (tag === undefined) return null;
  try {
    return Intl.getCanonicalLocales(tag)[0] === tag ? tag : null;
  } catch {
    return null;
  }
}

/** `name:ka`, as maps of volunteers head a name in a language. */
function taggedName(heading: string): string | null {
  const field = `name-${/^name[:_]([a-z]{2,3}(?:-[\w-]+)?)$/.exec(heading)?.[1] ?? ''}`;
  return nameLanguage(field) === null ? null : field;
}
