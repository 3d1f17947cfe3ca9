import { CreditCard, FolderOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AccessionDescription } from '../../../shared/records/accession.ts';
import type { AnyPath } from '../../../shared/contract/common.ts';
import type { ImportSummary } from '../../../shared/records/import.ts';
import type { SurveyResult } from '../../../shared/records/survey.ts';
import { Button } from '../../components/button.tsx';
import { DropTarget } from '../../components/drop-target.tsx';
import { JobProgress } from '../../components/job-progress.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Empty, Page } from '../../components/page.tsx';
import { plainText } from '../../components/safe-text.tsx';
import { usePick } from '../../components/use-pick.tsx';
import { useStepFocus } from '../../components/use-step-focus.ts';
import type { Dropped, ReceiveDrop } from '../../host/host-shell.ts';
import { useJobs } from '../../jobs/jobs.ts';
import { useKept } from '../../session/use-kept.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import { AccessionForm } from './accession-form.tsx';
import { Outcome } from './outcome.tsx';
import { pathOf, Review } from './review.tsx';
import { Unfinished, type UnfinishedImport } from './unfinished.tsx';
import { usePlugged, type Plugged } from './use-plugged.ts';

interface Source {
  readonly paths: readonly AnyPath[];
  /** Files that were dropped, while they are needed. */
  readonly dropped: Dropped | null;
}

type Step =
  | { readonly at: 'choose' }
  | ({
      readonly at: 'review';
      readonly found: SurveyResult;
      readonly leftOut: ReadonlySet<number>;
    } & Source)
  | ({ readonly at: 'done'; readonly summary: ImportSummary } & Source);

const choosing: Step = { at: 'choose' };
const fromCard: AccessionDescription = { method: 'card-reader' };

/** From a card to items: choose, look through, say where it comes from, take in, and learn whether the card may be cleared. */
export function TakeIn() {
  const { t } = useTranslation('takeIn');
  const { host, jobs } = useSession();
  const { handle, access, isEncrypted } = useArchive();
  // Whoever looks at another screen meanwhile comes back to where this one is by then.
  const [step, setStep] = useKept<Step>('take-in', choosing);
  const [description, setDescription] = useKept<AccessionDescription>('accession', fromCard);
  const { pick, element } = usePick();
  const own = useJobs(jobs).filter(({ kind }) => ['drop', 'survey', 'import'].includes(kind));
  const running = own.find(({ state }) => state === 'running');
  const ended = own.find(({ state }) => state === 'failed' || state === 'stopped');
  useStepFocus(running ? 'running' : step.at, () => document.getElementById('main'));
  const isClosed = access === 'read' || running !== undefined || step.at === 'review';

  /** What was learned of one card says nothing about the next. */
  const forgetCard = (): void => {
    jobs.dismiss('confirm');
    jobs.dismiss('card');
  };

  const look = async ({ paths, dropped }: Source): Promise<void> => {
    jobs.dismiss('import');
    jobs.dismiss('drop');
    forgetCard();
    const found = await jobs.start<SurveyResult>('survey', (signal) =>
      host.client.ingest.survey({ archive: handle, paths: [...paths], workingFolder: '/' }, { signal }),
    );
    if (found) setStep({ at: 'review', paths, dropped, found, leftOut: new Set() });
    else await dropped?.release();
  };

  const choose = async (): Promise<void> => {
    const paths = await pick({ kind: 'any', title: t('pickTitle'), action: t('pickAction') });
    if (paths && paths.length > 0) await look({ paths, dropped: null });
  };

  const drop = async (receive: ReceiveDrop): Promise<void> => {
    jobs.dismiss('survey');
    jobs.dismiss('import');
    const dropped = await jobs.start<Dropped>('drop', (signal) => Promise.resolve(receive(handle, signal)));
    if (dropped) await look({ paths: dropped.paths, dropped });
  };

  const takeIn = async (review: Extract<Step, { at: 'review' }>): Promise<void> => {
    const { paths, found, leftOut, dropped } = review;
    const leaveOut = [...leftOut].map((index) => found.entries[index]).filter((entry) => entry !== undefined);
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
    if (!summary) return;
    setStep({ at: 'done', paths, summary, dropped });
    await dropped?.release();
  };

  const goOn = async ({ accession, paths }: UnfinishedImport): Promise<void> => {
    jobs.dismiss('survey');
    jobs.dismiss('drop');
    forgetCard();
    const summary = await jobs.start<ImportSummary>('import', (signal) =>
      host.client.ingest.resume({ archive: handle, accession }, { signal }),
    );
    if (!summary) return;
    const dropped = step.at === 'review' ? step.dropped : null;
    setStep({ at: 'done', paths, summary, dropped });
    await dropped?.release();
  };

  const back = (): void => {
    if (step.at === 'review') void step.dropped?.release();
    setStep(choosing);
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
          {access === 'write' && (step.at === 'choose' || ended?.kind === 'import') && (
            <Unfinished onContinue={(unfinished) => void goOn(unfinished)} />
          )}
          {step.at === 'choose' && (
            <>
              {access === 'write' && (
                <Cards onLook={({ path }) => void look({ paths: [path], dropped: null })} />
              )}
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
                {access === 'write' && (host.kind === 'desktop' || !isEncrypted) && (
                  <p className="small">{t('orDrop')}</p>
                )}
              </Empty>
            </>
          )}
          {step.at === 'review' && (
            <Review
              found={step.found}
              leftOut={step.leftOut}
              onChange={(leftOut) => setStep({ ...step, leftOut })}
              onBack={back}
            >
              <AccessionForm value={description} onChange={setDescription} onDone={() => void takeIn(step)} />
            </Review>
          )}
          {step.at === 'done' && (
            <Outcome
              paths={step.dropped?.isCopy === true ? null : step.paths}
              summary={step.summary}
              onAgain={back}
            />
          )}
        </>
      )}
      {element}
      <DropTarget
        title={t('dropTitle')}
        hint={t('dropHint')}
        isDisabled={isClosed}
        onDrop={(receive) => void drop(receive)}
      />
    </Page>
  );
}

function Cards({ onLook }: { readonly onLook: (card: Plugged) => void }) {
  const { t } = useTranslation('takeIn');
  const cards = usePlugged();
  return cards.map((card) => (
    <Notice
      key={JSON.stringify(card.path)}
      tone="info"
      title={t(card.isCard ? 'cardThere' : 'diskThere', { name: plainText(card.name) })}
      actions={
        <Button tone="primary" icon={CreditCard} onPress={() => onLook(card)}>
          {t('pickAction')}
        </Button>
      }
    />
  ));
}
