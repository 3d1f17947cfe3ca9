import { useMutation } from '@tanstack/react-query';
import { Stamp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { FieldText } from '../../components/field.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Section } from '../../components/page.tsx';
import { SaveButton } from '../../components/save-button.tsx';
import { saveText } from '../../host/save-text.ts';
import { useFormats } from '../../i18n/format.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import { CopyButton } from '../packages/copy-button.tsx';

/** The log's head, signed, to be noted where nobody can change it. */
export function Checkpoint() {
  const { t } = useTranslation('custody');
  const { host } = useSession();
  const { handle } = useArchive();
  const format = useFormats();
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () => host.client.custody.checkpoint({ archive: handle }),
  });
  return (
    <Section title={t('checkpoint')}>
      <p className="quiet">{t('checkpointLead')}</p>
      <div className="row">
        <Button icon={Stamp} isDisabled={isPending} onPress={() => mutate()}>
          {t('makeCheckpoint')}
        </Button>
      </div>
      {error !== null && <ErrorNotice error={error} />}
      {data?.note === null && (
        <Notice tone="info" title={t('pending')}>
          <p>
            {t('pendingBody')} <a href="#/people">{t('people', { ns: 'shell' })}</a>
          </p>
        </Notice>
      )}
      {data && data.note !== null && (
        <>
          <FieldText
            label={t('note')}
            hint={t('noteHint', { number: format.number(data.size) })}
            value={data.note}
            onChange={() => undefined}
            lines={6}
            isReadOnly
            isMonospaced
          />
          <div className="row">
            <CopyButton text={data.note} />
            <SaveButton size="small" save={() => saveText(`checkpoint-${data.size}.txt`, data.note ?? '')}>
              {t('save', { ns: 'common' })}
            </SaveButton>
          </div>
        </>
      )}
    </Section>
  );
}
