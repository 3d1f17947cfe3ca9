import { useMutation } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { FieldText } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Section } from '../../components/page.tsx';
import { useArchive, useSession } from '../../session/session.tsx';
import { Findings, Mark, Meaning } from '../verify/report.tsx';
import '../verify/verify.css';

/** Recomputes the log, against a checkpoint that was noted elsewhere if there is one. */
export function CheckLog() {
  const { t } = useTranslation('custody');
  const { host } = useSession();
  const { handle } = useArchive();
  const [note, setNote] = useState('');
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () =>
      host.client.custody.verify({
        archive: handle,
        checkpoints: note.trim() === '' ? [] : [{ name: t('noted'), note: `${note.trim()}\n` }],
      }),
  });
  return (
    <Section title={t('check')}>
      <p className="quiet">{t('checkLead')}</p>
      <FieldText
        label={t('noted')}
        hint={t('notedHint')}
        value={note}
        onChange={setNote}
        lines={2}
        isMonospaced
      />
      <div className="row">
        <Button icon={ShieldCheck} isDisabled={isPending} onPress={() => mutate()}>
          {t('checkNow')}
        </Button>
        {isPending && <span className="quiet">{t('progress.verify', { ns: 'common' })}</span>}
      </div>
      {error !== null && <ErrorNotice error={error} />}
      {data && (
        <div className="stack-tight" role="status">
          <p className="log-verdict">
            <Mark outcome={data.verdict} />
            <strong>{t(`outcomes.${data.verdict}`, { ns: 'verify' })}</strong>
            <span className="quiet">{t('events', { count: data.size })}</span>
          </p>
          {data.root !== null && (
            <p className="small">
              {t('root')} <code className="log-root">{data.root}</code>
            </p>
          )}
          {data.findings.length > 0 && <Findings findings={data.findings} />}
          <Meaning />
        </div>
      )}
    </Section>
  );
}
