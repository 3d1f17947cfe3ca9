import type { Database } from '../database/connection.ts';
import { sealedLength } from '../vault/sealed-format.ts';

/** One original that the catalogue says is there. */
export interface CataloguedFile {
  readonly id: number;
  readonly vaultName: string;
  /** Of the content, lower-case hex. */
  readonly sha256: string;
  /** Bytes of the content. */
  readonly size: number;
}

/** Bytes of a stored original. */
export function storedSize(size: number, sealed: boolean): number {
  return sealed ? sealedLength(size) : size;
}

export interface FileTotals {
  readonly files: number;
  readonly bytes: number;
  /** Highest row id; 0 if there are none. */
  readonly last: number;
}

export function fileTotals(db: Database): FileTotals {
  const row = db
    .prepare<[], FileTotals>(
      'SELECT count(*) AS files, coalesce(sum(size), 0) AS bytes, coalesce(max(id), 0) AS last FROM file',
    )
    .get();
  return row ?? { files: 0, bytes: 0, last: 0 };
}

/** The files with these row ids, read as they are asked for; what was destroyed meanwhile is left out. */
export function* filesByIds(db: Database, ids: Iterable<number>): Generator<CataloguedFile> {
  const select = db.prepare<[number], CataloguedFile>(
    'SELECT id, vault_name AS vaultName, lower(hex(sha256)) AS sha256, size FROM file WHERE id = ?',
  );
  for (const id of ids) {
    const row = select.get(id);
    if (row) yield row;
  }
}
