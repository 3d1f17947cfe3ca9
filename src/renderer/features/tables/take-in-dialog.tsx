import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { FileSpreadsheet, Sheet } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TableKind } from '../../../shared/catalogue/table-fields.ts';
import { templateLanguages } from '../../../shared/catalogue/table-headings.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FieldSelect } from '../../components/field.tsx';
import { JobProgress } from '../../components/job-progress.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { usePick } from '../../components/use-pick.tsx';
import { SaveButton } from '../../components/save-button.tsx';
import { saveBytes, saveText, type SaveOutcome } from '../../host/save-text.ts';
import { useFormats } from '../../i18n/format.ts';
import { useJobs } from '../../jobs/jobs.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import { Columns } from './columns.tsx';
import { Preview, type TablePlan } from './preview.tsx';
import { useSource } from './use-source.ts';
import './tables.css';

interface Props {
  readonly kind: TableKind;
  readonly onClose: () => void;
}

type Outcome = Omit<TablePlan, 'edits'> & { readonly act: string };
type DayOrder = 'ask' | 'day-first' | 'month-first';
/** The last of its kind is looked at here alone. */
const job = 'table';

/** A spreadsheet or a map: what its columns say on the one side, what that comes to on the other, and then it is taken in. */
export function TakeInDialog({ kind, onClose }: Props) {
  const { t } = useTranslation('tables');
  const { host, jobs } = useSession();
  const { handle: archive, access } = useArchive();
  const queries = useQueryClient();
  const format = useFormats();
  const { source, isSeveral, choose, drop, forget } = useSource();
  const { pick, element } = usePick();
  const [sheet, setSheet] = useState<number | null>(null);
  const [typed, setMapping] = useState<readonly (string | null)[] | null>(null);
  const [dayOrder, setDayOrder] = useState<DayOrder>('ask');
  const [outcome, setOutcome] = useState<{ readonly done: Outcome; readonly failures: string | null } | null>(
    null,
  );
  const running = useJobs(jobs).find((one) => one.kind === job);
  const isRunning = running?.state === 'running';

  const file = source && {
    archive,
    kind,
    path: source.path,
    workingFolder: '/',
    ...(sheet === null ? {} : { sheet }),
  };
  const look = useQuery({
    queryKey: ['table-look', archive, kind, source?.path, sheet],
    queryFn: ({ signal }) => (file ? host.client.tables.look(file, { signal }) : null),
    enabled: source !== null,
    retry: false,
    gcTime: 0,
    // Another sheet of the same file: what is looked at stays until it is read.
    placeholderData: (before, query) => (query?.queryKey[3] === source?.path ? before : undefined),
  });
  const found = look.data ?? null;
  const mapping = typed ?? found?.mapping ?? [];
  const isMapped = mapping.some((field) => field !== null);
  const request = file && {
    ...file,
    mapping: [...mapping],
    dayOrder: dayOrder === 'ask' ? null : dayOrder,
  };
  const plan = useQuery({
    queryKey: ['table-plan', archive, kind, source?.path, sheet, mapping, dayOrder],
    queryFn: ({ signal }) => (request ? host.client.tables.plan(request, { signal }) : null),
    enabled: found !== null && isMapped && outcome === null && !isRunning,
    retry: false,
    gcTime: 0,
    placeholderData: keepPreviousData,
  });
  const begin = (): void => {
    jobs.dismiss(job);
    setSheet(null);
    setMapping(null);
    setOutcome(null);
  };
  const run = async (): Promise<void> => {
    if (!request || !plan.data) return;
    // Before anything is written: afterwards what went in would be met again.
    const failures = plan.data.failed.length === 0 ? null : (await host.client.tables.failures(request)).csv;
    const done = await jobs.start<Outcome>(job, (signal) => host.client.tables.run(request, { signal }));
    await queries.invalidateQueries();
    if (done) setOutcome({ done, failures });
  };
  const shownPlan = found !== null && isMapped ? (plan.data ?? null) : null;
  const rows = (shownPlan?.made ?? 0) + (shownPlan?.edited ?? 0);
  const canRun = access === 'write' && shownPlan !== null && !plan.isFetching && !isRunning && rows > 0;
  return (
    <Dialog
      title={t(`title.${kind}`)}
      isOpen
      onClose={() => {
        if (!isRunning) onClose();
      }}
      size={found === null ? 'medium' : 'wide'}
      actions={
        outcome ? (
          <Button tone="primary" onPress={onClose}>
            {t('done', { ns: 'common' })}
          </Button>
        ) : (
          <>
            <Button onPress={() => (isRunning ? running.stop() : onClose())}>
              {t('cancel', { ns: 'common' })}
            </Button>
            {found !== null && (
              <Button tone="primary" icon={FileSpreadsheet} isDisabled={!canRun} onPress={() => void run()}>
                {rows === 0 ? t('nothingToDo') : t('run', { count: rows, number: format.number(rows) })}
              </Button>
            )}
          </>
        )
      }
    >
      {outcome ? (
        <Done outcome={outcome.done} failures={outcome.failures} />
      ) : found === null ? (
        <Choose
          kind={kind}
          isReading={look.isFetching}
          error={look.error}
          isSeveral={isSeveral}
          onChoose={async () => {
            const paths = await pick({ kind: 'files', title: t('pickTitle'), action: t('choose') });
            if (!paths || paths.length === 0) return;
            begin();
            choose(paths);
          }}
          onDrop={(data) => {
            begin();
            void drop(host.dropped(data));
          }}
        />
      ) : (
        <div className="table-two">
          <section className="stack table-side" aria-label={t('columns')}>
            <div className="row spread">
              <span>
                <strong>
                  <SafeText>{source?.name ?? ''}</SafeText>
                </strong>{' '}
                <span className="quiet small numeric">
                  {t('rows', { count: found.rows, number: format.number(found.rows) })}
                </span>
              </span>
              <Button
                size="small"
                tone="quiet"
                isDisabled={isRunning}
                onPress={() => {
                  begin();
                  forget();
                }}
              >
                {t('another')}
              </Button>
            </div>
            {found.sheets.length > 1 && (
              <FieldSelect
                label={t('sheet')}
                choices={found.sheets.map((name, at) => ({ id: String(at), label: name }))}
                value={String(found.sheet)}
                onChange={(chosen) => {
                  setMapping(null);
                  setSheet(Number(chosen));
                }}
              />
            )}
            {found.uncomputed > 0 && (
              <Notice
                tone="caution"
                title={t('uncomputed', { count: found.uncomputed, number: format.number(found.uncomputed) })}
              />
            )}
            <h3>{t('columns')}</h3>
            <Columns
              kind={kind}
              heading={found.heading}
              sample={found.sample}
              mapping={mapping}
              onMapping={setMapping}
              isDisabled={isRunning}
            />
            <FieldSelect
              label={t('dayOrder')}
              choices={[
                { id: 'ask', label: t('dayAsk') },
                { id: 'day-first', label: t('dayFirst') },
                { id: 'month-first', label: t('monthFirst') },
              ]}
              value={dayOrder}
              onChange={setDayOrder}
            />
          </section>
          <section className="stack table-side" aria-label={t('preview')} aria-busy={plan.isFetching}>
            <h3>{t('preview')}</h3>
            <p className="quiet small">{t(`met.${kind}`)}</p>
            {running && running.state !== 'done' && <JobProgress job={running} />}
            {plan.error !== null && <ErrorNotice error={plan.error} />}
            {!isMapped && <p className="quiet">{t('nothingMapped')}</p>}
            {isMapped && plan.data === undefined && plan.error === null && (
              <p className="quiet">{t('working')}</p>
            )}
            {shownPlan && <Preview plan={shownPlan} kind={kind} />}
          </section>
        </div>
      )}
      {element}
    </Dialog>
  );
}

