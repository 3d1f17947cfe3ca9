import type { Archive } from '../archive/archive.ts';
import { uuidText, uuidV7 } from '../cryptography/random.ts';
import { applyEdits, type EditHandlers } from '../description/edit.ts';
import { requireWriting } from '../disposition/items.ts';
import { addLinks } from '../records/links.ts';
import type { PlannedItem } from './plan-items.ts';
import type { ImportSummary } from './run-import.ts';
import { writeRows } from './write-rows.ts';

/**
 * Writes what a table says of items: a revision and an event for each that changes, one act for all, and the links that it asks for.
 * Throws `archive-read-only`, `export-running`, `interrupted`.
 */
export async function runItems(
  archive: Archive,
  planned: readonly PlannedItem[],
  handlers: EditHandlers,
): Promise<ImportSummary> {
  requireWriting(archive);
  const act = uuidText(uuidV7(archive.clock().getTime()));
  const edits = planned.filter((row) => row.outcome === 'edit');
  const failed = planned.filter((row) => row.outcome === 'failed');
  const byItem = new Map(edits.map((row) => [row.item, row]));
  const refused = new Map<string, string>();
  const items = edits.filter(({ columns }) => Object.keys(columns).length > 0).map(({ item }) => item);
  const summary = await applyEdits(archive, { items, act }, handlers, {}, (item) => {
    const row = byItem.get(item.id);
    if (row?.revision !== item.revision) return { number: item.number, code: 'edited-elsewhere' };
    return row.columns;
  });
  for (const { number, code } of summary.refused) refused.set(number, code);
  const joined = edits.filter(({ number, links }) => links.length > 0 && !refused.has(number));
  const unjoined = await writeRows(archive, joined, handlers, {
    write: ({ links }) => void addLinks(archive, links, { act }),
    isAlone: () => false,
  });
  for (const [{ number }, code] of unjoined) refused.set(number, code);
  const more = edits.flatMap(({ line, name, number }) => {
    const value = refused.get(number);
    const problem = { field: null, value: value ?? '', problem: 'row-refused' } as const;
    return value === undefined ? [] : { line, name, outcome: 'failed' as const, problems: [problem] };
  });
  const count = (outcome: PlannedItem['outcome']): number =>
    planned.filter((row) => row.outcome === outcome).length;
  return {
    act,
    made: 0,
    edited: edits.length - more.length,
    same: count('same'),
    repeated: count('repeated'),
    failed: [...failed, ...more],
  };
}
