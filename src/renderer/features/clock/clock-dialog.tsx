import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { Clock } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  doubtfulWarnings,
  clockReferences,
  type ClockPicture,
  type ClockPlan,
  type ClockSummary,
} from '../../../shared/records/clock-check.ts';
import type { ItemRecord } from '../../../shared/records/item.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FieldSelect, FieldText } from '../../components/field.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Facts } from '../../components/page.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { useArchive, useSession } from '../../session/session.tsx';
import { finish } from '../evidence/saving.ts';
import { OnePicture } from '../viewer/one-picture.tsx';
import { blankClock, dateOf, readClock, type TypedClock } from './draft.ts';
import { Plan } from './plan.tsx';
import { useOffsetWords, wallText } from './words.ts';
import './clock.css';

interface Props {
  readonly record: ItemRecord;
  readonly onClose: () => void;
}

type State =
  | { readonly kind: 'typing' | 'undone' }
  | { readonly kind: 'working'; readonly done: number }
  | { readonly kind: 'done'; readonly summary: ClockSummary | null }
  | { readonly kind: 'failed'; readonly error: unknown };

/** A picture that shows a clock, large, beside what a person reads off it. */
export function ClockDialog({ record, onClose }: Props) {
  const { t } = useTranslation('clock');
  const { host } = useSession();
  const { handle: archive, access } = useArchive();
  const { data: picture, error } = useQuery({
    queryKey: ['clock-picture', archive, record.id, record.revision],
    queryFn: ({ signal }) => host.client.clock.look({ archive, item: record.id }, { signal }),
    retry: false,
    gcTime: 0,
    // What is typed meanwhile is about what was there when it began.
    placeholderData: keepPreviousData,
  });
  const queries = useQueryClient();
  const [typed, setTyped] = useState(blankClock);
  const [replace, setReplace] = useState<readonly string[]>([]);
  const [isSure, setSure] = useState(false);
  const [state, setState] = useState<State>({ kind: 'typing' });
  const read = readClock(picture, typed);
  const type = (part: Partial<TypedClock>): void => {
    setTyped((now) => ({ ...now, ...part }));
    setReplace([]);
    setSure(false);
    if (state.kind === 'failed') setState({ kind: 'typing' });
  };
  const plan = useQuery({
    queryKey: ['clock-plan', archive, read.draft, replace],
    queryFn: ({ signal }) =>
      read.draft === null
        ? null
        : host.client.clock.preview(
            { archive, of: { draft: read.draft }, replace: [...replace] },
            { signal },
          ),
    enabled: read.draft !== null && state.kind === 'typing',
    retry: false,
    gcTime: 0,
  });
  const shown = read.draft === null ? null : (plan.data ?? null);
  const isDoubtful = shown?.warnings.some((one) => doubtfulWarnings.includes(one)) === true;
  const refresh = (): void => {
    for (const name of ['item', 'row', 'facets', 'clock-checks'])
      void queries.invalidateQueries({ queryKey: [name, archive] });
    queries.removeQueries({ queryKey: ['edited', archive] });
  };
  const apply = async (): Promise<void> => {
    const { draft } = read;
    if (draft === null || shown === null) return;
    setState({ kind: 'working', done: 0 });
    try {
      const { id } = await host.client.clock.check({ archive, draft, sure: isSure });
      const summary = await finish<ClockSummary>(
        await host.client.clock.apply({ archive, check: id, replace: [...replace] }),
        ({ done }) => setState({ kind: 'working', done }),
      );
      setState({ kind: 'done', summary });
    } catch (error) {
      setState({ kind: 'failed', error });
    } finally {
      refresh();
    }
  };
  const undo = async (act: string): Promise<void> => {
    try {
      await finish(await host.client.items.undo({ archive, act }));
      setState({ kind: 'undone' });
    } catch (error) {
      setState({ kind: 'failed', error });
    } finally {
      refresh();
    }
  };
  const isOver = state.kind === 'done' || state.kind === 'undone';
  const canApply =
    access === 'write' &&
    shown !== null &&
    !plan.isFetching &&
    typed.kind !== null &&
    (!isDoubtful || isSure) &&
    state.kind === 'typing';
  return (
    <Dialog
      title={t('title')}
      isOpen
      onClose={onClose}
      size="wide"
      actions={
        isOver ? (
          <Button tone="primary" onPress={onClose}>
            {t('done', { ns: 'common' })}
          </Button>
        ) : (
          <>
            <Button onPress={onClose}>{t('cancel', { ns: 'common' })}</Button>
            <Button tone="primary" icon={Clock} isDisabled={!canApply} onPress={() => void apply()}>
              {shown === null || shown.items === 0 ? t('keep') : t('apply', { count: shown.items })}
            </Button>
          </>
        )
      }
    >
      <div className="clock-two">
        <section className="clock-picture" aria-label={t('picture')}>
          <OnePicture record={record} />
        </section>
        <form
          className="clock-form"
          onSubmit={(event) => {
            event.preventDefault();
            if (canApply) void apply();
          }}
        >
          {error && <ErrorNotice error={error} />}
          {!picture && !error && <p className="quiet">{t('looking')}</p>}
          {isOver ? (
            <Over state={state} onUndo={(act) => void undo(act)} />
          ) : (
            picture && (
              <>
                <Said picture={picture} />
                <Fields picture={picture} typed={typed} type={type} read={read} plan={shown} />
                {plan.error !== null && read.draft !== null && <ErrorNotice error={plan.error} />}
                {shown !== null && plan.error === null && (
                  <Plan
                    plan={shown}
                    isDoubtful={isDoubtful}
                    isSure={isSure}
                    onSure={setSure}
                    replace={replace}
                    onReplace={setReplace}
                  />
                )}
                {state.kind === 'working' && <p role="status">{t('working', { done: state.done })}</p>}
                {state.kind === 'failed' && <ErrorNotice error={state.error} />}
                <button type="submit" hidden />
              </>
            )
          )}
        </form>
      </div>
    </Dialog>
  );
}

