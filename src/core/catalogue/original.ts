import type { Archive } from '../archive/archive.ts';
import { systemCode } from '../transfer/file-layer.ts';
import { SealBroken } from '../vault/sealed-format.ts';
import type { OpenOriginal } from '../vault/vault.ts';

/** The stored bytes of a file, or null if they cannot be opened: verification is where that is reported. */
export function openVaultFile(archive: Archive, fileId: number): OpenOriginal | null {
  const name = archive.catalogue
    .prepare<[number], string>('SELECT vault_name FROM file WHERE id = ?')
    .pluck()
    .get(fileId);
  if (name === undefined) return null;
  try {
    return archive.vault.open(name);
  } catch (error) {
    if (systemCode(error) === null && !(error instanceof SealBroken)) throw error;
    return null;
  }
}
