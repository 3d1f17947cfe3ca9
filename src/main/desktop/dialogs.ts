import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { dialog, type BrowserWindow, type OpenDialogOptions } from 'electron';
import type { Words } from './words.ts';

type Property = NonNullable<OpenDialogOptions['properties']>[number];

// Windows would list what was picked among its recent documents.
const untraced = 'dontAddToRecent';

/** On macOS an archive is a package, which its dialogs take for a file. */
const folders: readonly Property[] =
  process.platform === 'darwin' ? ['openDirectory', 'openFile'] : ['openDirectory'];

async function open(window: BrowserWindow, title: string, properties: readonly Property[]) {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title,
    message: title,
    properties: [...properties, untraced],
  });
  return canceled || filePaths.length === 0 ? null : filePaths;
}

export async function pickFolder(window: BrowserWindow, title: string): Promise<string | null> {
  return (await open(window, title, [...folders, 'createDirectory']))?.[0] ?? null;
}

export async function pickFiles(window: BrowserWindow, title: string): Promise<readonly string[] | null> {
  return open(window, title, ['openFile', 'multiSelections']);
}

export async function saveTo(
  window: BrowserWindow,
  title: string,
  suggestedName: string,
): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title,
    // A name, wherever the page wanted it.
    defaultPath: join(homedir(), basename(suggestedName)),
    properties: ['createDirectory', 'showOverwriteConfirmation', untraced],
  });
  return canceled || filePath === '' ? null : filePath;
}

/** Whether to load a page again that died; else to quit. */
export async function mayLoadAgain(window: BrowserWindow, words: Words): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: words.pageGone,
    detail: words.pageGoneDetail,
    buttons: [words.loadAgain, words.quit],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 0;
}

/** Whether to stop work that runs and quit. */
export async function mayStop(window: BrowserWindow, words: Words): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: words.busy,
    detail: words.busyDetail,
    buttons: [words.goOn, words.stopAndQuit],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 1;
}
