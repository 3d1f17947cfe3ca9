import { app, Menu, type MenuItemConstructorOptions } from 'electron';

export interface MenuActions {
  readonly open: () => void;
  readonly lock: () => void;
}

/** Electron's own menu has links to the web and a reload that would drop work. */
export function setMenu({ open, lock }: MenuActions): void {
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const mac: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : [];
  const inspect: MenuItemConstructorOptions[] = app.isPackaged ? [] : [separator, { role: 'toggleDevTools' }];
  const file: MenuItemConstructorOptions[] = [
    { label: 'Open archive…', accelerator: 'CmdOrCtrl+O', click: open },
    { label: 'Lock', accelerator: 'CmdOrCtrl+Shift+L', click: lock },
    separator,
    { role: 'quit' },
  ];
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    separator,
    { role: 'togglefullscreen' },
    ...inspect,
  ];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...mac,
      { label: 'File', submenu: file },
      { label: 'Edit', role: 'editMenu' },
      { label: 'View', submenu: view },
      { label: 'Window', role: 'windowMenu' },
    ]),
  );
}
