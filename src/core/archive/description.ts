import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readSmallFile } from './small-file.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { realFiles, systemCode } from '../transfer/file-layer.ts';
import { isBackup } from './backup-mark.ts';

/** The newest archive format this program reads and writes. */
export const archiveFormat = 1;

/** archive.json: what must be known before anything else can be read. No names of people or machines. */
const archiveDescription = z.object({
  format: z.literal(archiveFormat),
  archiveId: z.uuid(),
  replicaId: z.uuid(),
  /** Absent in an encrypted archive: there it stands in the catalogue alone. */
  name: z.string().min(1).optional(),
  /** Where this copy has stood (place.ts). */
  places: z
    .object({
      salt: z.base64(),
      known: z
        .array(z.string().regex(/^[0-9a-f]{64}$/))
        .max(64)
        .readonly(),
    })
    .optional(),
  /** Each slot is parsed apart (keys/slots.ts): a damaged one must not keep the others from opening. */
  encryption: z.object({ slots: z.array(z.unknown()).min(1) }).optional(),
});
export type ArchiveDescription = z.infer<typeof archiveDescription>;

/** What a copy of archive.json says, or null if it is not one that this program can use. */
export function descriptionIn(file: string): ArchiveDescription | null {
  try {
    return archiveDescription.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

/** Throws `archive-not-found`, `backup-unfinished`, `archive-newer-format` or `archive-damaged`. */
export function readDescription(root: string): ArchiveDescription {
  let text: string;
  try {
    text = readSmallFile(join(root, 'archive.json'));
  } catch (error) {
    const missing = ['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '');
    if (missing && isBackup(root)) throw new AppError('backup-unfinished', { path: root }, error);
    if (missing) throw new AppError('archive-not-found', { path: root }, error);
    throw new AppError('archive-damaged', { path: root, reason: 'archive.json cannot be read' }, error);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new AppError('archive-damaged', { path: root, reason: 'archive.json is not JSON' }, error);
  }
  const format = z.object({ format: z.int() }).safeParse(value);
  if (format.success && format.data.format > archiveFormat) {
    throw new AppError('archive-newer-format', { found: format.data.format, known: archiveFormat });
  }
  const parsed = archiveDescription.safeParse(value);
  if (!parsed.success) {
    throw new AppError('archive-damaged', { path: root, reason: 'archive.json lacks what an archive needs' });
  }
  return parsed.data;
}

/** Left by a process that died before it could put it in archive.json's place: as good as never written. */
export const unfinishedDescription = 'archive.json.new';

/** Replaces archive.json as a whole, synced: after a crash the old one is there or the new one. */
export function writeDescription(root: string, description: ArchiveDescription): void {
  const path = join(root, 'archive.json');
  const beside = join(root, unfinishedDescription);
  try {
    const descriptor = openSync(beside, 'w');
    try {
      writeFileSync(descriptor, `${JSON.stringify(description, null, 2)}\n`);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
  renameSync(beside, path);
  realFiles.syncFolder(root);
}
