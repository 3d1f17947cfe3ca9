import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackagePreview, Selection } from '../../../shared/contract/packages.ts';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { useFormats } from '../../i18n/format.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import { isLevel } from '../evidence/levels.ts';
import { Mention } from '../records/mention.tsx';
import { ItemTiles } from '../evidence/item-tiles.tsx';

interface Giving {
  readonly purpose: string;
  readonly recipient: string | null;
}

/** What a package would hold: pictures of it, how much it is, and what is to be borne in mind before it is given away. */
export function Preview({
  selection,
  giving,
}: {
  readonly selection: Selection | null;
  readonly giving: Giving | null;
}) {
  const { t, i18n } = useTranslation('packages');
  const { host } = useSession();
  const { handle } = useArchive();
  const format = useFormats();
  const wanted = useDeferredValue(selection);
  const { language } = i18n;
  const { data, error } = useQuery({
    queryKey: ['packages', 'preview', handle, wanted, giving, language],
    enabled: wanted !== null,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      host.client.packages.preview(
        { archive: handle, selection: wanted ?? { by: 'all' }, giving, language },
        { signal },
      ),
  });
  if (error !== null) return <ErrorNotice error={error} />;
  if (selection === null) return <p className="quiet">{t('typeWord')}</p>;
  // What is below stays where it is when the answer comes.
  if (!data) return <div className="export-preview export-preview-awaited" aria-hidden />;
  const more = data.items - data.first.length;
  return (
    <>
      <div className="export-preview" role="status">
        <p>
          <strong>{t('items', { ns: 'common', count: data.items })}</strong>
          {data.items > 0 && (
            <span className="quiet">
              {` · ${t('files', { ns: 'common', count: data.files })} · ${format.bytes(data.bytes)}`}
            </span>
          )}
        </p>
        {data.items === 0 && <p className="quiet">{t('nothing')}</p>}
        {data.first.length > 0 && <ItemTiles items={data.first} />}
        {more > 0 && <p className="quiet small">{t('andMore', { count: more })}</p>}
        {data.leftOut > 0 && <p className="quiet small">{t('leftOut', { count: data.leftOut })}</p>}
      </div>
      <Consents consents={data.consents} />
      <Marked preview={data} />
    </>
  );
}

/** Sources who did not agree that it is given out so: it warns, and keeps nothing out. */
function Consents({ consents }: { readonly consents: PackagePreview['consents'] }) {
  const { t } = useTranslation('packages');
  if (!consents) return null;
  return (
    <>
      {consents.sources.length > 0 ? (
        <Notice tone="caution" title={t('noConsent', { count: consents.items })}>
          <ul>
            {consents.sources.map(({ source, state, items }) => (
              <li key={source.id}>
                <Mention record={source} /> {t(`consent.${state}`)} ·{' '}
                {t('items', { ns: 'common', count: items })}
              </li>
            ))}
          </ul>
          <p>{t('noConsentBody')}</p>
        </Notice>
      ) : (
        <p className="small quiet">{t('allConsent')}</p>
      )}
      {consents.areSealedLeftOut && <p className="small quiet">{t('sealedSources')}</p>}
    </>
  );
}

/**
 * How much of it is at which level, and a warning where somebody marked an item as more than every item is from the start: a
 * transfer keeps none out. A level that is not known counts as one of those.
 */
function Marked({ preview }: { readonly preview: PackagePreview }) {
  const { t } = useTranslation('packages');
  if (preview.items === 0) return null;
  const counts = (
    <ul>
      {preview.confidentiality.map(({ level, items }) => (
        <li key={level}>
          {isLevel(level) ? t(`confidentiality.${level}`, { ns: 'evidence' }) : level}
          {': '}
          {t('items', { ns: 'common', count: items })}
        </li>
      ))}
      {preview.graphic > 0 && <li>{t('graphic', { count: preview.graphic })}</li>}
    </ul>
  );
  const isMarked = preview.confidentiality.some(({ level }) => level !== 'public' && level !== 'restricted');
  if (isMarked || preview.graphic > 0)
    return (
      <Notice tone="caution" title={t('marked')}>
        {counts}
        <p>{t('keepsNoneOut')}</p>
      </Notice>
    );
  return (
    <details className="quiet small">
      <summary>{t('levels')}</summary>
      {counts}
      <p>{t('keepsNoneOut')}</p>
    </details>
  );
}
