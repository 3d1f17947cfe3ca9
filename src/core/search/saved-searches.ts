import { z } from 'zod';
import { AppError } from '../../shared/errors/app-error.ts';
import { savedSearch, type SavedSearch } from '../../shared/records/saved-search.ts';
import type { Archive } from '../archive/archive.ts';
import { mustBeReadable } from '../catalogue/narrow.ts';

const setting = 'saved-searches';

/** More than anybody finds his way in. */
const most = 200;

/** In the order of their names. */
export function savedSearches({ catalogue }: Pick<Archive, 'catalogue'>): readonly SavedSearch[] {
  const text = catalogue
    .prepare<[string], string>('SELECT value FROM setting WHERE name = ?')
    .pluck()
    .get(setting);
  return text === undefined ? [] : z.array(savedSearch).parse(JSON.parse(text));
}

/** One of the same name is replaced. Throws AppError `search-not-understood`, `too-many-searches`. */
export function saveSearch(archive: Archive, search: SavedSearch): readonly SavedSearch[] {
  mustBeReadable(search.filter);
  return change(archive, (known) => {
    const others = known.filter(({ name }) => name !== search.name);
    if (others.length >= most) throw new AppError('too-many-searches', { most: String(most) });
    return [...others, search].sort((one, other) => (one.name < other.name ? -1 : 1));
  });
}

/** Throws AppError `no-such-search`. */
export function removeSearch(archive: Archive, name: string): readonly SavedSearch[] {
  return change(archive, (known) => {
    const others = known.filter((search) => search.name !== name);
    if (others.length === known.length) throw new AppError('no-such-search', { name });
    return others;
  });
}

/** Those of them that are there, as part of the caller's transaction. */
export function removeSearches(archive: Archive, names: readonly string[]): void {
  if (names.length > 0) change(archive, (known) => known.filter(({ name }) => !names.includes(name)));
}

function change(
  archive: Archive,
  to: (known: readonly SavedSearch[]) => readonly SavedSearch[],
): readonly SavedSearch[] {
  if (archive.access !== 'write') throw new AppError('archive-read-only', { path: archive.path });
  const { catalogue } = archive;
  return catalogue
    .transaction(() => {
      const changed = to(savedSearches(archive));
      catalogue
        .prepare(
          'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
        )
        .run(setting, JSON.stringify(changed));
      return changed;
    })
    .immediate();
}
