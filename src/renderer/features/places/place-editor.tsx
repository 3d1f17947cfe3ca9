import { useTranslation } from 'react-i18next';
import type { Place } from '../../../shared/catalogue/place.ts';
import type { RecordView } from '../../../shared/records/record.ts';
import { FieldCheck, FieldText } from '../../components/field.tsx';
import { DateField } from '../records/date-field.tsx';
import { useRecordDraft, type Written } from '../records/draft.ts';
import { CommonPart, EditorPart, RecordEditor } from '../records/editor.tsx';
import { GeometryEditor } from '../records/geometry-editor.tsx';
import { NamesEditor } from '../records/names-editor.tsx';
import { RowsEditor } from '../records/rows-editor.tsx';
import { TermsPicker } from '../records/term-picker.tsx';
import { ItemsField } from '../records/items-field.tsx';

export interface EditorProps {
  /** Null: a new one. */
  readonly record: RecordView | null;
  readonly onClose: () => void;
  readonly onSaved: (written: Written) => void;
}

const blank: Place = { names: [{ text: '' }] };

/** All that is said of a place; what is seldom known stands folded up. */
export function PlaceEditor({ record, onClose, onSaved }: EditorProps) {
  const { t } = useTranslation('records');
  const { t: say } = useTranslation('places');
  const draft = useRecordDraft({
    kind: 'place',
    id: record?.id ?? null,
    content: (record?.content as Place | undefined) ?? blank,
    revision: record?.revision ?? 0,
  });
  const { content, set } = draft;
  return (
    <RecordEditor
      title={record === null ? say('place.create') : say('editing', { number: record.number })}
      draft={draft}
      onClose={onClose}
      onSaved={onSaved}
    >
      <EditorPart title={t('member.names')}>
        <NamesEditor names={content.names} onChange={(names) => set({ names })} />
      </EditorPart>
      <EditorPart title={say('parts.what')}>
        <TermsPicker
          label={t('member.types')}
          vocabulary="place-types"
          value={content.types}
          onChange={(types) => set({ types })}
        />
        <DateField
          label={say('built')}
          value={content.period}
          onChange={(period) => set({ period })}
          hasHint
        />
        <FieldText
          label={t('member.description')}
          lines={4}
          value={content.description ?? ''}
          onChange={(description) => set({ description })}
        />
      </EditorPart>
      <EditorPart title={say('parts.where')}>
        <GeometryEditor geometry={content.geometry} onChange={(geometry) => set({ geometry })} />
        <FieldCheck
          isSelected={content.isLocationWithheld === true}
          onChange={(isWithheld) => set({ isLocationWithheld: isWithheld ? true : undefined })}
        >
          {t('member.isLocationWithheld')}
        </FieldCheck>
        <RowsEditor
          label={t('member.areas')}
          add={say('area.add')}
          rows={content.areas ?? []}
          onChange={(areas) => set({ areas })}
          empty={{ name: '' }}
        >
          {(area, change) => (
            <div className="record-name-line">
              <FieldText label={say('area.name')} value={area.name} onChange={(name) => change({ name })} />
              <FieldText
                label={t('name.accordingTo')}
                value={area.accordingTo ?? ''}
                onChange={(accordingTo) => change({ accordingTo })}
              />
              <DateField
                label={t('member.period')}
                value={area.period}
                onChange={(period) => change({ period })}
              />
            </div>
          )}
        </RowsEditor>
      </EditorPart>
      <EditorPart title={say('parts.baseline')} isFolded={content.baseline === undefined}>
        <p className="small quiet">{say('baseline.hint')}</p>
        <FieldText
          label={say('baseline.what')}
          lines={3}
          value={content.baseline?.what ?? ''}
          onChange={(what) => set({ baseline: { ...content.baseline, what } })}
        />
        <DateField
          label={t('member.date')}
          value={content.baseline?.date}
          onChange={(date) => set({ baseline: { what: '', ...content.baseline, date } })}
        />
        <ItemsField
          label={say('baseline.items')}
          items={content.baseline?.items ?? []}
          onChange={(items) => set({ baseline: { what: '', ...content.baseline, items } })}
        />
      </EditorPart>
      <EditorPart
        title={say('parts.protection')}
        isFolded={content.designations === undefined && content.registers === undefined}
      >
        <RowsEditor
          label={t('member.designations')}
          add={say('designation.add')}
          rows={content.designations ?? []}
          onChange={(designations) => set({ designations })}
          empty={{ what: '' }}
        >
          {(one, change) => (
            <div className="record-name-line">
              <FieldText
                label={say('designation.what')}
                value={one.what}
                onChange={(what) => change({ what })}
              />
              <FieldText
                label={say('designation.by')}
                value={one.by ?? ''}
                onChange={(by) => change({ by })}
              />
              <DateField label={t('member.date')} value={one.date} onChange={(date) => change({ date })} />
            </div>
          )}
        </RowsEditor>
        <RegistersEditor registers={content.registers ?? []} onChange={(registers) => set({ registers })} />
      </EditorPart>
      <CommonPart content={content} set={set} />
    </RecordEditor>
  );
}

type Registers = NonNullable<Place['registers']>;

export function RegistersEditor({
  registers,
  onChange,
}: {
  readonly registers: Registers;
  readonly onChange: (registers: readonly Registers[number][]) => void;
}) {
  const { t } = useTranslation('places');
  return (
    <RowsEditor
      label={t('register.registers')}
      add={t('register.add')}
      rows={registers}
      onChange={onChange}
      empty={{ register: '', number: '' }}
    >
      {(one, change) => (
        <div className="record-name-line">
          <FieldText
            label={t('register.register')}
            value={one.register}
            onChange={(register) => change({ register })}
          />
          <FieldText
            label={t('register.number')}
            value={one.number}
            onChange={(number) => change({ number })}
          />
        </div>
      )}
    </RowsEditor>
  );
}
