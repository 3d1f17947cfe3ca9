import { useTranslation } from 'react-i18next';
import type { Assessment } from '../../../shared/catalogue/assessment.ts';
import { FieldText } from '../../components/field.tsx';
import { DateField } from '../records/date-field.tsx';
import { EditorPart, RecordEditor, type EditorProps } from '../records/editor.tsx';
import { ReviewsEditor } from '../records/reviews-editor.tsx';
import { RowsEditor, type RowOf } from '../records/rows-editor.tsx';
import { TermPicker, TermsPicker } from '../records/term-picker.tsx';
import { PairsEditor } from './pairs.tsx';

const judged = [
  ['condition', 'overall-condition'],
  ['severity', 'damage-severity'],
  ['extent', 'damage-extent'],
  ['buildingDamage', 'building-damage'],
] as const;

interface Props extends EditorProps {
  readonly of: string;
  /** Those that are linked with the place. */
  readonly items: readonly string[];
}

/** One look at a place or object: first what is seen, then how bad it is, then why. */
export function AssessmentEditor({ of, items, ...editor }: Props) {
  const { t } = useTranslation('records');
  const { t: say } = useTranslation('places');
  const { record } = editor;
  return (
    <RecordEditor
      {...editor}
      kind="assessment"
      title={record === null ? say('assessment.create') : say('editing', { number: record.number })}
      blank={{ of, date: '' }}
      about={of}
    >
      {({ content, field }) => (
        <>
          <EditorPart title={say('assessment.what')}>
            <div className="record-name-line">
              <DateField {...field('date')} isRequired hasHint />
              <TermPicker {...field('status')} vocabulary="site-status" />
              <FieldText {...field('by')} />
            </div>
            <TermsPicker {...field('methods')} vocabulary="assessment-methods" />
            <FieldText {...field('description')} lines={3} />
          </EditorPart>
          <EditorPart title={t('member.pairs')}>
            <PairsEditor {...field('pairs')} items={items} />
          </EditorPart>
          <EditorPart title={say('assessment.damage')}>
            <div className="record-name-line">
              {judged.map(([name, vocabulary]) => (
                <TermPicker key={name} {...field(name)} vocabulary={vocabulary} />
              ))}
            </div>
            <TermsPicker {...field('changes')} vocabulary="observed-changes" />
          </EditorPart>
          <EditorPart
            title={say('assessment.causes')}
            isFolded={content.disturbances === undefined && content.effects === undefined}
          >
            <RowsEditor {...field('disturbances')} add={say('assessment.addDisturbance')} empty={{}}>
              {(one) => (
                <>
                  <div className="record-name-line">
                    <CauseFields row={one} certainty="certainty" />
                    <TermPicker
                      label={say('assessment.when')}
                      vocabulary="disturbance-date-types"
                      {...one.field('dateType')}
                    />
                    <DateField label={t('member.date')} {...one.field('date')} />
                  </div>
                  <FieldText label={t('links.note')} {...one.field('note')} />
                </>
              )}
            </RowsEditor>
            <RowsEditor {...field('effects')} add={say('assessment.addEffect')} empty={{ effect: '' }}>
              {({ row, change, field: fieldOf }) => (
                <div className="record-name-line">
                  <TermPicker
                    label={say('assessment.effect')}
                    vocabulary="effects"
                    value={row.effect === '' ? undefined : row.effect}
                    onChange={(effect = '') => change({ effect })}
                  />
                  <TermPicker
                    label={t('member.certainty')}
                    vocabulary="certainty"
                    {...fieldOf('certainty')}
                  />
                </div>
              )}
            </RowsEditor>
          </EditorPart>
          <EditorPart title={t('member.threats')} isFolded={content.threats === undefined}>
            <RowsEditor {...field('threats')} add={say('assessment.addThreat')} empty={{}}>
              {(one) => (
                <div className="record-name-line">
                  <CauseFields row={one} certainty="threat-certainty" />
                  <TermPicker
                    label={say('assessment.impact')}
                    vocabulary="potential-impact"
                    {...one.field('impact')}
                  />
                </div>
              )}
            </RowsEditor>
          </EditorPart>
          <EditorPart title={t('member.reviews')}>
            <p className="small quiet">{say('assessment.reviewHint')}</p>
            <ReviewsEditor {...field('reviews')} />
          </EditorPart>
        </>
      )}
    </RecordEditor>
  );
}

type Disturbance = NonNullable<Assessment['disturbances']>[number];
type Cause = Pick<Disturbance, 'category' | 'cause' | 'certainty'>;

/** What did it, or may do it, and how sure that is. */
function CauseFields({
  row: { field },
  certainty,
}: {
  readonly row: Pick<RowOf<Cause>, 'field'>;
  readonly certainty: string;
}) {
  const { t } = useTranslation('records');
  const { t: say } = useTranslation('places');
  return (
    <>
      <TermPicker label={say('assessment.category')} vocabulary="cause-categories" {...field('category')} />
      <TermPicker label={say('assessment.cause')} vocabulary="causes" {...field('cause')} />
      <TermPicker label={t('member.certainty')} vocabulary={certainty} {...field('certainty')} />
    </>
  );
}