interface ChooseProps {
  readonly kind: TableKind;
  readonly isReading: boolean;
  readonly error: unknown;
  readonly isSeveral: boolean;
  readonly onChoose: () => Promise<void>;
  readonly onDrop: (data: DataTransfer) => void;
}

const formTypes = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv;charset=utf-8',
} as const;

function Choose({ kind, isReading, error, isSeveral, onChoose, onDrop }: ChooseProps) {
  const { t, i18n } = useTranslation('tables');
  const { host } = useSession();
  const [isOver, setOver] = useState(false);
  const { handle: archive } = useArchive();
  const template = async (form: 'xlsx' | 'csv'): Promise<SaveOutcome> => {
    const language = templateLanguages.find((one) => one === i18n.language) ?? 'en';
    const { file } = await host.client.tables.template({ archive, kind, form, language });
    return saveBytes(`${kind}.${form}`, file, formTypes[form]);
  };
  return (
    <div className="stack">
      <p>{t(`lead.${kind}`)}</p>
      <div
        className={isOver ? 'table-drop table-drop-over' : 'table-drop'}
        onDragOver={(event) => {
          event.preventDefault();
          event.dataTransfer.dropEffect = 'copy';
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          onDrop(event.dataTransfer);
        }}
      >
        <Sheet aria-hidden size={40} strokeWidth={1.25} />
        {isReading ? (
          <p role="status">{t('reading')}</p>
        ) : (
          <>
            <p>{t('drop')}</p>
            <Button tone="primary" onPress={() => void onChoose()}>
              {t('choose')}
            </Button>
          </>
        )}
      </div>
      {isSeveral && <Notice tone="caution" title={t('oneFile')} />}
      {error != null && <ErrorNotice error={error} />}
      <section className="table-template" aria-label={t('template')}>
        <p>
          {t('template')} <span className="quiet">{t('templateHint')}</span>
        </p>
        <SaveButton size="small" icon={FileSpreadsheet} save={() => template('xlsx')}>
          {t('templateXlsx')}
        </SaveButton>
        <SaveButton size="small" tone="quiet" save={() => template('csv')}>
          {t('templateCsv')}
        </SaveButton>
      </section>
    </div>
  );
}

function Done({ outcome, failures }: { readonly outcome: Outcome; readonly failures: string | null }) {
  const { t } = useTranslation('tables');
  const format = useFormats();
  const { made, edited, failed } = outcome;
  const isSame = made + edited === 0;
  return (
    <div className="stack">
      <Notice tone={isSame ? 'info' : 'good'} title={isSame ? t('doneSame') : t('done')}>
        {!isSame && <p>{t('doneCounts', { made: format.number(made), edited: format.number(edited) })}</p>}
      </Notice>
      {failures !== null && (
        <Notice
          tone="caution"
          title={`${t('notTaken')}: ${format.number(failed.length)}`}
          actions={
            <SaveButton save={() => saveText('to-correct.csv', failures, 'text/csv')}>
              {t('saveFailures', { count: failed.length, number: format.number(failed.length) })}
            </SaveButton>
          }
        >
          <p>{t('notTakenHint')}</p>
        </Notice>
      )}
    </div>
  );
}
