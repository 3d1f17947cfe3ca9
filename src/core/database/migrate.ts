import type { Database } from './connection.ts';
import { AppError } from '../../shared/errors/app-error.ts';

export interface Migration {
  /** The `user_version` the database has once this ran. */
  readonly version: number;
  readonly sql: string;
}

export function schemaVersion(db: Database): number {
  return db.pragma('user_version', { simple: true }) as number;
}

/**
 * Brings a database to the last of `migrations`, each in one transaction together with its `user_version`, and checks
 * foreign keys after each. `beforeFirst` runs once, before anything is changed, and only if there is something to do
 * in a database that is not new: the place for a snapshot.
 */
export function migrate(db: Database, migrations: readonly Migration[], beforeFirst: () => void): void {
  const from = schemaVersion(db);
  const known = migrations.at(-1)?.version ?? 0;
  if (from > known) throw new AppError('archive-newer-format', { found: from, known });
  const pending = migrations.filter((migration) => migration.version > from);
  if (pending.length === 0) return;
  if (from > 0) beforeFirst();
  for (const migration of pending) {
    db.transaction(() => {
      db.exec(migration.sql);
      const broken = db.pragma('foreign_key_check') as unknown[];
      if (broken.length > 0)
        throw new Error(`migration ${migration.version} breaks ${broken.length} references`);
      db.pragma(`user_version = ${migration.version}`);
    }).immediate();
  }
}
