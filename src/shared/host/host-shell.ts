import type { ContractRouterClient } from '@orpc/contract';
import type { AnyPath } from '../contract/common.ts';
import type { contract } from '../contract/contract.ts';
import type { HostState } from './host-contract.ts';

export type CoreClient = ContractRouterClient<typeof contract>;
export type { AnyPath };

export interface PickOptions {
  /** What is asked for, in the person's language. */
  readonly title: string;
}

export interface SaveOptions extends PickOptions {
  readonly suggestedName: string;
}

/** An archive that was opened before; plain ones only. */
export interface RecentArchive {
  readonly path: string;
  readonly name: string;
}

export interface Recents {
  /** Newest first. */
  list(): Promise<readonly RecentArchive[]>;
  /** Of an encrypted archive nothing is kept. */
  add(archive: RecentArchive): Promise<void>;
  remove(path: string): Promise<void>;
}

/** What differs between the desktop window and a page in a browser; everything else is the contract. */
export interface HostShell {
  readonly kind: 'desktop' | 'browser';
  readonly client: CoreClient;
  start(): Promise<{
    readonly version: string;
    readonly platform: string;
    /** The archive to begin with. */
    readonly archive: string | null;
  }>;
  /** Throws `host-gone` when the core has ended by itself. */
  states(): AsyncIterable<HostState>;
  /** Null from a host without dialogs of its own, and where nothing was picked. */
  pickFolder(options: PickOptions): Promise<AnyPath | null>;
  pickFiles(options: PickOptions): Promise<readonly AnyPath[] | null>;
  saveTo(options: SaveOptions): Promise<AnyPath | null>;
  /** Shows it in the system's file manager. */
  reveal(path: AnyPath): Promise<void>;
  /** Where dropped files lie; null where the host is not told. */
  pathsOfDrop(files: readonly File[]): Promise<readonly AnyPath[] | null>;
  /** What an address of `media.addresses` is to a page. */
  mediaUrl(address: string): string;
  readonly recents: Recents | null;
  setTitle(title: string): void;
  /** Of menus and dialogs: `en`, `hy`, `ru`; another is passed over. */
  setLanguage(language: string): void;
  /** Locks everything and ends. Throws `host-busy` where work is under way that may not be stopped. */
  quit(stopWork: boolean): Promise<void>;
  /** Archives that are opened from outside while the window is there: by double click, by a second start, by the menu. */
  readonly onOpenRequest?: (listener: (archive: string) => void) => () => void;
}
