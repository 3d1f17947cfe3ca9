import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnyPath } from '../../../shared/contract/common.ts';
import { isAppError } from '../../../shared/errors/app-error.ts';
import { Button } from '../../components/button.tsx';
import { FieldText } from '../../components/field.tsx';
import { JobProgress } from '../../components/job-progress.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Page, Section } from '../../components/page.tsx';
import { usePick } from '../../components/use-pick.tsx';
import { readablePath } from '../../host/any-path.ts';
import { useJobs, type Job } from '../../jobs/jobs.ts';
import { useSession } from '../../session/session.tsx';
import { UnlockFields, unlockingOf, type UnlockDraft } from '../start/unlock-fields.tsx';
import { takeHanded } from './hand-over.ts';
import { Meaning, ReportView } from './report.tsx';
import { isLocked, reportOf, runVerify, type Report } from './run.ts';
import './verify.css';

/** Checks anything, with or without an open archive. */
export function Verify() {
  const { t } = useTranslation('verify');
  const { host, jobs } = useSession();
  const job = useJobs(jobs).find(({ kind }) => kind === 'verify') ?? null;
  const report = reportOf(job);
  const [path, setPath] = useState<AnyPath | null>(() => takeHanded() ?? report?.path ?? null);
  const [keys, setKeys] = useState(() => report?.keys.join('\n') ?? '');
  const [unlock, setUnlock] = useState<UnlockDraft>({ by: 'passphrase', text: '' });
  const isRunning = job?.state === 'running';
  const asksKey = isKeyAsked(job, report);

  const run = (): void => {
    if (!path || isRunning) return;
    const expected = keys.split(/\s+/).filter((key) => key !== '');
    void runVerify(host, jobs, { path, keys: expected, unlock: asksKey ? unlockingOf(unlock) : null });
  };
  const change = (next: AnyPath | null): void => {
    setPath(next);
    setUnlock({ by: 'passphrase', text: '' });
    jobs.dismiss('verify');
  };

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
          <Path path={path} onChange={change} isDisabled={isRunning} />
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
          {isRunning ? (
            <JobProgress job={job} />
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
      {job?.state === 'failed' && <ErrorNotice error={job.error} />}
      {job?.state === 'stopped' && <Notice tone="info" title={t('stopped')} />}
      {report && !isRunning ? (
        <ReportView report={report} />
      ) : (
        <Section title={t('verified', { ns: 'about' })}>
          <Meaning />
        </Section>
      )}
    </Page>
  );
}

function isKeyAsked(job: Job | null, report: Report | null): boolean {
  if (report) return isLocked(report.verification);
  const code = isAppError(job?.error) ? job.error.code : null;
  return code === 'key-required' || code === 'key-wrong';
}

interface PathProps {
  readonly path: AnyPath | null;
  readonly onChange: (path: AnyPath | null) => void;
  readonly isDisabled: boolean;
}

function Path({ path, onChange, isDisabled }: PathProps) {
  const { t } = useTranslation('verify');
  const { host } = useSession();
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
        value={path ? readablePath(path) : ''}
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
      {element}
    </>
  );
}
