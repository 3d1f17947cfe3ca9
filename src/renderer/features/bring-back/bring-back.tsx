import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldCards } from '../../components/field.tsx';
import { Page, Section } from '../../components/page.tsx';
import { useSession } from '../../session/session.tsx';
import { Repair } from './repair.tsx';
import { Restore } from './restore.tsx';

type Case = 'restore' | 'repair' | 'originals';

/** After an accident: what happened decides which way leads back. */
export function BringBack() {
  const { t } = useTranslation('bringBack');
  const { archive } = useSession();
  const [which, setWhich] = useState<Case>('restore');
  return (
    <Page title={t('title')} lead={t('lead')}>
      <FieldCards
        label={t('which')}
        value={which}
        onChange={setWhich}
        choices={(['restore', 'repair', 'originals'] as const).map((id) => ({
          id,
          label: t(id),
          hint: t(`${id}Hint`),
        }))}
      />
      {which === 'restore' && <Restore />}
      {which === 'repair' && <Repair />}
      {which === 'originals' && (
        <Section title={t('originals')}>
          <p>{t('originalsHint')}</p>
          {archive ? <a href="#/keep">{t('toKeep')}</a> : <p className="quiet">{t('needsOpen')}</p>}
        </Section>
      )}
    </Page>
  );
}
