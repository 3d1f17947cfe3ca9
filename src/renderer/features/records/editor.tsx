import { ChevronRight, Save } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Button as AriaButton, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { isKeptSealed } from '../../../shared/catalogue/kept-sealed.ts';
import { isKind, type ContentOf } from '../../../shared/catalogue/kinds.ts';
import type { LinkEnd } from '../../../shared/catalogue/link-rules.ts';
import type { RecordView } from '../../../shared/records/record.ts';
import { Button } from '../../components/button.tsx';
import { FieldSelect, FieldText } from '../../components/field.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { useRecordDraft, type Written } from './draft.ts';
import { useMemberName } from './member-name.ts';
import { useMembers, type MembersOf } from './members.ts';
import { NamingContext } from './naming.ts';
import { useTerms } from './vocabularies.ts';
import './editor.css';
import '../shape/shape.css';

export interface EditorProps {
  /** Null: a new one. */
  readonly record: RecordView | null;
  readonly onClose: () => void;
  readonly onSaved: (written: Written) => void;
}

/** Kinds that are written by hand, and hold what is common to them. */
type WrittenKind = Exclude<LinkEnd, 'item'>;

interface Props<Kind extends WrittenKind> extends EditorProps {
  readonly title: string;
  readonly kind: Kind;
  /** What a new one begins as. */
  readonly blank: ContentOf<Kind>;
  /** The record or item that a new one is about: those of others are written apart. */
  readonly about?: string | undefined;
  /** What has to be said yet, in words; null: nothing. */
  readonly check?: (content: ContentOf<Kind>) => string | null;
  readonly children: (members: MembersOf<ContentOf<Kind>>) => ReactNode;
}

/** A record while it is written: its parts, and below them, always in sight, what becomes of it. */
export function RecordEditor<Kind extends WrittenKind>(props: Props<Kind>) {
  const { title, kind, record, blank, about, onSaved, onClose, check, children } = props;
  const draft = useRecordDraft({
    kind,
    id: record?.id ?? null,
    content: record && isKind(record, kind) ? record.content : blank,
    revision: record?.revision ?? 0,
    ...(about === undefined ? {} : { name: about }),
  });
  const members = useMembers(draft);
  const { t } = useTranslation('records');
  const { state, isChanged } = draft;
  const memberName = useMemberName();
  // Said once somebody wants to save, and only as long as it is so.
  const [isTold, setTold] = useState(false);
  const wanting = check?.(draft.content) ?? null;
  const missing = isTold ? wanting : null;
  // Not every kind is typed with the level that all have.
  const { confidentiality: level }: Common = draft.content;
  // Who tells of a confidential person is confidential too; of an incident somebody decides that.
  const goesAlong = kind === 'source' || kind === 'actor';
  const isSealed = isKeptSealed(kind, level);
  const common: Pick<MembersOf<Common>, 'field'> = members;
  const naming = {
    maySealed: isSealed || goesAlong,
    onSealed: () => {
      if (!isSealed && goesAlong) common.field('confidentiality').onChange('confidential');
    },
  };
  const save = async (evenSo = false): Promise<void> => {
    setTold(wanting !== null);
    if (wanting !== null) return;
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
        <NamingContext value={naming}>{children(members)}</NamingContext>
        <CommonPart {...members} />
      </div>
      <footer className="record-editor-foot">
        {missing !== null && <Notice tone="caution" title={missing} />}
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

interface Common {
  readonly confidentiality?: (typeof levels)[number] | undefined;
  readonly note?: string | undefined;
}

/** Who may see it, and what its cataloguer noted: of every kind. */
function CommonPart({ content, field }: Pick<MembersOf<Common>, 'content' | 'field'>) {
  const { t } = useTranslation('records');
  const terms = useTerms();
  const { value, ...level } = field('confidentiality');
  return (
    <EditorPart title={t('member.confidentiality')} isFolded={content.note === undefined}>
      <FieldSelect
        {...level}
        choices={levels.map((id) => ({ id, label: terms.label('confidentiality', id) }))}
        value={value ?? 'restricted'}
      />
      <FieldText {...field('note')} hint={t('noteHint')} lines={2} />
    </EditorPart>
  );
}
