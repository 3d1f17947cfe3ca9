import { lstatSync } from 'node:fs';
import { basename } from 'node:path';
import { AppError } from '../../shared/errors/app-error.ts';
import { TransferError } from '../transfer/types.ts';
import { lookInto } from './look-into.ts';
import { findBySha256, type IngestContext, type StagedFile } from './take-in.ts';
import type { Finished } from './record.ts';

/** An original that lies in the vault and has no record, looked into; or why it cannot be taken in. */
export type FoundOriginal =
  | { readonly kind: 'found'; readonly finished: Finished }
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Looks into an original that no record refers to. Its name comes from its content, so it proves itself: one that does not
 * is refused, and so is one whose bytes are recorded under another name. Its name at its source is lost; it goes by its name
 * in the vault.
 */
export async function lookIntoFound(
  context: IngestContext,
  vaultName: string,
  signal: AbortSignal,
): Promise<FoundOriginal> {
  const { archive, pool, inspector } = context;
  const source = archive.vault.source(vaultName);
  const path = String(source.path);
  let hashed;
  try {
    hashed = await pool.run({ source, algorithms: ['sha256', 'sha512'] }, signal);
  } catch (error) {
    if (!(error instanceof TransferError)) throw error;
    if (error.failure === 'interrupted') throw new AppError('interrupted', {}, error);
    return { kind: 'refused', reason: error.message };
  }
  const { sha256 = '', sha512 = '' } = hashed.digests;
  const [, extension = ''] = basename(vaultName).split('.');
  if (archive.vault.nameFor(sha256, extension) !== vaultName)
    return { kind: 'refused', reason: 'its bytes are not those that it is named after' };
  if (findBySha256(archive, sha256) !== null)
    return { kind: 'refused', reason: 'the same bytes are recorded under another name' };
  const bytes = archive.vault.open(vaultName);
  try {
    const looked = await lookInto(inspector, bytes, signal);
    const taken: StagedFile = {
      ...{ kind: 'staged', staged: '', inPlace: vaultName, sha256, sha512, size: hashed.bytes },
      ...{ ...looked, origin: null },
    };
    const stat = lstatSync(path, { bigint: true });
    const encounter = {
      kind: 'file',
      path: Buffer.from(path),
      stat,
      sidecarOf: null,
      zoneFile: null,
    } as const;
    return { kind: 'found', finished: { encounter, taken, sourceFileSystem: archive.volume.fileSystem } };
  } finally {
    bytes.close();
  }
}
