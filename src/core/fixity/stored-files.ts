import type { Archive } from '../archive/archive.ts';
import { uuidText } from '../cryptography/random.ts';
import { baseNameBytes, readablePath } from '../paths/path-bytes.ts';
import type { TransferPool } from '../transfer/types.ts';
import { compareOriginal, type Compared } from './compare.ts';

/** A stored original, with what a person knows it by. */
export interface StoredFile {
  readonly id: number;
  readonly uid: string;
  readonly vaultName: string;
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly sha512: string;
  /** Number of its item. */
  readonly number: string;
  readonly name: string;
}

interface Row {
  readonly id: number;
  readonly uid: Uint8Array;
  readonly vaultName: string;
  readonly size: number;
  readonly sha256: Uint8Array;
  readonly sha512: Uint8Array;
  readonly number: string;
  readonly path: Uint8Array;
}

const columns = `file.id, file.uid, file.vault_name AS vaultName, file.size, file.sha256, file.sha512, item.number, entry.path
  FROM file JOIN item ON item.id = file.item_id JOIN accession_entry AS entry ON entry.id = file.entry_id`;

export function storedFile(archive: Archive, fileId: number): StoredFile | null {
  const row = archive.catalogue.prepare<[number], Row>(`SELECT ${columns} WHERE file.id = ?`).get(fileId);
  if (!row) return null;
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
  return {
    ...row,
    uid: uuidText(row.uid),
    sha256: hex(row.sha256),
    sha512: hex(row.sha512),
    name: readablePath(baseNameBytes(row.path)).text,
  };
}

/** Reads an original from the medium, past the system's memory where there is a way, and compares both hashes. */
export function checkStored(
  archive: Archive,
  pool: TransferPool,
  file: StoredFile,
  signal: AbortSignal,
): Promise<Compared> {
  const source = { ...archive.vault.source(file.vaultName), direct: true };
  return compareOriginal(
    pool,
    source,
    {
      algorithms: ['sha256', 'sha512'],
      matches: ({ sha256, sha512 }) => sha256 === file.sha256 && sha512 === file.sha512,
      size: file.size,
    },
    signal,
  );
}
