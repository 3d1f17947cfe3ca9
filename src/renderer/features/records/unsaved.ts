import type { RecordKind } from '../../../shared/catalogue/kinds.ts';
import type { Kept } from '../../session/kept.ts';
import { isKeptSealed } from '../../../shared/catalogue/kept-sealed.ts';
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

/** Under these names, what is typed about an item by its id: texts of fields. */
export const typedPrefix = 'typed ';

/** How many records and items are being written and say something that is saved nowhere. */
export function countUnsaved(kept: Pick<Kept, 'entries'>): number {
  const typed = [...kept.entries()].filter(
    ([name, texts]) => name.startsWith(typedPrefix) && Object.keys(texts ?? {}).length > 0,
  );
  return drafts(kept).filter(({ draft }) => isUnsaved(draft)).length + typed.length;
}

/** Of these, those that are kept sealed, or would be. */
export function countUnsavedSealed(kept: Pick<Kept, 'entries'>): number {
  return drafts(kept).filter(({ kind, draft }) => isOfSealed(kind, draft) && isUnsaved(draft)).length;
}

/** What is being written of sealed records goes with their key. */
export function forgetSealedDrafts(kept: Pick<Kept, 'entries' | 'set'>): void {
  for (const { name, kind, draft } of drafts(kept)) if (isOfSealed(kind, draft)) kept.set(name, null);
}

interface KeptDraft {
  readonly name: string;
  readonly kind: RecordKind;
  readonly draft: Draft;
}

function drafts(kept: Pick<Kept, 'entries'>): readonly KeptDraft[] {
  return [...kept.entries()].flatMap(([name, value]) => {
    if (!name.startsWith(draftPrefix) || value === null) return [];
    const [kind = ''] = name.slice(draftPrefix.length).split(' ');
    // Under such names nothing else is kept.
    return [{ name, kind: kind as RecordKind, draft: value as Draft }];
  });
}

function isUnsaved({ content, base }: Draft): boolean {
  return Object.keys(changesBetween(base?.content ?? {}, content)).length > 0;
}

function isOfSealed(kind: RecordKind, { content, base }: Draft): boolean {
  return [content, base?.content ?? {}].some(({ confidentiality: level }) =>
    isKeptSealed(kind, typeof level === 'string' ? level : undefined),
  );
}
