import { Worker } from 'node:worker_threads';
import { snapshot } from './catalogue.ts';
import type { Database } from './connection.ts';

export interface SnapshotRequest {
  readonly path: string;
  readonly key: Uint8Array | null;
  readonly to: string;
}

/** Null: it is written. */
export type SnapshotAnswer = { readonly message: string; readonly code: string | null } | null;

const workerUrl = new URL(
  `./snapshot-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'mjs'}`,
  import.meta.url,
);

/**
 * A whole, consistent copy of an open database at `to`, which must not exist; synced, encrypted with the same key, without
 * free pages, in rollback mode. In a thread of its own, for a large one takes seconds; where one connection has the file
 * alone (exFAT and the like) on that one. Throws with SQLite's code as `code`.
 */
export async function writeSnapshot(db: Database, key: Uint8Array | null, to: string): Promise<void> {
  if (db.pragma('locking_mode', { simple: true }) === 'exclusive') {
    snapshot(db, to);
    return;
  }
  const workerData: SnapshotRequest = { path: db.name, key, to };
  const worker = new Worker(workerUrl, { workerData, execArgv: [], name: 'snapshot' });
  try {
    const answer = await new Promise<SnapshotAnswer>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
    if (answer) throw Object.assign(new Error(answer.message), { code: answer.code });
  } finally {
    await worker.terminate();
  }
}
