import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeBeside } from '../archive/write-beside.ts';
import { realFiles } from '../transfer/file-layer.ts';

/** What is broken is never deleted: it lies in damaged/, for somebody who can get more out of it. */
const folder = 'damaged';
const markName = 'repair.json';

/** A repair that is under way: what it started from. */
const mark = z.object({
  format: z.literal(1),
  takenAt: z.string(),
  snapshotSize: z.int(),
  salvaged: z.int(),
  acknowledged: z.int().nullable(),
});
export type RepairMark = z.infer<typeof mark>;

/** Moves a file of the archive aside, if it is there; returns where it lies now, relative to the archive. */
export function moveAside(root: string, name: string, now: Date): string | null {
  if (!existsSync(join(root, name))) return null;
  const stamp = now.toISOString().replace(/[:.]/g, '-');
  // `catalogue.db-wal` as `catalogue-<time>.db-wal`: SQLite still knows that the two belong together.
  const moved = join(folder, name.replace(/^([a-z]+)\./, `$1-${stamp}.`));
  mkdirSync(join(root, folder), { recursive: true });
  renameSync(join(root, name), join(root, moved));
  realFiles.syncFolder(join(root, folder));
  realFiles.syncFolder(root);
  return moved;
}

export function readRepairMark(root: string): RepairMark | null {
  try {
    return mark.parse(JSON.parse(readFileSync(join(root, folder, markName), 'utf8')));
  } catch {
    return null;
  }
}

export function writeRepairMark(root: string, value: RepairMark): void {
  mkdirSync(join(root, folder), { recursive: true });
  realFiles.syncFolder(root);
  writeBeside(realFiles, join(root, folder), markName, Buffer.from(`${JSON.stringify(value, null, 2)}\n`));
}

export function removeRepairMark(root: string): void {
  rmSync(join(root, folder, markName), { force: true });
}
