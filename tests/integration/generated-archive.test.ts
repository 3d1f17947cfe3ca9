import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generateArchive } from '../../scripts/generate/archive.ts';
import { openArchive } from '../../src/core/archive/open.ts';
import { columnsOf } from '../../src/core/catalogue/columns.ts';
import { factsOf } from '../../src/core/catalogue/item-facts.ts';
import { compareBy, idsInOrder } from '../../src/core/catalogue/item-order.ts';
import { listItems } from '../../src/core/catalogue/list.ts';
import { findItems } from '../../src/core/catalogue/narrow.ts';
import { itemText } from '../../src/core/search/item-text.ts';
import { temporaryFolder } from '../helpers/folders.ts';

/** At once. */
function whole<Result>(steps: Generator<undefined, Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

test('a generated archive opens, and what is derived of it is what this program would derive', async () => {
  const path = join(temporaryFolder(), 'archive');
  await generateArchive({ path, items: 300, encrypted: false });
  const archive = openArchive(path, { access: 'write', clock: () => new Date() });
  try {
    expect(listItems(archive, { query: null, limit: 5, offset: 0 }).total).toBe(300);
    const { derived } = archive;
    if (!derived) throw new Error('no derived.db');
    for (const by of ['captured', 'number', 'added', 'title'] as const)
      for (const descending of [false, true]) {
        const ordered = [...idsInOrder(derived, { by, descending })].flat();
        expect(new Set(ordered).size).toBe(300);
        expect([...idsInOrder(derived, { by, descending }, 7)].flat()).toEqual(ordered);
        const items = ordered.map((id) => ({ id, ...factsOf(archive, id)! }));
        expect(items.toSorted(compareBy({ by, descending })).map(({ id }) => id)).toEqual(ordered);
      }
    for (const id of [1, 2, 3, 150, 300]) {
      expect(findItems(archive, itemText(archive, id).name.join(' '))).toContain(id);
      const { taken, said, ...facts } = factsOf(archive, id)!;
      const stored = derived.prepare(
        'SELECT captured, before, number, title, latitude, longitude FROM item_facts WHERE item_id = ?',
      );
      expect(stored.get(id)).toEqual(facts);
      const columns = whole(columnsOf(archive));
      expect(columns.sets[columns.taken[id] ?? 0]).toEqual(taken);
      expect(columns.sets[columns.said[id] ?? 0]).toEqual(said);
    }
  } finally {
    archive.close();
  }
});
