import { useTranslation } from 'react-i18next';
import { FieldText } from '../../components/field.tsx';
import { EditorPart, RecordEditor, type EditorProps } from '../records/editor.tsx';
import { ReferencesPicker } from '../records/reference-picker.tsx';
import { ReviewsEditor } from '../records/reviews-editor.tsx';
import { TermPicker } from '../records/term-picker.tsx';
import { LawPart } from './law-part.tsx';

interface Props extends EditorProps {
  /** What a new one is about. */
  readonly about?: string;
}

/** A statement, and who was asked whether it holds. */
export function ClaimEditor({ about, ...editor }: Props) {
  const { t } = useTranslation('records');
  const { t: say } = useTranslation('incidents');
  const { record } = editor;
  return (
    <RecordEditor
      {...editor}
      kind="claim"
      title={record === null ? say('claim.create') : say('editing', { number: record.number })}
      blank={{ statement: '', ...(about === undefined ? {} : { about: [about] }) }}
      about={about}
    >
      {({ content, field }) => (
        <>
          <EditorPart title={t('member.statement')}>
            <FieldText {...field('statement')} lines={3} isRequired />
            <ReferencesPicker {...field('about')} kinds={['incident', 'place', 'object', 'actor']} />
            <TermPicker {...field('certainty')} vocabulary="certainty" />
          </EditorPart>
          <EditorPart title={say('parts.reviewers')}>
            <p className="small quiet">{say('claim.hint')}</p>
            <ReviewsEditor {...field('reviews')} />
          </EditorPart>
          <LawPart content={content} field={field} />
        </>
      )}
    </RecordEditor>
  );
}
