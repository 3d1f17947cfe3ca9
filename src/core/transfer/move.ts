import { dirname } from 'node:path';
import { sinkFailure } from './failures.ts';
import type { FileLayer } from './file-layer.ts';
import type { MoveRequest } from './types.ts';

/** Renames files one after another, then syncs every folder that gained or lost a name. Throws TransferError. */
export function move(request: MoveRequest, files: FileLayer): void {
  const folders = new Set<string>();
  try {
    for (const { from, to } of request.moves) {
      const target = dirname(to);
      if (!folders.has(target)) files.makeFolder(target);
      files.rename(from, to);
      // A folder that was just made is itself a name in the one above it.
      for (const folder of [target, dirname(target), dirname(from)]) folders.add(folder);
    }
    for (const folder of folders) files.syncFolder(folder);
  } catch (error) {
    throw sinkFailure(error);
  }
}
