import { AppError } from '../../shared/errors/app-error.ts';
import type { Archive } from '../archive/archive.ts';
import { resolveItem } from '../catalogue/resolve.ts';

export interface ItemRow {
  readonly id: number;
  readonly uid: Uint8Array;
  readonly number: string;
}

/** The items that references mean, each once, in the order they were given. Throws as `resolveItem` does. */
export function itemsOf(archive: Archive, references: readonly string[]): readonly ItemRow[] {
  const ids = new Set(references.map((reference) => resolveItem(archive, reference)));
  return [...ids].map((id) => itemRow(archive, id));
}

export function itemRow(archive: Archive, id: number): ItemRow {
  const row = archive.catalogue
    .prepare<[number], ItemRow>('SELECT id, uid, number FROM item WHERE id = ?')
    .get(id);
  if (!row) throw new Error(`no item ${id}`);
  return row;
}

export function requireWriting(archive: Archive): void {
  if (archive.access !== 'write') throw new AppError('archive-read-only', { path: archive.path });
}

/** Numbers for a message: a few, and that there are more. */
export function someNumbers(items: readonly { readonly number: string }[]): string {
  const shown = items.slice(0, 5).map(({ number }) => number);
  return shown.join(', ') + (items.length > shown.length ? `, and ${items.length - shown.length} more` : '');
}
