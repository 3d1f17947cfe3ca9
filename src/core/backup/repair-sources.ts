import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { uuidText } from '../cryptography/random.ts';
import { openCustodyLog } from '../custody/log.ts';
import { openDatabase } from '../database/connection.ts';
import { catalogueFile } from '../database/file-names.ts';
import { checkIntegrity } from '../database/integrity.ts';
import { listSnapshots } from '../database/snapshots.ts';

/** A catalogue that can be read from end to end, and whose log holds at its head. */
export interface SoundCatalogue {
  readonly path: string;
  /** RFC 3339: of a snapshot by its name, else when the file was last written. */
  readonly takenAt: string;
  readonly archiveId: string;
  readonly name: string;
  /** UUID of the newest replica that it knows. */
  readonly replicaId: string;
  readonly logId: number;
  readonly logSize: number;
}

/** What a catalogue says of itself, or null if it cannot be read, is damaged anywhere, or its log does not hold. */
export async function examineCatalogue(
  path: string,
  key: Uint8Array | null,
  takenAt?: string,
): Promise<SoundCatalogue | null> {
  if (!existsSync(path)) return null;
  const problems = await checkIntegrity({ path, key }).catch(() => ['it cannot be opened']);
  if (problems.length > 0) return null;
  try {
    const db = openDatabase(path, { journal: 'rollback', access: 'read', key });
    try {
      const text = (sql: string): string => db.prepare<[], string>(sql).pluck().get() ?? '';
      const logId = db.prepare<[], number>('SELECT id FROM log ORDER BY id LIMIT 1').pluck().get();
      const replica = db
        .prepare<[], Uint8Array>('SELECT uid FROM replica ORDER BY id DESC LIMIT 1')
        .pluck()
        .get();
      if (logId === undefined || !replica) return null;
      const { tree } = openCustodyLog(db, logId).growing();
      return {
        path,
        takenAt: takenAt ?? statSync(path).mtime.toISOString(),
        archiveId: text("SELECT value FROM setting WHERE name = 'archive-id'"),
        name: text("SELECT value FROM setting WHERE name = 'name'"),
        replicaId: uuidText(replica),
        logId,
        logSize: tree.size,
      };
    } finally {
      db.close();
    }
  } catch {
    return null;
  }
}

/** Of the snapshots in the archive and the catalogue of a backup, the sound one whose log is longest; null if there is none. */
export async function newestSound(
  root: string,
  from: string | null,
  key: Uint8Array | null,
  archiveId: string | null,
): Promise<SoundCatalogue | null> {
  let best: SoundCatalogue | null = null;
  const candidates: readonly { readonly path: string; readonly takenAt?: string }[] = [
    ...listSnapshots(root),
    ...(from === null ? [] : [{ path: join(from, catalogueFile) }]),
  ];
  for (const { path, takenAt } of candidates) {
    const found = await examineCatalogue(path, key, takenAt);
    if (!found || (archiveId !== null && found.archiveId !== archiveId)) continue;
    if (!best || found.logSize > best.logSize) best = found;
  }
  return best;
}
