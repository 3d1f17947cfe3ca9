import { app, BrowserWindow, type Session } from 'electron';
import { pageOrigin } from '../../shared/host/desktop-bridge.ts';
import { keptBounds } from './window-state.ts';

/** A page that dies again within this time, in milliseconds, is not loaded anew: it would die for ever. */
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
  let loaded = Date.now();
  window.webContents.on('render-process-gone', () => {
    if (Date.now() - loaded < patience) return;
    loaded = Date.now();
    void load(window);
  });
  return window;
}

export const load = (window: BrowserWindow): Promise<void> => window.loadURL(`${pageOrigin}/`);
