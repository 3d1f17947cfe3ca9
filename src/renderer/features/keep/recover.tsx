import { History } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecoverSummary } from '../../../shared/records/fixity.ts';
import { Button } from '../../components/button.tsx';
import { JobProgress } from '../../components/job-progress.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Section } from '../../components/page.tsx';
import { PathField } from '../../components/path-field.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { Said } from '../../components/said.tsx';
import { useFormats } from '../../i18n/format.ts';
import { useJobs } from '../../jobs/jobs.ts';
import { useArchive, useSession } from '../../session/session.tsx';

/** Originals that are known to be damaged or gone, taken from a backup that has them whole. */
export function Recover() {
  const { t } = useTranslation('keep');
  const { host, jobs } = useSession();
  const { handle: archive, access } = useArchive();
  const [backup, setBackup] = useState('');
  const job = useJobs(jobs).find(({ kind }) => kind === 'recover');
  const isRunning = job?.state === 'running';
  const run = (): void => {
    jobs.dismiss('check');
    jobs.dismiss('confirm');
    void jobs.start<RecoverSummary>('recover', (signal) =>
      host.client.fixity.recover({ archive, backup: backup.trim() }, { signal }),
    );
  };
  return (
    <Section title={t('recover')}>
      <p>{t('recoverLead')}</p>
      <PathField
        label={t('recoverFrom')}
        hint={t('recoverFromHint')}
        value={backup}
        onChange={setBackup}
        kind="folder"
        title={t('recoverPick')}
        action={t('recoverAction')}
        isDisabled={isRunning}
      />
      {isRunning ? (
        <JobProgress job={job} />
      ) : (
        <div>
          <Button icon={History} onPress={run} isDisabled={access === 'read' || backup.trim() === ''}>
            {t('recoverAction')}
          </Button>
        </div>
      )}
      {job?.state === 'failed' && <ErrorNotice error={job.error} />}
      {job?.state === 'stopped' && <Notice tone="info" title={t('progress.stopped', { ns: 'common' })} />}
      {job?.state === 'done' && <Recovered result={job.result as RecoverSummary} />}
    </Section>
  );
}

function Recovered({ result }: { readonly result: RecoverSummary }) {
  const { t } = useTranslation('keep');
  const format = useFormats();
  const { recovered, bytes, notRecovered } = result;
  if (recovered === 0 && notRecovered.length === 0) return <Notice tone="info" title={t('nothingDamaged')} />;
  return (
    <Notice
      tone={notRecovered.length > 0 ? 'caution' : 'good'}
      title={t('recovered', { count: recovered, bytes: format.bytes(bytes) })}
    >
      {notRecovered.length > 0 && (
        <>
          <p>{t('notRecovered', { count: notRecovered.length })}</p>
          <ul>
            {notRecovered.slice(0, 100).map(({ number, name, reason }) => (
              <li key={`${number} ${name}`}>
                {number} <SafeText>{name}</SafeText>{' '}
                <span className="quiet small">
                  <Said>{reason}</Said>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Notice>
  );
}
