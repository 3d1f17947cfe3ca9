import { useTranslation } from 'react-i18next';
import type { Actor } from '../../../shared/catalogue/people.ts';
import { FieldCheck, FieldText } from '../../components/field.tsx';
import type { EditorProps } from '../places/place-editor.tsx';
import { DateField } from '../records/date-field.tsx';
import { useRecordDraft } from '../records/draft.ts';
import { CommonPart, EditorPart, RecordEditor } from '../records/editor.tsx';
import { NamesEditor } from '../records/names-editor.tsx';
import { ReferencesPicker } from '../records/reference-picker.tsx';
import { RowsEditor } from '../records/rows-editor.tsx';
import { TermPicker } from '../records/term-picker.tsx';

const blank: Actor = { names: [{ text: '' }] };

/** Who somebody is, or a group, a unit, an office. */
export function ActorEditor({ record, onClose, onSaved }: EditorProps) {
  const { t } = useTranslation('records');
  const { t: say } = useTranslation('persons');
  const draft = useRecordDraft({
    kind: 'actor',
    id: record?.id ?? null,
    content: (record?.content as Actor | undefined) ?? blank,
    revision: record?.revision ?? 0,
  });
  const { content, set } = draft;
  return (
    <RecordEditor
      title={record === null ? say('actor.create') : say('editing', { number: record.number })}
      draft={draft}
      onClose={onClose}
      onSaved={onSaved}
    >
      <EditorPart title={t('member.names')}>
        <NamesEditor names={content.names} onChange={(names) => set({ names })} />
        <FieldCheck
          isSelected={content.isPseudonymous === true}
          onChange={(isPseudonymous) => set({ isPseudonymous: isPseudonymous ? true : undefined })}
        >
          {t('member.isPseudonymous')}
        </FieldCheck>
      </EditorPart>
      <EditorPart title={say('parts.who')}>
        <TermPicker
          label={t('member.type')}
          vocabulary="actor-types"
          value={content.type}
          onChange={(type) => set({ type })}
        />
        <FieldText
          label={t('member.description')}
          lines={4}
          value={content.description ?? ''}
          onChange={(description) => set({ description })}
        />
      </EditorPart>
      <EditorPart
        title={say('parts.life')}
        isFolded={content.functions === undefined && content.affiliations === undefined}
      >
        <RowsEditor
          label={t('member.functions')}
          add={say('function.add')}
          rows={content.functions ?? []}
          onChange={(functions) => set({ functions })}
          empty={{ what: '' }}
        >
          {(one, change) => (
            <div className="record-name-line">
              <FieldText
                label={say('function.what')}
                value={one.what}
                onChange={(what) => change({ what })}
              />
              <DateField
                label={t('member.period')}
                value={one.period}
                onChange={(period) => change({ period })}
              />
            </div>
          )}
        </RowsEditor>
        <RowsEditor
          label={t('member.affiliations')}
          add={say('affiliation.add')}
          rows={content.affiliations ?? []}
          onChange={(affiliations) => set({ affiliations })}
          empty={{ actor: '' }}
        >
          {(one, change) => (
            <>
              <ReferencesPicker
                label={say('affiliation.actor')}
                kinds={['actor']}
                most={1}
                value={one.actor === '' ? [] : [one.actor]}
                onChange={([actor = '']) => change({ actor })}
              />
              <DateField
                label={t('member.period')}
                value={one.period}
                onChange={(period) => change({ period })}
              />
            </>
          )}
        </RowsEditor>
      </EditorPart>
      <CommonPart content={content} set={set} />
    </RecordEditor>
  );
}
