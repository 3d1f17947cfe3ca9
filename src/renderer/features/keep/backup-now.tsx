import { HardDriveUpload } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BackupResult } from '../../../shared/records/backup.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { FieldText } from '../../components/field.tsx';
import { JobProgress } from '../../components/job-progress.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Section } from '../../components/page.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { Said } from '../../components/said.tsx';
import { usePick } from '../../components/use-pick.tsx';
import { useFormats } from '../../i18n/format.ts';
import { useJobs } from '../../jobs/jobs.ts';
import { useArchive, useSession } from '../../session/session.tsx';

export function BackupNow() {
  const { t } = useTranslation('keep');
  const { host, jobs } = useSession();
  const { handle, name, access } = useArchive();
  const [folder, setFolder] = useState('');
  const [label, setLabel] = useState('');
  const { pick, element } = usePick();
  const job = useJobs(jobs).find(({ kind }) => kind === 'backup');

  const choose = async (): Promise<void> => {
    const [path] = (await pick({ kind: 'folder', title: t('pickTitle'), action: t('pickAction') })) ?? [];
    if (path && 'text' in path) setFolder(destinationIn(path.text, name));
  };
  const [isAsking, setAsking] = useState(false);
  const ask = async (): Promise<void> => {
    const look = await host.client.backup
      .look({ archive: handle, destination: folder.trim() })
      // What is wrong with it, the backup itself says.
      .catch(() => ({ sameDisk: false }));
    if (look.sameDisk) setAsking(true);
    else run();
  };
  const run = (): void =>
    void jobs.start<BackupResult>('backup', (signal) =>
      host.client.backup.run(
        { archive: handle, destination: folder.trim(), label: label.trim() === '' ? null : label.trim() },
        { signal },
      ),
    );

  return (
    <Section title={t('backUpNow')}>
      <p>{t('backUpLead')}</p>
      <div className="keep-form">
        <FieldText
          label={t('where')}
          hint={t('whereHint')}
          value={folder}
          onChange={setFolder}
          trailing={<Button onPress={() => void choose()}>{t('choose', { ns: 'common' })}</Button>}
        />
        <FieldText
          label={t('label')}
          hint={t('labelHint')}
          value={label}
          onChange={setLabel}
          maxLength={200}
        />
      </div>
      {job?.state === 'running' ? (
        <JobProgress job={job} />
      ) : (
        <div>
          <Button
            tone="primary"
            icon={HardDriveUpload}
            onPress={() => void ask()}
            isDisabled={folder.trim() === '' || access === 'read'}
          >
            {t('backUp')}
          </Button>
        </div>
      )}
      {job?.state === 'failed' && <ErrorNotice error={job.error} />}
      {job?.state === 'stopped' && <Notice tone="info" title={t('progress.stopped', { ns: 'common' })} />}
      {job?.state === 'done' && <Result result={job.result as BackupResult} />}
      {element}
      <ConfirmDialog
        title={t('onOwnDisk')}
        size="small"
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        action={t('backUpAnyway')}
        cancel={t('otherDisk')}
        onCancel={() => {
          setAsking(false);
          void choose();
        }}
        preset="cancel"
        onConfirm={() => {
          setAsking(false);
          run();
        }}
      >
        <p>{t('onOwnDiskHint')}</p>
      </ConfirmDialog>
    </Section>
  );
}

function Result({ result }: { readonly result: BackupResult }) {
  const { t } = useTranslation('keep');
  const format = useFormats();
  return (
    <Notice
      tone={result.complete && result.problems.length === 0 && !result.sameDisk ? 'good' : 'caution'}
      title={
        result.complete
          ? t(result.sameDisk ? 'completeOwnDisk' : 'complete', { count: result.files })
          : t('notComplete')
      }
    >
      <p>
        {t('copied', {
          copied: format.number(result.copied),
          bytes: format.bytes(result.copiedBytes),
          checked: format.number(result.checked),
        })}
      </p>
      {result.sameDisk && <p>{t('onOwnDiskHint')}</p>}
      {result.problems.length > 0 && (
        <ul>
          {result.problems.slice(0, 50).map(({ path, where, detail }) => (
            <li key={`${where} ${path}`}>
              <SafeText>{path}</SafeText> <span className="quiet small">{t(`on.${where}`)}: </span>
              <span className="quiet small">
                <Said>{detail}</Said>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}

/** A folder of its own on the disk that was chosen: what is there already is left alone. */
function destinationIn(folder: string, name: string): string {
  const separator = /^[A-Za-z]:\\|^\\\\/.test(folder) ? '\\' : '/';
  const safe = name
    .trim()
    .replace(/[/\\:*?"<>|\p{Cc}]/gu, '-')
    .slice(0, 80);
  return `${folder.replace(/[/\\]+$/, '')}${separator}${safe === '' ? 'archive' : safe}.backup`;
}
