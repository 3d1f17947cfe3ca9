import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../shared/errors/app-error.ts';
import type { EditPreview, ItemChanges, RefusedItem } from '../../shared/records/description.ts';
import type { Archive } from '../archive/archive.ts';
import { blankItem } from '../catalogue/item-state.ts';
import { fieldNames, plannerOf, shownValue, type Column } from './fields.ts';
import { differing, refusalOf, storedItem } from './write-edit.ts';

const mostInTurn = 50;
const examplesShown = 3;

interface Counted {
  changed: number;
  overwrites: number;
  readonly examples: { readonly number: string; readonly old: unknown }[];
}

/** What an edit would come to, without making it. Throws `description-invalid`, `date-invalid`, `interrupted`. */
export async function previewEdit(
  archive: Archive,
  request: { readonly items: readonly number[]; readonly changes: ItemChanges },
  signal: AbortSignal | undefined,
): Promise<EditPreview> {
  const plan = plannerOf(request.changes);
  const fields = new Map<Column, Counted>();
  const refused: RefusedItem[] = [];
  let items = 0;
  for (const [at, id] of request.items.entries()) {
    if (at % mostInTurn === mostInTurn - 1) await setImmediate();
    if (signal?.aborted === true) throw new AppError('interrupted');
    const item = storedItem(archive, id);
    const refusal = refusalOf(archive, item);
    if (refusal) {
      refused.push(refusal);
      continue;
    }
    items += 1;
    for (const column of Object.keys(differing(item, plan(archive, item))) as Column[]) {
      const counted = fields.get(column) ?? { changed: 0, overwrites: 0, examples: [] };
      fields.set(column, counted);
      counted.changed += 1;
      if (item[column] === blankItem[column]) continue;
      counted.overwrites += 1;
      if (counted.examples.length < examplesShown)
        counted.examples.push({ number: item.number, old: shownValue(column, item[column]) });
    }
  }
  const list = [...fields].map(([column, counted]) => ({ field: fieldNames[column], ...counted }));
  return { items, refused, fields: list };
}
