import type { Assessment } from './assessment.ts';
import type { Claim, Collection, Written } from './claim.ts';
import type { Dismissal } from './dismissal.ts';
import type { Incident } from './incident.ts';
import type { ContentOf, RecordKind } from './kinds.ts';
import type { Actor, Source } from './people.ts';
import type { HeritageObject, Place } from './place.ts';

/** A vocabulary and one of its terms. */
export type NamedTerm = readonly [vocabulary: string, term: string];
/** A member of a record's content and the id of another record or item that it names. */
export type NamedRecord = readonly [member: string, id: string];

interface Named {
  readonly terms: readonly NamedTerm[];
  readonly records: readonly NamedRecord[];
}

type Readers = { readonly [Kind in RecordKind]: (content: ContentOf<Kind>) => Named };

const readers: Readers = {
  place: ({ types, names, baseline, mergedInto }: Place) => ({
    terms: [
      ...each('place-types', types),
      ...each(
        'name-kinds',
        names.map(({ kind }) => kind),
      ),
    ],
    records: [...refer('baseline', baseline?.items), ...refer('mergedInto', [mergedInto])],
  }),
  object: ({ names, place, from }: HeritageObject) => ({
    terms: each(
      'name-kinds',
      names.map(({ kind }) => kind),
    ),
    records: [...refer('place', [place]), ...refer('from', [from])],
  }),
  assessment: (content: Assessment) => ({
    terms: [
      ...each('assessment-methods', content.methods),
      ...each('site-status', [content.status]),
      ...each('overall-condition', [content.condition]),
      ...each('damage-severity', [content.severity]),
      ...each('damage-extent', [content.extent]),
      ...each('building-damage', [content.buildingDamage]),
      ...each('observed-changes', content.changes),
      ...(content.disturbances ?? []).flatMap((one) => [
        ...each('cause-categories', [one.category]),
        ...each('causes', [one.cause]),
        ...each('certainty', [one.certainty]),
        ...each('disturbance-date-types', [one.dateType]),
      ]),
      ...(content.effects ?? []).flatMap((one) => [
        ...each('effects', [one.effect]),
        ...each('certainty', [one.certainty]),
      ]),
      ...(content.threats ?? []).flatMap((one) => [
        ...each('cause-categories', [one.category]),
        ...each('causes', [one.cause]),
        ...each('threat-certainty', [one.certainty]),
        ...each('potential-impact', [one.impact]),
      ]),
    ],
    records: [
      ...refer('of', [content.of]),
      ...refer(
        'pairs',
        content.pairs?.flatMap(({ before, after }) => [before, after]),
      ),
    ],
  }),
  incident: (content: Incident) => {
    const parts = (content.acts ?? []).flatMap(({ involvements }) => involvements ?? []);
    return {
      terms: [
        ...each('incident-types', content.types),
        ...each('date-types', [content.dateType]),
        ...each('violation-status', [content.status]),
        ...each('legal-references', content.legal),
        ...each('risk-factors', content.riskFactors),
        ...each(
          'roles',
          parts.map(({ role }) => role),
        ),
        ...each(
          'involvement',
          parts.map(({ degree }) => degree),
        ),
      ],
      records: [
        ...refer('places', content.places),
        ...refer(
          'acts',
          parts.map(({ actor }) => actor),
        ),
      ],
    };
  },
  actor: ({ names, type, affiliations }: Actor) => ({
    terms: [
      ...each('actor-types', [type]),
      ...each(
        'name-kinds',
        names.map(({ kind }) => kind),
      ),
    ],
    records: refer(
      'affiliations',
      affiliations?.map(({ actor }) => actor),
    ),
  }),
  source: (content: Source) => ({
    terms: [
      ...each('source-connections', [content.connection]),
      ...each('reliability', [content.reliability]),
      ...each('source-reliability', [content.sourceReliability]),
      ...each('information-credibility', [content.informationCredibility]),
      ...each(
        'consent-purposes',
        content.consents?.map(({ purpose }) => purpose),
      ),
      ...each(
        'recipient-classes',
        content.consents?.map(({ recipient }) => recipient),
      ),
    ],
    records: [
      ...refer('actor', [content.actor]),
      ...refer(
        'consents',
        content.consents?.map(({ form }) => form),
      ),
    ],
  }),
  claim: ({ certainty, riskFactors, legal, about }: Claim) => ({
    terms: [
      ...each('certainty', [certainty]),
      ...each('risk-factors', riskFactors),
      ...each('legal-references', legal),
    ],
    records: refer('about', about),
  }),
  text: ({ of, part, kind, from }: Written) => ({
    terms: each('text-kinds', [kind]),
    records: [...refer('of', [of]), ...refer('part', [part?.file]), ...refer('from', [from])],
  }),
  collection: ({ members }: Collection) => ({ terms: [], records: refer('members', members) }),
  dismissal: ({ about }: Dismissal) => ({ terms: [], records: refer('about', about) }),
  term: () => ({ terms: [], records: [] }),
};

type Nameable = RecordKind | 'item' | 'file';

/** What a member may name; what is not here may be anything. */
const nameable: { readonly [Kind in RecordKind]?: Readonly<Record<string, readonly Nameable[]>> } = {
  place: { baseline: ['item'], mergedInto: ['place'] },
  object: { place: ['place'], from: ['place'] },
  assessment: { of: ['place', 'object'], pairs: ['item'] },
  incident: { places: ['place', 'object'], acts: ['actor'] },
  actor: { affiliations: ['actor'] },
  source: { actor: ['actor'], consents: ['item'] },
  text: { part: ['file'], from: ['text'] },
};

export function mayName(kind: RecordKind, member: string, named: Nameable): boolean {
  return nameable[kind]?.[member]?.includes(named) ?? true;
}

/** Terms and records that a record's content names. */
export function namedIn<Kind extends RecordKind>(kind: Kind, content: ContentOf<Kind>): Named {
  return readers[kind](content);
}

function each(vocabulary: string, terms: readonly (string | undefined)[] | undefined): NamedTerm[] {
  return (terms ?? []).flatMap((term) => (term === undefined ? [] : [[vocabulary, term] as const]));
}

function refer(member: string, ids: readonly (string | undefined)[] | undefined): NamedRecord[] {
  return [...new Set(ids ?? [])].flatMap((id) => (id === undefined ? [] : [[member, id] as const]));
}
