import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Facts, Page, Section } from '../../components/page.tsx';
import { useSession } from '../../session/session.tsx';

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
        <p>{t('notices')}</p>
      </div>
    </Page>
  );
}
