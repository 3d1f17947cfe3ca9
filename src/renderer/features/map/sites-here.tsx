import { ArrowLeft, ArrowRight, Landmark } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { useFormats } from '../../i18n/format.ts';
import { addressOf } from '../../shell/route.ts';
import { Picture } from '../evidence/picture.tsx';
import { useItemRows } from '../records/item-rows.ts';
import { AgreementChip, StatusChip } from '../records/status-chip.tsx';
import { coordinatesText } from './coordinates.ts';
import type { Site } from './sites.ts';

/** How many places are listed beside the map; it shows the others too. */
const most = 40;

/** The same places as on the map, for whoever works by keys or listens. */
export function SitesInView({
  sites,
  total,
  onOpen,
}: {
  readonly sites: readonly Site[];
  readonly total: number;
  readonly onOpen: (id: string) => void;
}) {
  const { t } = useTranslation('map');
  const format = useFormats();
  if (sites.length === 0) return null;
  return (
    <section className="map-groups" aria-label={t('sites.inView')}>
      <h2>{t('sites.inView')}</h2>
      <ul>
        {sites.slice(0, most).map(({ id, name, status, agreement }) => (
          <li key={id}>
            <button type="button" className="map-group" onClick={() => onOpen(id)}>
              <Landmark aria-hidden size={16} strokeWidth={1.75} />
              <span className="map-site-name">
                <SafeText>{name}</SafeText>
              </span>
              {status !== null && <StatusChip status={status} vocabulary="site-status" />}
              {agreement === 'contested' && <AgreementChip agreement={agreement} />}
            </button>
          </li>
        ))}
      </ul>
      {total > Math.min(most, sites.length) && (
        <p className="small quiet">
          {t('sites.more', { number: format.number(total - Math.min(most, sites.length)) })}
        </p>
      )}
    </section>
  );
}

/** A place that was pressed on the map. */
export function SiteCard({ site, onBack }: { readonly site: Site; readonly onBack: () => void }) {
  const { t } = useTranslation('map');
  const row = useItemRows(site.picture === null ? [] : [site.picture]).get(site.picture ?? '');
  return (
    <article className="map-card" aria-label={site.number}>
      <Button size="small" tone="quiet" icon={ArrowLeft} onPress={onBack}>
        {t('sites.back')}
      </Button>
      {row && (
        <div className="record-pair-picture map-site-picture">
          <Picture key={row.id} id={row.id} thumbnail={row.thumbnail} isBlurred={row.isGraphic} />
        </div>
      )}
      <p className="map-card-title">
        <span className="small quiet numeric">{site.number}</span>
        <strong>
          <SafeText>{site.name}</SafeText>
        </strong>
      </p>
      {site.otherNames.length > 0 && (
        <p className="small quiet">
          <SafeText>{site.otherNames.join(' · ')}</SafeText>
        </p>
      )}
      <p className="row">
        {site.status !== null && <StatusChip status={site.status} vocabulary="site-status" />}
        <AgreementChip agreement={site.agreement} />
      </p>
      <p className="small quiet numeric">{coordinatesText(site.latitude, site.longitude)}</p>
      <a className="button button-primary map-site-open" href={addressOf('places', site.id)}>
        <ArrowRight aria-hidden size={16} /> {t('sites.open')}
      </a>
    </article>
  );
}
