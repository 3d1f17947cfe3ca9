import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Facts, Page, Section } from '../../components/page.tsx';
import { useSession } from '../../session/session.tsx';
import { draftTerms } from './draft-terms.ts';
import { TermTable } from './term-table.tsx';
import './about.css';

const groups = ['custody', 'evidence', 'verification', 'disposition', 'records'] as const;

/** Loaded when it is looked at: nothing else in the window needs the lists themselves. */
const ValueLists = lazy(async () => ({ default: (await import('./value-lists.tsx')).ValueLists }));

function DraftTerms() {
  const { t } = useTranslation('about');
  return (
    <Section title={t('draftTerms')}>
      <p>{t('drafts')}</p>
      <div>
        {groups.map((group) => (
          <details key={group} className="draft-list">
            <summary>
              {t(`termGroups.${group}`)} <span className="quiet small">{draftTerms[group].length}</span>
            </summary>
            <TermTable rows={draftTerms[group]} />
          </details>
        ))}
      </div>
      <h3>{t('valueLists')}</h3>
      <div>
        <Suspense>
          <ValueLists />
        </Suspense>
      </div>
    </Section>
  );
}

export function About() {
  const { t } = useTranslation('about');
  const { host } = useSession();
  const { data } = useQuery({ queryKey: ['start'], queryFn: () => host.start(), staleTime: Infinity });
  return (
    <Page title={t('title')} lead={t('lead')}>
      <Section title={t('verified')}>
        <p>{t('verifiedUnchanged')}</p>
        <p>{t('verifiedNever')}</p>
      </Section>
      <Facts
        rows={[
          [t('version'), data?.version ?? ''],
          [t('platform'), data?.platform ?? ''],
          [t('licence'), 'Apache-2.0'],
        ]}
      />
      <div className="stack-tight quiet">
        <p>{t('offline')}</p>
        <p>{t('notices')}</p>
      </div>
      <DraftTerms />
    </Page>
  );
}
