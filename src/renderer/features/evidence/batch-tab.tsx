import { useQueryClient } from '@tanstack/react-query';
import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  confidentialities,
  reviewStates,
  type EditPreview,
  type EditSummary,
  type ItemChanges,
  type RefusedItem,
} from '../../../shared/records/description.ts';
import { Button } from '../../components/button.tsx';
import { FieldCheck, FieldSelect, FieldSwitch, FieldText } from '../../components/field.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { plainText } from '../../components/safe-text.tsx';
import type { Selection } from '../../components/item-grid/selection.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import { readText, several, type Problem, type TextName } from './draft.ts';
import { finish } from './saving.ts';

const texts = ['title', 'description', 'captured', 'position', 'languages', 'rights'] as const;
type Chosen =
  (typeof texts)[number] | 'addTags' | 'removeTags' | 'confidentiality' | 'reviewState' | 'isGraphic';
const rows: readonly Chosen[] = [
  'addTags',
  'removeTags',
  ...texts,
  'confidentiality',
  'reviewState',
  'isGraphic',
];
const isText = (name: Chosen): name is (typeof texts)[number] => texts.some((text) => text === name);

type State =
  | { readonly kind: 'editing' }
  | { readonly kind: 'working'; readonly done: number }
  | { readonly kind: 'previewed'; readonly preview: EditPreview }
  | { readonly kind: 'done'; readonly summary: EditSummary; readonly isUndo: boolean }
  | { readonly kind: 'failed'; readonly error: unknown };

interface Props {
  readonly snapshot: string;
  readonly selection: Selection;
  readonly count: number;
  readonly onDone: () => void;
}

/** Says the same of many items: only what is ticked, and only after it was shown what would be overwritten. */
export function BatchTab({ snapshot, selection, count, onDone }: Props) {
  const { t } = useTranslation('evidence');
  const { host } = useSession();
  const { handle: archive, access } = useArchive();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<ReadonlySet<Chosen>>(new Set());
  const [typed, setTyped] = useState<Readonly<Partial<Record<Chosen, string>>>>({});
  const [level, setLevel] = useState<(typeof confidentialities)[number]>('restricted');
  const [review, setReview] = useState<(typeof reviewStates)[number]>('reviewed');
  const [isGraphic, setGraphic] = useState(true);
  const [state, setState] = useState<State>({ kind: 'editing' });
  const isWorking = state.kind === 'working';

  const problemOf = (name: TextName & Chosen): Problem | null => {
    const reading = readText(name, typed[name] ?? '');
    return reading.ok ? null : reading.problem;
  };
  const changes: ItemChanges = {
    ...(chosen.has('addTags') ? { addTags: several(typed.addTags ?? '') } : {}),
    ...(chosen.has('removeTags') ? { removeTags: several(typed.removeTags ?? '') } : {}),
    ...(chosen.has('confidentiality') ? { confidentiality: level } : {}),
    ...(chosen.has('reviewState') ? { reviewState: review } : {}),
    ...(chosen.has('isGraphic') ? { isGraphic } : {}),
  };
  let all = changes;
  let isReadable = chosen.size > 0;
  for (const name of texts) {
    if (!chosen.has(name)) continue;
    const reading = readText(name, typed[name] ?? '');
    if (reading.ok) all = { ...all, ...reading.changes };
    else isReadable = false;
  }
  const asked = {
    archive,
    selection: {
      by: 'snapshot' as const,
      snapshot,
      ranges: selection.map(([first, last]): [number, number] => [first, last]),
    },
    changes: all,
  };
  const again = (): void => setState({ kind: 'editing' });
  const attempt = async (work: () => Promise<State>): Promise<void> => {
    setState({ kind: 'working', done: 0 });
    try {
      setState(await work());
    } catch (error) {
      setState({ kind: 'failed', error });
    }
  };
  const follow = async (
    stream: Parameters<typeof finish<EditSummary>>[0],
    isUndo: boolean,
  ): Promise<State> => {
    const summary = await finish(stream, ({ done }) => setState({ kind: 'working', done }));
    for (const name of ['item', 'row', 'facets'])
      void queries.invalidateQueries({ queryKey: [name, archive] });
    queries.removeQueries({ queryKey: ['edited', archive] });
    onDone();
    return summary ? { kind: 'done', summary, isUndo } : { kind: 'editing' };
  };

  const field = (name: Chosen) => {
    if (name === 'confidentiality')
      return (
        <FieldSelect
          label={t('fields.confidentiality')}
          choices={confidentialities.map((id) => ({ id, label: t(`confidentiality.${id}`) }))}
          value={level}
          onChange={(value) => {
            setLevel(value);
            again();
          }}
        />
      );
    if (name === 'reviewState')
      return (
        <FieldSelect
          label={t('fields.reviewState')}
          choices={reviewStates.map((id) => ({ id, label: t(`review.${id}`) }))}
          value={review}
          onChange={(value) => {
            setReview(value);
            again();
          }}
        />
      );
    if (name === 'isGraphic')
      return (
        <FieldSwitch
          isSelected={isGraphic}
          onChange={(value) => {
            setGraphic(value);
            again();
          }}
        >
          {t('fields.isGraphic')}
        </FieldSwitch>
      );
    const problem = isText(name) ? problemOf(name) : null;
    return (
      <FieldText
        label={labelOf(name)}
        value={typed[name] ?? ''}
        onChange={(value) => {
          setTyped((now) => ({ ...now, [name]: value }));
          again();
        }}
        error={problem && t(`problem.${problem}`)}
        {...(isText(name) ? {} : { hint: t('batch.comma') })}
        {...(name === 'captured' ? { hint: t('capturedHint') } : {})}
        {...(name === 'description' ? { lines: 3 } : {})}
      />
    );
  };
  const labelOf = (name: Chosen): string =>
    name === 'addTags' || name === 'removeTags' ? t(`batch.${name}`) : t(`fields.${name}`);

  return (
    <div className="stack">
      <div>
        <h2>{t('batch.title', { count })}</h2>
        <p className="small quiet">{access === 'read' ? t('readOnly') : t('batch.lead')}</p>
      </div>
      {rows.map((name) => (
        <div key={name} className="stack-tight">
          <FieldCheck
            isSelected={chosen.has(name)}
            isDisabled={isWorking || access === 'read'}
            onChange={(isChosen) => {
              setChosen(
                (now) => new Set(isChosen ? [...now, name] : [...now].filter((other) => other !== name)),
              );
              again();
            }}
          >
            {labelOf(name)}
          </FieldCheck>
          {chosen.has(name) && <div className="evidence-batch-field">{field(name)}</div>}
        </div>
      ))}
      <div aria-live="polite" className="stack-tight">
        {state.kind === 'working' && (
          <p className="small quiet">{t('batch.working', { done: state.done })}</p>
        )}
        {state.kind === 'failed' && <ErrorNotice error={state.error} />}
        {state.kind === 'previewed' && <Preview preview={state.preview} />}
        {state.kind === 'done' && (
          <Notice
            tone="good"
            title={state.isUndo ? t('batch.undone') : t('batch.done', { count: state.summary.edited })}
          >
            <Refused refused={state.summary.refused} />
          </Notice>
        )}
      </div>
      <div className="row">
        {state.kind === 'previewed' ? (
          <Button
            tone="primary"
            onPress={() => void attempt(async () => follow(await host.client.items.edit(asked), false))}
          >
            {t('batch.apply')}
          </Button>
        ) : (
          <Button
            tone="primary"
            isDisabled={!isReadable || isWorking || access === 'read'}
            onPress={() =>
              void attempt(async () => ({
                kind: 'previewed',
                preview: await host.client.items.previewEdit(asked),
              }))
            }
          >
            {t('batch.preview')}
          </Button>
        )}
        {state.kind === 'done' && !state.isUndo && (
          <Button
            icon={Undo2}
            onPress={() =>
              void attempt(async () =>
                follow(await host.client.items.undo({ archive, act: state.summary.act }), true),
              )
            }
          >
            {t('undo')}
          </Button>
        )}
      </div>
    </div>
  );
}

