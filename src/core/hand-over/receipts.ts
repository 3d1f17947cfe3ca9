import type { Archive } from '../archive/archive.ts';

/** A receipt as the archive keeps it: by its digest alone. */
export interface StoredReceipt {
  readonly id: number;
  /** Of the receipt file, lower-case hex. */
  readonly sha256: string;
}

export function receiptById(archive: Archive, id: number): StoredReceipt {
  const row = archive.catalogue
    .prepare<[number], StoredReceipt>('SELECT id, lower(hex(sha256)) AS sha256 FROM receipt WHERE id = ?')
    .get(id);
  if (!row) throw new Error(`no receipt ${id}`);
  return row;
}
