import type { RecordKind } from '../../../shared/catalogue/kinds.ts';
import type { Kept } from '../../session/kept.ts';
import { changesBetween } from './clean.ts';

/** What is being written of a record; it outlives the screen, and goes with the lock. */
export interface Draft {
  readonly content: Readonly<Record<string, unknown>>;
  /** What it was begun from; null: a new one. */
  readonly base: { readonly content: Readonly<Record<string, unknown>>; readonly revision: number } | null;
}

const draftPrefix = 'record.draft ';
export const draftName = (kind: RecordKind, id: string | null, name = ''): string =>
  `${draftPrefix}${kind} ${id ?? `new ${name}`}`;

/** How many records are being written and say something that is saved nowhere. */
export function countUnsaved(kept: Pick<Kept, 'entries'>): number {
  return [...kept.entries()].filter(([name, value]) => {
    if (!name.startsWith(draftPrefix) || value === null) return false;
    // Under such names nothing else is kept.
    const { content, base } = value as Draft;
    return Object.keys(changesBetween(base?.content ?? {}, content)).length > 0;
  }).length;
}
