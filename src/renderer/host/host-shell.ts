import type { ContractRouterClient } from '@orpc/contract';
import type { contract } from '../../shared/contract/contract.ts';
import type { AnyPath } from '../../shared/contract/common.ts';
import type { Stream } from '../jobs/jobs.ts';
import type { HostState } from '../../shared/host/host-contract.ts';

export type CoreClient = ContractRouterClient<typeof contract>;

/** A folder, seen through the host, where the host has no dialogs of its own. */
export interface FolderBrowser {
  places(): Promise<readonly Place[]>;
  list(path: AnyPath, signal?: AbortSignal): Promise<Folder>;
}

export interface Place {
  readonly name: string;
  readonly path: AnyPath;
  readonly kind: 'home' | 'root' | 'volume';
}

export interface FolderEntry {
  readonly name: string;
  readonly path: AnyPath;
  readonly kind: 'folder' | 'file' | 'other';
  readonly size: number | null;
  readonly isArchive: boolean;
}

export interface Folder {
  readonly name: string;
  readonly path: AnyPath;
  readonly parent: AnyPath | null;
  readonly entries: readonly FolderEntry[];
  readonly omitted: number;
}

/** What was dropped on the page, where the host may read it. */
export interface Dropped {
  /** What is taken in. */
  readonly paths: readonly AnyPath[];
  /** Each file and folder that was dropped, by its name. */
  readonly entries: readonly { readonly name: string; readonly path: AnyPath }[];
  /** They are copies, and gone after `release`: their paths say nothing of where the files really are. */
  readonly isCopy: boolean;
  release(): Promise<void>;
}

/** `beside`: the archive that copies lie beside; null: they are only checked. Throws AppError. */
export type ReceiveDrop = (beside: string | null, signal: AbortSignal) => Stream<Dropped>;

/** A plain archive that was open before. Encrypted ones are never remembered. */
export interface Recent {
  readonly path: string;
  readonly name: string;
}

/** All that differs between the desktop window and a page in a browser. */
export interface HostShell {
  readonly kind: 'desktop' | 'browser';
  readonly client: CoreClient;
  start(): Promise<{ readonly version: string; readonly platform: string; readonly archive: string | null }>;
  /** Ends when the host is gone. */
  states(signal: AbortSignal): AsyncIterable<HostState>;
  /** Null: the system's own dialogs are used (`pick…`). */
  readonly folders: FolderBrowser | null;
  pickFolder(): Promise<AnyPath | null>;
  pickFiles(): Promise<readonly AnyPath[] | null>;
  saveTo(suggestedName: string): Promise<AnyPath | null>;
  /** Null where the host cannot. */
  readonly reveal: ((path: string) => Promise<void>) | null;
  /** To be called while the event is handled; what it gives back may be called later. */
  dropped(data: DataTransfer): ReceiveDrop;
  /** Copies that are still there are removed. */
  releaseDropped(): void;
  mediaUrl(address: string): string;
  /** What the system shows for us (menus, questions) is in this language from now on. */
  setLanguage(language: string): void;
  /** Archives that are opened from outside while the window is there. Gives back what ends the listening. */
  onOpenRequest(listener: (path: string) => void): () => void;
  readonly recents: { list(): Promise<readonly Recent[]>; add(recent: Recent): Promise<void> } | null;
  quit(stopWork: boolean): Promise<void>;
}
