import { app, BrowserWindow, type Session } from 'electron';
import { pageOrigin } from '../../shared/host/desktop-bridge.ts';
import { keptBounds } from './window-state.ts';

/** A page that dies again within this time, in milliseconds, is not loaded anew by itself: it would die for ever. */
const patience = 10_000;

export function openWindow(session: Session, preload: string): BrowserWindow {
  const { bounds, maximized } = keptBounds();
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 640,
    minHeight: 480,
    title: 'Stele',
    show: false,
    webPreferences: {
      session,
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      // Electron's spell checker downloads dictionaries.
      spellcheck: false,
      v8CacheOptions: 'none',
      devTools: !app.isPackaged,
    },
  });
  window.once('ready-to-show', () => {
    if (maximized) window.maximize();
    window.show();
  });
  // The title is set by the page over its bridge; a document's own would have another's say.
  window.on('page-title-updated', (event) => event.preventDefault());
  return window;
}

/**
 * Loads the page into its window, and again when it dies. Where it dies soon after, or cannot be loaded, there would be an
 * empty window: `mayLoadAgain` tells the person, and says whether to.
 */
export function showPage(window: BrowserWindow, mayLoadAgain: () => Promise<boolean>): void {
  let loaded = 0;
  let asking = false;
  const show = (): void => {
    if (window.isDestroyed()) return;
    loaded = Date.now();
    window.loadURL(`${pageOrigin}/`).catch(() => void ask());
  };
  // A page that dies while it is loaded is told of twice, and asked about once.
  const ask = async (): Promise<void> => {
    if (asking || window.isDestroyed()) return;
    asking = true;
    const again = await mayLoadAgain().finally(() => (asking = false));
    if (again) show();
  };
  window.webContents.on('render-process-gone', () => {
    if (Date.now() - loaded < patience) void ask();
    else show();
  });
  show();
}
