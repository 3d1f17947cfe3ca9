import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import type { BrowserWindow, DownloadItem, Session } from 'electron';
import { pageHost, pageOrigin, pageScheme, type SaveEnd } from '../../shared/host/desktop-bridge.ts';

/** An address that the page made of bytes it has, as Chromium writes it: the page's origin and a UUID. */
const ownBlob = new RegExp(`^blob:${pageOrigin}/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$`);

/** Whether it is an original of an archive, by the address that media have here. */
export function isOriginal(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, pathname } = new URL(url);
  return protocol === `${pageScheme}:` && host === pageHost && /^\/media\/[^/]*\/original\//.test(pathname);
}

/**
 * What the page of the window may save: originals, and what it made itself (reports, notes, keys, tables). The person is asked
 * where to, each time; how it ended is told to the page. All else is refused.
 */
export function answerSaves(session: Session, window: BrowserWindow, tell: (end: SaveEnd) => void): void {
  session.on('will-download', (event, item, contents) => {
    const address = item.getURL();
    if (
      window.isDestroyed() ||
      contents !== window.webContents ||
      !(ownBlob.test(address) || isOriginal(address))
    ) {
      event.preventDefault();
      // Whoever waits for it in the window learns of it.
      if (!window.isDestroyed() && contents === window.webContents) tell({ address, outcome: 'failed' });
      return;
    }
    // Without a path Electron asks the person where to.
    item.setSaveDialogOptions({
      defaultPath: join(homedir(), nameOf(item)),
      properties: ['createDirectory', 'showOverwriteConfirmation', 'dontAddToRecent'],
    });
    item.once('done', (_event, state) =>
      tell({
        address,
        outcome: state === 'completed' ? 'saved' : state === 'cancelled' ? 'cancelled' : 'failed',
      }),
    );
  });
}

/** A name, wherever the page wanted it: what no file system takes in one becomes a hyphen. */
function nameOf(item: DownloadItem): string {
  const name = basename(item.getFilename().replaceAll('\\', '/')).replace(/[:*?"<>|\p{Cc}]/gu, '-');
  return /^\.*$/.test(name) ? 'file' : name;
}
