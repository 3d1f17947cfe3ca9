import { PenLine } from 'lucide-react';
import { useState } from 'react';
import { ToggleButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { agreementOf } from '../../../shared/catalogue/agreement.ts';
import type { Assessment } from '../../../shared/catalogue/assessment.ts';
import { isKind } from '../../../shared/catalogue/kinds.ts';
import { readEdtf } from '../../../shared/dates/edtf.ts';
import type { RecordView } from '../../../shared/records/record.ts';
import { Button } from '../../components/button.tsx';
import { Facts } from '../../components/page.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { Picture } from '../evidence/picture.tsx';
import { useDateWords } from '../records/date-words.ts';
import { useItemRows } from '../records/item-rows.ts';
import { naming } from '../records/record-parts.tsx';
import { Reviews } from '../records/reviews-editor.tsx';
import { AgreementChip, StatusChip } from '../records/status-chip.tsx';
import { useRecords } from '../records/use-records.ts';
import { useTerms } from '../records/vocabularies.ts';
import { Pairs } from './pairs.tsx';

interface Dated {
  readonly id: string;
  readonly number: string;
  readonly content: Assessment;
  readonly record: RecordView;
  /** Day, or an empty text: open. */
  readonly from: string;
}

/** Assessments of a place or object in the order of what they saw, the earliest first. */
export function useAssessments(of: RecordView): readonly Dated[] {
  const { data = [] } = useRecords(naming(of, 'assessment', 'of').map(({ id }) => id));
  return data
    .flatMap((record) => {
      if (record.isRemoved || !isKind(record, 'assessment')) return [];
      const { id, number, content } = record;
      const read = readEdtf(content.date);
      return [{ id, number, content, record, from: read.ok ? (read.earliest ?? '') : '' }];
    })
    .sort((one, other) => (one.from < other.from ? -1 : one.from > other.from ? 1 : 0));
}

interface Props {
  readonly assessments: readonly Dated[];
  readonly sought: string | null;
  readonly onEdit: ((id: string) => void) | null;
}

/** How a place fared: its assessments in time, each with what shows it; the one that is chosen is read below. */
export function Assessments({ assessments, sought, onEdit }: Props) {
  const { t } = useTranslation('places');
  const words = useDateWords();
  const [chosen, setChosen] = useState(sought);
  const shown = assessments.find(({ id }) => id === chosen) ?? assessments.at(-1);
  const rows = useItemRows(
    assessments.flatMap(({ content }) => {
      const [pair] = content.pairs ?? [];
      return [pair?.before, pair?.after].filter((one) => one !== undefined);
    }),
  );
  return (
    <>
      <ol className="place-strip" aria-label={t('assessments')}>
        {assessments.map(({ id, content }) => {
          const [pair] = content.pairs ?? [];
          const pictures = [pair?.before, pair?.after].flatMap((one) => rows.get(one ?? '') ?? []);
          return (
            <li key={id}>
              <ToggleButton
                className="place-strip-one"
                isSelected={id === shown?.id}
                onChange={() => setChosen(id)}
              >
                <span className="place-strip-date">{words(content.date)}</span>
                <span className="place-strip-pictures">
                  {pictures.map((row) => (
                    <span key={row.id} className="record-pair-picture">
                      <Picture id={row.id} thumbnail={row.thumbnail} isBlurred={row.isGraphic} />
                    </span>
                  ))}
                </span>
                <span className="place-strip-state">
                  {content.status !== undefined && (
                    <StatusChip status={content.status} vocabulary="site-status" />
                  )}
                  <AgreementChip agreement={agreementOf(content.reviews)} />
                </span>
              </ToggleButton>
            </li>
          );
        })}
      </ol>
      {shown && (
        <AssessmentView
          key={shown.id}
          assessment={shown}
          onEdit={onEdit === null ? null : () => onEdit(shown.id)}
        />
      )}
    </>
  );
}

function AssessmentView({
  assessment: { number, content },
  onEdit,
}: {
  readonly assessment: Dated;
  readonly onEdit: (() => void) | null;
}) {
  const { t } = useTranslation('records');
  const terms = useTerms();
  const words = useDateWords();
  const { disturbances, effects, threats } = content;
  const all = (vocabulary: string, ids: readonly string[] | undefined): string | undefined =>
    ids?.map((id) => terms.label(vocabulary, id)).join(', ');
  const one = (vocabulary: string, id: string | undefined): string | undefined =>
    id === undefined ? undefined : terms.label(vocabulary, id);
  const joined = (texts: readonly (string | undefined)[]): string =>
    texts.filter((text) => text !== undefined).join(' · ');
  const row = (name: string, text: string | undefined) =>
    text === undefined ? null : ([name, <SafeText key={name}>{text}</SafeText>] as const);
  const list = (name: string, texts: readonly string[] | undefined) =>
    texts === undefined
      ? null
      : ([
          name,
          <ul key={name} className="place-causes">
            {texts.map((text, at) => (
              <li key={at}>
                <SafeText>{text}</SafeText>
              </li>
            ))}
          </ul>,
        ] as const);
  return (
    <article className="place-assessment" aria-label={`${number} ${words(content.date)}`}>
      <header className="record-head-line">
        <div>
          <span className="quiet small numeric">{number}</span>
          <h4>{words(content.date)}</h4>
        </div>
        {onEdit && (
          <Button size="small" icon={PenLine} onPress={onEdit}>
            {t('edit')}
          </Button>
        )}
      </header>
      {content.description !== undefined && (
        <p>
          <SafeText multiline>{content.description}</SafeText>
        </p>
      )}
      {content.pairs && <Pairs pairs={content.pairs} />}
      <Reviews reviews={content.reviews} />
      <Facts
        rows={[
          row(t('member.by'), content.by),
          row(t('member.methods'), all('assessment-methods', content.methods)),
          row(t('member.condition'), one('overall-condition', content.condition)),
          row(t('member.severity'), one('damage-severity', content.severity)),
          row(t('member.extent'), one('damage-extent', content.extent)),
          row(t('member.buildingDamage'), one('building-damage', content.buildingDamage)),
          row(t('member.changes'), all('observed-changes', content.changes)),
          list(
            t('member.disturbances'),
            disturbances?.map(({ category, cause, certainty, dateType, date, note }) =>
              joined([
                one('cause-categories', category),
                one('causes', cause),
                one('certainty', certainty),
                joined([
                  one('disturbance-date-types', dateType),
                  date === undefined ? undefined : words(date),
                ]) || undefined,
                note,
              ]),
            ),
          ),
          list(
            t('member.effects'),
            effects?.map(({ effect, certainty }) =>
              joined([one('effects', effect), one('certainty', certainty)]),
            ),
          ),
          list(
            t('member.threats'),
            threats?.map(({ category, cause, certainty, impact }) =>
              joined([
                one('cause-categories', category),
                one('causes', cause),
                one('threat-certainty', certainty),
                one('potential-impact', impact),
              ]),
            ),
          ),
          row(t('member.note'), content.note),
        ]}
      />
    </article>
  );
}
