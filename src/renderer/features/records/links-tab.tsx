import { useTranslation } from 'react-i18next';
import { LinksPanel } from './links-panel.tsx';
import { Texts } from './texts.tsx';
import { useLinks } from './use-records.ts';

const kinds = [
  'place',
  'object',
  'incident',
  'actor',
  'claim',
  'source',
  'assessment',
  'collection',
] as const;

/** What an item shows, documents and supports, and what is written or said in it. */
export function LinksTab({ item }: { readonly item: string }) {
  const { t } = useTranslation('records');
  const { data: links } = useLinks(item);
  return (
    <div className="stack">
      <section className="record-section" aria-label={t('links.title')}>
        {links && <LinksPanel of={{ id: item, kind: 'item' }} links={links} kinds={kinds} />}
      </section>
      <Texts item={item} />
    </div>
  );
}
