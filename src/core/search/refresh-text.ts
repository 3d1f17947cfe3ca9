import type { Archive } from '../archive/archive.ts';
import { lastTextFile, knowsText } from '../catalogue/derived-state.ts';
import { deriveFacts } from '../catalogue/item-facts.ts';
import { indexText } from './index-text.ts';

const batch = 200;

/** Inside the transaction of an edit: what the item is found by is to be made anew. */
export function announceText({ catalogue }: Archive, itemId: number): void {
  catalogue.prepare('INSERT OR IGNORE INTO text_task (item_id) VALUES (?)').run(itemId);
}

/**
 * Makes search text and order of announced items anew. derived.db is not atomic with the catalogue: until this ran, a search looks
 * into these items one by one, and whoever opens the archive for writing does what a crash left out.
 */
export function refreshTexts(archive: Archive): void {
  const { catalogue, derived } = archive;
  if (!derived) return;
  const next = catalogue.prepare<[], number>(`SELECT item_id FROM text_task LIMIT ${batch}`).pluck();
  for (let ids = next.all(); ids.length > 0; ids = next.all()) {
    derived
      .transaction(() => {
        indexText(archive, ids);
        deriveFacts(archive, ids);
      })
      .immediate();
    const done = catalogue.prepare('DELETE FROM text_task WHERE item_id = ?');
    catalogue
      .transaction(() => {
        for (const id of ids) done.run(id);
      })
      .immediate();
  }
}

/** Makes the search text of what the index lacks, some files at a time, yielding between; needs a session that may write. */
export function* catchUpText(archive: Archive): Generator<undefined, void> {
  const { catalogue, derived } = archive;
  if (!derived || !knowsText(archive)) return;
  const next = catalogue.prepare<[number], { id: number; item: number }>(
    'SELECT id, item_id AS item FROM file WHERE id > ? ORDER BY id LIMIT 20',
  );
  for (;;) {
    const files = next.all(lastTextFile(archive));
    const last = files.at(-1);
    if (!last) return;
    derived
      .transaction(() => {
        indexText(archive, new Set(files.map(({ item }) => item)));
        derived.prepare('UPDATE state SET last_text = ?').run(last.id);
      })
      .immediate();
    yield undefined;
  }
}
