import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RecordKind } from '../../../shared/catalogue/kinds.ts';
import type { RecordMention } from '../../../shared/records/record.ts';
import { useArchive, useSession } from '../../session/session.tsx';

/** A record with everything that hangs on it; `at`, a day, as it was then. */
export function useRecord(id: string | null, at: string | null = null) {
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const { language } = useTranslation().i18n;
  return useQuery({
    queryKey: ['record', archive, id, at, language],
    queryFn: () =>
      host.client.records.show({ archive, record: id ?? '', language, ...(at === null ? {} : { at }) }),
    enabled: id !== null,
    retry: false,
  });
}

/** Several at once, in the order asked; those that are gone are left out. */
export function useRecords(ids: readonly string[]) {
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const { language } = useTranslation().i18n;
  return useQuery({
    queryKey: ['record', archive, 'several', ids, language],
    queryFn: () => Promise.all(ids.map((record) => host.client.records.show({ archive, record, language }))),
    enabled: ids.length > 0,
    retry: false,
  });
}

/** What ids go by. */
export function useMentions(ids: readonly string[]): ReadonlyMap<string, RecordMention> {
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const { language } = useTranslation().i18n;
  const { data } = useQuery({
    queryKey: ['record', archive, 'mentions', ids, language],
    queryFn: () => host.client.records.mentions({ archive, ids: [...ids], language }),
    enabled: ids.length > 0,
  });
  return new Map(data?.map((one) => [one.id, one]));
}

/** Links of an item or a record. */
export function useLinks(of: string | null) {
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const { language } = useTranslation().i18n;
  return useQuery({
    queryKey: ['record', archive, 'links', of, language],
    queryFn: () => host.client.links.of({ archive, record: of ?? '', language }),
    enabled: of !== null,
  });
}

/** After something was written: what is shown of records is read anew. */
export function useRecordsChanged(): () => Promise<void> {
  const { handle: archive } = useArchive();
  const queries = useQueryClient();
  return async () => {
    await Promise.all(
      ['record', 'records', 'vocabularies', 'links-of-item', 'facets'].map((name) =>
        queries.invalidateQueries({ queryKey: [name, archive] }),
      ),
    );
  };
}

export function useCreateRecord() {
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const changed = useRecordsChanged();
  return async (kind: RecordKind, content: Readonly<Record<string, unknown>>) => {
    const written = await host.client.records.create({ archive, kind, content: { ...content } });
    await changed();
    return written;
  };
}
