import { AppError } from '../../shared/errors/app-error.ts';
import type { Archive } from '../archive/archive.ts';
import { whileExporting } from '../archive/exporting.ts';
import { replicaKeyOf } from '../identities/replica-key.ts';
import type { TransferPool } from '../transfer/types.ts';
import { exportPackage } from './export-package.ts';
import { ItemFiles } from './item-file.ts';
import type { ExportRequest, ExportSummary, PackageBounds } from './types.ts';

/** Exports from an open archive; see `exportPackage`. Throws `archive-read-only` where the log cannot be written. */
export async function exportFromArchive(
  archive: Archive,
  pool: TransferPool,
  request: ExportRequest,
): Promise<ExportSummary> {
  if (archive.access !== 'write') throw new AppError('archive-read-only', { path: archive.path });
  const items = new ItemFiles(archive);
  const context = {
    db: archive.catalogue,
    archivePath: archive.path,
    archiveUid: archive.uid,
    replicaKey: replicaKeyOf(archive) ?? { publicKey: archive.replica.publicKey, privateKey: null },
    signingKey: archive.session.key,
    identityId: archive.session.operator?.id ?? null,
    events: archive.events,
    pool,
    readItemFile: (itemId: number, bounds: PackageBounds) => items.read(itemId, bounds),
    vaultLocation: (vaultName: string) => archive.vault.source(vaultName),
  };
  return whileExporting(archive, () => exportPackage(context, request));
}
