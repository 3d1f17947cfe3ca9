import { join } from 'node:path';
import { app, powerMonitor, session, type BrowserWindow } from 'electron';
import { AppError } from '../../shared/errors/app-error.ts';
import { channels, pageScheme } from '../../shared/host/desktop-bridge.ts';
import { openCoreProcess } from './core-process.ts';
import { decoderNode } from './decoder-node.ts';
import { mayLoadAgain, mayStop, pickFolder } from './dialogs.ts';
import { answerPage } from './ipc.ts';
import { setMenu } from './menu.ts';
import { openRequests, type OpenRequests } from './open-file.ts';
import { answerScheme } from './protocol.ts';
import { openRecents } from './recents.ts';
import { answerSaves } from './saves.ts';
import { setSessionFolder } from './session-folder.ts';
import { shutInApp, shutInSession } from './shut-in.ts';
import { keepBounds } from './window-state.ts';
import { openWindow, showPage } from './window.ts';
import { menuLanguage, wordsIn } from './words.ts';

/** The built program: out/main/main.mjs, and beside it what the window and the core's process load. */
const built = import.meta.dirname;
const preload = join(built, '../preload/preload.cjs');
const pages = join(built, '../renderer');
// Threads and children of the core read ordinary files alone.
const coreEntry = join(built.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked'), 'core/core.mjs');

/** Milliseconds that the core has while the system waits: Windows offers to end by force what takes five seconds. */
const hurried = 4_000;

shutInApp();
const sessionFolder = setSessionFolder();
const requests = openRequests();
if (!requests) app.quit();
else {
  sessionFolder.empty();
  app.on('quit', () => sessionFolder.empty());
  // Not awaited here: Electron is not ready before this module was run to its end.
  app
    .whenReady()
    .then(() => run(requests))
    .catch(() => app.exit(70));
}

async function run(outside: OpenRequests): Promise<void> {
  // In memory, and without a cache: nothing that the page sees is written down.
  const ours = session.fromPartition('stele', { cache: false });
  await shutInSession(ours);
  let traceless = false;
  let words = wordsIn(menuLanguage(app.getPreferredSystemLanguages()));
  const tell = (channel: string, value: unknown): void => {
    if (!window.isDestroyed()) window.webContents.send(channel, value);
  };
  const core = openCoreProcess({
    entry: coreEntry,
    decoderNode: decoderNode(),
    silent: app.isPackaged,
    onState: (state) => tell(channels.state, state),
    onTraceless: () => (traceless = true),
  });
  ours.protocol.handle(
    pageScheme,
    answerScheme({ pages, media: (request, signal) => core.media(request, signal) }),
  );
  const window = openWindow(ours, preload);
  answerSaves(ours, window, (end) => tell(channels.saved, end));

  let ended = false;
  let ending: Promise<void> | null = null;
  const end = (within?: number): Promise<void> => (ending ??= endAll(within));
  const endAll = async (within?: number): Promise<void> => {
    if (!traceless && !window.isDestroyed()) keepBounds(window);
    await core.end(within);
    ended = true;
    app.quit();
  };
  // A core that is busy and says nothing may well be at work: the person is asked.
  const jobs = async (): Promise<number> =>
    Number((await core.ask({ of: 'jobs' })) ?? (core.isRunning() ? 1 : 0));
  let asking = false;
  const closeAsked = async (): Promise<void> => {
    if (asking) return;
    asking = true;
    try {
      if ((await jobs()) === 0 || (await mayStop(window, words))) await end();
    } finally {
      asking = false;
    }
  };
  // Of a window that closes anyway nobody is told. Whoever would not stop the work is asked again: nothing else is to be seen.
  const loadAgain = async (): Promise<boolean> => {
    while (ending === null) {
      wake(window);
      if (await mayLoadAgain(window, words)) return true;
      await closeAsked();
    }
    return false;
  };
  const asked = (event: { preventDefault(): void }): void => {
    if (ended) return;
    event.preventDefault();
    void closeAsked();
  };
  window.on('close', asked);
  app.on('before-quit', asked);
  app.on('window-all-closed', () => app.quit());
  // The system goes down and asks nobody. It is held until the core has closed, which has its bound, and then let go.
  const held = (event: { preventDefault(): void }): void => {
    if (ended) return;
    event.preventDefault();
    void end(hurried);
  };
  window.on('query-session-end', held);
  // Held no longer: what can still be closed is.
  window.on('session-end', () => void end(hurried));
  // Electron's types leave out the event that its documentation names.
  const power: NodeJS.EventEmitter = powerMonitor;
  power.on('shutdown', held);
  powerMonitor.on('suspend', () => core.lock('now'));
  powerMonitor.on('lock-screen', () => core.lock('when-idle'));
  powerMonitor.on('unlock-screen', () => core.stay());

  const open = (archive: string): void => tell(channels.open, archive);
  outside.listen(open, () => wake(window));
  const actions = {
    open: () =>
      void pickFolder(window, words.openArchive.replace('…', '')).then((archive) => {
        if (archive !== null) open(archive);
      }),
    lock: () => core.lock('by-hand'),
  };
  setMenu(actions, words);
  answerPage({
    window,
    core,
    recents: openRecents(async (path) => (await core.ask({ of: 'plain', path })) === true),
    firstArchive: outside.first,
    setLanguage(language) {
      words = wordsIn(language);
      setMenu(actions, words);
    },
    async quit(stopWork) {
      const running = await jobs();
      if (running > 0 && !stopWork) throw new AppError('host-busy', { jobs: running });
      // Answered first: the page learns that it may go.
      setImmediate(() => void end());
    },
  });
  showPage(window, loadAgain);
}

function wake(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
