import { existsSync } from 'node:fs';
import { ipcMain, shell, type BrowserWindow, type IpcMainInvokeEvent } from 'electron';
import { z } from 'zod';
import { codedFailure } from '../../shared/binding/failures.ts';
import { anyPath } from '../../shared/contract/common.ts';
import { channels, pageHost, pageScheme, type Answered } from '../../shared/host/desktop-bridge.ts';
import type { AnyPath, Recents } from '../../shared/host/host-shell.ts';
import { version } from '../../shared/version.ts';
import type { CoreProcess } from './core-process.ts';
import * as dialogs from './dialogs.ts';
import { recentArchive } from './recents.ts';
import { isRevealable } from './revealable.ts';
import { menuLanguages, type MenuLanguage } from './words.ts';

export interface Ipc {
  readonly window: BrowserWindow;
  readonly core: CoreProcess;
  readonly recents: Recents;
  readonly firstArchive: () => string | null;
  /** Menus and questions of the system are in it from now on. */
  readonly setLanguage: (language: MenuLanguage) => void;
  /** Throws `host-busy`. */
  readonly quit: (stopWork: boolean) => Promise<void>;
}

const title = z.string().max(500);
const picking = z.strictObject({ title });
const saving = z.strictObject({ title, suggestedName: z.string().min(1).max(255) });
const path = z.string().min(1).max(32_768);

/** Answers what a page asks of its host. Whoever asks is looked at first, then what. */
export function answerPage({ window, core, recents, firstArchive, setLanguage, quit }: Ipc): void {
  const answer = <Input, Value>(
    channel: string,
    form: z.ZodType<Input>,
    handle: (input: Input, event: IpcMainInvokeEvent) => Value | Promise<Value>,
  ): void =>
    ipcMain.handle(channel, async (event, ...given: unknown[]): Promise<Answered<Value>> => {
      // Who should not be there is told nothing.
      if (!isOurs(event, window) || given.length > 1) throw new Error('refused');
      const input = form.safeParse(given[0]);
      if (!input.success) throw new Error('refused');
      try {
        return { value: await handle(input.data, event) };
      } catch (error) {
        const { code, details } = codedFailure(error);
        return { failure: { code, details } };
      }
    });
  const nothing = z.undefined();
  /** In the system's dialogs, by the person, as long as the program runs. */
  const picked = new Set<string>();
  const note = (text: string | null): AnyPath | null => {
    if (text === null) return null;
    picked.add(text);
    return { text };
  };
  answer(channels.connect, nothing, (_, event) => {
    event.senderFrame?.postMessage(channels.port, null, [core.connect()]);
    return null;
  });
  answer(channels.start, nothing, () => ({
    version,
    platform: process.platform,
    archive: firstArchive(),
  }));
  answer(channels.pickFolder, picking, async (asked) => note(await dialogs.pickFolder(window, asked.title)));
  answer(channels.pickFiles, picking, async (asked) => {
    const files = await dialogs.pickFiles(window, asked.title);
    return files?.map((text) => ({ text })) ?? null;
  });
  answer(channels.saveTo, saving, async (asked) =>
    note(await dialogs.saveTo(window, asked.title, asked.suggestedName)),
  );
  answer(channels.reveal, anyPath, (shown) => {
    const text = 'text' in shown ? shown.text : Buffer.from(shown.bytes, 'base64').toString();
    if (isRevealable(text, picked, process.platform) && existsSync(text)) shell.showItemInFolder(text);
    return null;
  });
  answer(channels.listRecents, nothing, () => recents.list());
  answer(channels.addRecent, recentArchive, async (archive) => {
    await recents.add(archive);
    return null;
  });
  answer(channels.removeRecent, path, async (removed) => {
    await recents.remove(removed);
    return null;
  });
  answer(channels.setTitle, title, (text) => {
    window.setTitle(text === '' ? 'Stele' : text);
    return null;
  });
  answer(channels.setLanguage, z.enum(menuLanguages), (language) => {
    setLanguage(language);
    return null;
  });
  answer(channels.quit, z.boolean(), async (stopWork) => {
    await quit(stopWork);
    return null;
  });
}

/** The one page of the one window, at its own address, in no frame. */
function isOurs({ senderFrame }: IpcMainInvokeEvent, window: BrowserWindow): boolean {
  if (!senderFrame || window.isDestroyed() || senderFrame !== window.webContents.mainFrame) return false;
  if (!URL.canParse(senderFrame.url)) return false;
  const { protocol, host } = new URL(senderFrame.url);
  return protocol === `${pageScheme}:` && host === pageHost;
}
