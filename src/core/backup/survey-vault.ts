import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../../shared/errors/app-error.ts';
import type { RepairResult } from '../../shared/records/backup.ts';
import type { Archive } from '../archive/archive.ts';
import { closeAccession, openAccession } from '../ingest/accession.ts';
import { lookIntoFound } from '../ingest/found-originals.ts';
import { recordBatch, type Finished } from '../ingest/record.ts';
import type { IngestContext } from '../ingest/take-in.ts';
import { ProgressMeter, type ReportProgress } from '../jobs/progress.ts';
import { realFiles } from '../transfer/file-layer.ts';
import { openOriginalStore, prefixes } from '../vault/original-store.ts';

export interface Survey {
  /** Names in the vault that no record refers to. */
  readonly unknown: readonly string[];
  readonly missing: RepairResult['missing'];
}

/** Compares the originals that lie there with the records, by name. */
export async function surveyVault(archive: Archive, signal: AbortSignal): Promise<Survey> {
  const store = openOriginalStore(archive.path, realFiles);
  const rows = archive.catalogue.prepare<[string, string], { vaultName: string; number: string }>(
    `SELECT vault_name AS vaultName, item.number FROM file JOIN item ON item.id = file.item_id
     WHERE vault_name >= ? AND vault_name < ?`,
  );
  const unknown: string[] = [];
  const missing: { path: string; number: string }[] = [];
  for (const prefix of prefixes) {
    if (signal.aborted) throw new AppError('interrupted');
    const there = store.list(prefix);
    for (const { vaultName, number } of rows.all(`${prefix}/`, `${prefix}0`)) {
      if (!there.delete(vaultName)) missing.push({ path: `originals/${vaultName}`, number });
    }
    unknown.push(...there.keys());
    await nextTurn();
  }
  return { unknown, missing };
}

const batchSize = 32;

/** Takes in originals that have no record, as one accession of the method `repair`. */
export async function takeInFound(
  context: IngestContext,
  unknown: readonly string[],
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: ReportProgress },
): Promise<Pick<RepairResult, 'found' | 'refused'>> {
  const { archive, pool } = context;
  const found: { path: string; number: string }[] = [];
  const refused: { path: string; reason: string }[] = [];
  if (unknown.length === 0) return { found, refused };
  const note =
    'Found among the originals when the catalogue was repaired; what was recorded of them is lost.';
  const accession = openAccession(
    archive,
    [Buffer.from(archive.path)],
    { method: 'repair', note },
    new Set(),
  );
  const meter = new ProgressMeter('repair', onProgress);
  let [batch, names]: [Finished[], string[]] = [[], []];
  const number = archive.catalogue
    .prepare<[string], string>(
      'SELECT number FROM item JOIN file ON file.item_id = item.id WHERE vault_name = ?',
    )
    .pluck();
  const flush = async (): Promise<void> => {
    await recordBatch(archive, pool, accession, batch);
    for (const name of names) found.push({ path: `originals/${name}`, number: number.get(name) ?? '' });
    [batch, names] = [[], []];
  };
  let bytes = 0;
  for (const [index, name] of unknown.entries()) {
    if (signal.aborted) throw new AppError('interrupted');
    const seen = await lookIntoFound(context, name, signal);
    if (seen.kind === 'found') {
      batch.push(seen.finished);
      names.push(name);
      bytes += seen.finished.taken?.kind === 'staged' ? seen.finished.taken.size : 0;
    } else refused.push({ path: `originals/${name}`, reason: seen.reason });
    if (batch.length >= batchSize) await flush();
    const counts = { done: index + 1, total: unknown.length, failures: refused.length };
    meter.update({ ...counts, bytes, totalBytes: null });
  }
  await flush();
  closeAccession(archive, accession, { imported: found.length, failed: refused.length });
  return { found, refused };
}
