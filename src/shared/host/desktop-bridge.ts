import type { HostState } from './host-contract.ts';
import type { AnyPath, PickOptions, RecentArchive, SaveOptions } from './host-shell.ts';

/** Where the desktop serves the interface, and media beside it: an address of the contract is one of the page. */
export const pageScheme = 'stele';
export const pageHost = 'app';
export const pageOrigin = `${pageScheme}://${pageHost}`;

/** Everything that may be said between page and main process. */
export const channels = {
  connect: 'stele:connect',
  start: 'stele:start',
  pickFolder: 'stele:pick-folder',
  pickFiles: 'stele:pick-files',
  saveTo: 'stele:save-to',
  reveal: 'stele:reveal',
  listRecents: 'stele:list-recents',
  addRecent: 'stele:add-recent',
  removeRecent: 'stele:remove-recent',
  setTitle: 'stele:set-title',
  setLanguage: 'stele:set-language',
  quit: 'stele:quit',
  /** From the main process. */
  port: 'stele:port',
  state: 'stele:state',
  open: 'stele:open',
  saved: 'stele:saved',
} as const;

/** What the window receives with the port, from itself. */
export const portMessage = 'stele:port';

/** `gone`: the core's process ended by itself. `connect` starts another; everything is locked. */
export type DesktopState = HostState | 'gone';

/** How the saving of a file ended that the page made: `address` is the blob's. */
export interface SaveEnd {
  readonly address: string;
  readonly outcome: 'saved' | 'cancelled' | 'failed';
}

/** Failures do not survive the way as errors, so they are values. */
export type Answered<Value> =
  { readonly value: Value } | { readonly failure: { readonly code: string; readonly details: object } };

/** `window.stele`. */
export interface DesktopBridge {
  /** Asks for the core. The port comes as a message event of the window: `portMessage`, and the port with it. */
  connect(): Promise<Answered<null>>;
  start(): Promise<Answered<{ version: string; platform: string; archive: string | null }>>;
  pickFolder(options: PickOptions): Promise<Answered<AnyPath | null>>;
  pickFiles(options: PickOptions): Promise<Answered<readonly AnyPath[] | null>>;
  saveTo(options: SaveOptions): Promise<Answered<AnyPath | null>>;
  reveal(path: AnyPath): Promise<Answered<null>>;
  /** Empty of what is no file on the disk. */
  pathOf(file: File): string;
  listRecents(): Promise<Answered<readonly RecentArchive[]>>;
  addRecent(archive: RecentArchive): Promise<Answered<null>>;
  removeRecent(path: string): Promise<Answered<null>>;
  setTitle(title: string): Promise<Answered<null>>;
  /** Of menus and dialogs: `en`, `hy`, `ru`. */
  setLanguage(language: string): Promise<Answered<null>>;
  quit(stopWork: boolean): Promise<Answered<null>>;
  /** Each gives back what ends the listening. */
  onState(listener: (state: DesktopState) => void): () => void;
  onOpen(listener: (archive: string) => void): () => void;
  onSaved(listener: (end: SaveEnd) => void): () => void;
}
