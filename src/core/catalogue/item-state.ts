import { z } from 'zod';
import type { Archive } from '../archive/archive.ts';
import type { Database } from '../database/connection.ts';
import { schemaVersion } from '../database/migrate.ts';
import type { ItemRevision, ItemState } from './records.ts';

/** What an item holds before anybody asserts anything. */
export const blankItem: Omit<ItemState, 'number' | 'created_at'> = {
  kind: 'evidence',
  title: null,
  description: null,
  captured: null,
  position: null,
  rights: null,
  confidentiality: 'restricted',
  review_state: 'unreviewed',
  languages: null,
  tags: null,
  is_graphic: 0,
  combined_into: null,
  captured_basis: null,
};

const prepared = new WeakMap<Database, boolean>();

/** Whether this catalogue has the columns of 0005: one that is only read may be older than they are. */
export function knowsDescriptions({ catalogue }: Pick<Archive, 'catalogue'>): boolean {
  const known = prepared.get(catalogue);
  if (known !== undefined) return known;
  const found = schemaVersion(catalogue) >= 5;
  prepared.set(catalogue, found);
  return found;
}

const dated = new WeakMap<Database, boolean>();

/** Whether this catalogue has what 0007 adds. */
export function knowsClockChecks({ catalogue }: Pick<Archive, 'catalogue'>): boolean {
  const known = dated.get(catalogue);
  if (known !== undefined) return known;
  const found = schemaVersion(catalogue) >= 7;
  dated.set(catalogue, found);
  return found;
}

/** Columns of `item` for a SELECT that gives an `ItemState`. */
export function stateColumns(archive: Pick<Archive, 'catalogue'>): string {
  const later = knowsDescriptions(archive)
    ? 'item.languages, item.tags, item.is_graphic, item.combined_into'
    : 'NULL AS languages, NULL AS tags, 0 AS is_graphic, NULL AS combined_into';
  return `item.number, item.created_at, item.kind, item.title, item.description, item.captured, item.position,
    item.rights, item.confidentiality, item.review_state, ${later},
    ${knowsClockChecks(archive) ? 'item.captured_basis' : 'NULL AS captured_basis'}`;
}

/** Columns of `revision` and `identity` for a SELECT that gives an `ItemRevision`, its number apart. */
export function revisionColumns(archive: Pick<Archive, 'catalogue'>): string {
  const act = knowsDescriptions(archive) ? 'revision.act' : 'NULL AS act';
  return `revision.changed_at AS changedAt, identity.uid AS identityUid, revision.changes, ${act}`;
}

const changesOf = z.record(z.string(), z.object({ old: z.unknown(), new: z.unknown() }));
export type Changes = z.infer<typeof changesOf>;

/** What a revision changed, by column; null for a text that says nothing of the kind. */
export function readChanges(text: string): Changes | null {
  const parsed = changesOf.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : null;
}

/** An item after each of its revisions, replayed from nothing; null if they are not numbered one after the other. */
export function replayItem(
  createdAt: string,
  revisions: readonly Pick<ItemRevision, 'revision' | 'changes'>[],
): readonly ItemState[] | null {
  const states: ItemState[] = [];
  let state: ItemState = { ...blankItem, number: '', created_at: createdAt };
  for (const [at, { revision, changes }] of revisions.entries()) {
    const parsed = readChanges(changes);
    if (!parsed || revision !== at + 1) return null;
    // `files` is what its files were: their own records say where they are now.
    const news = Object.entries(parsed).filter(([field]) => field in state);
    state = { ...state, ...Object.fromEntries(news.map(([field, change]) => [field, change.new])) };
    states.push(state);
  }
  return states;
}