function Over({ state, onUndo }: { readonly state: State; readonly onUndo: (act: string) => void }) {
  const { t } = useTranslation('clock');
  const summary = state.kind === 'done' ? state.summary : null;
  if (summary === null) return <Notice tone="info" title={t('undone')} />;
  return (
    <Notice
      tone="good"
      title={t('done', { count: summary.edited })}
      actions={
        summary.edited > 0 && (
          <Button size="small" onPress={() => onUndo(summary.act)}>
            {t('undo')}
          </Button>
        )
      }
    >
      <p>{t('doneBody')}</p>
    </Notice>
  );
}

/** What the file says, and what was noted when it came. */
function Said({ picture }: { readonly picture: ClockPicture }) {
  const { t } = useTranslation('clock');
  const { reading, readingOffset, camera, noted } = picture;
  const times = { device: noted?.deviceShowed ?? '–', reference: noted?.referenceShowed ?? '–' };
  return (
    <Facts
      rows={[
        [
          t('fileSays'),
          <strong key="reading" className="numeric">
            {`${wallText(reading)} ${readingOffset ?? ''}`}
          </strong>,
        ],
        [
          t('camera'),
          <SafeText key="camera">
            {`${camera.name}, ${camera.serial === null ? t('noSerial') : t('serial', { serial: camera.serial })}`}
          </SafeText>,
        ],
        noted === null
          ? null
          : [
              t('noted'),
              <SafeText key="noted">
                {`${t('notedTimes', times)}${noted.reference === null ? '' : ` (${noted.reference})`}`}
              </SafeText>,
            ],
      ]}
    />
  );
}

interface FieldsProps {
  readonly picture: ClockPicture;
  readonly typed: TypedClock;
  readonly type: (part: Partial<TypedClock>) => void;
  readonly read: ReturnType<typeof readClock>;
  readonly plan: ClockPlan | null;
}

function Fields({ picture, typed, type, read, plan }: FieldsProps) {
  const { t } = useTranslation('clock');
  const words = useOffsetWords();
  const wrong = (field: 'date' | 'time' | 'zone'): string | null =>
    read.problem?.field === field ? t(`problem.${read.problem.code}`) : null;
  const least = read.least ?? 1;
  const periods = ['round', 'all', 'between'] as const;
  return (
    <>
      <div className="clock-time">
        <FieldText
          label={t('time')}
          hint={t('timeHint')}
          value={typed.time}
          onChange={(time) => type({ time })}
          error={wrong('time')}
          autoFocus
        />
        <FieldText
          label={t('date')}
          hint={t('dateHint')}
          value={dateOf(picture, typed)}
          onChange={(date) => type({ date })}
          error={wrong('date')}
        />
        <FieldText
          label={t('zone')}
          hint={t('zoneHint')}
          value={typed.zone}
          onChange={(zone) => type({ zone })}
          error={wrong('zone')}
        />
      </div>
      <p className="clock-offset" aria-live="polite">
        {plan === null ? (
          <span className="quiet small">{t('lead')}</span>
        ) : (
          <>
            {words.offset(plan)} <span className="clock-doubt">{words.doubt(plan)}</span>
          </>
        )}
      </p>
      <div className="clock-pair">
        <FieldSelect
          label={t('kind')}
          choices={clockReferences.map((id) => ({ id, label: t(`kinds.${id}`) }))}
          value={typed.kind}
          placeholder={t('choose', { ns: 'common' })}
          hint={typed.kind === null && read.draft !== null ? t('kindMissing') : undefined}
          onChange={(kind) => type({ kind })}
        />
        <FieldText
          label={t('uncertainty')}
          hint={t('uncertaintyHint', { least })}
          value={typed.uncertainty}
          onChange={(uncertainty) => type({ uncertainty })}
          error={read.isUncertaintyWrong ? t('problem.uncertainty', { least }) : null}
        />
      </div>
      <FieldSelect
        label={t('period')}
        choices={periods.map((id) => ({
          id,
          label: t(`periods.${id}`, { accessions: picture.accessions.join(', ') }),
        }))}
        value={typed.period}
        onChange={(period) => type({ period })}
      />
      {typed.period === 'between' && (
        <div className="clock-pair">
          <FieldText
            label={t('from')}
            hint={t('fromHint')}
            value={typed.from}
            onChange={(from) => type({ from })}
          />
          <FieldText label={t('to')} value={typed.to} onChange={(to) => type({ to })} />
        </div>
      )}
      <FieldText
        label={t('note')}
        value={typed.note}
        onChange={(note) => type({ note })}
        lines={2}
        maxLength={2000}
      />
    </>
  );
}
