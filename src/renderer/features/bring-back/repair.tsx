import { FolderOpen, Wrench } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isAppError } from '../../../shared/errors/app-error.ts';
import type { RepairResult } from '../../../shared/records/backup.ts';
import { Button } from '../../components/button.tsx';
import { JobProgress } from '../../components/job-progress.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Section } from '../../components/page.tsx';
import { PathField } from '../../components/path-field.tsx';
import { plainText, SafeText } from '../../components/safe-text.tsx';
import { Said } from '../../components/said.tsx';
import { useFormats } from '../../i18n/format.ts';
import { useJobs } from '../../jobs/jobs.ts';
import { useSession } from '../../session/session.tsx';
import { OpenDialog } from '../start/open-archive.tsx';
import { UnlockFields, unlockingOf, type UnlockDraft } from '../start/unlock-fields.tsx';

/** An archive whose catalogue or archive.json is destroyed. */
export function Repair() {
  const { t } = useTranslation('bringBack');
  const { host, jobs } = useSession();
  const [path, setPath] = useState('');
  const [from, setFrom] = useState('');
  const [draft, setDraft] = useState<UnlockDraft>({ by: 'passphrase', text: '' });
  const [opening, setOpening] = useState<string | null>(null);
  const job = useJobs(jobs).find(({ kind }) => kind === 'repair');
  const isRunning = job?.state === 'running';
  // Whether it takes a key is known only once archive.json is there again.
  const code = job?.state === 'failed' && isAppError(job.error) ? job.error.code : null;
  const asksKey = code === 'key-required' || code === 'key-wrong';
  const unlock = unlockingOf(draft);
  const run = (): void => {
    // It is used once: whoever comes back to this form finds no key in it.
    setDraft({ by: draft.by, text: '' });
    void jobs.start<RepairResult>('repair', (signal) =>
      host.client.backup.repair(
        { path: path.trim(), from: from.trim() === '' ? null : from.trim(), unlock },
        { signal },
      ),
    );
  };
  const result = job?.state === 'done' ? (job.result as RepairResult) : null;
  return (
    <Section title={t('repairAction')}>
      <PathField
        label={t('archive')}
        hint={t('archiveHint')}
        value={path}
        onChange={setPath}
        kind="folder"
        title={t('pickArchive')}
        action={t('pickArchiveAction')}
        isDisabled={isRunning}
        isRequired
      />
      <PathField
        label={t('from')}
        hint={t('fromHint')}
        value={from}
        onChange={setFrom}
        kind="folder"
        title={t('pickBackup')}
        action={t('choose', { ns: 'common' })}
        isDisabled={isRunning}
      />
      <p className="quiet small">{t('repairNote')}</p>
      {asksKey && (
        <>
          <Notice tone="caution" title={t('keyAsked')} />
          <UnlockFields draft={draft} onChange={setDraft} />
        </>
      )}
      {isRunning ? (
        <JobProgress job={job} />
      ) : (
        <div>
          <Button
            tone="primary"
            icon={Wrench}
            isDisabled={path.trim() === '' || (asksKey && unlock === null)}
            onPress={run}
          >
            {t('repairAction')}
          </Button>
        </div>
      )}
      {job?.state === 'failed' && code !== 'key-required' && <ErrorNotice error={job.error} />}
      {job?.state === 'stopped' && <Notice tone="info" title={t('progress.stopped', { ns: 'common' })} />}
      {result && <Result result={result} onOpen={() => setOpening(result.path)} />}
      {opening !== null && <OpenDialog path={opening} onClose={() => setOpening(null)} />}
    </Section>
  );
}

function Result({ result, onOpen }: { readonly result: RepairResult; readonly onOpen: () => void }) {
  const { t } = useTranslation('bringBack');
  const format = useFormats();
  const { description, snapshot, found, missing, refused, movedAside } = result;
  const lost =
    snapshot === null || snapshot.acknowledged === null ? null : snapshot.acknowledged - snapshot.logSize;
  return (
    <Notice
      tone={missing.length + refused.length > 0 ? 'caution' : 'good'}
      title={t('repaired')}
      actions={
        <Button icon={FolderOpen} onPress={onOpen}>
          {t('openIt')}
        </Button>
      }
    >
      <p>{t(`description.${description}`)}</p>
      <p>
        {snapshot === null ? t('catalogueWhole') : t('snapshot', { date: format.moment(snapshot.takenAt) })}
      </p>
      {snapshot !== null && lost === null && <p>{t('lostUnknown')}</p>}
      {lost !== null && lost > 0 && <p>{t('lostEvents', { count: lost })}</p>}
      {snapshot !== null && snapshot.salvaged > 0 && <p>{t('salvaged', { count: snapshot.salvaged })}</p>}
      <Named title={t('found', { count: found.length })} entries={found} />
      <Named title={t('missing', { count: missing.length })} entries={missing} />
      <Named title={t('refused', { count: refused.length })} entries={refused} />
      {movedAside.length > 0 && (
        <p>
          {t('aside')} {format.list(movedAside.map(plainText))}
        </p>
      )}
    </Notice>
  );
}

interface NamedProps {
  readonly title: string;
  readonly entries: readonly ({ readonly path: string } & (
    { readonly number: string } | { readonly reason: string }
  ))[];
}

function Named({ title, entries }: NamedProps) {
  if (entries.length === 0) return null;
  return (
    <details>
      <summary>{title}</summary>
      <ul>
        {entries.slice(0, 200).map((one) => (
          <li key={one.path}>
            {'number' in one && <span className="numeric">{one.number}</span>} <SafeText>{one.path}</SafeText>{' '}
            {'reason' in one && <Said>{one.reason}</Said>}
          </li>
        ))}
      </ul>
    </details>
  );
}
