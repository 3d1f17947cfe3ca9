import {
  claimBearer,
  httpClient,
  sendDropped,
  type HostConnection,
} from '../../shared/binding/http-client.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { AnyPath } from '../../shared/contract/common.ts';
import type { Progress } from '../../shared/records/progress.ts';
import type { Dropped, HostShell } from './host-shell.ts';

const kept = 'stele.bearer';

/**
 * The browser host as its page reaches it. The one-time token stands in the fragment and is taken out of the address at once;
 * the bearer lives as long as the tab. Throws AppError `host-refused` where neither is there, or the token was used.
 */
export async function openBrowserShell(): Promise<HostShell> {
  const { origin } = window.location;
  const token = new URLSearchParams(window.location.hash.slice(1)).get('token');
  if (token !== null) {
    history.replaceState(null, '', '/');
    sessionStorage.setItem(kept, await claimBearer(origin, token));
  }
  const bearer = sessionStorage.getItem(kept);
  if (bearer === null) throw new AppError('host-refused');
  return browserShell({ origin, bearer });
}

function browserShell(connection: HostConnection): HostShell {
  const client = httpClient(connection);
  const notNative = (): never => {
    throw new Error('This host has no dialogs of its own.');
  };
  const held = new Set<() => Promise<void>>();

  async function* receive(
    found: readonly Found[],
    beside: string | null,
    signal: AbortSignal,
  ): AsyncGenerator<Progress, Dropped, void> {
    const files = await filesOf(found);
    if (files.length === 0) throw new AppError('drop-unusable', { reason: 'there is no file in it' });
    if (files.length > mostFiles)
      throw new AppError('drop-unusable', { reason: `it is more than ${mostFiles} files` });
    const described = files.map(({ name, file }) => ({
      name,
      size: file.size,
      modified: file.lastModified,
    }));
    const { drop, folder, addresses } = await client.host.beginDrop({ archive: beside, files: described });
    const release = async (): Promise<void> => {
      if (held.delete(release)) await client.host.endDrop({ drop });
    };
    held.add(release);
    try {
      const totalBytes = files.reduce((sum, { file }) => sum + file.size, 0);
      const began = performance.now();
      let bytes = 0;
      for (const [done, { file }] of files.entries()) {
        const rate = Math.round((bytes * 1000) / Math.max(1, performance.now() - began));
        yield { ...receiving, done, total: files.length, bytes, totalBytes, rate };
        const address = addresses[done];
        if (address !== undefined) await sendDropped(connection, address, file, signal);
        bytes += file.size;
      }
    } catch (error) {
      await release();
      throw error;
    }
    const entries = found.map(({ name }) => ({ name, path: within(folder, name) }));
    return { paths: [folder], entries, isCopy: true, release };
  }

  return {
    kind: 'browser',
    client,
    start: () => client.host.start(),
    async *states(signal) {
      for await (const { state } of await client.host.alive(undefined, { signal })) yield state;
    },
    folders: {
      places: () => client.host.places(),
      list: (path, signal) => client.host.listFolder({ path }, signal ? { signal } : {}),
    },
    pickFolder: notNative,
    pickFiles: notNative,
    saveTo: notNative,
    reveal: null,
    dropped(data) {
      const found = foundIn(data);
      return (beside, signal) => receive(found, beside, signal);
    },
    releaseDropped() {
      for (const release of [...held]) void release().catch(() => undefined);
    },
    mediaUrl: (address) => `${connection.origin}${address}`,
    // The browser's menus are its own, and nothing is opened from outside.
    setLanguage: () => undefined,
    onOpenRequest: () => () => undefined,
    recents: null,
    quit: (stopWork) => client.host.quit({ stopWork }),
  };
}

/** As many as the host takes at once. */
const mostFiles = 10_000;
const receiving = { type: 'progress', phase: 'scan', failures: 0 } as const;

/** What was dropped: a file, or a folder that is yet to be looked through. */
interface Found {
  readonly name: string;
  readonly file: File | null;
  readonly folder: FileSystemDirectoryEntry | null;
}

interface NamedFile {
  /** With `/` between folders. */
  readonly name: string;
  readonly file: File;
}

/** After the event the browser shows nothing of it any more. */
function foundIn(data: DataTransfer): readonly Found[] {
  return [...data.items].flatMap((item): Found[] => {
    if (item.kind !== 'file') return [];
    const entry = item.webkitGetAsEntry();
    if (entry?.isDirectory === true)
      return [{ name: entry.name, file: null, folder: entry as FileSystemDirectoryEntry }];
    const file = item.getAsFile();
    return file ? [{ name: file.name, file, folder: null }] : [];
  });
}

async function filesOf(found: readonly Found[]): Promise<readonly NamedFile[]> {
  const files: NamedFile[] = [];
  for (const { name, file, folder } of found)
    if (file) files.push({ name, file });
    else if (folder) await gather(folder, name, files);
  return files;
}

async function gather(folder: FileSystemDirectoryEntry, path: string, into: NamedFile[]): Promise<void> {
  const reader = folder.createReader();
  while (into.length <= mostFiles) {
    // Some of them at a time, and none at the end.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, (error) => reject(unreadable(error))),
    );
    if (some.length === 0) return;
    for (const entry of some) {
      const name = `${path}/${entry.name}`;
      if (entry.isDirectory) await gather(entry as FileSystemDirectoryEntry, name, into);
      else into.push({ name, file: await fileOf(entry as FileSystemFileEntry) });
    }
  }
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, (error) => reject(unreadable(error))));

const unreadable = (error: unknown): AppError =>
  new AppError('drop-unusable', { reason: 'something in it cannot be read' }, error);

function within(folder: AnyPath, name: string): AnyPath {
  if ('bytes' in folder) throw new AppError('drop-unusable', { reason: 'its folder has no readable name' });
  return { text: `${folder.text}${folder.text.includes('\\') ? '\\' : '/'}${name}` };
}
