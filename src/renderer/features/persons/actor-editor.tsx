import { useTranslation } from 'react-i18next';
import { FieldText } from '../../components/field.tsx';
import { DateField } from '../records/date-field.tsx';
import { EditorPart, RecordEditor, type EditorProps } from '../records/editor.tsx';
import { MarkField } from '../records/mark-field.tsx';
import { NamesEditor } from '../records/names-editor.tsx';
import { ReferencePicker } from '../records/reference-picker.tsx';
import { RowsEditor } from '../records/rows-editor.tsx';
import { TermPicker } from '../records/term-picker.tsx';

/** Who somebody is, or a group, a unit, an office. */
export function ActorEditor(editor: EditorProps) {
  const { t } = useTranslation('records');
  const { t: say } = useTranslation('persons');
  const { record } = editor;
  return (
    <RecordEditor
      {...editor}
      kind="actor"
      title={record === null ? say('actor.create') : say('editing', { number: record.number })}
      blank={{ names: [{ text: '' }] }}
    >
      {({ content, field }) => (
        <>
          <EditorPart title={t('member.names')}>
            <NamesEditor of="actor" {...field('names')} />
            <MarkField {...field('isPseudonymous')} />
          </EditorPart>
          <EditorPart title={say('parts.who')}>
            <TermPicker {...field('type')} vocabulary="actor-types" />
            <FieldText {...field('description')} lines={4} />
          </EditorPart>
          <EditorPart
            title={say('parts.life')}
            isFolded={content.functions === undefined && content.affiliations === undefined}
          >
            <RowsEditor {...field('functions')} add={say('function.add')} empty={{ what: '' }}>
              {(row) => (
                <div className="record-name-line">
                  <FieldText label={say('function.what')} {...row.field('what')} />
                  <DateField label={t('member.period')} {...row.field('period')} />
                </div>
              )}
            </RowsEditor>
            <RowsEditor {...field('affiliations')} add={say('affiliation.add')} empty={{ actor: '' }}>
              {(row) => (
                <>
                  <ReferencePicker
                    label={say('affiliation.actor')}
                    kinds={['actor']}
                    value={row.row.actor}
                    onChange={(actor = '') => row.change({ actor })}
                  />
                  <DateField label={t('member.period')} {...row.field('period')} />
                </>
              )}
            </RowsEditor>
          </EditorPart>
        </>
      )}
    </RecordEditor>
  );
}
