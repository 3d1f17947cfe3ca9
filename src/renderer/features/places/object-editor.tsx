import { useTranslation } from 'react-i18next';
import { FieldText } from '../../components/field.tsx';
import { DateField } from '../records/date-field.tsx';
import { EditorPart, RecordEditor, type EditorProps } from '../records/editor.tsx';
import { NamesEditor } from '../records/names-editor.tsx';
import { ReferencePicker } from '../records/reference-picker.tsx';
import { RegistersEditor } from './registers-editor.tsx';

const lines = ['type', 'measurements', 'materials', 'maker', 'subject'] as const;
const proses = ['inscriptions', 'distinguishingFeatures', 'description'] as const;

interface Props extends EditorProps {
  /** The place that a new one is at. */
  readonly at?: string;
}

/** A movable object, by the questions of Object ID. */
export function ObjectEditor({ at, ...editor }: Props) {
  const { t } = useTranslation('records');
  const { t: say } = useTranslation('places');
  const { record } = editor;
  return (
    <RecordEditor
      {...editor}
      kind="object"
      title={record === null ? say('object.create') : say('editing', { number: record.number })}
      blank={{ names: [{ text: '' }], ...(at === undefined ? {} : { place: at }) }}
      about={at}
    >
      {({ content, field }) => (
        <>
          <EditorPart title={t('member.names')}>
            <NamesEditor of="object" {...field('names')} />
          </EditorPart>
          <EditorPart title={say('parts.objectId')}>
            <div className="record-name-line">
              {lines.map((name) => (
                <FieldText key={name} {...field(name)} />
              ))}
              <DateField {...field('period')} />
            </div>
            {proses.map((name) => (
              <FieldText key={name} {...field(name)} lines={2} />
            ))}
          </EditorPart>
          <EditorPart title={say('parts.where')}>
            <ReferencePicker {...field('place')} kinds={['place']} />
            <ReferencePicker {...field('from')} kinds={['place']} />
          </EditorPart>
          <EditorPart title={t('member.registers')} isFolded={content.registers === undefined}>
            <RegistersEditor {...field('registers')} />
          </EditorPart>
        </>
      )}
    </RecordEditor>
  );
}
