import { useTranslation } from 'react-i18next';
import type { Act, Incident } from '../../../shared/catalogue/incident.ts';
import { FieldText } from '../../components/field.tsx';
import type { EditorProps } from '../places/place-editor.tsx';
import { DateField } from '../records/date-field.tsx';
import { useRecordDraft } from '../records/draft.ts';
import { CommonPart, EditorPart, RecordEditor } from '../records/editor.tsx';
import { ReferencesPicker } from '../records/reference-picker.tsx';
import { RowsEditor } from '../records/rows-editor.tsx';
import { TermPicker, TermsPicker } from '../records/term-picker.tsx';

const blank: Incident = { title: '' };

/** All that is said of an incident. */
export function IncidentEditor({ record, onClose, onSaved }: EditorProps) {
  const { t } = useTranslation('records');
  const { t: say } = useTranslation('incidents');
  const draft = useRecordDraft({
    kind: 'incident',
    id: record?.id ?? null,
    content: (record?.content as Incident | undefined) ?? blank,
    revision: record?.revision ?? 0,
  });
  const { content, set } = draft;
  return (
    <RecordEditor
      title={record === null ? say('incident.create') : say('editing', { number: record.number })}
      draft={draft}
      onClose={onClose}
      onSaved={onSaved}
    >
      <EditorPart title={say('parts.what')}>
        <FieldText
          label={t('member.title')}
          value={content.title}
          onChange={(title) => set({ title })}
          isRequired
        />
        <div className="record-name-line">
          <DateField
            label={t('member.date')}
            value={content.date}
            onChange={(date) => set({ date })}
            hasHint
          />
          <TermPicker
            label={t('member.dateType')}
            vocabulary="date-types"
            value={content.dateType}
            onChange={(dateType) => set({ dateType })}
          />
        </div>
        <TermsPicker
          label={t('member.types')}
          vocabulary="incident-types"
          value={content.types}
          onChange={(types) => set({ types })}
        />
        <ReferencesPicker
          label={t('member.places')}
          kinds={['place', 'object']}
          value={content.places ?? []}
          onChange={(places) => set({ places })}
        />
        <FieldText
          label={t('member.narrative')}
          lines={6}
          value={content.narrative ?? ''}
          onChange={(narrative) => set({ narrative })}
        />
      </EditorPart>
      <EditorPart title={say('parts.acts')}>
        <RowsEditor<Act>
          label={t('member.acts')}
          add={say('act.add')}
          rows={content.acts ?? []}
          onChange={(acts) => set({ acts })}
          empty={{ what: '' }}
          isOrdered
        >
          {(act, change) => <ActFields act={act} change={change} />}
        </RowsEditor>
      </EditorPart>
      <EditorPart title={say('parts.standing')} isFolded={content.status === undefined}>
        <TermPicker
          label={t('member.status')}
          vocabulary="violation-status"
          value={content.status}
          onChange={(status) => set({ status })}
        />
        <FieldText
          label={t('member.statusBy')}
          value={content.statusBy ?? ''}
          onChange={(statusBy) => set({ statusBy })}
        />
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

type Involvement = NonNullable<Act['involvements']>[number];
const nobody: Involvement = { actor: '', role: 'victim' };

function ActFields({ act, change }: { readonly act: Act; readonly change: (part: Partial<Act>) => void }) {
  const { t } = useTranslation('records');
  const { t: say } = useTranslation('incidents');
  return (
    <>
      <FieldText
        label={say('act.what')}
        hint={say('act.whatHint')}
        value={act.what}
        onChange={(what) => change({ what })}
        isRequired
      />
      <div className="record-name-line">
        <DateField label={t('member.date')} value={act.date} onChange={(date) => change({ date })} />
        <FieldText label={say('act.means')} value={act.means ?? ''} onChange={(means) => change({ means })} />
      </div>
      <RowsEditor<Involvement>
        label={say('involvement.label')}
        add={say('involvement.add')}
        rows={act.involvements ?? []}
        onChange={(involvements) => change({ involvements: [...involvements] })}
        empty={nobody}
      >
        {(one, set) => (
          <>
            <ReferencesPicker
              label={say('involvement.who')}
              kinds={['actor']}
              most={1}
              value={one.actor === '' ? [] : [one.actor]}
              onChange={([actor = '']) => set({ actor })}
            />
            <div className="record-name-line">
              <TermPicker
                label={say('involvement.role')}
                vocabulary="roles"
                value={one.role}
                onChange={(role) => set({ role: role ?? 'victim' })}
              />
              <TermPicker
                label={say('involvement.degree')}
                vocabulary="involvement"
                value={one.degree}
                onChange={(degree) => set({ degree })}
              />
              <FieldText
                label={say('involvement.foundBy')}
                hint={say('involvement.foundByHint')}
                value={one.foundBy ?? ''}
                onChange={(foundBy) => set({ foundBy })}
              />
            </div>
          </>
        )}
      </RowsEditor>
      <FieldText
        label={t('member.note')}
        value={act.note ?? ''}
        lines={2}
        onChange={(note) => change({ note })}
      />
    </>
  );
}
