import { useQuery } from '@tanstack/react-query';
import { ArrowUp, File, Folder as FolderIcon, HardDrive, House, Landmark, RotateCw, Usb } from 'lucide-react';
import { useState } from 'react';
import { GridList, GridListItem } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { AnyPath } from '../../shared/contract/common.ts';
import type { FolderBrowser, FolderEntry } from '../host/host-shell.ts';
import { useFormats } from '../i18n/format.ts';
import { Button, IconButton } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { FieldText } from './field.tsx';
import { ErrorNotice } from './notice.tsx';
import { plainText, SafeText } from './safe-text.tsx';
import './path-picker.css';

export type PickKind = 'folder' | 'files' | 'archive' | 'any' | 'save';

interface Props {
  readonly folders: FolderBrowser;
  readonly kind: PickKind;
  readonly title: string;
  /** What the button that takes the choice says. */
  readonly action: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onPick: (paths: readonly AnyPath[]) => void;
  /** For `save`: what it is to be called. */
  readonly suggestedName?: string;
}

/** A folder browser for this machine, for hosts that have no dialogs of their own. */
export function PathPicker(props: Props) {
  return props.isOpen ? <OpenPicker {...props} /> : null;
}

const keyOf = (path: AnyPath): string => JSON.stringify(path);

function OpenPicker({ folders, kind, title, action, onClose, onPick, suggestedName = '' }: Props) {
  const { t } = useTranslation('picker');
  const [at, setAt] = useState<AnyPath | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [name, setName] = useState(suggestedName);
  // Whoever comes back from another window may have put a card in there, or a folder somewhere else.
  const fresh = { staleTime: 0, refetchOnWindowFocus: 'always' } as const;
  const places = useQuery({ queryKey: ['places'], queryFn: () => folders.places(), ...fresh });
  const here = at ?? places.data?.[0]?.path ?? null;
  const folder = useQuery({
    queryKey: ['folder', here],
    enabled: here !== null,
    ...fresh,
    queryFn: ({ signal }) => folders.list(here ?? { text: '/' }, signal),
  });
  const go = (path: AnyPath): void => {
    setAt(path);
    setChosen(new Set());
  };
  const lookAgain = (): void => {
    void places.refetch();
    void folder.refetch();
  };
  const entries = folder.data?.entries.filter((entry) => isShown(entry, kind)) ?? [];
  const picked = entries.filter(({ path }) => chosen.has(keyOf(path))).map(({ path }) => path);
  const taken = takenBy(kind, picked, folder.data?.path ?? null, name);
  return (
    <Dialog
      title={title}
      size="large"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel', { ns: 'common' })}</Button>
          <Button tone="primary" isDisabled={taken === null} onPress={() => taken && onPick(taken)}>
            {action}
          </Button>
        </>
      }
    >
      <div className="picker">
        <nav className="picker-places" aria-label={t('places')}>
          {places.data?.map((place) => {
            const Icon = place.kind === 'home' ? House : place.kind === 'volume' ? Usb : HardDrive;
            return (
              <Button key={keyOf(place.path)} tone="quiet" icon={Icon} onPress={() => go(place.path)}>
                {place.kind === 'home' ? t('home') : <SafeText>{place.name}</SafeText>}
              </Button>
            );
          })}
        </nav>
        <div className="picker-main">
          <div className="picker-here">
            <IconButton
              icon={ArrowUp}
              label={t('up')}
              isDisabled={!folder.data?.parent}
              onPress={() => folder.data?.parent && go(folder.data.parent)}
            />
            <strong>{folder.data && <SafeText>{folder.data.name}</SafeText>}</strong>
            <IconButton icon={RotateCw} label={t('again')} onPress={lookAgain} />
          </div>
          {folder.error !== null && <ErrorNotice error={folder.error} />}
          <Entries
            entries={entries}
            isMany={kind === 'any' || kind === 'files'}
            chosen={chosen}
            onChoose={setChosen}
            onOpen={(entry) => (entry.kind === 'folder' ? go(entry.path) : onPick([entry.path]))}
          />
          {folder.data !== undefined && folder.data.omitted > 0 && (
            <p className="quiet small">{t('omitted', { count: folder.data.omitted })}</p>
          )}
          {kind === 'save' && <FieldText label={t('name')} value={name} onChange={setName} />}
        </div>
      </div>
    </Dialog>
  );
}

const isShown = ({ kind }: FolderEntry, wanted: PickKind): boolean =>
  kind === 'folder' || (kind === 'file' && (wanted === 'files' || wanted === 'any'));

/** What the button takes as things stand: what is marked, else the folder that is looked at. Null: nothing yet. */
function takenBy(
  kind: PickKind,
  picked: readonly AnyPath[],
  here: AnyPath | null,
  name: string,
): readonly AnyPath[] | null {
  switch (kind) {
    case 'files':
      return picked.length > 0 ? picked : null;
    case 'save':
      return here && 'text' in here && isName(name) ? [{ text: joined(here.text, name.trim()) }] : null;
    case 'folder':
    case 'archive':
    case 'any':
      return picked.length > 0 ? picked : here && [here];
  }
}

const isName = (name: string): boolean => name.trim() !== '' && !/[/\\\0]/.test(name);
const joined = (folder: string, name: string): string => {
  const separator = /^[A-Za-z]:\\|^\\\\/.test(folder) ? '\\' : '/';
  return folder.endsWith(separator) ? `${folder}${name}` : `${folder}${separator}${name}`;
};

interface EntriesProps {
  readonly entries: readonly FolderEntry[];
  readonly isMany: boolean;
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (keys: ReadonlySet<string>) => void;
  readonly onOpen: (entry: FolderEntry) => void;
}

function Entries({ entries, isMany, chosen, onChoose, onOpen }: EntriesProps) {
  const { t } = useTranslation('picker');
  const format = useFormats();
  return (
    <GridList
      className="picker-list"
      aria-label={t('contents')}
      selectionMode={isMany ? 'multiple' : 'single'}
      selectionBehavior="replace"
      selectedKeys={chosen}
      onSelectionChange={(keys) =>
        onChoose(new Set(keys === 'all' ? entries.map(({ path }) => keyOf(path)) : [...keys].map(String)))
      }
      onAction={(key) => {
        const entry = entries.find(({ path }) => keyOf(path) === key);
        if (entry) onOpen(entry);
      }}
      renderEmptyState={() => <p className="quiet picker-empty">{t('empty')}</p>}
    >
      {entries.map((entry) => {
        const Icon = entry.isArchive ? Landmark : entry.kind === 'folder' ? FolderIcon : File;
        return (
          <GridListItem
            key={keyOf(entry.path)}
            id={keyOf(entry.path)}
            textValue={plainText(entry.name)}
            className="picker-entry"
          >
            {/* The cell round it has no box of its own. */}
            <div className="picker-entry-line">
              <Icon aria-hidden size={18} strokeWidth={1.5} />
              <SafeText>{entry.name}</SafeText>
              <span className="quiet small">
                {entry.isArchive ? t('archive') : entry.size === null ? '' : format.bytes(entry.size)}
              </span>
            </div>
          </GridListItem>
        );
      })}
    </GridList>
  );
}
