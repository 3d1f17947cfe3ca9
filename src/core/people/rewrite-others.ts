import { savedSearches } from '../search/saved-searches.ts';
import type { Archive } from '../archive/archive.ts';
import { announceTraces } from '../disposition/traces.ts';
import { stringsIn, withStrings } from './holdings.ts';
import type { Erasing } from './erasing.ts';

/** A search that a name stands in is of no use without it. */
export function removeSearches({ archive, change }: Erasing): void {
  const known = savedSearches(archive);
  const left = known.filter(({ name, filter }) =>
    [name, ...stringsIn(filter)].every((text) => change('saved-search', name, 'search', text) === text),
  );
  if (left.length === known.length) return;
  write(archive, left);
}

function write({ catalogue }: Archive, searches: readonly unknown[]): void {
  catalogue
    .prepare("UPDATE setting SET value = ? WHERE name = 'saved-searches'")
    .run(JSON.stringify(searches));
}

/** What somebody wrote on a disk that backups are on. */
export function rewriteBackup({ archive, change }: Erasing, row: number, id: string): void {
  const { catalogue } = archive;
  const found = catalogue
    .prepare<[number], { label: string | null; volume: string }>(
      'SELECT label, volume FROM backup WHERE id = ?',
    )
    .get(row);
  if (!found) return;
  const label = found.label === null ? null : change('backup', id, 'label', found.label);
  const volume = withStrings(JSON.parse(found.volume), (text) => change('backup', id, 'volume', text));
  catalogue
    .prepare('UPDATE backup SET label = ?, volume = ? WHERE id = ?')
    .run(label, JSON.stringify(volume), row);
}

/** The name of a file that was handed over, of which the bytes are elsewhere. */
export function rewriteKeptName({ archive, change }: Erasing, id: string): void {
  const uid = Buffer.from(id.replace('kept-', '').replaceAll('-', ''), 'hex');
  const { catalogue } = archive;
  const row = catalogue
    .prepare<[Buffer], { name: Uint8Array; item: number }>(
      'SELECT name, item_id AS item FROM kept_file WHERE uid = ?',
    )
    .get(uid);
  if (!row) return;
  const name = change('path', id, 'path', Buffer.from(row.name).toString('utf8'));
  catalogue.prepare('UPDATE kept_file SET name = ? WHERE uid = ?').run(Buffer.from(name), uid);
  announceTraces(archive, row.item);
}
