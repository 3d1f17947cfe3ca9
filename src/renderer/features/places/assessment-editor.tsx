import { useTranslation } from 'react-i18next';
import type { Assessment } from '../../../shared/catalogue/assessment.ts';
import { FieldText } from '../../components/field.tsx';
import { DateField } from '../records/date-field.tsx';
import { useRecordDraft } from '../records/draft.ts';
import { CommonPart, EditorPart, RecordEditor } from '../records/editor.tsx';
import { ReviewsEditor } from '../records/reviews-editor.tsx';
import { RowsEditor } from '../records/rows-editor.tsx';
import { TermPicker, TermsPicker } from '../records/term-picker.tsx';
import { PairsEditor } from './pairs.tsx';
import type { EditorProps } from './place-editor.tsx';

const judged = [
  ['condition', 'overall-condition'],
  ['severity', 'damage-severity'],
  ['extent', 'damage-extent'],
  ['buildingDamage', 'building-damage'],
] as const;

/** One look at a place or object: first what is seen, then how bad it is, then why. */
export function AssessmentEditor({
  record,
  of,
  items,
  onClose,
  onSaved,
}: EditorProps & {
  readonly of: string;
  /** Those that are linked with the place. */
  readonly items: readonly string[];
}) {
  const { t } = useTranslation('records');
  const { t: say } = useTranslation('places');
  const draft = useRecordDraft({
    kind: 'assessment',
    id: record?.id ?? null,
    content: (record?.content as Assessment | undefined) ?? { of, date: '' },
    revision: record?.revision ?? 0,
    name: of,
  });
  const { content, set } = draft;
  return (
    <RecordEditor
      title={record === null ? say('assessment.create') : say('editing', { number: record.number })}
      draft={draft}
      onClose={onClose}
      onSaved={onSaved}
    >
      <EditorPart title={say('assessment.what')}>
        <div className="record-name-line">
          <DateField
            label={t('member.date')}
            value={content.date}
            onChange={(date) => set({ date })}
            isRequired
            hasHint
          />
          <TermPicker
            label={t('member.status')}
            vocabulary="site-status"
            value={content.status}
            onChange={(status) => set({ status })}
          />
          <FieldText label={t('member.by')} value={content.by ?? ''} onChange={(by) => set({ by })} />
        </div>
        <TermsPicker
          label={t('member.methods')}
          vocabulary="assessment-methods"
          value={content.methods}
          onChange={(methods) => set({ methods })}
        />
        <FieldText
          label={t('member.description')}
          lines={3}
          value={content.description ?? ''}
          onChange={(description) => set({ description })}
        />
      </EditorPart>
      <EditorPart title={t('member.pairs')}>
        <PairsEditor pairs={content.pairs ?? []} items={items} onChange={(pairs) => set({ pairs })} />
      </EditorPart>
      <EditorPart title={say('assessment.damage')}>
        <div className="record-name-line">
          {judged.map(([name, vocabulary]) => (
            <TermPicker
              key={name}
              label={t(`member.${name}`)}
              vocabulary={vocabulary}
              value={content[name]}
              onChange={(value) => set({ [name]: value })}
            />
          ))}
        </div>
        <TermsPicker
          label={t('member.changes')}
          vocabulary="observed-changes"
          value={content.changes}
          onChange={(changes) => set({ changes })}
        />
      </EditorPart>
      <EditorPart
        title={say('assessment.causes')}
        isFolded={content.disturbances === undefined && content.effects === undefined}
      >
        <RowsEditor
          label={t('member.disturbances')}
          add={say('assessment.addDisturbance')}
          rows={content.disturbances ?? []}
          onChange={(disturbances) => set({ disturbances })}
          empty={{}}
        >
          {(one, change) => (
            <>
              <div className="record-name-line">
                <TermPicker
                  label={say('assessment.category')}
                  vocabulary="cause-categories"
                  value={one.category}
                  onChange={(category) => change({ category })}
                />
                <TermPicker
                  label={say('assessment.cause')}
                  vocabulary="causes"
                  value={one.cause}
                  onChange={(cause) => change({ cause })}
                />
                <TermPicker
                  label={t('member.certainty')}
                  vocabulary="certainty"
                  value={one.certainty}
                  onChange={(certainty) => change({ certainty })}
                />
                <TermPicker
                  label={say('assessment.when')}
                  vocabulary="disturbance-date-types"
                  value={one.dateType}
                  onChange={(dateType) => change({ dateType })}
                />
                <DateField label={t('member.date')} value={one.date} onChange={(date) => change({ date })} />
              </div>
              <FieldText
                label={t('links.note')}
                value={one.note ?? ''}
                onChange={(note) => change({ note })}
              />
            </>
          )}
        </RowsEditor>
        <RowsEditor
          label={t('member.effects')}
          add={say('assessment.addEffect')}
          rows={content.effects ?? []}
          onChange={(effects) => set({ effects })}
          empty={{ effect: '' }}
        >
          {(one, change) => (
            <div className="record-name-line">
              <TermPicker
                label={say('assessment.effect')}
                vocabulary="effects"
                value={one.effect === '' ? undefined : one.effect}
                onChange={(effect) => change({ effect: effect ?? '' })}
              />
              <TermPicker
                label={t('member.certainty')}
                vocabulary="certainty"
                value={one.certainty}
                onChange={(certainty) => change({ certainty })}
              />
            </div>
          )}
        </RowsEditor>
      </EditorPart>
      <EditorPart title={t('member.threats')} isFolded={content.threats === undefined}>
        <RowsEditor
          label={t('member.threats')}
          add={say('assessment.addThreat')}
          rows={content.threats ?? []}
          onChange={(threats) => set({ threats })}
          empty={{}}
        >
          {(one, change) => (
            <div className="record-name-line">
              <TermPicker
                label={say('assessment.category')}
                vocabulary="cause-categories"
                value={one.category}
                onChange={(category) => change({ category })}
              />
              <TermPicker
                label={say('assessment.cause')}
                vocabulary="causes"
                value={one.cause}
                onChange={(cause) => change({ cause })}
              />
              <TermPicker
                label={t('member.certainty')}
                vocabulary="threat-certainty"
                value={one.certainty}
                onChange={(certainty) => change({ certainty })}
              />
              <TermPicker
                label={say('assessment.impact')}
                vocabulary="potential-impact"
                value={one.impact}
                onChange={(impact) => change({ impact })}
              />
            </div>
          )}
        </RowsEditor>
      </EditorPart>
      <EditorPart title={t('member.reviews')}>
        <p className="small quiet">{say('assessment.reviewHint')}</p>
        <ReviewsEditor reviews={content.reviews ?? []} onChange={(reviews) => set({ reviews })} />
      </EditorPart>
      <CommonPart content={content} set={set} />
    </RecordEditor>
  );
}
