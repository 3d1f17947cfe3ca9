import { ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CheckSummary } from '../../../shared/records/fixity.ts';
import { Button } from '../../components/button.tsx';
import { JobProgress } from '../../components/job-progress.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { useFormats } from '../../i18n/format.ts';
import { useJobs, type Job } from '../../jobs/jobs.ts';
import { useArchive, useSession } from '../../session/session.tsx';

/** Reads one original again, now, and says what it is. What it came to also stands in the log. */
export function CheckFile({ id }: { readonly id: string }) {
  const { t } = useTranslation('evidence');
  const { host, jobs } = useSession();
  const { handle: archive, access } = useArchive();
  const kind = `check-file ${id}`;
  const job = useJobs(jobs).find((other) => other.kind === kind) ?? null;
  const check = (): void =>
    void jobs.start<CheckSummary>(kind, (signal) =>
      host.client.fixity.check({ archive, scope: { files: [id] } }, { signal }),
    );
  return (
    <div className="stack-tight">
      {job?.state === 'running' ? (
        <JobProgress job={job} />
      ) : (
        <div className="row">
          <Button size="small" icon={ShieldCheck} onPress={check} isDisabled={access === 'read'}>
            {t('provenance.checkNow')}
          </Button>
          {access === 'read' && <span className="quiet small">{t('provenance.checkReadOnly')}</span>}
        </div>
      )}
      {job?.state === 'failed' && <ErrorNotice error={job.error} />}
      {job?.state === 'done' && <Found job={job} />}
    </div>
  );
}

function Found({ job }: { readonly job: Job }) {
  const { t } = useTranslation('evidence');
  const format = useFormats();
  const { damaged, bytes } = job.result as CheckSummary;
  const [found] = damaged;
  if (!found)
    return (
      <Notice tone="good" title={t('provenance.checkedGood')}>
        <p className="small">{t('provenance.checkedBytes', { bytes: format.bytes(bytes) })}</p>
      </Notice>
    );
  return (
    <Notice tone="bad" title={t(`provenance.checkedBad.${found.problem}`)}>
      {found.backups.length === 0 ? (
        <p className="small">{t('provenance.goodNowhere')}</p>
      ) : (
        <p className="small">
          {t('provenance.goodOn')}{' '}
          {found.backups.map(({ id, label }) => (
            <SafeText key={id}>{label ?? id.slice(0, 8)}</SafeText>
          ))}{' '}
          <a href="#/keep">{t('provenance.bringBack')}</a>
        </p>
      )}
    </Notice>
  );
}
