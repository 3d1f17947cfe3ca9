import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { anyPath, archive } from '../contract/common.ts';
import { contract } from '../contract/contract.ts';

/** A place in the file system. The path can be handed to any procedure that takes one. */
const place = z.object({
  /** For people; U+FFFD where the bytes are not UTF-8. */
  name: z.string(),
  path: anyPath,
});

const folderEntry = place.extend({
  /** Of what a link leads to. */
  kind: z.enum(['folder', 'file', 'other']),
  isLink: z.boolean(),
  /** Bytes; null of what is no file. */
  size: z.int().nullable(),
  isArchive: z.boolean(),
});

/**
 * What a host tells its page, for as long as the page is there. `locked`: nobody did anything for a while;
 * `locked-by-system`: the machine went to sleep, or its screen was locked; `locked-by-hand`: from a menu of the host.
 */
export const hostState = z.object({
  state: z.enum(['serving', 'locked', 'locked-by-system', 'locked-by-hand', 'ending']),
});

/** A file that is dropped: its name, with `/` between folders, its size in bytes, and when the browser says it was changed. */
export const droppedFile = z.object({
  name: z.string().min(1).max(4096),
  size: z.int().min(0),
  /** Milliseconds since 1970. */
  modified: z.int().nullable(),
});

/** What a page asks of the browser host itself; the core knows none of it. */
export const hostContract = {
  start: oc.output(
    z.object({
      version: z.string(),
      platform: z.string(),
      /** The archive that was named when the host was started. */
      archive: z.string().nullable(),
    }),
  ),
  /** A page's sign of life: kept open while it is there. The host ends some time after the last one was left. */
  alive: oc.output(eventIterator(hostState)),
  /** Locks everything and ends the program. With work under way only if it may be stopped. */
  quit: oc.input(z.object({ stopWork: z.boolean() })).output(z.void()),
  /** Where to begin looking: the home folder, and what is plugged in. */
  places: oc.output(z.array(place.extend({ kind: z.enum(['home', 'root', 'volume']) })).readonly()),
  listFolder: oc.input(z.object({ path: anyPath })).output(
    z.object({
      name: z.string(),
      path: anyPath,
      parent: anyPath.nullable(),
      /** Folders first, then in the order of the names' bytes. */
      entries: z.array(folderEntry).readonly(),
      /** How many more there are than are listed. */
      omitted: z.int(),
    }),
  ),
  /**
   * Makes room for files that were dropped on the page. Each is then sent by POST to its address, once, as
   * `application/octet-stream`; `folder` is what is taken in or checked afterwards. They lie beside the archive; without one,
   * to be checked only, in the system's temporary folder.
   */
  beginDrop: oc
    .input(z.object({ archive: archive.nullable(), files: z.array(droppedFile).min(1).max(10_000) }))
    .output(z.object({ drop: z.string(), folder: anyPath, addresses: z.array(z.string()).readonly() })),
  /** Removes what was dropped: when it was taken in, or given up. */
  endDrop: oc.input(z.object({ drop: z.string().min(1) })).output(z.void()),
};

/** Everything that a page in a browser can ask. */
export const hostedContract = { ...contract, host: hostContract };

export type HostState = z.infer<typeof hostState>['state'];
export type DroppedFile = z.infer<typeof droppedFile>;
export type FolderEntry = z.infer<typeof folderEntry>;
