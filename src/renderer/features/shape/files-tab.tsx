import { useQueryClient } from '@tanstack/react-query';
import { ArrowDown, ArrowUp, Split, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FileRecordView, ItemRecord } from '../../../shared/records/item.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { FieldCheck, FieldSelect } from '../../components/field.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { SafeText, plainText } from '../../components/safe-text.tsx';
import { useFormats } from '../../i18n/format.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import { useThumbnails } from '../viewer/use-picture.ts';
import { chosenRoles, useRoleName } from './roles.ts';
import './shape.css';

type State =
  | { readonly kind: 'idle' | 'working' | 'saved' | 'undone' }
  | { readonly kind: 'split'; readonly item: string; readonly number: string }
  | { readonly kind: 'failed'; readonly error: unknown };

interface Placed {
  readonly file: FileRecordView;
  readonly role: string;
}

interface Props {
  readonly record: ItemRecord;
  /** Rows look different now. */
  readonly onChanged: () => void;
  readonly onGoTo: (item: string) => void;
}

/** Which files make up the item, in which order and as what. */
export function FilesTab({ record, onChanged, onGoTo }: Props) {
  const { t } = useTranslation('shape');
  const { host } = useSession();
  const { handle: archive, access } = useArchive();
  const queries = useQueryClient();
  const [state, setState] = useState<State>({ kind: 'idle' });
  const [draft, setDraft] = useState<{
    readonly revision: number;
    readonly placed: readonly Placed[];
  } | null>(null);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const thumbnails = useThumbnails(record.files.map(({ id }) => id));
  const stored = record.files.map((file): Placed => ({ file, role: file.role }));
  // What was arranged before somebody else arranged it is no arrangement any more.
  const placed = draft?.revision === record.revision ? draft.placed : stored;
  const isChanged = placed.some(
    ({ file, role }, at) => stored[at]?.file.id !== file.id || stored[at].role !== role,
  );
  const isDisabled = access === 'read' || state.kind === 'working';
  const chosen = placed.map(({ file }) => file.id).filter((id) => ticked.has(id));

  const arrange = (next: readonly Placed[]): void => {
    setDraft({ revision: record.revision, placed: next });
    setState({ kind: 'idle' });
  };
  const move = (at: number, by: 1 | -1): void => {
    const [one, other] = [placed[at], placed[at + by]];
    if (one && other) arrange(placed.with(at, other).with(at + by, one));
  };
  const work = async (act: () => Promise<State>): Promise<void> => {
    setState({ kind: 'working' });
    try {
      const done = await act();
      await queries.invalidateQueries({ queryKey: ['item', archive] });
      setDraft(null);
      setTicked(new Set());
      setState(done);
      onChanged();
    } catch (error) {
      setState({ kind: 'failed', error });
    }
  };
  const save = (): Promise<void> =>
    work(async () => {
      const files = placed.map(({ file, role }) => ({ id: file.id, role }));
      await host.client.items.arrange({ archive, item: record.id, files });
      return { kind: 'saved' };
    });
  const split = (): Promise<void> =>
    work(async () => {
      const made = await host.client.items.split({ archive, item: record.id, files: chosen });
      return { kind: 'split', item: made.item, number: made.number };
    });
  const combine = (item: string): Promise<void> =>
    work(async () => {
      await host.client.items.combine({ archive, into: record.id, items: [item] });
      return { kind: 'undone' };
    });

  if (record.combinedInto) {
    const { id, number } = record.combinedInto;
    return (
      <Notice
        tone="info"
        title={t('combinedInto', { number })}
        actions={
          <Button size="small" onPress={() => onGoTo(id)}>
            {t('files.goThere')}
          </Button>
        }
      />
    );
  }
  return (
    <div className="stack">
      <p className="small quiet">
        {record.files.length === 0
          ? t('files.none')
          : record.files.length === 1
            ? t('files.only')
            : t('files.lead')}
      </p>
      <ol className="shape-files">
        {placed.map(({ file, role }, at) => (
          <FileLine
            key={file.id}
            file={file}
            role={role}
            at={at}
            count={placed.length}
            address={thumbnails.data?.get(file.id)?.thumbnail?.address ?? null}
            isBlurred={record.isGraphic}
            isDisabled={isDisabled}
            isTicked={ticked.has(file.id)}
            onTick={(isTicked) =>
              setTicked(
                (now) => new Set(isTicked ? [...now, file.id] : [...now].filter((id) => id !== file.id)),
              )
            }
            onMove={(by) => move(at, by)}
            onRole={(next) => arrange(placed.with(at, { file, role: next }))}
          />
        ))}
      </ol>
      <div aria-live="polite" className="stack-tight">
        {state.kind === 'failed' && <ErrorNotice error={state.error} />}
        {state.kind === 'saved' && <Notice tone="good" title={t('files.saved')} />}
        {state.kind === 'undone' && <Notice tone="good" title={t('files.undone')} />}
        {state.kind === 'split' && (
          <Notice
            tone="good"
            title={t('files.splitDone', { number: state.number })}
            actions={
              <>
                <Button size="small" onPress={() => onGoTo(state.item)}>
                  {t('files.goThere')}
                </Button>
                <Button size="small" icon={Undo2} onPress={() => void combine(state.item)}>
                  {t('files.undo')}
                </Button>
              </>
            }
          />
        )}
      </div>
      {placed.length > 1 && (
        <div className="row">
          {isChanged && (
            <>
              <Button tone="primary" isDisabled={isDisabled} onPress={() => void save()}>
                {t('files.save')}
              </Button>
              <Button tone="quiet" onPress={() => setDraft(null)}>
                {t('files.forget')}
              </Button>
            </>
          )}
          {chosen.length > 0 && !isChanged && (
            <Button
              icon={Split}
              isDisabled={isDisabled || chosen.length === placed.length}
              onPress={() => void split()}
            >
              {t('files.splitOff', { count: chosen.length })}
            </Button>
          )}
          {chosen.length === placed.length && <span className="small quiet">{t('files.splitAll')}</span>}
        </div>
      )}
    </div>
  );
}

