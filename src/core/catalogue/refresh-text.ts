import type { Archive } from '../archive/archive.ts';
import { deriveFacts } from './item-facts.ts';
import { itemText } from './search-text.ts';

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
        const write = derived.prepare('INSERT OR REPLACE INTO item_text (rowid, text) VALUES (?, ?)');
        for (const id of ids) write.run(id, itemText(archive, id));
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
