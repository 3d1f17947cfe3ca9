import { ImageIcon, Images } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Cluster } from '../../../shared/records/map.ts';
import { coordinatesText } from './coordinates.ts';

interface Props {
  readonly clusters: readonly { readonly cluster: Cluster; readonly index: number }[];
  readonly onOpen: (index: number) => void;
  readonly onHover: (index: number | null) => void;
}

/** More would be no list to look through: the map shows them all. */
const most = 60;

/** The same groups as on the map, as a list: for whoever works by keys or listens. The largest first. */
export function Groups({ clusters, onOpen, onHover }: Props) {
  const { t } = useTranslation('map');
  const shown = [...clusters].sort((one, other) => other.cluster.count - one.cluster.count).slice(0, most);
  return (
    <section className="map-groups" aria-label={t('groups')}>
      <h2>{t('inView')}</h2>
      {shown.length === 0 && <p className="small quiet">{t('nothingInView')}</p>}
      <ul>
        {shown.map(({ cluster, index }) => {
          const Icon = cluster.count === 1 ? ImageIcon : Images;
          return (
            <li key={`${cluster.latitude} ${cluster.longitude}`}>
              <button
                type="button"
                className="map-group"
                onClick={() => onOpen(index)}
                onPointerEnter={() => onHover(index)}
                onPointerLeave={() => onHover(null)}
                onFocus={() => onHover(index)}
                onBlur={() => onHover(null)}
              >
                <Icon aria-hidden size={16} strokeWidth={1.75} />
                <span className="numeric">{t('items', { ns: 'common', count: cluster.count })}</span>
                <span className="small quiet numeric">
                  {coordinatesText(cluster.latitude, cluster.longitude)}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {clusters.length > most && (
        <p className="small quiet">{t('moreGroups', { count: clusters.length - most })}</p>
      )}
    </section>
  );
}
