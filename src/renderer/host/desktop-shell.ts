import { openDesktopShell, type DesktopPage } from '../../shared/host/desktop-shell.ts';
import type { HostShell as SharedShell } from '../../shared/host/host-shell.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { HostState } from '../../shared/host/host-contract.ts';
import type { HostShell } from './host-shell.ts';

/** The desktop's window, if this page stands in one: its preload script put `stele` there. */
export const desktopPage = (): DesktopPage | null =>
  'stele' in window ? (window as unknown as DesktopPage) : null;

/** The desktop as the interface takes it: the system's own dialogs, files where they lie. */
export async function openDesktop(page: DesktopPage, productName: string): Promise<HostShell> {
  const shell = await openDesktopShell(page);
  const { recents } = shell;
  return {
    kind: shell.kind,
    client: shell.client,
    start: () => shell.start(),
    states: (signal) => untilAborted(shell, signal),
    folders: null,
    pickFolder: () => shell.pickFolder({ title: productName }),
    pickFiles: () => shell.pickFiles({ title: productName }),
    saveTo: (suggestedName) => shell.saveTo({ title: productName, suggestedName }),
    reveal: (path) => shell.reveal({ text: path }),
    dropped(data) {
      const files = [...data.files];
      // eslint-disable-next-line require-yield -- nothing is copied here: the files are where they are
      return async function* () {
        const paths = await shell.pathsOfDrop(files);
        // What lies nowhere on a disk, such as a picture out of another window.
        if (paths === null || paths.length === 0)
          throw new AppError('path-not-found', { path: files.map(({ name }) => name).join(', ') });
        const entries = paths.map((path, at) => ({ name: files[at]?.name ?? '', path }));
        return { paths, entries, isCopy: false, release: () => Promise.resolve() };
      };
    },
    releaseDropped: () => undefined,
    mediaUrl: (address) => shell.mediaUrl(address),
    setLanguage: (language) => shell.setLanguage(language),
    onOpenRequest: (listener) => shell.onOpenRequest?.(listener) ?? (() => undefined),
    recents,
    quit: (stopWork) => shell.quit(stopWork),
  };
}

async function* untilAborted(shell: SharedShell, signal: AbortSignal): AsyncGenerator<HostState, void, void> {
  const states = shell.states()[Symbol.asyncIterator]();
  const aborted = new Promise<null>((resolve) =>
    signal.addEventListener('abort', () => resolve(null), { once: true }),
  );
  try {
    while (!signal.aborted) {
      const step = await Promise.race([states.next(), aborted]);
      if (step === null || step.done === true) return;
      yield step.value;
    }
  } finally {
    // Ends once the host tells something more; nobody waits for that.
    void states.return?.();
  }
}
