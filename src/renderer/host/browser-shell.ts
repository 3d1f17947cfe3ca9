import {
  claimBearer,
  httpClient,
  sendDropped,
  type HostConnection,
} from '../../shared/binding/http-client.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { HostShell } from './host-shell.ts';

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
    async dropped(archive, files, signal) {
      if (archive === null) throw new AppError('archive-not-open');
      const described = files.map((file) => ({
        name: file.webkitRelativePath || file.name,
        size: file.size,
        modified: file.lastModified,
      }));
      const { drop, folder, addresses } = await client.host.beginDrop({ archive, files: described });
      const release = () => client.host.endDrop({ drop });
      try {
        for (const [index, file] of files.entries()) {
          const address = addresses[index];
          if (address !== undefined) await sendDropped(connection, address, file, signal);
        }
      } catch (error) {
        await release();
        throw error;
      }
      return { paths: [folder], release };
    },
    mediaUrl: (address) => `${connection.origin}${address}`,
    // The browser's menus are its own, and nothing is opened from outside.
    setLanguage: () => undefined,
    onOpenRequest: () => () => undefined,
    recents: null,
    quit: (stopWork) => client.host.quit({ stopWork }),
  };
}
