import { useTranslation } from 'react-i18next';
import type { Act } from '../../../shared/catalogue/incident.ts';
import { FieldText } from '../../components/field.tsx';
import { DateField } from '../records/date-field.tsx';
import { EditorPart, RecordEditor, type EditorProps } from '../records/editor.tsx';
import { ReferencePicker, ReferencesPicker } from '../records/reference-picker.tsx';
import { RowsEditor, type RowOf } from '../records/rows-editor.tsx';
import { TermPicker, TermsPicker } from '../records/term-picker.tsx';
import { LawPart } from './law-part.tsx';

/** All that is said of an incident. */
export function IncidentEditor(editor: EditorProps) {
  const { t: say } = useTranslation('incidents');
  const { record } = editor;
  return (
    <RecordEditor
      {...editor}
      kind="incident"
      title={record === null ? say('incident.create') : say('editing', { number: record.number })}
      blank={{ title: '' }}
      check={({ acts = [] }) =>
        acts.some(({ involvements = [] }) => involvements.some(isHalf)) ? say('involvement.half') : null
      }
    >
      {({ content, field }) => (
        <>
          <EditorPart title={say('parts.what')}>
            <FieldText {...field('title')} isRequired />
            <div className="record-name-line">
              <DateField {...field('date')} hasHint />
              <TermPicker {...field('dateType')} vocabulary="date-types" />
            </div>
            <TermsPicker {...field('types')} vocabulary="incident-types" />
            <ReferencesPicker {...field('places')} kinds={['place', 'object']} />
            <FieldText {...field('narrative')} lines={6} />
          </EditorPart>
          <EditorPart title={say('parts.acts')}>
            <RowsEditor<Act> {...field('acts')} add={say('act.add')} empty={{ what: '' }} isOrdered>
              {(row) => <ActFields {...row} />}
            </RowsEditor>
          </EditorPart>
          <EditorPart title={say('parts.standing')} isFolded={content.status === undefined}>
            <TermPicker {...field('status')} vocabulary="violation-status" />
            <FieldText {...field('statusBy')} />
          </EditorPart>
          <LawPart content={content} field={field} />
        </>
      )}
    </RecordEditor>
  );
}

type Involvement = NonNullable<Act['involvements']>[number];
/** Nobody is a victim, or a perpetrator, because a form begins so. */
const nobody: Involvement = { actor: '', role: '' };
const isHalf = (one: Involvement): boolean =>
  (one.actor === '' || one.role === '') &&
  Object.values(one).some((value) => value !== '' && value !== undefined);

function ActFields({ row: act, field: fieldOf, change: changeAct }: RowOf<Act>) {
  const { t } = useTranslation('records');
  const { t: say } = useTranslation('incidents');
  return (
    <>
      <FieldText label={say('act.what')} hint={say('act.whatHint')} {...fieldOf('what')} isRequired />
      <div className="record-name-line">
        <DateField label={t('member.date')} {...fieldOf('date')} />
        <FieldText label={say('act.means')} {...fieldOf('means')} />
      </div>
      <RowsEditor<Involvement>
        label={say('involvement.label')}
        add={say('involvement.add')}
        value={act.involvements}
        onChange={(involvements) => changeAct({ involvements: [...involvements] })}
        empty={nobody}
      >
        {({ row, change, field }) => (
          <>
            <ReferencePicker
              label={say('involvement.who')}
              kinds={['actor']}
              value={row.actor}
              onChange={(actor = '') => change({ actor })}
            />
            <div className="record-name-line">
              <TermPicker
                label={say('involvement.role')}
                vocabulary="roles"
                value={row.role === '' ? undefined : row.role}
                onChange={(role = '') => change({ role })}
              />
              <TermPicker label={say('involvement.degree')} vocabulary="involvement" {...field('degree')} />
              <FieldText
                label={say('involvement.foundBy')}
                hint={say('involvement.foundByHint')}
                {...field('foundBy')}
              />
            </div>
          </>
        )}
      </RowsEditor>
      <FieldText label={t('member.note')} lines={2} {...fieldOf('note')} />
    </>
  );
}
