import { fileReadings } from '../../shared/records/readings.ts';
import type { Archive } from '../archive/archive.ts';
import type { Database } from '../database/connection.ts';
import { statement } from '../database/statements.ts';
import { knowsDispositions } from '../disposition/states.ts';
import { baseNameBytes, readablePath } from '../paths/path-bytes.ts';
import { cameraName, capturedKey, numberKey, titleKey } from './sort-keys.ts';

export type Sources = Pick<Archive, 'catalogue' | 'derived'>;

/** What an item is put in order and narrowed by. */
export interface ItemFacts {
  readonly captured: number | null;
  readonly number: string;
  readonly title: string;
  readonly cameras: readonly ItemCamera[];
}

/** Make and model, and the serial number where the camera writes one. */
export interface ItemCamera {
  readonly name: string;
  readonly serial: string;
}

/** Whether derived.db has the tables of this room: one that is only read may be older than they are. */
const prepared = new WeakMap<Database, boolean>();

export function knowsFacts({ derived }: Sources): boolean {
  if (!derived) return false;
  const known = prepared.get(derived);
  if (known !== undefined) return known;
  const found =
    derived.prepare("SELECT 1 FROM pragma_table_info('camera') WHERE name = 'serial'").get() !== undefined;
  prepared.set(derived, found);
  return found;
}

/** Highest file id up to which derived.db knows the facts of items. */
export function lastFactsFile(sources: Sources): number {
  if (!knowsFacts(sources)) return 0;
  return sources.derived?.prepare<[], number>('SELECT last_facts FROM state').pluck().get() ?? 0;
}

/** Grows whenever facts that were there already change: whoever reads them in steps has to begin again. */
const changes = new WeakMap<Database, number>();

export function factChanges({ derived }: Sources): number {
  return derived ? (changes.get(derived) ?? 0) : 0;
}

/** As the catalogue has them now; null if there is no such item. */
export function factsOf({ catalogue }: Pick<Archive, 'catalogue'>, itemId: number): ItemFacts | null {
  const item = statement<[number], { number: string; title: string | null; captured: string | null }>(
    catalogue,
    'SELECT number, title, captured FROM item WHERE id = ?',
  ).get(itemId);
  if (!item) return null;
  const files = statement<[number], { path: Uint8Array; readings: string }>(
    catalogue,
    `SELECT entry.path, file.readings FROM file JOIN accession_entry AS entry ON entry.id = file.entry_id
       WHERE file.item_id = ? ORDER BY file.sequence`,
  ).all(itemId);
  const readings = files.map((file) => fileReadings.parse(JSON.parse(file.readings)));
  const name = files[0]?.path ?? keptName(catalogue, itemId);
  const title = item.title ?? (name ? readablePath(baseNameBytes(name)).text : '');
  const cameras = new Map<string, ItemCamera>();
  for (const { camera } of readings) {
    const name = cameraName(camera);
    const serial = camera?.serial?.trim() ?? '';
    if (name !== null) cameras.set(`${name}\n${serial}`, { name, serial });
  }
  return {
    captured: capturedKey(item.captured ?? readings[0]?.captured?.value ?? null),
    number: numberKey(item.number),
    title: titleKey(title),
    cameras: [...cameras.values()],
  };
}

function keptName(catalogue: Database, itemId: number): Uint8Array | null {
  if (!knowsDispositions({ catalogue })) return null;
  const name = catalogue
    .prepare<[number], Uint8Array>('SELECT name FROM kept_file WHERE item_id = ? ORDER BY sequence LIMIT 1')
    .pluck()
    .get(itemId);
  return name ?? null;
}

/**
 * Derives the facts of items anew: call it whenever an item was edited, in the transaction on derived.db that also renews its
 * search text. Facts of an item that is gone, or in `gone`, are removed.
 */
export function deriveFacts(
  sources: Sources,
  itemIds: Iterable<number>,
  gone: ReadonlySet<number> = new Set(),
): void {
  const { derived } = sources;
  if (!derived || !knowsFacts(sources)) return;
  const removed = statement(derived, 'DELETE FROM item_facts WHERE item_id = ?');
  const left = statement(derived, 'DELETE FROM item_camera WHERE item_id = ?');
  const write = statement(
    derived,
    'INSERT INTO item_facts (item_id, captured, number, title) VALUES (?, ?, ?, ?)',
  );
  const camera = statement(derived, 'INSERT OR IGNORE INTO camera (name, serial) VALUES (?, ?)');
  const link = statement(
    derived,
    'INSERT INTO item_camera (camera_id, item_id) VALUES ((SELECT id FROM camera WHERE name = ? AND serial = ?), ?)',
  );
  for (const itemId of itemIds) {
    left.run(itemId);
    if (removed.run(itemId).changes > 0) changes.set(derived, factChanges(sources) + 1);
    const facts = gone.has(itemId) ? null : factsOf(sources, itemId);
    if (!facts) continue;
    write.run(itemId, facts.captured, facts.number, facts.title);
    for (const { name, serial } of facts.cameras) {
      camera.run(name, serial);
      link.run(name, serial, itemId);
    }
  }
  if (gone.size > 0) derived.exec('DELETE FROM camera WHERE id NOT IN (SELECT camera_id FROM item_camera)');
}

/** Items whose files came after the facts were last derived, by their first such file, at most `limit` files. */
export function withoutFacts(
  sources: Sources,
  limit: number,
  after: number = lastFactsFile(sources),
): { readonly items: readonly number[]; readonly last: number | null } {
  const files = sources.catalogue
    .prepare<[number, number], { id: number; itemId: number }>(
      'SELECT id, item_id AS itemId FROM file WHERE id > ? ORDER BY id LIMIT ?',
    )
    .all(after, limit);
  return { items: [...new Set(files.map(({ itemId }) => itemId))], last: files.at(-1)?.id ?? null };
}

/** Fills what derived.db lacks, a few hundred at a time, yielding between; needs a session that may write. */
export function* catchUpFacts(sources: Sources): Generator<undefined, void> {
  const { derived } = sources;
  if (!derived || !knowsFacts(sources)) return;
  for (;;) {
    const { items, last } = withoutFacts(sources, 200);
    if (last === null) return;
    derived.transaction(() => {
      deriveFacts(sources, items);
      derived.prepare('UPDATE state SET last_facts = ?').run(last);
    })();
    yield undefined;
  }
}
