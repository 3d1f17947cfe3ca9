import { readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { AppError, isAppError } from '../../shared/errors/app-error.ts';
import type { Archive } from '../archive/archive.ts';
import { writeFailure } from '../archive/create.ts';
import { forgetColumns } from '../catalogue/columns.ts';
import { forgetNarrowed } from '../catalogue/narrow.ts';
import { deriveFacts, forgetSets } from '../catalogue/item-facts.ts';
import { forgetRecordIndex } from '../records/record-index.ts';
import { recordById } from '../records/record-state.ts';
import { forgetErasedRecords, indexRecords } from '../records/record-text.ts';
import { forgetWords, indexText } from '../search/index-text.ts';
import { removeSnapshots } from '../database/snapshots.ts';
import { leaveNoTraces, overwriteWhatIsDeleted } from '../database/traces.ts';
import { realFiles, systemCode } from '../transfer/file-layer.ts';
import { hiddenForGood, knowsDispositions } from './states.ts';

type TaskKind = 'original' | 'thumbnail' | 'text' | 'traces';

/** Before the row id of a record, as items have none. */
const recordTask = 'record ';

/** Inside a transaction that erases values: the search text of an item is to be made anew, and no trace to be left. */
export function announceTraces({ catalogue }: Archive, itemId: number | null): void {
  const announce = catalogue.prepare('INSERT OR IGNORE INTO disposal_task (kind, name) VALUES (?, ?)');
  if (itemId !== null) announce.run('text', String(itemId));
  announce.run('traces', '');
}

/** Of a record that stays and says something else from now on. Inside the transaction that erases what it said. */
export function announceRecordTrace({ catalogue }: Archive, record: number): void {
  const announce = catalogue.prepare('INSERT OR IGNORE INTO disposal_task (kind, name) VALUES (?, ?)');
  announce.run('text', `${recordTask}${record}`);
  announce.run('traces', '');
}

/** Before a transaction that destroys: what it deletes is overwritten, and nothing of it is put aside on a disk. */
export function preparesDisposal(archive: Archive): void {
  overwriteWhatIsDeleted(archive.catalogue);
  if (archive.derived) overwriteWhatIsDeleted(archive.derived);
}

/**
 * Does what destructions and erasures announced, in this order: originals, thumbnails and search text; then snapshots; then
 * every page and journal in which a trace may be left. Each step can be cut off and done again. Throws
 * `disposal-unfinished` where a reader keeps a journal from being emptied.
 */
export function finishDisposal(archive: Archive): void {
  if (!isDisposalUnfinished(archive)) return;
  preparesDisposal(archive);
  removeOriginals(archive);
  removeDerived(archive);
  removeSnapshots(archive);
  removeDamaged(archive.path, tasks(archive, 'original'));
  forget(archive, 'original');
  forget(archive, 'thumbnail');
  forget(archive, 'text');
  // It may be reading, which would keep the journals from being emptied.
  archive.searcher.current?.letGo();
  const clean = leaveNoTraces(archive.catalogue) && (!archive.derived || leaveNoTraces(archive.derived));
  if (!clean) throw new AppError('disposal-unfinished', { path: archive.path });
  forget(archive, 'traces');
}

/** On opening: what cannot be done now (a full disk, a reader) stays announced, and keeps nobody from working. */
export function resumeDisposal(archive: Archive): void {
  try {
    finishDisposal(archive);
  } catch (error) {
    if (!isAppError(disposalFailure(error, archive.path))) throw error;
  }
}

/** What kept a disposal from being done, as something a person can act on: other software may hold a file, too. */
export function disposalFailure(error: unknown, path: string): unknown {
  const failure = writeFailure(error, path);
  const code = systemCode(failure);
  if (isAppError(failure) || code === null) return failure;
  return new AppError('write-failed', { path, reason: code }, error);
}

/** Whether something that was announced is still to be done. */
export function isDisposalUnfinished(archive: Archive): boolean {
  return knowsDispositions(archive) && tasks(archive, 'traces').length > 0;
}

/** Names below originals/ whose destruction was recorded, and that may still be there. */
export function originalsToRemove(archive: Pick<Archive, 'catalogue'>): ReadonlySet<string> {
  return new Set(tasks(archive, 'original'));
}

function tasks({ catalogue }: Pick<Archive, 'catalogue'>, kind: TaskKind): string[] {
  return catalogue
    .prepare<[string], string>('SELECT name FROM disposal_task WHERE kind = ? ORDER BY name')
    .pluck()
    .all(kind);
}

/** Row ids of items, and of records, whose text is made anew. */
function textTasks(archive: Archive): readonly [items: number[], records: number[]] {
  const names = tasks(archive, 'text');
  const isOfRecord = (name: string): boolean => name.startsWith(recordTask);
  return [
    names.filter((name) => !isOfRecord(name)).map(Number),
    names.filter(isOfRecord).map((name) => Number(name.slice(recordTask.length))),
  ];
}

function forget({ catalogue }: Archive, kind: TaskKind): void {
  catalogue.prepare('DELETE FROM disposal_task WHERE kind = ?').run(kind);
}

function removeOriginals(archive: Archive): void {
  const stored = archive.catalogue.prepare('SELECT 1 FROM file WHERE vault_name = ?');
  // The same bytes may have been taken in again meanwhile, by somebody who has them still.
  archive.vault.remove(tasks(archive, 'original').filter((name) => stored.get(name) === undefined));
}

function removeDerived(archive: Archive): void {
  const { derived } = archive;
  if (!derived) return;
  const last = archive.catalogue.prepare<[], number | null>('SELECT max(id) FROM file').pluck().get() ?? 0;
  const gone = hiddenForGood(archive);
  derived
    .transaction(() => {
      const remove = ['thumbnail', 'document_text'].map((table) =>
        derived.prepare(`DELETE FROM ${table} WHERE file_id = ?`),
      );
      for (const id of tasks(archive, 'thumbnail')) for (const one of remove) one.run(Number(id));
      const [items, records] = textTasks(archive);
      deriveFacts(archive, items, gone);
      forgetColumns(archive);
      forgetNarrowed(archive);
      forgetRecordIndex(archive);
      indexText(archive, items, gone);
      // A file that comes next may get the row id of one that is gone, and has not been derived yet.
      derived
        .prepare(
          'UPDATE state SET last_file = min(last_file, $last), last_facts = min(last_facts, $last), last_text = min(last_text, $last)',
        )
        .run({ last });
      forgetErasedRecords(archive);
      indexRecords(
        archive,
        records.map((id) => recordById(archive, id)),
      );
      // Deleted words stay in the index's segments until they are merged.
      derived.exec(`INSERT INTO item_text (item_text) VALUES ('optimize');
        INSERT INTO record_text (record_text) VALUES ('optimize')`);
      forgetWords(derived);
      forgetSets(derived);
    })
    .immediate();
}

/**
 * What was put aside because it was broken: catalogues as they were, which hold the record, and what rotted of these very
 * originals. Those of others stay.
 */
function removeDamaged(root: string, originals: readonly string[]): void {
  const folder = join(root, 'damaged');
  const gone = originals.map((name) => `-${basename(name)}`);
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return;
    throw error;
  }
  for (const name of names) {
    if (name.startsWith('catalogue-') || gone.some((ending) => name.endsWith(ending)))
      rmSync(join(folder, name), { force: true });
  }
  realFiles.syncFolder(folder);
}
