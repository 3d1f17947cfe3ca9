import { useQuery } from '@tanstack/react-query';
import { EyeOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../components/notice.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { useArchive, useSession } from '../../session/session.tsx';
import { KindIcon } from './kind-icon.tsx';
import { Picture } from './picture.tsx';
import './item-tiles.css';

/** So many are shown; more are a matter for a list. */
export const mostTiles = 24;

/** Items (ids or numbers) by picture, title and number, so that whoever decides about them sees what they are. */
export function ItemTiles({ items }: { readonly items: readonly string[] }) {
  const { t } = useTranslation('evidence');
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const shown = items.slice(0, mostTiles);
  const { data, error } = useQuery({
    queryKey: ['tiles', archive, shown],
    enabled: shown.length > 0,
    queryFn: () => host.client.items.some({ archive, items: [...shown] }),
  });
  if (error !== null) return <ErrorNotice error={error} />;
  return (
    <ul className="item-tiles" aria-label={t('itemList')}>
      {data?.rows.map((row) => (
        <li key={row.id}>
          <div className="item-tile-picture">
            <KindIcon mediaType={row.mediaType} size={22} />
            <Picture id={row.id} thumbnail={row.thumbnail} isBlurred={row.isGraphic} />
            {row.isGraphic && <EyeOff className="evidence-mark" aria-label={t('graphic')} size={16} />}
          </div>
          <span className="item-tile-title">
            <SafeText>{row.title}</SafeText>
          </span>
          <span className="quiet small numeric">{row.number}</span>
        </li>
      ))}
    </ul>
  );
}
