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
  return (
    <Notice
      tone={result.damaged.length > 0 ? 'bad' : result.fromMemory > 0 ? 'caution' : 'good'}
      title={t('confirmed', { count: result.confirmed + result.alreadyConfirmed })}
    >
      {result.fromMemory > 0 && <p>{t('fromMemory', { files: format.number(result.fromMemory) })}</p>}
      <Damaged files={result.damaged} />
    </Notice>
  );
}

function Checked({ result }: { readonly result: CheckSummary }) {
  const { t } = useTranslation('keep');
  const format = useFormats();
  return (
    <Notice
      tone={result.damaged.length > 0 ? 'bad' : 'good'}
      title={t('checked', { count: result.verified })}
    >
      <p>{t('leftUnchecked', { files: format.number(result.leftUnchecked) })}</p>
      <Damaged files={result.damaged} />
    </Notice>
  );
}

function Damaged({ files }: { readonly files: readonly DamagedFile[] }) {
  const { t } = useTranslation('keep');
  if (files.length === 0) return null;
  return (
    <>
      <p>{t('damaged', { count: files.length })}</p>
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
    </>
  );
}
