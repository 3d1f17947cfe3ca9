import { FileSignature } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { JobProgress } from '../../components/job-progress.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Section } from '../../components/page.tsx';
import { PathField } from '../../components/path-field.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { useJobs } from '../../jobs/jobs.ts';
import { useActing, useArchive, useSession } from '../../session/session.tsx';

interface Receipt {
  readonly path: string;
  readonly signaturePath: string;
  readonly publicKey: string;
  readonly exhibits: number;
}

const beside = (path: string): string => `${path.trim().replace(/[/\\]+$/, '')}.receipt.txt`;

/** The office's side: checks a whole package and signs that it is here. */
export function WriteReceipt() {
  const { t } = useTranslation('keep');
  const { host, jobs } = useSession();
  const { handle: archive, access } = useArchive();
  const acting = useActing();
  const [path, setPath] = useState('');
  const [destination, setDestination] = useState('');
  const job = useJobs(jobs).find(({ kind }) => kind === 'receipt');
  const isRunning = job?.state === 'running';
  const isUnlocked = acting?.standing === 'unlocked';
  const run = (): void =>
    void jobs.start<Receipt>('receipt', (signal) =>
      host.client.handOver.receipt(
        { archive, package: path.trim(), destination: destination.trim() },
        { signal },
      ),
    );
  return (
    <Section title={t('writeReceipt')}>
      <p>{t('writeReceiptLead')}</p>
      {!isUnlocked && (
        <p className="quiet">
          {t('writeReceiptNobody')} <a href="#/people">{t('toPeople', { ns: 'disposition' })}</a>
        </p>
      )}
      <PathField
        label={t('package')}
        hint={t('packageHint')}
        value={path}
        onChange={(next) => {
          // Beside the package, until somebody says otherwise.
          if (destination === '' || destination === beside(path)) setDestination(beside(next));
          setPath(next);
        }}
        kind="any"
        title={t('packagePick')}
        action={t('packagePickAction')}
        isDisabled={isRunning}
      />
      <PathField
        label={t('receiptTo')}
        hint={t('receiptToHint')}
        value={destination}
        onChange={setDestination}
        kind="save"
        title={t('receiptTo')}
        action={t('choose', { ns: 'common' })}
        suggestedName="receipt.txt"
        isDisabled={isRunning}
      />
      {isRunning ? (
        <JobProgress job={job} />
      ) : (
        <div>
          <Button
            icon={FileSignature}
            onPress={run}
            isDisabled={access === 'read' || !isUnlocked || path.trim() === '' || destination.trim() === ''}
          >
            {t('writeReceiptAction')}
          </Button>
        </div>
      )}
      {job?.state === 'failed' && <ErrorNotice error={job.error} />}
      {job?.state === 'stopped' && <Notice tone="info" title={t('progress.stopped', { ns: 'common' })} />}
      {job?.state === 'done' && <Written receipt={job.result as Receipt} />}
    </Section>
  );
}

function Written({ receipt }: { readonly receipt: Receipt }) {
  const { t } = useTranslation('keep');
  return (
    <Notice tone="good" title={t('receiptWritten', { count: receipt.exhibits })}>
      <p>{t('receiptGive')}</p>
      <ul>
        {[receipt.path, receipt.signaturePath].map((path) => (
          <li key={path}>
            <SafeText>{path}</SafeText>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
