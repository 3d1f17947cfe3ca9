import { z } from 'zod';
import type { Archive } from '../archive/archive.ts';
import { itemsIn } from '../disposition/states.ts';
import { knowsDescriptions } from './item-state.ts';

const list = z.array(z.string());

/** A list as `item.tags` and `item.languages` hold it: JSON, or null for an empty one. */
export function tagsIn(text: string | null): readonly string[] {
  return text === null ? [] : list.parse(JSON.parse(text));
}

export function listText(values: readonly string[]): string | null {
  return values.length === 0 ? null : JSON.stringify(values);
}

/** By which two tags are the same one: NFC, whatever the case. */
export function tagKey(tag: string): string {
  return tag.normalize('NFC').toLowerCase().normalize('NFC');
}

/** Each tag once, as it was first typed anywhere in the archive. Inside the caller's transaction. */
export function asFirstTyped(archive: Archive, tags: readonly string[]): readonly string[] {
  const typed = new Map<string, string>();
  for (const tag of tags.map((one) => one.trim())) {
    const key = tagKey(tag);
    if (!typed.has(key)) typed.set(key, spelling(archive, key) ?? tag);
  }
  return [...typed.values()];
}

/** In the item that had it first. */
function spelling({ catalogue }: Archive, key: string): string | null {
  const tags = catalogue
    .prepare<[string], string | null>(
      'SELECT tags FROM item WHERE id = (SELECT min(item_id) FROM item_tag WHERE key = ?)',
    )
    .pluck()
    .get(key);
  return tagsIn(tags ?? null).find((tag) => tagKey(tag) === key) ?? null;
}

/** Brings the look-up table to what `item.tags` says. Inside the caller's transaction. */
export function indexTags({ catalogue }: Archive, itemId: number, tags: string | null): void {
  catalogue.prepare('DELETE FROM item_tag WHERE item_id = ?').run(itemId);
  const insert = catalogue.prepare('INSERT OR IGNORE INTO item_tag (key, item_id) VALUES (?, ?)');
  for (const tag of tagsIn(tags)) insert.run(tagKey(tag), itemId);
}

export interface TagCount {
  readonly tag: string;
  readonly items: number;
}

/** Tags of the items that are not hidden, the most frequent first. */
export function countTags(archive: Archive): readonly TagCount[] {
  if (!knowsDescriptions(archive)) return [];
  const rows = archive.catalogue
    .prepare<[], { key: string; items: number }>(
      `SELECT key, count(*) AS items FROM item_tag JOIN item ON item.id = item_tag.item_id
       WHERE ${itemsIn(archive, null)} GROUP BY key ORDER BY items DESC, key`,
    )
    .all();
  return rows.map(({ key, items }) => ({ tag: spelling(archive, key) ?? key, items }));
}
