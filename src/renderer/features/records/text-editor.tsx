import { useTranslation } from 'react-i18next';
import type { Written as WrittenText } from '../../../shared/catalogue/claim.ts';
import type { RecordView } from '../../../shared/records/record.ts';
import { FieldSelect, FieldText } from '../../components/field.tsx';
import { plainText } from '../../components/safe-text.tsx';
import { DateField } from './date-field.tsx';
import { EditorPart, RecordEditor, type EditorProps } from './editor.tsx';
import { guessLanguage, guessScript } from './guess-script.ts';
import { MarkField } from './mark-field.tsx';
import type { MembersOf } from './members.ts';
import { contentAt } from './record-detail.tsx';
import { TermPicker } from './term-picker.tsx';
import { useTerms } from './vocabularies.ts';

interface Props extends EditorProps {
  /** The item that it is written or said in. */
  readonly of: string;
  /** Texts of the same item, of which it may be a translation. */
  readonly others: readonly RecordView[];
}

const numberIn = (text: string): number | undefined => {
  const value = Number(text.replace(',', '.'));
  return text.trim() === '' || Number.isNaN(value) ? undefined : value;
};
const none = '';

/** What is written or said in an item, in somebody's words or a machine's. */
export function TextEditor({ of, others, ...editor }: Props) {
  const { t } = useTranslation('records');
  return (
    <RecordEditor
      {...editor}
      kind="text"
      title={editor.record === null ? t('texts.add') : editor.record.number}
      blank={{ of, kind: 'transcription', text: '' }}
      about={of}
    >
      {(members) => <TextFields {...members} others={others} />}
    </RecordEditor>
  );
}

type TextFieldsProps = MembersOf<WrittenText> & Pick<Props, 'others'>;

function TextFields({ content, set, field, others }: TextFieldsProps) {
  const { t } = useTranslation('records');
  const terms = useTerms();
  return (
    <>
      <div className="record-name-line">
        <TermPicker
          {...field('kind')}
          vocabulary="text-kinds"
          onChange={(kind = 'transcription') => set({ kind })}
        />
        <FieldText {...field('language')} placeholder={t('name.languagePlaceholder')} />
      </div>
      <FieldText
        {...field('text')}
        lines={8}
        onChange={(text) =>
          set({
            text,
            script: guessScript(text) ?? undefined,
            ...(content.language === undefined ? { language: guessLanguage(text) ?? undefined } : {}),
          })
        }
      />
      <FieldText {...field('author')} />
      <MarkField {...field('isByMachine')} label={t('texts.isByMachine')} />
      {others.length > 0 && (
        <FieldSelect
          label={t('texts.translates')}
          choices={[
            { id: none, label: t('notSaid') },
            ...others.map((other) => {
              const { kind, text = '' } = contentAt(other, 'text');
              const name = kind === undefined ? '' : terms.label('text-kinds', kind);
              return { id: other.id, label: `${other.number} · ${name} · ${plainText(text.slice(0, 40))}` };
            }),
          ]}
          value={content.from ?? none}
          onChange={(from) => set({ from: from === none ? undefined : from })}
        />
      )}
      <EditorPart title={t('texts.part')} isFolded={content.part === undefined}>
        <div className="record-name-line">
          {(['page', 'from', 'to'] as const).map((name) => (
            <FieldText
              key={name}
              label={t(`texts.${name}`)}
              value={content.part?.[name]?.toString()}
              onChange={(text) => set({ part: { ...content.part, [name]: numberIn(text) } })}
            />
          ))}
        </div>
      </EditorPart>
      <EditorPart title={t('member.certifiedBy')} isFolded={content.certifiedBy === undefined}>
        <FieldText {...field('certifiedBy')} />
        <DateField {...field('certifiedOn')} />
      </EditorPart>
    </>
  );
}
