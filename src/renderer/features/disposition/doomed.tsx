import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { plainText } from '../../components/safe-text.tsx';
import { useArchive, useSession } from '../../session/session.tsx';
import { ItemTiles, mostTiles } from '../evidence/item-tiles.tsx';
import { CarriedList } from '../evidence/went-out.tsx';

/**
 * What is decided about, before it is: by picture and title, and the packages in other hands that have it and keep it. Of
 * more than a screenful the rest by number.
 */
export function Doomed({ items }: { readonly items: readonly string[] }) {
  const { t } = useTranslation('disposition');
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const { data, error } = useQuery({
    queryKey: ['carrying', archive, items],
    enabled: items.length > 0,
    queryFn: () => host.client.packages.carrying({ archive, items: items.slice(0, 1000) }),
  });
  const rest = items.slice(mostTiles);
  if (items.length === 0) return null;
  return (
    <div className="stack doomed">
      <ItemTiles items={items} />
      {rest.length > 0 && (
        <ul className="disposition-numbers numeric">
          {rest.map((number) => (
            <li key={number}>{plainText(number)}</li>
          ))}
        </ul>
      )}
      {error !== null && <ErrorNotice error={error} />}
      {data?.length === 0 && <p className="small quiet">{t('noCopies')}</p>}
      {data && data.length > 0 && (
        <Notice tone="caution" title={t('copiesOut')}>
          <CarriedList copies={data} named={items.length > 1} />
        </Notice>
      )}
    </div>
  );
}
