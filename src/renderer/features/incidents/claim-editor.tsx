import { useTranslation } from 'react-i18next';
import type { Claim } from '../../../shared/catalogue/claim.ts';
import { FieldText } from '../../components/field.tsx';
import { useRecordDraft } from '../records/draft.ts';
import { CommonPart, EditorPart, RecordEditor } from '../records/editor.tsx';
import { ReferencesPicker } from '../records/reference-picker.tsx';
import { ReviewsEditor } from '../records/reviews-editor.tsx';
import { TermPicker, TermsPicker } from '../records/term-picker.tsx';
import type { EditorProps } from '../places/place-editor.tsx';

/** A statement, and who was asked whether it holds. */
export function ClaimEditor({
  record,
  onClose,
  onSaved,
  about,
}: EditorProps & {
  /** What a new one is about. */
  readonly about?: string;
}) {
  const { t } = useTranslation('records');
  const { t: say } = useTranslation('incidents');
  const blank: Claim = { statement: '', ...(about === undefined ? {} : { about: [about] }) };
  const draft = useRecordDraft({
    kind: 'claim',
    id: record?.id ?? null,
    content: (record?.content as Claim | undefined) ?? blank,
    revision: record?.revision ?? 0,
    ...(about === undefined ? {} : { name: about }),
  });
  const { content, set } = draft;
  return (
    <RecordEditor
      title={record === null ? say('claim.create') : say('editing', { number: record.number })}
      draft={draft}
      onClose={onClose}
      onSaved={onSaved}
    >
      <EditorPart title={t('member.statement')}>
        <FieldText
          label={t('member.statement')}
          lines={3}
          value={content.statement}
          onChange={(statement) => set({ statement })}
          isRequired
        />
        <ReferencesPicker
          label={t('member.about')}
          kinds={['incident', 'place', 'object', 'actor']}
          value={content.about ?? []}
          onChange={(ids) => set({ about: ids })}
        />
        <TermPicker
          label={t('member.certainty')}
          vocabulary="certainty"
          value={content.certainty}
          onChange={(certainty) => set({ certainty })}
        />
      </EditorPart>
      <EditorPart title={say('parts.reviewers')}>
        <p className="small quiet">{say('claim.hint')}</p>
        <ReviewsEditor reviews={content.reviews ?? []} onChange={(reviews) => set({ reviews })} />
      </EditorPart>
      <EditorPart
        title={say('parts.law')}
        isFolded={content.legal === undefined && content.riskFactors === undefined}
      >
        <TermsPicker
          label={t('member.legal')}
          vocabulary="legal-references"
          value={content.legal}
          onChange={(legal) => set({ legal })}
        />
        <TermsPicker
          label={t('member.riskFactors')}
          vocabulary="risk-factors"
          value={content.riskFactors}
          onChange={(riskFactors) => set({ riskFactors })}
        />
      </EditorPart>
      <CommonPart content={content} set={set} />
    </RecordEditor>
  );
}
