import { useTranslation } from 'react-i18next';
import type { Consent, Source } from '../../../shared/catalogue/people.ts';
import { FieldCheck, FieldSelect, FieldText } from '../../components/field.tsx';
import type { EditorProps } from '../places/place-editor.tsx';
import { DateField } from '../records/date-field.tsx';
import { useRecordDraft } from '../records/draft.ts';
import { CommonPart, EditorPart, RecordEditor } from '../records/editor.tsx';
import { ItemsField } from '../records/items-field.tsx';
import { ReferencesPicker } from '../records/reference-picker.tsx';
import { RowsEditor } from '../records/rows-editor.tsx';
import { TermPicker } from '../records/term-picker.tsx';

const blank: Source = { title: '' };
const asked: Consent = { purpose: 'to-share', isGiven: true };

/** Who told or gave something, and what they agreed to. */
export function SourceEditor({ record, onClose, onSaved }: EditorProps) {
  const { t } = useTranslation('records');
  const { t: say } = useTranslation('persons');
  const draft = useRecordDraft({
    kind: 'source',
    id: record?.id ?? null,
    content: (record?.content as Source | undefined) ?? blank,
    revision: record?.revision ?? 0,
  });
  const { content, set } = draft;
  return (
    <RecordEditor
      title={record === null ? say('source.create') : say('editing', { number: record.number })}
      draft={draft}
      onClose={onClose}
      onSaved={onSaved}
    >
      <EditorPart title={say('parts.source')}>
        <FieldText
          label={t('member.title')}
          value={content.title}
          onChange={(title) => set({ title })}
          isRequired
        />
        <ReferencesPicker
          label={t('member.actor')}
          kinds={['actor']}
          most={1}
          value={content.actor === undefined ? [] : [content.actor]}
          onChange={([actor]) => set({ actor })}
        />
        <div className="record-name-line">
          <TermPicker
            label={t('member.connection')}
            vocabulary="source-connections"
            value={content.connection}
            onChange={(connection) => set({ connection })}
          />
          <DateField label={t('member.date')} value={content.date} onChange={(date) => set({ date })} />
        </div>
        <FieldText
          label={t('member.description')}
          lines={3}
          value={content.description ?? ''}
          onChange={(description) => set({ description })}
        />
      </EditorPart>
      <EditorPart title={say('parts.consents')}>
        <p className="small quiet">{say('parts.consentsHint')}</p>
        <FieldCheck
          isSelected={content.wishesAnonymity === true}
          onChange={(wishesAnonymity) => set({ wishesAnonymity: wishesAnonymity ? true : undefined })}
        >
          {t('member.wishesAnonymity')}
        </FieldCheck>
        <RowsEditor<Consent>
          label={t('member.consents')}
          add={say('consent.add')}
          rows={content.consents ?? []}
          onChange={(consents) => set({ consents })}
          empty={asked}
        >
          {(one, change) => <ConsentFields consent={one} change={change} />}
        </RowsEditor>
        <DateField
          label={t('member.reviewOn')}
          value={content.reviewOn}
          onChange={(reviewOn) => set({ reviewOn })}
        />
      </EditorPart>
      <EditorPart
        title={say('parts.weight')}
        isFolded={
          (content.reliability ?? content.sourceReliability ?? content.informationCredibility) === undefined
        }
      >
        <TermPicker
          label={t('member.reliability')}
          vocabulary="reliability"
          value={content.reliability}
          onChange={(reliability) => set({ reliability })}
        />
        <div className="record-name-line">
          <TermPicker
            label={t('member.sourceReliability')}
            vocabulary="source-reliability"
            value={content.sourceReliability}
            onChange={(sourceReliability) => set({ sourceReliability })}
          />
          <TermPicker
            label={t('member.informationCredibility')}
            vocabulary="information-credibility"
            value={content.informationCredibility}
            onChange={(informationCredibility) => set({ informationCredibility })}
          />
        </div>
      </EditorPart>
      <CommonPart content={content} set={set} />
    </RecordEditor>
  );
}

const answers = ['yes', 'no'] as const;

function ConsentFields({
  consent,
  change,
}: {
  readonly consent: Consent;
  readonly change: (part: Partial<Consent>) => void;
}) {
  const { t } = useTranslation('records');
  const { t: say } = useTranslation('persons');
  return (
    <>
      <div className="record-name-line">
        <TermPicker
          label={say('consent.purpose')}
          vocabulary="consent-purposes"
          value={consent.purpose}
          onChange={(purpose) => change({ purpose: purpose ?? asked.purpose })}
        />
        <TermPicker
          label={say('consent.recipient')}
          vocabulary="recipient-classes"
          value={consent.recipient}
          onChange={(recipient) => change({ recipient })}
        />
      </div>
      <div className="record-name-line">
        <FieldSelect
          label={say('consent.isGiven')}
          choices={answers.map((id) => ({ id, label: say(`consent.${id}`) }))}
          value={consent.isGiven ? 'yes' : 'no'}
          onChange={(answer) => change({ isGiven: answer === 'yes' })}
        />
        <DateField label={t('member.date')} value={consent.date} onChange={(date) => change({ date })} />
        {consent.withdrawnOn !== undefined && (
          <DateField
            label={say('consent.withdrawnOn')}
            value={consent.withdrawnOn}
            onChange={(withdrawnOn) => change({ withdrawnOn })}
          />
        )}
      </div>
      <ItemsField
        label={say('consent.form')}
        most={1}
        items={consent.form === undefined ? [] : [consent.form]}
        onChange={([form]) => change({ form })}
      />
      <FieldText label={t('member.note')} value={consent.note ?? ''} onChange={(note) => change({ note })} />
    </>
  );
}
