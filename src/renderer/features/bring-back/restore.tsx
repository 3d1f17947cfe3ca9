import { useQuery } from '@tanstack/react-query';
import { FolderOpen, History } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RestoreResult } from '../../../shared/records/backup.ts';
import { Button } from '../../components/button.tsx';
import { FieldCheck } from '../../components/field.tsx';
import { JobProgress } from '../../components/job-progress.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Section } from '../../components/page.tsx';
import { PathField } from '../../components/path-field.tsx';
import { useFormats } from '../../i18n/format.ts';
import { useJobs } from '../../jobs/jobs.ts';
import { useSession } from '../../session/session.tsx';
import { OpenDialog } from '../start/open-archive.tsx';
import { UnlockFields, unlockingOf, type UnlockDraft } from '../start/unlock-fields.tsx';
import { CopyProblems } from './problems.tsx';

/** An archive out of a backup, in a folder of its own. */
export function Restore() {
  const { t } = useTranslation('bringBack');
  const { host, jobs } = useSession();
  const [backup, setBackup] = useState('');
  const [destination, setDestination] = useState('');
  const [isPartial, setPartial] = useState(false);
  const [draft, setDraft] = useState<UnlockDraft>({ by: 'passphrase', text: '' });
  const [opening, setOpening] = useState<string | null>(null);
  const job = useJobs(jobs).find(({ kind }) => kind === 'restore');
  const from = backup.trim();
  const encrypted = useQuery({
    queryKey: ['encrypted', from],
    enabled: from !== '',
    queryFn: () => host.client.archives.isEncrypted({ path: from }),
    staleTime: 0,
  });
  const unlock = encrypted.data === true ? unlockingOf(draft) : null;
  const isReady =
    from !== '' &&
    destination.trim() !== '' &&
    encrypted.data !== undefined &&
    (!encrypted.data || unlock !== null);
  const run = (): void => {
    // It is used once: whoever comes back to this form finds no key in it.
    setDraft({ by: draft.by, text: '' });
    void jobs.start<RestoreResult>('restore', (signal) =>
      host.client.backup.restore(
        { backup: from, destination: destination.trim(), partial: isPartial, unlock },
        { signal },
      ),
    );
  };
  const isRunning = job?.state === 'running';
  const result = job?.state === 'done' ? (job.result as RestoreResult) : null;
  return (
    <Section title={t('restoreAction')}>
      <PathField
        label={t('backup')}
        hint={t('backupHint')}
        value={backup}
        onChange={setBackup}
        kind="folder"
        title={t('pickBackup')}
        action={t('pickBackupAction')}
        isDisabled={isRunning}
        isRequired
      />
      {encrypted.error !== null && from !== '' && <ErrorNotice error={encrypted.error} />}
      {encrypted.data === true && !isRunning && (
        <>
          <Notice tone="info" title={t('encrypted')} />
          <UnlockFields draft={draft} onChange={setDraft} />
        </>
      )}
      <PathField
        label={t('destination')}
        hint={t('destinationHint')}
        value={destination}
        onChange={setDestination}
        kind="save"
        title={t('pickDestination')}
        action={t('pickDestinationAction')}
        suggestedName={t('restoredName')}
        isDisabled={isRunning}
        isRequired
      />
      <FieldCheck isSelected={isPartial} onChange={setPartial} isDisabled={isRunning}>
        {t('partial')} <span className="field-hint">{t('partialHint')}</span>
      </FieldCheck>
      <p className="quiet small">{t('restoreNote')}</p>
      {isRunning ? (
        <JobProgress job={job} />
      ) : (
        <div>
          <Button tone="primary" icon={History} isDisabled={!isReady} onPress={run}>
            {t('restoreAction')}
          </Button>
        </div>
      )}
      {job?.state === 'failed' && <ErrorNotice error={job.error} />}
      {job?.state === 'stopped' && <Notice tone="info" title={t('progress.stopped', { ns: 'common' })} />}
      {result && <Result result={result} onOpen={() => setOpening(result.path)} />}
      {opening !== null && <OpenDialog path={opening} onClose={() => setOpening(null)} />}
    </Section>
  );
}

function Result({ result, onOpen }: { readonly result: RestoreResult; readonly onOpen: () => void }) {
  const { t } = useTranslation('bringBack');
  const format = useFormats();
  const { complete, files, bytes, logSize, problems } = result;
  if (!complete)
    return (
      <Notice tone="bad" title={t('notRestored')}>
        <p>
          {problems.some(({ where }) => where === 'destination')
            ? t('notRestoredBody')
            : t('notRestoredPartial')}
        </p>
        <CopyProblems problems={problems} />
      </Notice>
    );
  return (
    <Notice
      tone={problems.length === 0 ? 'good' : 'caution'}
      title={t('restored', { count: files, bytes: format.bytes(bytes) })}
      actions={
        <Button icon={FolderOpen} onPress={onOpen}>
          {t('openIt')}
        </Button>
      }
    >
      <p>{t('logUpTo', { count: logSize })}</p>
      {problems.length > 0 && <p>{t('restoredWithout', { count: problems.length })}</p>}
      <CopyProblems problems={problems} />
    </Notice>
  );
}
