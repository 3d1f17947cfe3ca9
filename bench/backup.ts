import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Archive } from '../src/core/archive/archive.ts';
import { createArchive } from '../src/core/archive/create.ts';
import { openArchive } from '../src/core/archive/open.ts';
import { runBackup } from '../src/core/backup/run-backup.ts';
import { importPaths } from '../src/core/ingest/import.ts';
import type { MediaInspector } from '../src/core/media/types.ts';
import { openTransferPool } from '../src/core/transfer/pool.ts';
import type { TransferPool } from '../src/core/transfer/types.ts';
import { noReadings } from '../src/shared/records/readings.ts';
import { smallFiles } from './material.ts';

export interface BackupFigures {
  readonly files: number;
  readonly firstSeconds: number;
  /** Of a second run, after ten files were added. */
  readonly againSeconds: number;
}

const clock = (): Date => new Date();
const handlers = { signal: new AbortController().signal, onProgress: (): void => undefined };

/** What is measured is the backup: nothing looks into the files, and each gets as much metadata as a photograph has. */
const inspector: MediaInspector = {
  inspect: () =>
    Promise.resolve({
      ...{ mediaType: 'image/jpeg', extension: 'jpg', reader: null, readings: noReadings, thumbnail: null },
      metadata: { filling: Buffer.from(crypto.getRandomValues(new Uint8Array(1500))).toString('base64') },
    }),
  close: () => Promise.resolve(),
};

async function takeIn(archive: Archive, pool: TransferPool, source: string): Promise<void> {
  const request = { paths: [Buffer.from(source)], workingFolder: source, description: {} };
  await importPaths({ archive, pool, inspector }, request, handlers);
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

/** A first backup of many small files, and a second one after ten more. */
export async function backingUp(files: number, folder: string): Promise<BackupFigures> {
  const [path, destination, ten] = [join(folder, 'backed-up'), join(folder, 'backup'), join(folder, 'ten')];
  createArchive({ path, name: 'bench', operator: null, clock });
  const pool = openTransferPool();
  const archive = openArchive(path, { access: 'write', clock });
  const run = async (): Promise<void> => {
    const { complete } = await runBackup(archive, pool, { destination, label: null, ...handlers });
    if (!complete) throw new Error('the bench backup is not complete');
  };
  try {
    await takeIn(archive, pool, smallFiles(files));
    const firstSeconds = await seconds(run);
    mkdirSync(ten);
    for (let index = 0; index < 10; index += 1) writeFileSync(join(ten, `${index}`), `one of ten, ${index}`);
    await takeIn(archive, pool, ten);
    return { files, firstSeconds, againSeconds: await seconds(run) };
  } finally {
    archive.close();
    await pool.close();
  }
}
