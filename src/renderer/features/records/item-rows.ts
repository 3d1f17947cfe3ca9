import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ListedRow } from '../../../shared/records/item-row.ts';
import type { CoreClient } from '../../host/host-shell.ts';
import { useArchive, useSession } from '../../session/session.tsx';

/** As many as the core gives at once. */
const atOnce = 100;

/** Items by id; those that are gone or not to be seen are not among them. */
export async function itemRows(
  client: CoreClient,
  archive: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ListedRow>> {
  const found = new Map<string, ListedRow>();
  const wanted = [...new Set(ids)];
  for (let from = 0; from < wanted.length; from += atOnce) {
    const items = wanted.slice(from, from + atOnce);
    const { rows } = await client.items.some({ archive, items });
    for (const row of rows) found.set(row.id, row);
  }
  return found;
}

export function useItemRows(ids: readonly string[]): ReadonlyMap<string, ListedRow> {
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const { data } = useQuery({
    queryKey: ['tiles', archive, 'records', ids],
    queryFn: () => itemRows(host.client, archive, ids),
    enabled: ids.length > 0,
    placeholderData: keepPreviousData,
  });
  return data ?? new Map<string, ListedRow>();
}
