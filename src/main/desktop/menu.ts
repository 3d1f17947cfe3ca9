import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { Words } from './words.ts';

export interface MenuActions {
  readonly open: () => void;
  readonly lock: () => void;
}

/** Electron's own menu has links to the web, a reload that would drop work, and English words. */
export function setMenu({ open, lock }: MenuActions, words: Words): void {
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const isMac = process.platform === 'darwin';
  // On macOS the system words the menu that bears the program's name, and Quit stands there.
  const mac: MenuItemConstructorOptions[] = isMac ? [{ role: 'appMenu' }] : [];
  const quit: MenuItemConstructorOptions[] = isMac ? [] : [separator, { role: 'quit', label: words.quit }];
  const inspect: MenuItemConstructorOptions[] = app.isPackaged ? [] : [separator, { role: 'toggleDevTools' }];
  const file: MenuItemConstructorOptions[] = [
    { label: words.openArchive, accelerator: 'CmdOrCtrl+O', click: open },
    { label: words.lock, accelerator: 'CmdOrCtrl+Shift+L', click: lock },
    ...quit,
  ];
  const edit: MenuItemConstructorOptions[] = [
    { role: 'undo', label: words.undo },
    { role: 'redo', label: words.redo },
    separator,
    { role: 'cut', label: words.cut },
    { role: 'copy', label: words.copy },
    { role: 'paste', label: words.paste },
    { role: 'selectAll', label: words.selectAll },
  ];
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom', label: words.resetZoom },
    { role: 'zoomIn', label: words.zoomIn },
    { role: 'zoomOut', label: words.zoomOut },
    separator,
    { role: 'togglefullscreen', label: words.fullScreen },
    ...inspect,
  ];
  const window: MenuItemConstructorOptions[] = [
    { role: 'minimize', label: words.minimize },
    { role: 'close', label: words.close },
  ];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...mac,
      { label: words.file, submenu: file },
      { label: words.edit, submenu: edit },
      { label: words.view, submenu: view },
      { label: words.window, submenu: window },
    ]),
  );
}
