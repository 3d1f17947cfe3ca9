import { join } from 'node:path';
import { AppError, isAppError } from '../../shared/errors/app-error.ts';
import type { RepairResult } from '../../shared/records/backup.ts';
import {
  archiveFormat,
  descriptionIn,
  readDescription,
  writeDescription,
  type ArchiveDescription,
} from '../archive/description.ts';
import { newPlaces } from '../archive/place.ts';
import { describeVolume } from '../archive/volume.ts';
import { catalogueFile, descriptionFile } from '../database/file-names.ts';
import { keptDescriptions } from '../database/snapshots.ts';
import { moveAside } from './damaged-folder.ts';
import { examineCatalogue, newestSound } from './repair-sources.ts';

export interface RepairedDescription {
  readonly description: ArchiveDescription;
  readonly source: RepairResult['description'];
  readonly movedAside: readonly string[];
}

/**
 * archive.json as it stands, or made anew: from the newest copy that was kept with a snapshot, from the backup's, or (of an
 * archive that is not encrypted) from what a catalogue says. Throws `repair-impossible`, `archive-newer-format`.
 */
export async function repairDescription(
  root: string,
  from: string | null,
  now: Date,
): Promise<RepairedDescription> {
  try {
    return { description: readDescription(root), source: 'whole', movedAside: [] };
  } catch (error) {
    if (!isAppError(error) || !['archive-not-found', 'archive-damaged'].includes(error.code)) throw error;
  }
  const copies = [...keptDescriptions(root), ...(from === null ? [] : [join(from, descriptionFile)])];
  const copy = copies.map((file) => descriptionIn(file)).find((found) => found !== null);
  const made = copy ?? (await fromCatalogue(root, from));
  if (!made) {
    const reason =
      'archive.json is destroyed, and there is neither a copy of it nor a catalogue in clear to make it from';
    throw new AppError('repair-impossible', { path: root, reason });
  }
  const aside = moveAside(root, descriptionFile, now);
  const description = standingNowhere(root, made);
  writeDescription(root, description);
  const source = copy ? 'from-copy' : 'from-catalogue';
  return { description, source, movedAside: aside === null ? [] : [aside] };
}

/** So that whoever writes to it next goes on under a new replica: what the lost one wrote last is not known. */
export function standingNowhere(root: string, description: ArchiveDescription): ArchiveDescription {
  return { ...description, places: { ...newPlaces(root, describeVolume(root)), known: [] } };
}

async function fromCatalogue(root: string, from: string | null): Promise<ArchiveDescription | null> {
  const catalogue =
    (await examineCatalogue(join(root, catalogueFile), null)) ?? (await newestSound(root, from, null, null));
  if (!catalogue) return null;
  const { archiveId, replicaId, name } = catalogue;
  return { format: archiveFormat, archiveId, replicaId, name };
}
