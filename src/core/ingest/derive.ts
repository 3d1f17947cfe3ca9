import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Archive } from '../archive/archive.ts';
import { lastDerivedFile, lastTextFile } from '../catalogue/derived-state.ts';
import { catchUpFacts, deriveFacts, lastFactsFile } from '../catalogue/item-facts.ts';
import { openVaultFile } from '../catalogue/original.ts';
import { indexText } from '../search/index-text.ts';
import { catchUpText } from '../search/refresh-text.ts';
import { statement, valueStatement } from '../database/statements.ts';
import { stateOf } from '../disposition/states.ts';
import { systemCode } from '../transfer/file-layer.ts';
import { patientReading } from '../vault/patient-reading.ts';
import { SealBroken } from '../vault/sealed-format.ts';
import type { Thumbnail } from '../media/types.ts';
import type { Recorded } from './record.ts';
import type { IngestContext } from './take-in.ts';

interface NewFile {
  readonly id: number;
  readonly itemId: number;
}

/** Files whose thumbnails and words are written at once: some milliseconds. */
const atOnce = 8;

/**
 * Thumbnails and search text of what was just recorded. derived.db is not atomic with the catalogue: `last_file` says how
 * far it is, and catchUpDerived does what a crash left out. Others get their turn between.
 */
export async function deriveFrom(archive: Archive, recorded: readonly Recorded[]): Promise<void> {
  const thumbnails = new Map<number, Thumbnail>();
  for (const { fileId, stored } of recorded) {
    if (stored?.thumbnail && fileId !== null) thumbnails.set(fileId, stored.thumbnail);
  }
  for (let files = newFiles(archive); files.length > 0; files = newFiles(archive)) {
    await nextTurn();
    const made = files.flatMap(({ id }) => {
      const thumbnail = thumbnails.get(id);
      return thumbnail ? [[id, thumbnail] as const] : [];
    });
    writeDerived(archive, files, new Map(made));
  }
}

/** Files of which derived.db lacks something: after a crash, or when it was deleted. */
export function missingDerived(archive: Archive): number {
  if (!archive.derived) return 0;
  const known = Math.min(lastDerivedFile(archive), lastTextFile(archive), lastFactsFile(archive));
  return (
    valueStatement<[number], number>(archive.catalogue, 'SELECT count(*) FROM file WHERE id > ?').get(
      known,
    ) ?? 0
  );
}

/** Makes what derived.db lacks. `turn` is waited for before each file. Not beside an import into the same archive. */
export async function catchUpDerived(
  { archive, inspector }: Pick<IngestContext, 'archive' | 'inspector'>,
  signal: AbortSignal,
  turn: () => Promise<unknown> = nextTurn,
): Promise<void> {
  if (!archive.derived) return;
  for (const steps of [catchUpFacts(archive), catchUpText(archive)]) {
    while (steps.next().done !== true) {
      await turn();
      signal.throwIfAborted();
    }
  }
  for (;;) {
    const files = newFiles(archive, 20);
    if (files.length === 0) return;
    const thumbnails = new Map<number, Thumbnail>();
    for (const { id, itemId } of files) {
      await turn();
      signal.throwIfAborted();
      // Nothing decodes what lies in quarantine.
      if (stateOf(archive, itemId) === 'quarantined') continue;
      const original = openVaultFile(archive, id);
      if (!original) continue;
      const source = patientReading(original);
      try {
        const { thumbnail } = await inspector.inspect(source, { signal });
        if (thumbnail) thumbnails.set(id, thumbnail);
      } catch (error) {
        // A damaged original has no preview; verification is where it is reported.
        if (!(error instanceof SealBroken) && systemCode(error) === null) throw error;
      } finally {
        await source.close();
      }
    }
    writeDerived(archive, files, thumbnails);
  }
}

function newFiles(archive: Archive, limit = atOnce): NewFile[] {
  if (!archive.derived) return [];
  return archive.catalogue
    .prepare<[number, number], NewFile>(
      'SELECT id, item_id AS itemId FROM file WHERE id > ? ORDER BY id LIMIT ?',
    )
    .all(lastDerivedFile(archive), limit);
}

/** Looked at once more when it is written: while it was drawn, it may have been destroyed, or put into quarantine. */
function mayBeSeen(archive: Archive, file: number): boolean {
  const item = valueStatement<[number], number>(
    archive.catalogue,
    'SELECT item_id FROM file WHERE id = ?',
  ).get(file);
  return item !== undefined && stateOf(archive, item) !== 'quarantined';
}

function writeDerived(
  archive: Archive,
  files: readonly NewFile[],
  thumbnails: ReadonlyMap<number, Thumbnail>,
): void {
  const { derived } = archive;
  const last = files.at(-1);
  if (!derived || !last) return;
  derived.transaction(() => {
    const insert = statement(
      derived,
      'INSERT OR REPLACE INTO thumbnail (file_id, media_type, width, height, bytes) VALUES (?, ?, ?, ?, ?)',
    );
    for (const [id, thumbnail] of thumbnails) {
      if (!mayBeSeen(archive, id)) continue;
      insert.run(id, thumbnail.mediaType, thumbnail.width, thumbnail.height, thumbnail.bytes);
    }
    const items = new Set(files.map((file) => file.itemId));
    const before = lastDerivedFile(archive);
    // What lags behind is caught up apart, in steps.
    if (lastTextFile(archive) === before) {
      indexText(archive, items);
      derived.prepare('UPDATE state SET last_text = ?').run(last.id);
    }
    if (lastFactsFile(archive) === before) {
      deriveFacts(archive, items);
      derived.prepare('UPDATE state SET last_facts = ?').run(last.id);
    }
    derived.prepare('UPDATE state SET last_file = ?').run(last.id);
  })();
}
