import { useTranslation } from 'react-i18next';
import type { Written as WrittenText } from '../../../shared/catalogue/claim.ts';
import type { RecordView } from '../../../shared/records/record.ts';
import { FieldCheck, FieldSelect, FieldText } from '../../components/field.tsx';
import { plainText } from '../../components/safe-text.tsx';
import { DateField } from './date-field.tsx';
import { useRecordDraft, type Written } from './draft.ts';
import { CommonPart, EditorPart, RecordEditor } from './editor.tsx';
import { guessLanguage, guessScript } from './guess-script.ts';
import { TermPicker } from './term-picker.tsx';
import { useTerms } from './vocabularies.ts';

interface Props {
  readonly record: RecordView | null;
  /** The item that it is written or said in. */
  readonly of: string;
  /** Texts of the same item, of which it may be a translation. */
  readonly others: readonly RecordView[];
  readonly onClose: () => void;
  readonly onSaved: (written: Written) => void;
}

const numberIn = (text: string): number | undefined => {
  const value = Number(text.replace(',', '.'));
  return text.trim() === '' || Number.isNaN(value) ? undefined : value;
};
const none = '';

/** What is written or said in an item, in somebody's words or a machine's. */
export function TextEditor({ record, of, others, onClose, onSaved }: Props) {
  const { t } = useTranslation('records');
  const terms = useTerms();
  const draft = useRecordDraft({
    kind: 'text',
    id: record?.id ?? null,
    content: (record?.content as WrittenText | undefined) ?? { of, kind: 'transcription', text: '' },
    revision: record?.revision ?? 0,
    name: of,
  });
  const { content, set } = draft;
  const part = (change: NonNullable<WrittenText['part']>): void =>
    set({ part: { ...content.part, ...change } });
  return (
    <RecordEditor
      title={record === null ? t('texts.add') : record.number}
      draft={draft}
      onClose={onClose}
      onSaved={onSaved}
    >
      <div className="record-name-line">
        <TermPicker
          label={t('member.kind')}
          vocabulary="text-kinds"
          value={content.kind}
          onChange={(kind) => set({ kind: kind ?? 'transcription' })}
        />
        <FieldText
          label={t('member.language')}
          placeholder={t('name.languagePlaceholder')}
          value={content.language ?? ''}
          onChange={(language) => set({ language })}
        />
      </div>
      <FieldText
        label={t('member.text')}
        lines={8}
        value={content.text}
        onChange={(text) =>
          set({
            text,
            script: guessScript(text) ?? undefined,
            ...(content.language === undefined ? { language: guessLanguage(text) ?? undefined } : {}),
          })
        }
      />
      <FieldText
        label={t('member.author')}
        value={content.author ?? ''}
        onChange={(author) => set({ author })}
      />
      <FieldCheck
        isSelected={content.isByMachine === true}
        onChange={(isByMachine) => set({ isByMachine: isByMachine ? true : undefined })}
      >
        {t('texts.isByMachine')}
      </FieldCheck>
      {others.length > 0 && (
        <FieldSelect
          label={t('texts.translates')}
          choices={[
            { id: none, label: t('notSaid') },
            ...others.map(({ id, number, content: other }) => ({
              id,
              label: `${number} · ${terms.label('text-kinds', String(other['kind']))} · ${plainText(String(other['text']).slice(0, 40))}`,
            })),
          ]}
          value={content.from ?? none}
          onChange={(from) => set({ from: from === none ? undefined : from })}
        />
      )}
      <EditorPart title={t('texts.part')} isFolded={content.part === undefined}>
        <div className="record-name-line">
          <FieldText
            label={t('texts.page')}
            value={content.part?.page === undefined ? '' : String(content.part.page)}
            onChange={(text) => part({ page: numberIn(text) })}
          />
          <FieldText
            label={t('texts.from')}
            value={content.part?.from === undefined ? '' : String(content.part.from)}
            onChange={(text) => part({ from: numberIn(text) })}
          />
          <FieldText
            label={t('texts.to')}
            value={content.part?.to === undefined ? '' : String(content.part.to)}
            onChange={(text) => part({ to: numberIn(text) })}
          />
        </div>
      </EditorPart>
      <EditorPart title={t('member.certifiedBy')} isFolded={content.certifiedBy === undefined}>
        <FieldText
          label={t('member.certifiedBy')}
          value={content.certifiedBy ?? ''}
          onChange={(certifiedBy) => set({ certifiedBy })}
        />
        <DateField
          label={t('member.certifiedOn')}
          value={content.certifiedOn}
          onChange={(certifiedOn) => set({ certifiedOn })}
        />
      </EditorPart>
      <CommonPart content={content} set={set} />
    </RecordEditor>
  );
}
