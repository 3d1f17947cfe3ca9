import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { languages } from '../../i18n/i18n.ts';
import { Facts, Page, Section } from '../../components/page.tsx';
import { useSession } from '../../session/session.tsx';
import { draftTerms } from './draft-terms.ts';
import './about.css';

const groups = ['custody', 'evidence', 'verification', 'disposition'] as const;

function DraftTerms() {
  const { t } = useTranslation('about');
  return (
    <details>
      <summary>{t('draftTerms')}</summary>
      <table className="draft-terms">
        <thead>
          <tr>
            {languages.map(({ id, name }) => (
              <th key={id} scope="col" lang={id}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody key={group}>
            <tr>
              <th colSpan={languages.length} scope="rowgroup">
                {t(`termGroups.${group}`)}
              </th>
            </tr>
            {draftTerms[group].map(([english, armenian, russian]) => (
              <tr key={english}>
                <td lang="en">{english}</td>
                <td lang="hy">{armenian}</td>
                <td lang="ru">{russian}</td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </details>
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
        <p>{t('drafts')}</p>
        <DraftTerms />
        <p>{t('notices')}</p>
      </div>
    </Page>
  );
}
