import { setImmediate } from 'node:timers/promises';
import type { Archive } from '../archive/archive.ts';
import { baseNameBytes, readablePath } from '../paths/path-bytes.ts';
import { statement, valueStatement } from '../database/statements.ts';
import { hiddenItems } from '../disposition/states.ts';
import type { RowCells, RowProblem } from './row-reader.ts';

/** Items by what their files were called when they came, in lower case: those of the names that are asked about. */
type ByName = ReadonlyMap<string, readonly { readonly item: number; readonly path: string }[]>;

const step = 2000;

/** Looks through the names of all files once, in steps; without those of hidden items. */
export async function itemsByName(archive: Archive, wanted: ReadonlySet<string>): Promise<ByName> {
  const found = new Map<string, { item: number; path: string }[]>();
  if (wanted.size === 0) return found;
  const hidden = hiddenItems(archive);
  for (let last = 0; ;) {
    const rows = statement<[number, number], { id: number; item: number; path: Uint8Array }>(
      archive.catalogue,
      `SELECT file.id, file.item_id AS item, entry.path FROM file JOIN accession_entry AS entry ON entry.id = file.entry_id
       WHERE file.id > ? ORDER BY file.id LIMIT ?`,
    ).all(last, step);
    for (const { item, path } of rows) {
      const name = keyOf(readablePath(baseNameBytes(path)).text);
      if (!wanted.has(name) || hidden.has(item)) continue;
      const list = found.get(name) ?? [];
      list.push({ item, path: keyOf(readablePath(path).text) });
      found.set(name, list);
    }
    last = rows.at(-1)?.id ?? last;
    if (rows.length < step) return found;
    await setImmediate();
  }
}

/** The last part of a path as somebody wrote it, as it is looked for. */
export function nameIn(written: string): string {
  return keyOf(written).split('/').at(-1) ?? '';
}

const keyOf = (path: string): string => path.trim().normalize('NFC').toLowerCase().replaceAll('\\', '/');

/** The item that a row is about, by all that it says of it: a number, a SHA-256, a file's name; or why it is none. */
export function itemOf(
  { catalogue }: Archive,
  cells: RowCells,
  byName: ByName,
): number | Pick<RowProblem, 'field' | 'problem'> {
  const found: { readonly field: string; readonly items: ReadonlySet<number> }[] = [];
  const number = cells.get('number')?.trim() ?? '';
  if (number !== '') {
    const id = valueStatement<[string], number>(
      catalogue,
      'SELECT id FROM item WHERE number = ? COLLATE NOCASE',
    ).get(number);
    found.push({ field: 'number', items: new Set(id === undefined ? [] : [id]) });
  }
  const digest = cells.get('sha256')?.trim() ?? '';
  if (digest !== '') {
    const id = /^[0-9a-f]{64}$/i.test(digest)
      ? valueStatement<[Uint8Array], number>(catalogue, 'SELECT item_id FROM file WHERE sha256 = ?').get(
          Buffer.from(digest, 'hex'),
        )
      : undefined;
    found.push({ field: 'sha256', items: new Set(id === undefined ? [] : [id]) });
  }
  const file = cells.get('file')?.trim() ?? '';
  if (file !== '') {
    const path = keyOf(file);
    const named = (byName.get(nameIn(file)) ?? []).filter(
      (one) => !path.includes('/') || one.path === path || one.path.endsWith(`/${path.replace(/^\/+/, '')}`),
    );
    found.push({ field: 'file', items: new Set(named.map(({ item }) => item)) });
  }
  const unknown = found.find(({ items }) => items.size === 0);
  if (unknown) return { field: unknown.field, problem: 'item-unknown' };
  const last = found.at(-1);
  if (!last) return { field: null, problem: 'item-unnamed' };
  const common = [...last.items].filter((item) => found.every(({ items }) => items.has(item)));
  const [only, another] = common;
  if (only === undefined) return { field: last.field, problem: 'item-contradicted' };
  return another === undefined ? only : { field: last.field, problem: 'item-ambiguous' };
}
