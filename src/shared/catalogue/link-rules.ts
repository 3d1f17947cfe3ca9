import type { RecordKind } from './kinds.ts';

/** What a link can join: an item, or a record of some kind. */
export type LinkEnd = 'item' | Exclude<RecordKind, 'term' | 'dismissal'>;

interface LinkRule {
  readonly from: readonly LinkEnd[];
  readonly to: readonly LinkEnd[];
}

const all: readonly LinkEnd[] = [
  'item',
  'place',
  'object',
  'assessment',
  'incident',
  'actor',
  'source',
  'claim',
  'text',
  'collection',
];
const amongIncidents: LinkRule = { from: ['incident'], to: ['incident'] };

/** Which kinds of link (`link-types`) may go from what to what. */
export const linkRules: Readonly<Record<string, LinkRule>> = {
  shows: { from: ['item'], to: ['place', 'object', 'actor'] },
  documents: { from: ['item'], to: ['incident', 'assessment'] },
  supports: { from: ['item', 'text', 'source', 'assessment', 'incident'], to: ['claim'] },
  contradicts: { from: ['item', 'text', 'source', 'assessment', 'incident'], to: ['claim'] },
  about: { from: ['item', 'text', 'source', 'claim'], to: ['place', 'object', 'incident', 'actor'] },
  told: { from: ['source'], to: ['item', 'incident', 'claim', 'assessment', 'text'] },
  'part-of': { from: ['place', 'object'], to: ['place', 'object'] },
  precedes: amongIncidents,
  encompasses: amongIncidents,
  causes: amongIncidents,
  parallel: amongIncidents,
  follows: amongIncidents,
  'consequence-of': amongIncidents,
  related: { from: all, to: all },
};

/** Kinds of link that may join the two, the most telling one first. */
export function linkTypesBetween(from: LinkEnd, to: LinkEnd): readonly string[] {
  return Object.entries(linkRules)
    .filter(([, rule]) => rule.from.includes(from) && rule.to.includes(to))
    .map(([type]) => type);
}
