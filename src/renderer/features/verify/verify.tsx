import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnyPath } from '../../../shared/contract/common.ts';
import { isAppError } from '../../../shared/errors/app-error.ts';
import { Button } from '../../components/button.tsx';
import { FieldText } from '../../components/field.tsx';
import { DropTarget } from '../../components/drop-target.tsx';
import { JobProgress } from '../../components/job-progress.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Page, Section } from '../../components/page.tsx';
import { usePick } from '../../components/use-pick.tsx';
import { readablePath } from '../../host/any-path.ts';
import type { Dropped, ReceiveDrop } from '../../host/host-shell.ts';
import { useJobs, type Job } from '../../jobs/jobs.ts';
import { useKept } from '../../session/use-kept.ts';
import { useSession } from '../../session/session.tsx';
import { UnlockFields, unlockingOf, type UnlockDraft } from '../start/unlock-fields.tsx';
import { takeHanded } from './hand-over.ts';
import { Meaning, ReportView } from './report.tsx';
import { isLocked, reportOf, runVerify, type Asked, type Report } from './run.ts';
import './verify.css';

/** Checks anything, with or without an open archive. */
export function Verify() {
  const { t } = useTranslation('verify');
  const { host, jobs, archive } = useSession();
  const all = useJobs(jobs);
  const job = all.find(({ kind }) => kind === 'verify') ?? null;
  const receiving = all.find(({ kind }) => kind === 'drop') ?? null;
  const report = reportOf(job);
  /** A copy that is kept until its key was given. */
  const [held, setHeld] = useKept<Held | null>('verify-held', null);
  const [path, setPath] = useState<AnyPath | null>(
    () => takeHanded() ?? held?.dropped.entries[0]?.path ?? (report && !report.isCopy ? report.path : null),
  );
  const [isSeveral, setSeveral] = useState(false);
  const [keys, setKeys] = useState(() => report?.keys.join('\n') ?? '');
  const [unlock, setUnlock] = useState<UnlockDraft>({ by: 'passphrase', text: '' });
  const isRunning = job?.state === 'running';
  const asksKey = isKeyAsked(job, report);

  const run = (): void => {
    if (!path || isRunning) return;
    const expected = keys.split(/\s+/).filter((key) => key !== '');
    void check({ path, keys: expected, unlock: asksKey ? unlockingOf(unlock) : null }, held);
    // It is used once: whoever comes back to this form finds no key in it.
    setUnlock({ by: unlock.by, text: '' });
  };
  const check = async (asked: Omit<Asked, 'copy'>, copy: Held | null): Promise<void> => {
    const done = await runVerify(host, jobs, { ...asked, copy });
    if (!copy || (done && isLocked(done.verification))) return;
    await copy.dropped.release();
    setHeld(null);
    setPath(null);
  };
  const change = (next: AnyPath | null): void => {
    setPath(next);
    setUnlock({ by: 'passphrase', text: '' });
    setSeveral(false);
    jobs.dismiss('verify');
    jobs.dismiss('drop');
    if (held) void held.dropped.release();
    setHeld(null);
  };
  // Beside a plain archive that may be written; an encrypted one refuses, in words.
  const beside = archive && (archive.isEncrypted || archive.access === 'write') ? archive.handle : null;
  const drop = async (receive: ReceiveDrop): Promise<void> => {
    change(null);
    const dropped = await jobs.start<Dropped>('drop', (signal) => Promise.resolve(receive(beside, signal)));
    const [only, another] = dropped?.entries ?? [];
    if (!dropped || !only) return;
    if (another) {
      setSeveral(true);
      await dropped.release();
      return;
    }
    const copy = dropped.isCopy ? { name: only.name, dropped } : null;
    setPath(only.path);
    setHeld(copy);
    const expected = keys.split(/\s+/).filter((key) => key !== '');
    await check({ path: only.path, keys: expected, unlock: null }, copy);
  };
  const isReceiving = receiving?.state === 'running';
  const busy = isReceiving ? receiving : isRunning ? job : null;

  return (
    <Page title={t('title')} lead={t('lead')}>
      <form
        className="verify-form"
        onSubmit={(event) => {
          event.preventDefault();
          run();
        }}
      >
        <Section title={t('what')}>
          <Path path={path} copy={held} onChange={change} isDisabled={isRunning || isReceiving} />
          <FieldText
            label={t('keys')}
            hint={t('keysHint')}
            value={keys}
            onChange={setKeys}
            lines={keys.includes('\n') ? 3 : 1}
            isMonospaced
            isDisabled={isRunning}
          />
          {asksKey && (
            <div className="verify-unlock">
              <Notice tone="caution" title={t('locked')}>
                <p>{t('lockedBody')}</p>
              </Notice>
              <UnlockFields draft={unlock} onChange={setUnlock} />
            </div>
          )}
          {busy ? (
            <JobProgress job={busy} />
          ) : (
            <div className="row">
              <Button
                type="submit"
                tone="primary"
                icon={ShieldCheck}
                isDisabled={path === null || (asksKey && unlockingOf(unlock) === null)}
              >
                {report ? t('again') : t('run')}
              </Button>
            </div>
          )}
        </Section>
      </form>
      {receiving?.state === 'failed' && <ErrorNotice error={receiving.error} />}
      {isSeveral && (
        <Notice tone="caution" title={t('dropOne')}>
          <p>{t('dropOneBody')}</p>
        </Notice>
      )}
      {job?.state === 'failed' && <ErrorNotice error={job.error} />}
      {job?.state === 'stopped' && <Notice tone="info" title={t('stopped')} />}
      {report && !isRunning ? (
        <>
          {report.isCopy && !held && <p className="quiet">{t('droppedGone')}</p>}
          <ReportView report={report} />
        </>
      ) : (
        <Section title={t('verified', { ns: 'about' })}>
          <Meaning />
        </Section>
      )}
      <DropTarget
        title={t('dropTitle')}
        hint={host.kind === 'desktop' ? t('dropHint') : t('dropHintCopied')}
        isDisabled={isRunning || isReceiving}
        onDrop={(receive) => void drop(receive)}
      />
    </Page>
  );
}

