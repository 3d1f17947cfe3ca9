import type { Archive } from '../archive/archive.ts';
import { readDescription } from '../archive/description.ts';
import { openArchive, type OpenOptions } from '../archive/open.ts';
import { isKnownPlace } from '../archive/place.ts';
import { describeVolume } from '../archive/volume.ts';
import { branchOf } from '../custody/history.ts';
import { readEvent, valuesOf } from '../custody/read.ts';

/**
 * Opens an archive that was brought back, so that it goes on under a replica id, a number code and a key of its own; its log
 * says from where on. `first`, in one transaction, is done before anything else is. Cut off at any moment, the same call goes
 * on with the branch that it began, and does `first` only where that branch's event is still the last. Throws as
 * `openArchive` does; the keys are wiped in any case.
 */
export async function startBranch(
  path: string,
  options: Omit<OpenOptions, 'access' | 'as'>,
  first: (archive: Archive) => void,
): Promise<void> {
  let archive: Archive;
  try {
    // archive.json names this place from the branch on, so a second run must not begin another one.
    const { places } = readDescription(path);
    const isBegun = places !== undefined && isKnownPlace(places, path, describeVolume(path));
    archive = openArchive(path, { ...options, access: 'write', as: isBegun ? null : 'restored' });
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
