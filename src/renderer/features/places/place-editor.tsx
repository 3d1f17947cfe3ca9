import { useTranslation } from 'react-i18next';
import type { Place } from '../../../shared/catalogue/place.ts';
import { FieldText } from '../../components/field.tsx';
import { DateField } from '../records/date-field.tsx';
import { EditorPart, RecordEditor, type EditorProps } from '../records/editor.tsx';
import { GeometryEditor } from '../records/geometry-editor.tsx';
import { ItemsField } from '../records/items-field.tsx';
import { MarkField } from '../records/mark-field.tsx';
import type { MembersOf } from '../records/members.ts';
import { NamesEditor } from '../records/names-editor.tsx';
import { RowsEditor } from '../records/rows-editor.tsx';
import { TermsPicker } from '../records/term-picker.tsx';
import { RegistersEditor } from './registers-editor.tsx';

/** All that is said of a place; what is seldom known stands folded up. */
export function PlaceEditor(editor: EditorProps) {
  const { t } = useTranslation('records');
  const { t: say } = useTranslation('places');
  const { record } = editor;
  return (
    <RecordEditor
      {...editor}
      kind="place"
      title={record === null ? say('place.create') : say('editing', { number: record.number })}
      blank={{ names: [{ text: '' }] }}
    >
      {({ content, set, field }) => (
        <>
          <EditorPart title={t('member.names')}>
            <NamesEditor of="place" {...field('names')} />
          </EditorPart>
          <EditorPart title={say('parts.what')}>
            <TermsPicker {...field('types')} vocabulary="place-types" />
            <DateField {...field('period')} label={say('built')} hasHint />
            <FieldText {...field('description')} lines={4} />
          </EditorPart>
          <EditorPart title={say('parts.where')}>
            <GeometryEditor {...field('geometry')} />
            <MarkField {...field('isLocationWithheld')} />
            <RowsEditor {...field('areas')} add={say('area.add')} empty={{ name: '' }}>
              {(area) => (
                <div className="record-name-line">
                  <FieldText label={say('area.name')} {...area.field('name')} />
                  <FieldText label={t('name.accordingTo')} {...area.field('accordingTo')} />
                  <DateField label={t('member.period')} {...area.field('period')} />
                </div>
              )}
            </RowsEditor>
          </EditorPart>
          <BaselinePart content={content} set={set} />
          <EditorPart
            title={say('parts.protection')}
            isFolded={content.designations === undefined && content.registers === undefined}
          >
            <RowsEditor {...field('designations')} add={say('designation.add')} empty={{ what: '' }}>
              {(one) => (
                <div className="record-name-line">
                  <FieldText label={say('designation.what')} {...one.field('what')} />
                  <FieldText label={say('designation.by')} {...one.field('by')} />
                  <DateField label={t('member.date')} {...one.field('date')} />
                </div>
              )}
            </RowsEditor>
            <RegistersEditor {...field('registers')} />
          </EditorPart>
        </>
      )}
    </RecordEditor>
  );
}

/** The state that later changes are measured against. */
function BaselinePart({ content, set }: Pick<MembersOf<Place>, 'content' | 'set'>) {
  const { t } = useTranslation('records');
  const { t: say } = useTranslation('places');
  const { baseline } = content;
  const change = (part: Partial<NonNullable<Place['baseline']>>): void =>
    set({ baseline: { what: '', ...baseline, ...part } });
  return (
    <EditorPart title={say('parts.baseline')} isFolded={baseline === undefined}>
      <p className="small quiet">{say('baseline.hint')}</p>
      <FieldText
        label={say('baseline.what')}
        lines={3}
        value={baseline?.what}
        onChange={(what) => change({ what })}
      />
      <DateField label={t('member.date')} value={baseline?.date} onChange={(date) => change({ date })} />
      <ItemsField
        label={say('baseline.items')}
        value={baseline?.items}
        onChange={(items) => change({ items: [...items] })}
      />
    </EditorPart>
  );
}
