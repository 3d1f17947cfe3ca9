import { Save } from 'lucide-react';
import type { ReactNode } from 'react';
import { ChevronRight } from 'lucide-react';
import { Button as AriaButton, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { RecordKind } from '../../../shared/catalogue/kinds.ts';
import { Button } from '../../components/button.tsx';
import { FieldSelect, FieldText } from '../../components/field.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import type { RecordDraft, Written } from './draft.ts';
import { useMemberName } from './member-name.ts';
import { useTerms } from './vocabularies.ts';

/** What can be changed without knowing the kind. */
type AnyDraft = Pick<RecordDraft<RecordKind>, 'state' | 'isNew' | 'isChanged' | 'save' | 'drop'>;

interface Props {
  readonly title: string;
  readonly draft: AnyDraft;
  readonly onSaved: (written: Written) => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A record while it is written: its parts, and below them, always in sight, what becomes of it. */
export function RecordEditor({ title, draft, onSaved, onClose, children }: Props) {
  const { t } = useTranslation('records');
  const { state, isChanged } = draft;
  const memberName = useMemberName();
  const save = async (evenSo = false): Promise<void> => {
    const written = await draft.save(evenSo);
    if (written) onSaved(written);
  };
  const drop = (): void => {
    draft.drop();
    onClose();
  };
  return (
    <form
      className="record-editor"
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      // Enter in a line begins nothing: it may be on its way to the next one.
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.target instanceof HTMLInputElement && !event.defaultPrevented) {
          event.preventDefault();
          if (event.ctrlKey || event.metaKey) void save();
        }
      }}
    >
      <div className="record-editor-body">
        <h2>{title}</h2>
        {children}
      </div>
      <footer className="record-editor-foot">
        {state.kind === 'failed' && <ErrorNotice error={state.error} />}
        {state.kind === 'elsewhere' && (
          <Notice
            tone="caution"
            title={t('elsewhere.title')}
            actions={
              <>
                <Button size="small" onPress={drop}>
                  {t('elsewhere.theirs')}
                </Button>
                <Button size="small" onPress={() => void save(true)}>
                  {t('elsewhere.mine')}
                </Button>
              </>
            }
          >
            <p>
              {state.both.length === 0
                ? t('elsewhere.apart')
                : t('elsewhere.both', { members: state.both.map(memberName).join(', ') })}
            </p>
          </Notice>
        )}
        <div className="row">
          <Button tone="primary" type="submit" icon={Save} isDisabled={!isChanged || state.kind === 'saving'}>
            {t('save')}
          </Button>
          <Button onPress={drop}>{t(isChanged ? 'dropChanges' : 'stopEditing')}</Button>
          <span className="small quiet" aria-live="polite">
            {state.kind === 'saving' ? t('saving', { ns: 'evidence' }) : isChanged ? t('unsaved') : ''}
          </span>
        </div>
      </footer>
    </form>
  );
}

/** A part of a record; what is hardly ever needed stands folded up until it holds something. */
export function EditorPart({
  title,
  isFolded = false,
  children,
}: {
  readonly title: string;
  readonly isFolded?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <Disclosure className="record-part" defaultExpanded={!isFolded}>
      <Heading level={3}>
        <AriaButton slot="trigger" className="shape-history-head">
          <ChevronRight aria-hidden size={16} />
          {title}
        </AriaButton>
      </Heading>
      <DisclosurePanel>
        <div className="record-part-body">{children}</div>
      </DisclosurePanel>
    </Disclosure>
  );
}

const levels = ['public', 'restricted', 'confidential', 'sealed'] as const;

/** Who may see it, and what its cataloguer noted: of every kind. */
export function CommonPart({
  content,
  set,
}: {
  readonly content: {
    readonly confidentiality?: (typeof levels)[number] | undefined;
    readonly note?: string | undefined;
  };
  readonly set: (part: { confidentiality?: string; note?: string }) => void;
}) {
  const { t } = useTranslation('records');
  const terms = useTerms();
  return (
    <EditorPart title={t('member.confidentiality')} isFolded={content.note === undefined}>
      <FieldSelect
        label={t('member.confidentiality')}
        choices={levels.map((id) => ({ id, label: terms.label('confidentiality', id) }))}
        value={content.confidentiality ?? 'restricted'}
        onChange={(confidentiality) => set({ confidentiality })}
      />
      <FieldText
        label={t('member.note')}
        hint={t('noteHint')}
        lines={2}
        value={content.note ?? ''}
        onChange={(note) => set({ note })}
      />
    </EditorPart>
  );
}