const fieldNames = [...texts, 'confidentiality', 'reviewState', 'tags', 'isGraphic'] as const;

function Preview({ preview }: { readonly preview: EditPreview }) {
  const { t } = useTranslation('evidence');
  const changing = preview.fields.filter(({ changed }) => changed > 0);
  return (
    <Notice
      tone={changing.some(({ overwrites }) => overwrites > 0) ? 'caution' : 'info'}
      title={changing.length === 0 ? t('batch.nothing') : t('batch.preview')}
    >
      {changing.map(({ field, changed, overwrites, examples }) => {
        const known = fieldNames.find((name) => name === field);
        return (
          <p key={field} className="small">
            <strong>{known === undefined ? field : t(`fields.${known}`)}</strong>
            {`: ${t('batch.changed', { count: changed })}`}
            {overwrites > 0 && `; ${t('batch.overwrites', { count: overwrites })}`}
            {overwrites > 0 &&
              examples.slice(0, 3).map(({ number, old }) => (
                <span key={number} className="evidence-example">
                  {number}: {plainText(typeof old === 'string' ? old : JSON.stringify(old))}
                </span>
              ))}
          </p>
        );
      })}
      <Refused refused={preview.refused} />
    </Notice>
  );
}

function Refused({ refused }: { readonly refused: readonly RefusedItem[] }) {
  const { t } = useTranslation('evidence');
  if (refused.length === 0) return null;
  return (
    <>
      <p className="small">{t('batch.refused', { count: refused.length })}</p>
      {refused.slice(0, 5).map(({ number, code }) => (
        <p key={number} className="small">
          {number}: {t(`refused.${code}`)}
        </p>
      ))}
    </>
  );
}
