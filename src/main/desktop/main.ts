import { join } from 'node:path';
import { app, BrowserWindow, session } from 'electron';

// The window is a place-holder until the application has its own; how it is shut in is not.

app.enableSandbox();

app.on('web-contents-created', (_event, contents) => {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
});

app.on('window-all-closed', () => app.quit());

await app.whenReady();
session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
session.defaultSession.setPermissionCheckHandler(() => false);

const window = new BrowserWindow({
  width: 1280,
  height: 800,
  show: false,
  webPreferences: {
    preload: join(import.meta.dirname, '../preload/preload.cjs'),
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    // Electron's spell checker downloads dictionaries.
    spellcheck: false,
  },
});
window.once('ready-to-show', () => window.show());
await window.loadFile(join(import.meta.dirname, '../renderer/index.html'));
