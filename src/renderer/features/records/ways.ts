import { linkTypesBetween, type LinkEnd } from '../../../shared/catalogue/link-rules.ts';

/** One way that two can be linked: a type, and which of them it begins at. */
interface Way {
  readonly id: string;
  readonly type: string;
  readonly end: 'from' | 'to';
}

export function waysBetween(one: LinkEnd, other: LinkEnd): readonly Way[] {
  const from = linkTypesBetween(one, other).map((type) => ({
    id: `from ${type}`,
    type,
    end: 'from' as const,
  }));
  const to = linkTypesBetween(other, one).map((type) => ({ id: `to ${type}`, type, end: 'to' as const }));
  const ways = [...from, ...to];
  // "Related" is the same either way, and tells the least.
  return [
    ...ways.filter(({ type }) => type !== 'related'),
    ...ways.filter(({ type }) => type === 'related').slice(0, 1),
  ];
}
