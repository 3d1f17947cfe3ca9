import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordKind } from '../../../shared/catalogue/kinds.ts';
import type { ListedRow } from '../../../shared/records/item-row.ts';
import type { RecordFilter, RecordOrder, RecordRow } from '../../../shared/records/record.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import { useKept } from '../../session/use-kept.ts';
import { itemRows } from './item-rows.ts';

/** A row, and the item that its picture is of. */
export type ListedRecord = RecordRow & { readonly shown: ListedRow | null };

/** The same each time: another one is another list. */
const everything: RecordFilter = {};
export const byName: RecordOrder = { by: 'name', descending: false };

/** What a list of a kind is narrowed to; still when a person comes back. */
export function useRecordFilter(kind: RecordKind) {
  const [filter, setFilter] = useKept(`records.filter ${kind}`, everything);
  const [order, setOrder] = useKept(`records.order ${kind}`, byName);
  return { filter, setFilter, order, setOrder };
}

export const isNarrowed = (filter: RecordFilter): boolean =>
  Object.values(filter).some((value) => value !== null && value !== undefined && value !== false);

/** How many there are, by what they can be narrowed to, and any part of them by position. */
export function useRecordList(kind: RecordKind, filter: RecordFilter, order: RecordOrder) {
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const { language } = useTranslation().i18n;
  const { client } = host;
  const { data, error, dataUpdatedAt } = useQuery({
    queryKey: ['records', archive, kind, filter, order, language],
    queryFn: ({ signal }) =>
      client.records.list({ archive, kind, filter, order, offset: 0, limit: 0, language }, { signal }),
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: false,
  });
  const loadRows = useMemo(
    () =>
      async (offset: number, limit: number, signal: AbortSignal): Promise<readonly ListedRecord[]> => {
        // Counted anew means that rows may have changed: another function.
        if (dataUpdatedAt < 0) return [];
        const asked = { archive, kind, filter, order, offset, limit, language };
        const { rows } = await client.records.list(asked, { signal });
        const items = await itemRows(
          client,
          archive,
          rows.flatMap(({ picture }) => picture ?? []),
        );
        return rows.map((row) => ({ ...row, shown: items.get(row.picture ?? '') ?? null }));
      },
    [client, archive, kind, filter, order, language, dataUpdatedAt],
  );
  return { total: data?.total ?? null, facets: data?.facets ?? null, error, loadRows };
}
