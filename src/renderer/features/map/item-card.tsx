import { MapPinPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ItemRecord } from '../../../shared/records/item.ts';
import { precisionClasses } from '../../../shared/records/map.ts';
import { Button } from '../../components/button.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { useArchive } from '../../session/session.tsx';
import { coordinatesText } from './coordinates.ts';
import type { Target } from './target.ts';
import { useMetres } from './use-metres.ts';
import { distanceBetween } from './view.ts';

/** What a file says of where it was taken, and what people say, beside each other. */
export function ItemCard({
  record,
  onPlace,
}: {
  readonly record: ItemRecord;
  readonly onPlace: (target: Target) => void;
}) {
  const { t } = useTranslation('map');
  const { access } = useArchive();
  const metres = useMetres();
  const reading = record.files[0]?.position ?? null;
  const said = record.asserted.position;
  const apart = reading && said ? distanceBetween(reading, said) : 0;
  const isClass = precisionClasses.find((one) => one.metres === said?.precision);
  return (
    <div className="map-card">
      <p className="map-card-title">
        <span className="small quiet numeric">{record.number}</span>
        <strong>
          <SafeText>{record.title}</SafeText>
        </strong>
      </p>
      <dl className="map-card-facts">
        <div>
          <dt>
            <span className="map-sign map-sign-reading" aria-hidden />
            {t('reading')}
          </dt>
          <dd className="numeric">
            {reading ? coordinatesText(reading.latitude, reading.longitude) : t('noReading')}
            {reading?.accuracy != null && ` · ± ${metres(reading.accuracy)}`}
          </dd>
        </div>
        <div>
          <dt>
            <span className="map-sign map-sign-said" aria-hidden />
            {t('asserted')}
          </dt>
          <dd className="numeric">
            {said ? coordinatesText(said.latitude, said.longitude) : t('notAsserted')}
            {isClass && ` · ${t(`precision.${isClass.id}`)}`}
            {said !== null && !isClass && said.precision !== null && ` · ± ${metres(said.precision)}`}
            {said?.basis != null && (
              <span className="map-card-basis small quiet">
                <SafeText>{said.basis}</SafeText>
              </span>
            )}
          </dd>
        </div>
      </dl>
      {apart > 1 && <p className="small map-card-apart">{t('apart', { distance: metres(apart) })}</p>}
      <Button
        icon={MapPinPlus}
        size="small"
        isDisabled={access === 'read'}
        onPress={() => onPlace({ selection: { by: 'items', items: [record.id] }, count: 1, record })}
      >
        {said ? t('placeAgain') : t('place')}
      </Button>
    </div>
  );
}