interface LineProps extends Placed {
  readonly at: number;
  readonly count: number;
  readonly address: string | null;
  readonly isBlurred: boolean;
  readonly isDisabled: boolean;
  readonly isTicked: boolean;
  readonly onTick: (isTicked: boolean) => void;
  readonly onMove: (by: 1 | -1) => void;
  readonly onRole: (role: string) => void;
}

function FileLine(props: LineProps) {
  const { t } = useTranslation('shape');
  const { host } = useSession();
  const format = useFormats();
  const roleName = useRoleName();
  const { file, role, at, count, address, isDisabled } = props;
  const name = plainText(file.originalName);
  const choices = chosenRoles.map((id) => ({ id, label: roleName(id, at + 1) }));
  const known = chosenRoles.find((one) => one === role) ?? null;
  const isFixed = role === 'sidecar' || role === 'derivative';
  return (
    <li className="shape-file">
      <span className="shape-file-picture">
        {address !== null && (
          <img
            alt=""
            draggable={false}
            className={props.isBlurred ? 'blurred' : undefined}
            src={host.mediaUrl(address)}
          />
        )}
      </span>
      <div className="shape-file-words">
        <SafeText>{file.originalName}</SafeText>
        <span className="small quiet">
          {isFixed ? `${roleName(role, at + 1)} · ${t('files.fixed')}` : format.bytes(file.size)}
        </span>
        {!isFixed && count > 1 && (
          <FieldSelect
            label={t('files.part', { name })}
            isLabelHidden
            choices={choices}
            value={known}
            onChange={props.onRole}
            isDisabled={isDisabled}
          />
        )}
        {count > 1 && (
          <FieldCheck
            label={t('files.split', { name })}
            isSelected={props.isTicked}
            isDisabled={isDisabled}
            onChange={props.onTick}
          >
            {t('files.splitThis')}
          </FieldCheck>
        )}
      </div>
      {count > 1 && (
        <div className="shape-file-acts">
          <IconButton
            icon={ArrowUp}
            label={t('files.up', { name })}
            isDisabled={isDisabled || at === 0}
            onPress={() => props.onMove(-1)}
          />
          <IconButton
            icon={ArrowDown}
            label={t('files.down', { name })}
            isDisabled={isDisabled || at === count - 1}
            onPress={() => props.onMove(1)}
          />
        </div>
      )}
    </li>
  );
}
