import { basename, dirname, resolve } from 'node:path';
import { app } from 'electron';
import { z } from 'zod';

export interface OpenRequests {
  /** What the first page begins with. */
  readonly first: () => string | null;
  /** From now on archives that are opened from outside go to `listener`. */
  listen(listener: (archive: string) => void, wake: () => void): void;
}

const handedOver = z.object({ archive: z.string().min(1).max(32_768).nullable() });

/** Of arguments of ours: the archive that is named. Chromium adds switches to them. */
export function archiveIn(words: readonly string[], folder: string): string | null {
  const named = words.find((word) => word !== '' && !word.startsWith('-'));
  return named === undefined ? null : archiveAt(resolve(folder, named));
}

/** Where folders cannot be opened by double click, the file that describes an archive can. */
const archiveAt = (path: string): string => (basename(path) === 'archive.json' ? dirname(path) : path);

/** Takes the single-instance lock. Null: another has it, was handed what this one was to open, and this one has to go. */
export function openRequests(): OpenRequests | null {
  const words = process.argv.slice(app.isPackaged ? 1 : 2);
  let first = archiveIn(words, process.cwd());
  if (!app.requestSingleInstanceLock({ archive: first })) return null;
  let tell = (archive: string): void => void (first = archive);
  let wake = (): void => undefined;
  // On macOS, perhaps before the application is ready.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    tell(archiveAt(path));
  });
  app.on('second-instance', (_event, _words, _folder, data) => {
    wake();
    const archive = handedOver.safeParse(data).data?.archive ?? null;
    if (archive !== null) tell(archive);
  });
  return {
    first: () => first,
    listen(listener, woken) {
      tell = listener;
      wake = woken;
    },
  };
}
