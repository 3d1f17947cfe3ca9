import { useTranslation } from 'react-i18next';
import type { CustodyEvent } from '../../../shared/records/item.ts';
import { SafeText } from '../../components/safe-text.tsx';
import { ChangedFields } from '../custody/changed-fields.tsx';
import { eventNameKey } from '../custody/event-name.ts';
import { WentOut } from './went-out.tsx';
import { useFormats } from '../../i18n/format.ts';

/** The packages and reports that an item went out with, and what happened to it, the newest first. */
export function CustodyTab({
  item,
  events,
}: {
  readonly item: string;
  readonly events: readonly CustodyEvent[];
}) {
  return (
    <div className="stack">
      <WentOut item={item} />
      <ol className="evidence-events">
        {events.toReversed().map((event) => (
          <Event key={event.sequence} event={event} />
        ))}
      </ol>
    </div>
  );
}

function Event({ event }: { readonly event: CustodyEvent }) {
  const { t } = useTranslation('evidence');
  const format = useFormats();
  const { type, time, identityName, standing, outcome } = event;
  const name = eventNameKey(event);
  return (
    <li>
      <div className="row spread">
        <span>
          <strong>
            {name !== null ? (
              t(name, { ns: 'custody' })
            ) : type === null ? (
              t('custody.erased')
            ) : (
              <SafeText>{type}</SafeText>
            )}
          </strong>
          <ChangedFields detail={event.detail} />
        </span>
        <span className="quiet small numeric">#{event.sequence}</span>
      </div>
      <p className="small quiet">
        {time === null ? t('custody.erased') : format.moment(time)}
        {' · '}
        {identityName === null ? t('custody.nobody') : <SafeText>{identityName}</SafeText>}
        {standing === 'unlocked' && ` · ${t('custody.unlocked')}`}
        {standing === 'claimed' && ` · ${t('custody.claimed')}`}
        {outcome === 'failure' && ` · ${t('custody.failure')}`}
        {outcome === 'warning' && ` · ${t('custody.warning')}`}
      </p>
    </li>
  );
}
