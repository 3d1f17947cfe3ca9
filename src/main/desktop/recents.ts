import { join } from 'node:path';
import { app } from 'electron';
import { z } from 'zod';
import type { Recents } from '../../shared/host/host-shell.ts';
import { readKept, writeKept } from './kept-file.ts';

export const recentArchive = z.strictObject({
  path: z.string().min(1).max(32_768),
  name: z.string().max(1000),
});
const form = z.array(recentArchive).max(100);
const most = 10;

/** `isPlain` is asked of the core, not of the page: of an encrypted archive nothing is kept, not even where it lies. */
export function openRecents(isPlain: (path: string) => Promise<boolean>): Recents {
  const file = join(app.getPath('userData'), 'recents.json');
  const read = () => readKept(file, form) ?? [];
  const without = (path: string) => read().filter((one) => one.path !== path);
  return {
    list: async () => read(),
    async add(archive) {
      if (await isPlain(archive.path)) writeKept(file, [archive, ...without(archive.path)].slice(0, most));
    },
    async remove(path) {
      if (read().some((one) => one.path === path)) writeKept(file, without(path));
    },
  };
}
