import { parentPort, workerData } from 'node:worker_threads';
import { isCorruption, openDatabase } from './connection.ts';
import type { IntegrityAnswer, IntegrityRequest } from './integrity.ts';

/** One check, then done. */
const { path, key } = workerData as IntegrityRequest;
parentPort?.postMessage(check());

function check(): IntegrityAnswer {
  try {
    const db = openDatabase(path, { journal: 'shared', access: 'read', key });
    try {
      const rows = db.pragma('quick_check(20)') as { quick_check: string }[];
      return { problems: rows.map((row) => row.quick_check).filter((text) => text !== 'ok') };
    } finally {
      db.close();
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return isCorruption(error) ? { problems: [message] } : { fault: message };
  }
}
