import { useTranslation } from 'react-i18next';
import type { HeritageObject } from '../../../shared/catalogue/place.ts';
import { FieldText } from '../../components/field.tsx';
import { DateField } from '../records/date-field.tsx';
import { useRecordDraft } from '../records/draft.ts';
import { CommonPart, EditorPart, RecordEditor } from '../records/editor.tsx';
import { NamesEditor } from '../records/names-editor.tsx';
import { ReferencesPicker } from '../records/reference-picker.tsx';
import { RegistersEditor, type EditorProps } from './place-editor.tsx';

const lines = ['type', 'measurements', 'materials', 'maker', 'subject'] as const;
const proses = ['inscriptions', 'distinguishingFeatures', 'description'] as const;
const blank: HeritageObject = { names: [{ text: '' }] };

/** A movable object, by the questions of Object ID. */
export function ObjectEditor({
  record,
  onClose,
  onSaved,
  at,
}: EditorProps & {
  /** The place that a new one is at. */
  readonly at?: string;
}) {
  const { t } = useTranslation('records');
  const { t: say } = useTranslation('places');
  const draft = useRecordDraft({
    kind: 'object',
    id: record?.id ?? null,
    content:
      (record?.content as HeritageObject | undefined) ?? (at === undefined ? blank : { ...blank, place: at }),
    revision: record?.revision ?? 0,
    ...(at === undefined ? {} : { name: at }),
  });
  const { content, set } = draft;
  return (
    <RecordEditor
      title={record === null ? say('object.create') : say('editing', { number: record.number })}
      draft={draft}
      onClose={onClose}
      onSaved={onSaved}
    >
      <EditorPart title={t('member.names')}>
        <NamesEditor names={content.names} onChange={(names) => set({ names })} />
      </EditorPart>
      <EditorPart title={say('parts.objectId')}>
        <div className="record-name-line">
          {lines.map((name) => (
            <FieldText
              key={name}
              label={t(`member.${name}`)}
              value={content[name] ?? ''}
              onChange={(text) => set({ [name]: text })}
            />
          ))}
          <DateField
            label={t('member.period')}
            value={content.period}
            onChange={(period) => set({ period })}
          />
        </div>
        {proses.map((name) => (
          <FieldText
            key={name}
            label={t(`member.${name}`)}
            lines={2}
            value={content[name] ?? ''}
            onChange={(text) => set({ [name]: text })}
          />
        ))}
      </EditorPart>
      <EditorPart title={say('parts.where')}>
        <ReferencesPicker
          label={t('member.place')}
          kinds={['place']}
          most={1}
          value={content.place === undefined ? [] : [content.place]}
          onChange={([place]) => set({ place })}
        />
        <ReferencesPicker
          label={t('member.from')}
          kinds={['place']}
          most={1}
          value={content.from === undefined ? [] : [content.from]}
          onChange={([from]) => set({ from })}
        />
      </EditorPart>
      <EditorPart title={t('member.registers')} isFolded={content.registers === undefined}>
        <RegistersEditor registers={content.registers ?? []} onChange={(registers) => set({ registers })} />
      </EditorPart>
      <CommonPart content={content} set={set} />
    </RecordEditor>
  );
}
