import { linkTypesBetween, type LinkEnd } from '../../../shared/catalogue/link-rules.ts';

/** One way that two can be linked: a type, and which of them it begins at. */
interface Way {
  readonly id: string;
  readonly type: string;
  readonly end: 'from' | 'to';
}

/** What a source told is said more often than what it is told of, and "related" tells the least. */
const rank = ({ type }: Way): number => (type === 'told' ? 0 : type === 'related' ? 2 : 1);

/** The most usual first. "Related" is the same either way. */
export function waysBetween(one: LinkEnd, other: LinkEnd): readonly [] | readonly [Way, ...Way[]] {
  const ways = [
    ...linkTypesBetween(one, other).map((type) => ({ id: `from ${type}`, type, end: 'from' as const })),
    ...linkTypesBetween(other, one).map((type) => ({ id: `to ${type}`, type, end: 'to' as const })),
  ];
  const isFirst = (way: Way): boolean => ways.find(({ type }) => type === 'related') === way;
  const [first, ...rest] = ways
    .filter((way) => way.type !== 'related' || isFirst(way))
    .sort((a, b) => rank(a) - rank(b));
  return first ? [first, ...rest] : [];
}

/** A link of `one` with `other`, in that way. */
export const linkOf = ({ type, end }: Way, one: string, other: string) =>
  end === 'from' ? { type, from: one, to: other } : { type, from: other, to: one };
