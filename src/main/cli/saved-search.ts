import { AppError } from '../../shared/errors/app-error.ts';
import type { SavedSearch } from '../../shared/records/saved-search.ts';
import type { Client } from './command.ts';

/** Throws AppError `no-such-search`. */
export async function savedOf(client: Client, archive: string, name: string): Promise<SavedSearch> {
  const found = (await client.searches.list({ archive })).find((search) => search.name === name);
  if (!found) throw new AppError('no-such-search', { name });
  return found;
}
