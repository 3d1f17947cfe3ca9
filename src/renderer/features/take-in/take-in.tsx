import { CreditCard, FolderOpen } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccessionDescription } from '../../../shared/records/accession.ts';
import type { AnyPath } from '../../../shared/contract/common.ts';
import type { ImportSummary } from '../../../shared/records/import.ts';
import type { SurveyResult } from '../../../shared/records/survey.ts';
import { Button } from '../../components/button.tsx';
import { JobProgress } from '../../components/job-progress.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Empty, Page } from '../../components/page.tsx';
import { usePick } from '../../components/use-pick.tsx';
import { useJobs } from '../../jobs/jobs.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import { AccessionForm, lastDescription } from './accession-form.tsx';
import { Outcome } from './outcome.tsx';
import { pathOf, Review } from './review.tsx';

type Step =
  | { readonly at: 'choose' }
  | {
      readonly at: 'review';
      readonly paths: readonly AnyPath[];
      readonly found: SurveyResult;
      readonly leftOut: ReadonlySet<number>;
    }
  | { readonly at: 'done'; readonly paths: readonly AnyPath[]; readonly summary: ImportSummary };

/** From a card to items: choose, look through, say where it comes from, take in, and learn whether the card may be cleared. */
export function TakeIn() {
  const { t } = useTranslation('takeIn');
  const { host, jobs } = useSession();
  const { handle, access } = useArchive();
  const [step, setStep] = useState<Step>({ at: 'choose' });
  const [description, setDescription] = useState<AccessionDescription>(() => lastDescription(handle));
  const { pick, element } = usePick();
  const own = useJobs(jobs).filter(({ kind }) => kind === 'survey' || kind === 'import');
  const running = own.find(({ state }) => state === 'running');
  const ended = own.find(({ state }) => state === 'failed' || state === 'stopped');

  const choose = async (): Promise<void> => {
    const paths = await pick({ kind: 'any', title: t('pickTitle'), action: t('pickAction') });
    if (!paths || paths.length === 0) return;
    jobs.dismiss('import');
    const found = await jobs.start<SurveyResult>('survey', (signal) =>
      host.client.ingest.survey({ archive: handle, paths: [...paths], workingFolder: '/' }, { signal }),
    );
    if (found) setStep({ at: 'review', paths, found, leftOut: new Set() });
  };

  const takeIn = async ({ paths, found, leftOut }: Extract<Step, { at: 'review' }>): Promise<void> => {
    const leaveOut = [...leftOut].map((index) => found.entries[index]).filter((entry) => entry !== undefined);
    lastDescription(handle, description);
    const summary = await jobs.start<ImportSummary>('import', (signal) =>
      host.client.ingest.run(
        {
          archive: handle,
          paths: [...paths],
          workingFolder: '/',
          description,
          ...(leaveOut.length > 0 ? { leaveOut: leaveOut.map(pathOf) } : {}),
        },
        { signal },
      ),
    );
    if (summary) setStep({ at: 'done', paths, summary });
  };

  return (
    <Page title={t('title')} lead={t('lead')}>
      {access === 'read' && <Notice tone="caution" title={t('readOnly')} />}
      {running ? (
        <JobProgress job={running} />
      ) : (
        <>
          {ended?.state === 'failed' && <ErrorNotice error={ended.error} />}
          {ended?.state === 'stopped' && (
            <Notice tone="info" title={t('progress.stopped', { ns: 'common' })} />
          )}
          {step.at === 'choose' && (
            <Empty icon={CreditCard} title={t('chooseTitle')}>
              <p>{t('chooseHint')}</p>
              <Button
                tone="primary"
                size="large"
                icon={FolderOpen}
                isDisabled={access === 'read'}
                onPress={() => void choose()}
              >
                {t('choose')}
              </Button>
            </Empty>
          )}
          {step.at === 'review' && (
            <>
              <Review
                found={step.found}
                leftOut={step.leftOut}
                onChange={(leftOut) => setStep({ ...step, leftOut })}
                onBack={() => setStep({ at: 'choose' })}
                onTakeIn={() => void takeIn(step)}
              >
                <AccessionForm value={description} onChange={setDescription} />
              </Review>
            </>
          )}
          {step.at === 'done' && (
            <Outcome paths={step.paths} summary={step.summary} onAgain={() => setStep({ at: 'choose' })} />
          )}
        </>
      )}
      {element}
    </Page>
  );
}
