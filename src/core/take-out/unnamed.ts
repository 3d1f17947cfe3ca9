import type { AnyContent, RecordKind } from '../../shared/catalogue/kinds.ts';
import { namedIn } from '../../shared/catalogue/named-in.ts';

/** Texts by which a record goes: it leaves by its number instead. */
const calledBy = {
  title: (number: string) => number,
  names: (number: string) => [{ text: number }],
} as const;

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/**
 * A record without what names somebody: of a text the sentences that do, of a list the whole entries, for the rest of one would say
 * who is meant.
 */
export function unnamed(
  {
    kind,
    number,
    content,
  }: { readonly kind: RecordKind; readonly number: string; readonly content: AnyContent },
  names: (text: string) => boolean,
): { readonly content: AnyContent; readonly isShortened: boolean } {
  const { terms, records } = namedIn(kind, content);
  const ids = new Set([...terms, ...records].map(([, id]) => id));
  const says = (value: unknown): boolean => {
    if (typeof value === 'string') return !ids.has(value) && names(value);
    return typeof value === 'object' && value !== null && Object.values(value).some(says);
  };
  const left = (member: string, value: unknown): unknown => {
    if (!says(value)) return value;
    if (member === 'title') return undefined;
    if (typeof value === 'string') return textWithout(value, names);
    const entries = Array.isArray(value) ? value.filter((entry) => !says(entry)) : [];
    return entries.length > 0 ? entries : undefined;
  };
  const members = Object.entries(content).map(
    ([member, value]) => [member, value, left(member, value)] as const,
  );
  const after = members.flatMap(([member, , value]): [string, unknown][] => {
    if (value !== undefined) return [[member, value]];
    return member === 'title' || member === 'names' ? [[member, calledBy[member](number)]] : [];
  });
  return {
    content: Object.fromEntries(after) as AnyContent,
    isShortened: members.some(([, before, value]) => value !== before),
  };
}

function textWithout(text: string, names: (text: string) => boolean): string | undefined {
  const rest = [...sentences.segment(text)]
    .map(({ segment }) => segment)
    .filter((segment) => !names(segment))
    .join('')
    .trim();
  // A name may stand across two of them.
  return rest === '' || names(rest) ? undefined : rest;
}
