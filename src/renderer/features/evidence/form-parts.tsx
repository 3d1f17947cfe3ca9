import { Undo2, X } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { suggestDates } from '../../../shared/dates/suggest.ts';
import type { ItemRecord } from '../../../shared/records/item.ts';
import { Button } from '../../components/button.tsx';
import { FieldText } from '../../components/field.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { SafeText, plainText } from '../../components/safe-text.tsx';
import type { TextName } from './draft.ts';
import type { Draft } from './saving.ts';

interface PartProps {
  readonly draft: Draft;
  readonly isDisabled: boolean;
}

interface LineProps extends PartProps {
  readonly name: Exclude<TextName, 'captured' | 'tag'>;
  readonly lines?: number;
  readonly hint?: string;
  /** What the file says, where nobody says anything. */
  readonly otherwise?: string | null;
  readonly takesFocus?: boolean;
}

/** A field that is saved when it is left. */
export function TextPart({ draft, isDisabled, name, lines, hint, otherwise, takesFocus = false }: LineProps) {
  const { t } = useTranslation('evidence');
  const problem = draft.problem(name);
  return (
    <FieldText
      label={t(`fields.${name}`)}
      value={draft.text(name)}
      onChange={(value) => draft.type(name, value)}
      onBlur={() => void draft.send([name])}
      isDisabled={isDisabled}
      autoFocus={takesFocus}
      error={problem && t(`problem.${problem}`)}
      {...(lines === undefined ? {} : { lines })}
      {...(hint === undefined ? {} : { hint })}
      {...(otherwise === undefined || otherwise === null ? {} : { placeholder: plainText(otherwise) })}
    />
  );
}

export function DatePart({ draft, isDisabled, record }: PartProps & { readonly record: ItemRecord }) {
  const { t } = useTranslation('evidence');
  const typed = draft.text('captured');
  const problem = draft.problem('captured');
  const meant = problem === null ? [] : suggestDates(typed).filter((date) => date !== typed.trim());
  return (
    <div className="stack-tight">
      <FieldText
        label={t('fields.captured')}
        hint={t('capturedHint')}
        value={typed}
        onChange={(value) => draft.type('captured', value)}
        onBlur={() => void draft.send(['captured'])}
        isDisabled={isDisabled}
        error={problem && t(`problem.${problem}`)}
        {...(record.captured === null ? {} : { placeholder: plainText(record.captured.replace('T', ' ')) })}
      />
      {meant.length > 0 && (
        <div className="row" role="group" aria-label={t('capturedMeant')}>
          <span className="small quiet">{t('capturedMeant')}</span>
          {meant.slice(0, 4).map((date) => (
            <Button key={date} size="small" onPress={() => void draft.choose({ captured: date }, 'captured')}>
              {date}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}

export function TagsPart({ draft, isDisabled, record }: PartProps & { readonly record: ItemRecord }) {
  const { t } = useTranslation('evidence');
  return (
    <div
      className="stack-tight"
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || draft.text('tag').trim() === '')
          return;
        event.preventDefault();
        void draft.send(['tag']);
      }}
    >
      <FieldText
        label={t('fields.tags')}
        hint={t('tagsHint')}
        value={draft.text('tag')}
        onChange={(value) => {
          const tag = value.replace(/,\s*$/, '').trim();
          if (!value.trimEnd().endsWith(',')) draft.type('tag', value);
          else {
            draft.type('tag', '');
            if (tag !== '') void draft.choose({ addTags: [tag] });
          }
        }}
        onBlur={() => void draft.send(['tag'])}
        isDisabled={isDisabled}
      />
      {record.tags.length > 0 && (
        <ul className="evidence-tags">
          {record.tags.map((tag) => (
            <li key={tag}>
              <SafeText>{tag}</SafeText>
              <AriaButton
                aria-label={t('removeTag', { tag: plainText(tag) })}
                isDisabled={isDisabled}
                onPress={() => void draft.choose({ removeTags: [tag] })}
              >
                <X aria-hidden size={12} />
              </AriaButton>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Whether what was said is saved, and the way back. */
export function SavePart({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation('evidence');
  const { state, canUndo, undo, reload } = draft.saving;
  return (
    <div className="evidence-save" aria-live="polite">
      {(state.kind === 'failed' || state.kind === 'refused') && (
        <div className="stack-tight">
          {state.kind === 'failed' ? (
            <ErrorNotice error={state.error} />
          ) : (
            <Notice tone="caution" title={t('notSaved')}>
              <p>{t(`refused.${state.code}`)}</p>
            </Notice>
          )}
          <Button size="small" onPress={() => void reload().catch(() => undefined)}>
            {t('reload')}
          </Button>
        </div>
      )}
      <div className="row spread">
        <span className="small quiet">
          {state.kind === 'saving' && t('saving')}
          {state.kind === 'saved' && !draft.isUnsaved && t('saved')}
          {(state.kind === 'failed' || (state.kind !== 'saving' && draft.isUnsaved)) && t('notSaved')}
        </span>
        {canUndo && (
          <Button size="small" tone="quiet" icon={Undo2} onPress={() => void undo()}>
            {t('undo')}
          </Button>
        )}
      </div>
    </div>
  );
}
