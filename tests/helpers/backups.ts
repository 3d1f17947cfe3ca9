import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { noneIsSameDisk, type IsSameDisk } from '../../src/core/archive/same-disk.ts';
import type { Archive } from '../../src/core/archive/archive.ts';
import { repairArchive } from '../../src/core/backup/repair.ts';
import { restoreBackup } from '../../src/core/backup/restore.ts';
import { runBackup } from '../../src/core/backup/run-backup.ts';
import { importPaths } from '../../src/core/ingest/import.ts';
import { realFiles, type FileLayer } from '../../src/core/transfer/file-layer.ts';
import { openInlinePool } from './inline-pool.ts';
import { verifyArchive } from '../../src/core/verify/archive.ts';
import type { BackupResult, RepairResult, RestoreResult } from '../../src/shared/records/backup.ts';
import { inspector } from './archive.ts';
import { initArchive, openTestArchive, testKeys } from './encryption.ts';
import { temporaryFolder } from './folders.ts';

/** An archive with three files in it, and where its backup is to be. Everything in this process. */
export interface BackupWorld {
  readonly folder: string;
  readonly archive: string;
  readonly backup: string;
  /** Takes in these files, by name and content; returns the folder they were taken from. */
  takeIn(files: Readonly<Record<string, string>>, archive?: string): Promise<string>;
}

export const clock = (): Date => new Date();
export const never = new AbortController().signal;
export const quiet = (): void => undefined;

export async function newBackupWorld(parent?: string): Promise<BackupWorld> {
  const folder = temporaryFolder(parent);
  const [archive, backup] = [join(folder, 'archive'), join(folder, 'stick')];
  await initArchive(archive, 'Backed up', 'A. Person');
  let cards = 0;
  const takeIn = async (files: Readonly<Record<string, string>>, into = archive): Promise<string> => {
    const card = join(folder, `card-${(cards += 1)}`);
    mkdirSync(card);
    for (const [name, content] of Object.entries(files)) writeFileSync(join(card, name), content);
    await importInto(into, card);
    return card;
  };
  await takeIn({ 'a.txt': 'first', 'b.txt': 'second', 'c.txt': 'x'.repeat(300_000) });
  return { folder, archive, backup, takeIn };
}

export async function importInto(archive: string, card: string): Promise<void> {
  await writing(archive, (open) =>
    importPaths(
      { archive: open, pool: openInlinePool(realFiles), inspector },
      { paths: [Buffer.from(card)], workingFolder: '/', description: {} },
      { signal: never, onProgress: quiet },
    ),
  );
}

/** With the archive open for writing, and closed afterwards. */
export async function writing<T>(path: string, action: (archive: Archive) => Promise<T> | T): Promise<T> {
  const archive = await openTestArchive(path, { access: 'write', clock });
  try {
    return await action(archive);
  } finally {
    archive.close();
  }
}

export function backUp(
  { archive, backup }: Pick<BackupWorld, 'archive' | 'backup'>,
  options: { label?: string; files?: FileLayer; signal?: AbortSignal; isSameDisk?: IsSameDisk } = {},
): Promise<BackupResult> {
  const { label = null, files = realFiles, signal = never, isSameDisk = noneIsSameDisk } = options;
  return writing(archive, (open) =>
    runBackup(open, openInlinePool(files), {
      destination: backup,
      label,
      isSameDisk,
      signal,
      onProgress: quiet,
      files,
    }),
  );
}

export async function restore(
  backup: string,
  destination: string,
  options: { partial?: boolean; files?: FileLayer; signal?: AbortSignal; onProgress?: () => void } = {},
): Promise<RestoreResult> {
  const { partial = false, files = realFiles, signal = never, onProgress = quiet } = options;
  const keys = () => testKeys(backup);
  const pool = openInlinePool(files);
  return restoreBackup({
    backup,
    destination,
    partial,
    keys,
    pool,
    clock,
    isSameDisk: noneIsSameDisk,
    signal,
    onProgress,
    files,
  });
}

export async function repair(
  path: string,
  options: { from?: string; signal?: AbortSignal } = {},
): Promise<RepairResult> {
  const { from = null, signal = never } = options;
  const pool = openInlinePool(realFiles);
  const keys = () => testKeys(path);
  return repairArchive({
    ...{ path, from, keys, pool, clock, signal, onProgress: quiet },
    inspector: () => inspector,
  });
}

/** What must be true of an archive or backup, however it got there. Findings that are only warnings are allowed if `warned`. */
export async function expectVerified(
  path: string,
  kind: 'archive' | 'backup',
  warned = false,
): Promise<void> {
  const { verdict, findings, ...result } = await verifyArchive(path, {
    pool: openInlinePool(realFiles),
    open: { clock, keys: await testKeys(path) },
    signal: never,
    onProgress: quiet,
  });
  const counted = warned ? findings.filter(({ problem }) => problem !== 'warning') : findings;
  expect({ kind: result.kind, verdict, findings: counted }).toEqual({
    kind,
    verdict: 'verified',
    findings: [],
  });
}

export function originalsOf(path: string): string[] {
  return readdirSync(join(path, 'originals'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
