import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { EyeOff, FileText } from 'lucide-react';
import { useDeferredValue, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LeftOut, ReportRequest } from '../../../shared/records/report.ts';
import { ErrorNotice } from '../../components/notice.tsx';
import { Empty } from '../../components/page.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { isAppError } from '../../../shared/errors/app-error.ts';
import { Mention } from '../records/mention.tsx';
import { useMentions } from '../records/use-records.ts';
import { useArchive, useSession } from '../../session/session.tsx';

/** Lines of the document that are shown; of a long one the beginning is enough to see what it will be. */
const mostLines = 600;

/** What the document would say, and what it would not, before anything is written. */
export function DossierPreview({ request }: { readonly request: ReportRequest | null }) {
  const { t } = useTranslation('dossier');
  const { host } = useSession();
  const { handle } = useArchive();
  const wanted = useDeferredValue(request);
  const { data, error, isFetching } = useQuery({
    queryKey: ['reports', 'preview', handle, wanted],
    enabled: wanted !== null,
    placeholderData: keepPreviousData,
    // It holds what may be sealed.
    gcTime: 0,
    retry: false,
    queryFn: async ({ signal }) => {
      if (wanted === null) throw new Error('nobody asked');
      return await host.client.reports.preview(
        { ...wanted, archive: handle, withPictures: false },
        { signal },
      );
    },
  });
  if (request === null)
    return (
      <aside className="dossier-preview" aria-label={t('preview')}>
        <Empty icon={FileText} title={t('noRecipient')}>
          <p>{t('noRecipientBody')}</p>
        </Empty>
      </aside>
    );
  return (
    <aside className="dossier-preview" aria-label={t('preview')} aria-busy={isFetching}>
      {error !== null && (
        <ErrorNotice
          error={error}
          {...(isAppError(error) && error.code === 'sealed-locked'
            ? { actions: <a href="#/persons">{t('toSealed')}</a> }
            : {})}
        />
      )}
      {data && error === null && (
        <>
          <p className="dossier-counts">
            {[
              t('incidents', { count: data.incidents }),
              t('places', { count: data.places }),
              t('sentences', { count: data.sentences }),
              t('exhibits', { count: data.exhibits.length }),
            ].join(' · ')}
          </p>
          {data.leftOut.length > 0 && <Omitted omitted={data.leftOut} />}
          <article className="dossier-paper" dir="auto" tabIndex={0} aria-label={t('how')}>
            {paper(data.text.split('\n').slice(0, mostLines))}
          </article>
        </>
      )}
    </aside>
  );
}

/** As `outlineText` writes it: a line a heading, a sentence or a fact. */
function paper(lines: readonly string[]): readonly ReactNode[] {
  return lines.map((line, at) => {
    const [, marks, heading] = /^(#{1,3}) (.*)$/.exec(line) ?? [];
    if (at === 0)
      return (
        <h3 key={at}>
          <SafeText>{line}</SafeText>
        </h3>
      );
    if (marks !== undefined)
      return (
        <p key={at} className={`dossier-heading dossier-heading-${String(marks.length)}`}>
          <SafeText>{heading ?? ''}</SafeText>
        </p>
      );
    return line === '' ? null : (
      <p key={at}>
        <SafeText>{line}</SafeText>
      </p>
    );
  });
}

const reasons = ['names-protected', 'no-consent', 'confidentiality', 'no-exhibit', 'not-here'] as const;
/** Of one reason; the rest is counted. */
const mostShown = 50;
const mostNamed = 1000;

function Omitted({ omitted }: { readonly omitted: readonly LeftOut[] }) {
  const { t } = useTranslation('dossier');
  const mentions = useMentions([...new Set(omitted.map(({ id }) => id))].slice(0, mostNamed));
  return (
    <details className="dossier-omitted" open={omitted.length <= 5}>
      <summary>
        <EyeOff aria-hidden size={16} strokeWidth={1.75} />
        {t('leftOut', { count: omitted.length })}
      </summary>
      {reasons.map((reason) => {
        const of = omitted.filter((one) => one.reason === reason);
        if (of.length === 0) return null;
        return (
          <section key={reason}>
            <h4>{t(`reasons.${reason}`)}</h4>
            <ul>
              {of.slice(0, mostShown).map(({ id, kind, number, text }) => (
                <li key={`${id} ${text ?? ''}`}>
                  <Mention record={mentions.get(id) ?? { id, kind, number, name: '' }} />
                  {text !== null && (
                    <p>
                      <SafeText>{text}</SafeText>
                    </p>
                  )}
                </li>
              ))}
            </ul>
            {of.length > mostShown && (
              <p className="quiet small">{t('andMore', { count: of.length - mostShown })}</p>
            )}
          </section>
        );
      })}
    </details>
  );
}
