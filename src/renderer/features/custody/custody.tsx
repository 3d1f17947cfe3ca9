import { ScrollText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Empty, Page, Section } from '../../components/page.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { useFormats } from '../../i18n/format.ts';
import { Checkpoint } from './checkpoint.tsx';
import { eventNameKey } from './event-name.ts';
import { ChangedFields } from './changed-fields.tsx';
import { kindKey, stageKey, useLog, type LogEvent } from './log.ts';
import { CheckLog } from './check-log.tsx';
import './custody.css';

/** The custody log of the archive that is open, and what can be noted of it elsewhere. */
export function Custody() {
  const { t } = useTranslation('custody');
  return (
    <Page title={t('title')} lead={t('lead')} isWide>
      <div className="custody-tools">
        <Checkpoint />
        <CheckLog />
      </div>
      <Log />
    </Page>
  );
}

function Log() {
  const { t } = useTranslation('custody');
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useLog();
  const size = data?.pages[0]?.size ?? 0;
  return (
    <Section title={t('log')}>
      {error !== null && <ErrorNotice error={error} />}
      {!data && error === null && <p className="quiet">{t('loading', { ns: 'common' })}</p>}
      {data && size === 0 && (
        <Empty icon={ScrollText} title={t('empty')}>
          <p>{t('emptyBody')}</p>
        </Empty>
      )}
      {size > 0 && (
        <>
          <p className="quiet small">{t('events', { count: size })}</p>
          <table className="log" aria-label={t('log')}>
            <thead>
              <tr>
                <th scope="col">{t('place')}</th>
                <th scope="col">{t('when')}</th>
                <th scope="col">{t('event')}</th>
                <th scope="col">{t('about')}</th>
                <th scope="col">{t('who')}</th>
              </tr>
            </thead>
            <tbody>
              {data?.pages.map(({ events }) =>
                events.map((event) => <Line key={event.sequence} event={event} />),
              )}
            </tbody>
          </table>
          {hasNextPage && (
            <Button isDisabled={isFetchingNextPage} onPress={() => void fetchNextPage()}>
              {t('older')}
            </Button>
          )}
        </>
      )}
    </Section>
  );
}

function Line({ event }: { readonly event: LogEvent }) {
  const { t } = useTranslation('custody');
  const format = useFormats();
  const name = eventNameKey(event);
  const stage = stageKey(event.detail);
  return (
    <tr>
      <td className="quiet numeric log-when">{format.number(event.sequence)}</td>
      <td className="numeric log-when">
        {event.time === null ? t('withheld') : <time dateTime={event.time}>{format.moment(event.time)}</time>}
      </td>
      <td>
        {name === null ? event.type === null ? t('withheld') : <SafeText>{event.type}</SafeText> : t(name)}
        {stage !== null && <span className="quiet"> · {t(`stages.${stage}`)}</span>}
        <ChangedFields detail={event.detail} />
        {(event.outcome === 'failure' || event.outcome === 'warning') && (
          <span className={`log-outcome log-${event.outcome}`}>{t(`outcomes.${event.outcome}`)}</span>
        )}
        {event.erasedBy !== undefined && event.erasedBy.length > 0 && (
          <span className="quiet small">
            {t('erased', { places: format.list(event.erasedBy.map((place) => format.number(place))) })}
          </span>
        )}
      </td>
      <td>
        <Subject event={event} />
      </td>
      <td>
        <Who event={event} />
      </td>
    </tr>
  );
}

function Subject({ event: { subjectName } }: { readonly event: LogEvent }) {
  const { t } = useTranslation('custody');
  if (!subjectName) return <span className="quiet">—</span>;
  const kind = kindKey(subjectName.kind);
  return (
    <>
      <span className="quiet">
        {kind === null ? <SafeText>{subjectName.kind}</SafeText> : t(`kinds.${kind}`)}
      </span>{' '}
      {subjectName.number !== null && (
        <span className="numeric">
          <SafeText>{subjectName.number}</SafeText>
        </span>
      )}{' '}
      {subjectName.name !== null && <SafeText>{subjectName.name.text}</SafeText>}
      {subjectName.number === null && subjectName.name === null && (
        <code className="quiet">{subjectName.id.slice(0, 8)}</code>
      )}
    </>
  );
}

function Who({ event }: { readonly event: LogEvent }) {
  const { t } = useTranslation('custody');
  if (event.standing === 'none' || (event.identity === null && event.identityName === null))
    return <span className="quiet">{t('nobody', { ns: 'shell' })}</span>;
  return (
    <>
      {event.identityName === null ? (
        <span className="quiet">{t('unknownPerson')}</span>
      ) : event.identityName === '' ? (
        <span className="quiet">{t('nameErased')}</span>
      ) : (
        <SafeText>{event.identityName}</SafeText>
      )}{' '}
      <span className={event.standing === 'unlocked' ? 'acting-mark acting-proved' : 'acting-mark'}>
        {event.standing === 'unlocked' ? t('unlocked', { ns: 'shell' }) : t('claimed', { ns: 'shell' })}
      </span>
    </>
  );
}
