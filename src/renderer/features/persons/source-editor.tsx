import { useTranslation } from 'react-i18next';
import { toShare } from '../../../shared/consents/consent-state.ts';
import type { Consent } from '../../../shared/catalogue/people.ts';
import { FieldSelect, FieldText } from '../../components/field.tsx';
import { DateField } from '../records/date-field.tsx';
import { EditorPart, RecordEditor, type EditorProps } from '../records/editor.tsx';
import { ItemsField } from '../records/items-field.tsx';
import { MarkField } from '../records/mark-field.tsx';
import { ReferencePicker } from '../records/reference-picker.tsx';
import { RowsEditor, type RowOf } from '../records/rows-editor.tsx';
import { TermPicker } from '../records/term-picker.tsx';

const asked: Consent = { purpose: toShare, isGiven: true };

/** Who told or gave something, and what they agreed to. */
export function SourceEditor(editor: EditorProps) {
  const { t: say } = useTranslation('persons');
  const { record } = editor;
  return (
    <RecordEditor
      {...editor}
      kind="source"
      title={record === null ? say('source.create') : say('editing', { number: record.number })}
      blank={{ title: '' }}
    >
      {({ content, field }) => (
        <>
          <EditorPart title={say('parts.source')}>
            <FieldText {...field('title')} isRequired />
            <ReferencePicker {...field('actor')} kinds={['actor']} />
            <div className="record-name-line">
              <TermPicker {...field('connection')} vocabulary="source-connections" />
              <DateField {...field('date')} />
            </div>
            <FieldText {...field('description')} lines={3} />
          </EditorPart>
          <EditorPart title={say('parts.consents')}>
            <p className="small quiet">{say('parts.consentsHint')}</p>
            <MarkField {...field('wishesAnonymity')} />
            <RowsEditor<Consent> {...field('consents')} add={say('consent.add')} empty={asked}>
              {(row) => <ConsentFields {...row} />}
            </RowsEditor>
            <DateField {...field('reviewOn')} />
          </EditorPart>
          <EditorPart
            title={say('parts.weight')}
            isFolded={
              (content.reliability ?? content.sourceReliability ?? content.informationCredibility) ===
              undefined
            }
          >
            <TermPicker {...field('reliability')} vocabulary="reliability" />
            <div className="record-name-line">
              <TermPicker {...field('sourceReliability')} vocabulary="source-reliability" />
              <TermPicker {...field('informationCredibility')} vocabulary="information-credibility" />
            </div>
          </EditorPart>
        </>
      )}
    </RecordEditor>
  );
}

const answers = ['yes', 'no'] as const;

function ConsentFields({ row: consent, change, field }: RowOf<Consent>) {
  const { t } = useTranslation('records');
  const { t: say } = useTranslation('persons');
  return (
    <>
      <div className="record-name-line">
        <TermPicker
          label={say('consent.purpose')}
          vocabulary="consent-purposes"
          value={consent.purpose}
          onChange={(purpose = asked.purpose) => change({ purpose })}
        />
        <TermPicker label={say('consent.recipient')} vocabulary="recipient-classes" {...field('recipient')} />
      </div>
      <div className="record-name-line">
        <FieldSelect
          label={say('consent.isGiven')}
          choices={answers.map((id) => ({ id, label: say(`consent.${id}`) }))}
          value={consent.isGiven ? 'yes' : 'no'}
          onChange={(answer) => change({ isGiven: answer === 'yes' })}
        />
        <DateField label={t('member.date')} {...field('date')} />
        {consent.withdrawnOn !== undefined && (
          <DateField label={say('consent.withdrawnOn')} {...field('withdrawnOn')} />
        )}
      </div>
      <ItemsField
        label={say('consent.form')}
        most={1}
        value={consent.form === undefined ? [] : [consent.form]}
        onChange={([form]) => change({ form })}
      />
      <FieldText label={t('member.note')} {...field('note')} />
    </>
  );
}
