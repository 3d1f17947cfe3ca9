import { useQuery } from '@tanstack/react-query';
import { Mail } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { letterLanguages, type LetterLanguage } from '../../../shared/consents/recall-letter.ts';
import type { RecalledCopy } from '../../../shared/records/consent.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FieldSelect } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { useFormats } from '../../i18n/format.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import { CopyButton } from '../packages/copy-button.tsx';
import { useTerms } from '../records/vocabularies.ts';

/** Packages and reports that carried something of a source. */
export function RecallDialog({ source, onClose }: { readonly source: string; readonly onClose: () => void }) {
  const { t } = useTranslation('persons');
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const { data, error } = useQuery({
    queryKey: ['person', archive, 'copies', source],
    queryFn: () => host.client.consents.copies({ archive, source }),
    gcTime: 0,
  });
  return (
    <Dialog
      title={t('withdrawal.show')}
      size="large"
      isOpen
      onClose={onClose}
      actions={
        <Button tone="primary" onPress={onClose}>
          {t('done', { ns: 'common' })}
        </Button>
      }
    >
      {error !== null && <ErrorNotice error={error} />}
      {data?.length === 0 && <p className="quiet">{t('withdrawal.none')}</p>}
      {data && <Recalled source={source} copies={data} />}
    </Dialog>
  );
}

/** Each with the letter that recalls it. */
export function Recalled({
  source,
  copies,
}: {
  readonly source: string;
  readonly copies: readonly RecalledCopy[];
}) {
  const { t } = useTranslation('persons');
  const terms = useTerms();
  const format = useFormats();
  const [opened, setOpened] = useState<string | null>(null);
  if (copies.length === 0) return null;
  return (
    <>
      <p>{t('withdrawal.copies')}</p>
      <ul className="recall-list">
        {copies.map(({ kind, id, createdAt, purpose, recipient, exhibits }) => (
          <li key={id}>
            <div className="row spread">
              <div>
                <strong>{t(`withdrawal.${kind}`, { date: format.moment(createdAt) })}</strong>
                <p className="small quiet">
                  <SafeText>
                    {[
                      purpose === null ? null : terms.label('consent-purposes', purpose),
                      recipient === null
                        ? t('withdrawal.nobody')
                        : terms.label('recipient-classes', recipient),
                    ]
                      .filter((one) => one !== null)
                      .join(' · ')}
                  </SafeText>
                </p>
                <p className="small">
                  {t('withdrawal.exhibits', {
                    list: format.list(exhibits.slice(0, 30).map(({ exhibit }) => exhibit)),
                  })}
                </p>
              </div>
              <Button
                size="small"
                icon={Mail}
                onPress={() => setOpened(opened === id ? null : id)}
                aria-expanded={opened === id}
              >
                {t('withdrawal.letter')}
              </Button>
            </div>
            {opened === id && <Letter source={source} copy={id} />}
          </li>
        ))}
      </ul>
    </>
  );
}

const languageNames: Readonly<Record<LetterLanguage, string>> = {
  en: 'English',
  hy: 'Հայերեն',
  ru: 'Русский',
};

function Letter({ source, copy }: { readonly source: string; readonly copy: string }) {
  const { t, i18n } = useTranslation('persons');
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const [language, setLanguage] = useState<LetterLanguage>(
    letterLanguages.find((one) => one === i18n.language) ?? 'en',
  );
  const { data, error } = useQuery({
    queryKey: ['person', archive, 'letter', source, copy, language],
    queryFn: () => host.client.consents.letter({ archive, source, copy, language }),
    gcTime: 0,
  });
  return (
    <div className="recall-letter">
      <div className="row spread">
        <FieldSelect
          label={t('withdrawal.language')}
          choices={letterLanguages.map((one) => ({ id: one, label: languageNames[one] }))}
          value={language}
          onChange={setLanguage}
        />
        {data !== undefined && <CopyButton text={data} />}
      </div>
      <p className="small quiet">{t('withdrawal.draft')}</p>
      {error !== null && <ErrorNotice error={error} />}
      {data !== undefined && (
        <pre lang={language} tabIndex={0} role="region" aria-label={t('withdrawal.letter')}>
          {data}
        </pre>
      )}
    </div>
  );
}
