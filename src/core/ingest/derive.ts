import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Archive } from '../archive/archive.ts';
import { lastDerivedFile, lastTextFile } from '../catalogue/derived-state.ts';
import { catchUpFacts, deriveFacts, lastFactsFile } from '../catalogue/item-facts.ts';
import { openVaultFile } from '../catalogue/original.ts';
import { indexText } from '../search/index-text.ts';
import { catchUpText } from '../search/refresh-text.ts';
import { statement } from '../database/statements.ts';
import { stateOf } from '../disposition/states.ts';
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

/** Makes what derived.db lacks: after a crash, or when it was deleted. */
export async function catchUpDerived(context: IngestContext, signal: AbortSignal): Promise<void> {
  const { archive, inspector } = context;
  if (!archive.derived) return;
  for (const steps of [catchUpFacts(archive), catchUpText(archive)]) {
    while (steps.next().done !== true) {
      signal.throwIfAborted();
      await nextTurn();
    }
  }
  for (;;) {
    const files = newFiles(archive, 20);
    if (files.length === 0) return;
    const thumbnails = new Map<number, Thumbnail>();
    for (const { id, itemId } of files) {
      signal.throwIfAborted();
      // Nothing decodes what lies in quarantine.
      if (stateOf(archive, itemId) === 'quarantined') continue;
      const original = openVaultFile(archive, id);
      if (!original) continue;
      try {
        const { thumbnail } = await inspector.inspect(original, { signal });
        if (thumbnail) thumbnails.set(id, thumbnail);
      } catch (error) {
        // A damaged original has no preview; verification is where it is reported.
        if (!(error instanceof SealBroken)) throw error;
      } finally {
        original.close();
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
