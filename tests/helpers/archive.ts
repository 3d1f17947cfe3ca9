import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Archive } from '../../src/core/archive/archive.ts';
import { importPaths } from '../../src/core/ingest/import.ts';
import type { MediaInspector } from '../../src/core/media/types.ts';
import { openTransferPool } from '../../src/core/transfer/pool.ts';
import type { TransferPool } from '../../src/core/transfer/types.ts';
import { noReadings } from '../../src/shared/records/readings.ts';
import { createTestArchive, openTestArchive } from './encryption.ts';

export interface TestArchive {
  /** Holds the archive, its sources, and whatever a test puts beside them. */
  readonly folder: string;
  readonly archive: Archive;
  readonly pool: TransferPool;
  close(): Promise<void>;
}

/** Stands in for the processes that look into files: everything is a JPEG. */
export const inspector: MediaInspector = {
  inspect: () =>
    Promise.resolve({
      mediaType: 'image/jpeg',
      extension: 'jpg',
      reader: null,
      metadata: {},
      readings: noReadings,
      thumbnail: null,
    }),
  close: () => Promise.resolve(),
};

/** A real archive in a temporary folder that has taken in files of these names and contents. */
export async function newTestArchive(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: { readonly looksInto?: MediaInspector; readonly encrypted?: boolean } = {},
): Promise<TestArchive> {
  const { looksInto = inspector } = options;
  const folder = mkdtempSync(join(tmpdir(), 'stele-archive-'));
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, 'source', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  const path = join(folder, 'archive');
  const clock = (): Date => new Date('2026-11-09T12:00:00Z');
  await createTestArchive({ path, name: 'Test', operator: null, clock }, options.encrypted);
  const archive = await openTestArchive(path, { access: 'write', clock });
  const pool = openTransferPool({ threads: 2 });
  const request = { paths: [Buffer.from(join(folder, 'source'))], workingFolder: folder, description: {} };
  const handlers = { signal: new AbortController().signal, onProgress: () => undefined };
  await importPaths({ archive, pool, inspector: looksInto }, request, handlers);
  return {
    folder,
    archive,
    pool,
    async close() {
      archive.close();
      await pool.close();
      rmSync(folder, { recursive: true });
    },
  };
}
