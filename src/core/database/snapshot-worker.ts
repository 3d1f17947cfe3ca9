import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase, sqliteCode } from './connection.ts';
import type { SnapshotAnswer, SnapshotRequest } from './write-snapshot.ts';

/** One snapshot, then done. */
const { path, key, to } = workerData as SnapshotRequest;
parentPort?.postMessage(write());

function write(): SnapshotAnswer {
  try {
    const db = openDatabase(path, { journal: 'shared', access: 'read', key });
    try {
      db.prepare('VACUUM INTO ?').run(to);
      return null;
    } finally {
      db.close();
    }
  } catch (error) {
    return { message: error instanceof Error ? error.message : String(error), code: sqliteCode(error) };
  }
}
