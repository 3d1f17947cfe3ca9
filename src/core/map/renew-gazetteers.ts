import type { Archive } from '../archive/archive.ts';
import type { Database } from '../database/connection.ts';
import type { OpenOriginal } from '../vault/vault.ts';
import { indexGazetteer, knowsGazetteers } from './gazetteer-index.ts';
import { mapFileRows, mapVault, type MapFileRow } from './map-files.ts';

function missing({ access, catalogue, derived }: Archive): readonly MapFileRow[] {
  if (access !== 'write' || !derived || !knowsGazetteers(derived)) return [];
  const isThere = derived.prepare<[Uint8Array]>('SELECT 1 FROM gazetteer WHERE uid = ? AND is_whole = 1');
  return mapFileRows(catalogue).filter(
    ({ uid, kind, addedAt }) => kind === 'gazetteer' && addedAt !== null && isThere.get(uid) === undefined,
  );
}

/** Whether derived.db (which may be a new one) has not all of the archive's gazetteers, and may be given them. */
export const lacksGazetteers = (archive: Archive): boolean => missing(archive).length > 0;

const renewing = new WeakMap<Database, Promise<void>>();

/** Reads them into it again, out of maps/. Whoever asks meanwhile waits for the same. */
export async function renewGazetteers(archive: Archive, signal: AbortSignal): Promise<void> {
  const { derived } = archive;
  if (!derived) return;
  const known =
    renewing.get(derived) ?? renew(archive, derived, signal).finally(() => renewing.delete(derived));
  renewing.set(derived, known);
  return known;
}

async function renew(archive: Archive, derived: Database, signal: AbortSignal): Promise<void> {
  for (const { uid, name, storedName } of missing(archive)) {
    const file = openOrNothing(archive, storedName);
    try {
      const isOpen = (): boolean => archive.catalogue.open;
      if (file) await indexGazetteer(derived, uid, file, { name, signal, isOpen });
    } finally {
      file?.close();
    }
  }
}

/** A copy that is gone or broken is for verify to tell of: the map goes on without it. */
function openOrNothing(archive: Archive, storedName: string): OpenOriginal | null {
  try {
    return mapVault(archive).open(storedName);
  } catch {
    return null;
  }
}