function isKeyAsked(job: Job | null, report: Report | null): boolean {
  if (report) return isLocked(report.verification);
  const code = isAppError(job?.error) ? job.error.code : null;
  return code === 'key-required' || code === 'key-wrong';
}

/** A dropped copy, by its name. */
interface Held {
  readonly name: string;
  readonly dropped: Dropped;
}

interface PathProps {
  readonly path: AnyPath | null;
  readonly copy: Held | null;
  readonly onChange: (path: AnyPath | null) => void;
  readonly isDisabled: boolean;
}

function Path({ path, copy, onChange, isDisabled }: PathProps) {
  const { t } = useTranslation('verify');
  const { host, archive } = useSession();
  const { pick, element } = usePick();
  const choose = async (kind: 'any' | 'folder' | 'files'): Promise<void> => {
    const [chosen] = (await pick({ kind, title: t('pick'), action: t('pickAction') })) ?? [];
    if (chosen) onChange(chosen);
  };
  return (
    <>
      <FieldText
        label={t('path')}
        hint={t('pathHint')}
        value={copy?.name ?? (path ? readablePath(path) : '')}
        onChange={(text) => onChange(text === '' ? null : { text })}
        isRequired
        isDisabled={isDisabled}
        trailing={
          host.folders ? (
            <Button onPress={() => void choose('any')} isDisabled={isDisabled}>
              {t('choose', { ns: 'common' })}
            </Button>
          ) : (
            <>
              <Button onPress={() => void choose('folder')} isDisabled={isDisabled}>
                {t('chooseFolder')}
              </Button>
              <Button onPress={() => void choose('files')} isDisabled={isDisabled}>
                {t('chooseFile')}
              </Button>
            </>
          )
        }
      />
      {(host.kind === 'desktop' || archive?.isEncrypted !== true) && (
        <p className="quiet small">{t('orDrop')}</p>
      )}
      {element}
    </>
  );
}
