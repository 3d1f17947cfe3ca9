import type { Archive } from '../archive/archive.ts';
import { openArchive, type OpenOptions } from '../archive/open.ts';
import { branchOf } from '../custody/history.ts';
import { readEvent, valuesOf } from '../custody/read.ts';

/**
 * Opens an archive that was brought back, so that it goes on under a replica id, a number code and a key of its own; its log
 * says from where on. `first`, in one transaction, is done before anything else is. Where the branch was begun already and
 * something was written after it, nothing is done. Throws as `openArchive` does; the keys are wiped in any case.
 */
export async function startBranch(
  path: string,
  options: Omit<OpenOptions, 'access' | 'as'>,
  first: (archive: Archive) => void,
): Promise<void> {
  let archive: Archive;
  try {
    archive = openArchive(path, { ...options, access: 'write', as: 'restored' });
  } catch (error) {
    options.keys?.wipe();
    throw error;
  }
  try {
    const { log } = archive.events;
    const last = readEvent(archive.catalogue, log.id, log.row().size - 1);
    if (last && branchOf(valuesOf(last))) archive.catalogue.transaction(() => first(archive))();
  } finally {
    archive.close();
  }
}
