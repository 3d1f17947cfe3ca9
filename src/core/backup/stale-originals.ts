import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Archive } from '../archive/archive.ts';
import { catalogueFile } from '../database/file-names.ts';
import { openDatabase } from '../database/connection.ts';

/**
 * Of names on the disk that the archive does not know (any more), those which an earlier snapshot of this very backup knows:
 * they were destroyed since. What no snapshot knows is somebody else's, and is left. To be asked before the old snapshot is
 * replaced; where it cannot be read, nothing is stale.
 */
export function knownToFormer(archive: Archive, folder: string, names: readonly string[]): string[] {
  const path = join(folder, catalogueFile);
  if (names.length === 0 || !existsSync(path)) return [];
  try {
    const key = archive.keys?.catalogue ?? null;
    const db = openDatabase(path, { journal: 'rollback', access: 'read', key });
    try {
      const select = db.prepare<[string]>('SELECT 1 FROM file WHERE vault_name = ?');
      return names.filter((name) => select.get(name) !== undefined);
    } finally {
      db.close();
    }
  } catch {
    return [];
  }
}
