import type { ItemChanges } from '../../shared/records/description.ts';
import { RowReader, type RowCells, type RowContext, type RowProblem } from './row-reader.ts';

export interface ItemReading {
  readonly changes: ItemChanges;
  /** Ids of places that it shows, and of who told or gave it. */
  readonly places: readonly string[];
  readonly sources: readonly string[];
  readonly problems: readonly RowProblem[];
}

/** What a row says of an item; what it does not say is absent. */
export function itemContent(cells: RowCells, context: RowContext): ItemReading {
  const row = new RowReader(cells, context);
  const [confidentiality] = row.terms('confidentiality', 'confidentiality') ?? [];
  const [position, precision] = [row.position(), row.precision()];
  const named = (field: 'place' | 'source'): readonly string[] =>
    (row.list(field) ?? []).flatMap((called) => row.named(field, called, field) ?? []);
  const said: ItemChanges = {
    title: row.text('title'),
    description: row.text('description'),
    captured: row.date('captured'),
    position: position && { ...position, precision: precision ?? null, basis: null },
    rights: row.text('rights'),
    languages: languagesIn(row),
    confidentiality: confidentiality as ItemChanges['confidentiality'],
    addTags: row
      .text('tags')
      ?.split(/[;,\n]/)
      .filter((tag) => tag.trim() !== ''),
  };
  const changes = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  return { changes, places: named('place'), sources: named('source'), problems: row.problems };
}

function languagesIn(row: RowReader): string[] | undefined {
  const tags = row
    .text('languages')
    ?.split(/[;,\s]+/)
    .filter((tag) => tag !== '');
  if (!tags || tags.length === 0) return undefined;
  try {
    return Intl.getCanonicalLocales(tags);
  } catch {
    row.add('languages', 'language-unknown');
    return undefined;
  }
}
