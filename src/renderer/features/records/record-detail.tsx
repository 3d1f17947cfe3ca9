import { PenLine } from 'lucide-react';
import { useState, type ComponentType, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LinkEnd } from '../../../shared/catalogue/link-rules.ts';
import { isKind, type ContentOf, type RecordKind } from '../../../shared/catalogue/kinds.ts';
import type { RecordView } from '../../../shared/records/record.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { useArchive } from '../../session/session.tsx';
import { useHasDraft } from './draft.ts';
import type { EditorProps } from './editor.tsx';
import { LinksPanel } from './links-panel.tsx';
import { DetailSection, RecordActs, RecordState } from './record-view.tsx';
import { Revisions } from './revisions.tsx';
import { useRecord } from './use-records.ts';
import './record-detail.css';

/** A record that is read, as of today or of a day. */
export interface Reading<Other = never> {
  readonly record: RecordView;
  /** A day or moment that it is looked at as of. */
  readonly at: string | null;
  readonly onAt: (at: string | null) => void;
  readonly canWrite: boolean;
  readonly onEdit: () => void;
  readonly onShow: (other: Other) => void;
}

interface Props<Other> {
  readonly id: string;
  readonly kind: RecordKind;
  readonly Editor: ComponentType<EditorProps>;
  /** What else can stand in the place of what is read; null: it is not there. */
  readonly other?: (shown: Other, editor: EditorProps & { readonly record: RecordView }) => ReactNode;
  /** Of those, the one that stands unsaved since the screen was left. */
  readonly begun?: Other | null;
  readonly children: (reading: Reading<Other>) => ReactNode;
}

/** A record: read, or written, or what somebody does from it. */
export function RecordDetail<Other = never>(props: Props<Other>) {
  const { id, kind, Editor, other, begun = null, children } = props;
  const { access } = useArchive();
  const [at, setAt] = useState<string | null>(null);
  const { data: record, error } = useRecord(id, at);
  const hasDraft = useHasDraft(record?.kind ?? kind, id);
  const [chosen, setChosen] = useState<'kept' | 'record' | 'editor' | { readonly other: Other }>('kept');
  if (error !== null) return <ErrorNotice error={error} />;
  if (!record) return null;
  // What stood unsaved when the screen was left is gone on with.
  const kept = hasDraft ? 'editor' : begun === null ? 'record' : { other: begun };
  const shown = chosen === 'kept' ? kept : chosen;
  const close = (): void => setChosen('record');
  const editor = { record, onClose: close, onSaved: close };
  if (shown === 'editor') return <Editor {...editor} />;
  const instead = shown === 'record' ? null : other?.(shown.other, editor);
  return (
    instead ??
    children({
      record,
      at,
      onAt: setAt,
      canWrite: access === 'write' && at === null && !record.isRemoved,
      onEdit: () => setChosen('editor'),
      onShow: (next) => setChosen({ other: next }),
    })
  );
}

/** What a record says; on a day when it was not there yet, nothing. */
export function contentAt<Kind extends RecordKind>(record: RecordView, kind: Kind): Partial<ContentOf<Kind>> {
  return isKind(record, kind) ? record.content : {};
}

interface ArticleProps<Other> {
  readonly reading: Reading<Other>;
  /** What it is called. */
  readonly head: ReactNode;
  /** What else can be done with it. */
  readonly acts?: ReactNode;
  /** What is seen of it at once, under what it is called. */
  readonly marks?: ReactNode;
  /** What it says. */
  readonly children: ReactNode;
  /** What hangs on it today. */
  readonly today?: ReactNode;
  readonly links: {
    readonly title: string;
    readonly of: LinkEnd;
    readonly kinds: readonly RecordKind[];
    readonly links?: RecordView['links'];
    readonly above?: ReactNode;
  };
}

/** A record as it is read: what it is called, what it says, and, as of today, what hangs on it and who changed it. */
export function RecordArticle<Other>(props: ArticleProps<Other>) {
  const { reading, head, acts, marks, children, today, links } = props;
  const { record, at, onAt, canWrite, onEdit } = reading;
  const { t } = useTranslation('records');
  return (
    <article className="record-view" aria-label={t(`kind.${record.kind}`)}>
      <header className="record-head">
        <div className="record-head-line">
          {head}
          <div className="row">
            {canWrite && (
              <Button icon={PenLine} onPress={onEdit}>
                {t('edit')}
              </Button>
            )}
            {acts}
            <RecordActs record={record} at={at} onAt={onAt} />
          </div>
        </div>
        <RecordState record={record} at={at} onAt={onAt} />
        {marks}
      </header>
      {children}
      {at === null && (
        <>
          {today}
          <DetailSection title={links.title}>
            {links.above}
            <LinksPanel
              of={{ id: record.id, kind: links.of }}
              links={links.links ?? record.links}
              kinds={links.kinds}
            />
          </DetailSection>
          <Revisions record={record} onLook={onAt} />
        </>
      )}
    </article>
  );
}
