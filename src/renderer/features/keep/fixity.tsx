import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CheckSummary, ConfirmSummary, DamagedFile } from '../../../shared/records/fixity.ts';
import { Button } from '../../components/button.tsx';
import { JobProgress } from '../../components/job-progress.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Section } from '../../components/page.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { useFormats } from '../../i18n/format.ts';
import { useJobs } from '../../jobs/jobs.ts';
import { useArchive, useSession } from '../../session/session.tsx';

/** How much of the archive one press checks, in per cent: what was not checked for longest comes first. */
const sample = 5;

/** Whether the originals still are what was taken in. */
export function Fixity() {
  const { t } = useTranslation('keep');
  const { host, jobs } = useSession();
  const { handle, access } = useArchive();
  const own = useJobs(jobs).filter(({ kind }) => kind === 'confirm' || kind === 'check');
  const running = own.find(({ state }) => state === 'running');
  const last = own[0];
  const confirm = (): void =>
    void jobs.start<ConfirmSummary>('confirm', (signal) =>
      host.client.fixity.confirm({ archive: handle }, { signal }),
    );
  const check = (share: number): void => {
    jobs.dismiss('recover');
    void jobs.start<CheckSummary>('check', (signal) =>
      host.client.fixity.check({ archive: handle, scope: { sample: share } }, { signal }),
    );
  };
  return (
    <Section title={t('fixity')}>
      <p>{t('fixityLead')}</p>
      {running ? (
        <JobProgress job={running} />
      ) : (
        <div className="row">
          <Button onPress={confirm} isDisabled={access === 'read'}>
            {t('confirm')}
          </Button>
          <Button onPress={() => check(sample)} isDisabled={access === 'read'}>
            {t('checkPart', { percent: sample })}
          </Button>
          <Button tone="quiet" onPress={() => check(100)} isDisabled={access === 'read'}>
            {t('checkAll')}
          </Button>
        </div>
      )}
      {last?.state === 'failed' && <ErrorNotice error={last.error} />}
      {last?.state === 'done' && last.kind === 'confirm' && (
        <Confirmed result={last.result as ConfirmSummary} />
      )}
      {last?.state === 'done' && last.kind === 'check' && <Checked result={last.result as CheckSummary} />}
    </Section>
  );
}

function Confirmed({ result }: { readonly result: ConfirmSummary }) {
  const { t } = useTranslation('keep');
  const format = useFormats();
  const confirmed = t('confirmed', { count: result.confirmed + result.alreadyConfirmed });
  return (
    <Result damaged={result.damaged} good={confirmed} isDoubtful={result.fromMemory > 0}>
      {result.fromMemory > 0 && <p>{t('fromMemory', { files: format.number(result.fromMemory) })}</p>}
    </Result>
  );
}

function Checked({ result }: { readonly result: CheckSummary }) {
  const { t } = useTranslation('keep');
  const format = useFormats();
  return (
    <Result damaged={result.damaged} good={t('checked', { count: result.verified })} isDoubtful={false}>
      <p>{t('leftUnchecked', { files: format.number(result.leftUnchecked) })}</p>
    </Result>
  );
}

interface ResultProps {
  readonly damaged: readonly DamagedFile[];
  readonly good: string;
  readonly isDoubtful: boolean;
  readonly children: ReactNode;
}

/** What is damaged stands before what is good. */
function Result({ damaged, good, isDoubtful, children }: ResultProps) {
  const { t } = useTranslation('keep');
  if (damaged.length === 0)
    return (
      <Notice tone={isDoubtful ? 'caution' : 'good'} title={good}>
        {children}
      </Notice>
    );
  return (
    <Notice tone="bad" title={t('damaged', { count: damaged.length })}>
      <Damaged files={damaged} />
      <p>{good}</p>
      {children}
    </Notice>
  );
}

function Damaged({ files }: { readonly files: readonly DamagedFile[] }) {
  const { t } = useTranslation('keep');
  return (
    <ul>
      {files.slice(0, 50).map(({ number, name, problem, backups }) => (
        <li key={`${number} ${name}`}>
          {number} <SafeText>{name}</SafeText>{' '}
          <span className="small">
            {t(`problems.${problem}`)}
            {backups.length > 0 && ' · '}
            {backups.length > 0 && t('goodOn')}{' '}
            {backups.map(({ id, label }) => (
              <SafeText key={id}>{label ?? id.slice(0, 8)}</SafeText>
            ))}
          </span>
        </li>
      ))}
    </ul>
  );
}
