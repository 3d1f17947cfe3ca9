import { Square } from 'lucide-react';
import { ProgressBar } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Progress } from '../../shared/records/progress.ts';
import { useFormats } from '../i18n/format.ts';
import type { Job } from '../jobs/jobs.ts';
import { Button } from './button.tsx';
import './job-progress.css';

/** How far long work is, how fast it goes, how long it will take, and the button that stops it. */
export function JobProgress({ job }: { readonly job: Job }) {
  const { t } = useTranslation();
  const format = useFormats();
  const { progress } = job;
  const fraction = progress ? fractionOf(progress) : null;
  const left = progress ? secondsLeft(progress) : null;
  return (
    <div className="job">
      <ProgressBar
        aria-label={t(`progress.${progress?.phase ?? 'scan'}`)}
        {...(fraction === null ? { isIndeterminate: true } : { value: fraction * 100 })}
      >
        <div className="job-head">
          <strong>{t(`progress.${progress?.phase ?? 'scan'}`)}</strong>
          {fraction !== null && <span className="numeric">{format.percent(fraction)}</span>}
        </div>
        <div className={fraction === null ? 'job-track job-track-unknown' : 'job-track'}>
          <div className="job-fill" style={{ inlineSize: `${(fraction ?? 0.3) * 100}%` }} />
        </div>
      </ProgressBar>
      <div className="job-foot">
        <p className="quiet small numeric">
          {progress &&
            [
              progress.total === null
                ? format.number(progress.done)
                : t('progress.counted', {
                    done: format.number(progress.done),
                    total: format.number(progress.total),
                  }),
              progress.bytes > 0 ? format.bytes(progress.bytes) : null,
              progress.rate > 0 ? t('progress.rate', { rate: format.bytes(progress.rate) }) : null,
              left === null ? null : t('progress.left', { time: format.duration(left) }),
              progress.failures > 0 ? t('progress.failures', { count: progress.failures }) : null,
            ]
              .filter((part) => part !== null)
              .join(' · ')}
        </p>
        <Button icon={Square} size="small" onPress={job.stop} isDisabled={job.state !== 'running'}>
          {job.isStopping ? t('progress.stopping') : t('progress.stop')}
        </Button>
      </div>
    </div>
  );
}

/** By bytes where their total is known: files differ too much in size. */
export function fractionOf({ bytes, totalBytes, done, total }: Progress): number | null {
  if (totalBytes !== null && totalBytes > 0) return Math.min(1, bytes / totalBytes);
  return total !== null && total > 0 ? Math.min(1, done / total) : null;
}

function secondsLeft({ bytes, totalBytes, rate }: Progress): number | null {
  return totalBytes === null || rate <= 0 ? null : Math.max(0, totalBytes - bytes) / rate;
}
