import actorTypes from '../../../resources/vocabularies/actor-types.json' with { type: 'json' };
import assessmentMethods from '../../../resources/vocabularies/assessment-methods.json' with { type: 'json' };
import buildingDamage from '../../../resources/vocabularies/building-damage.json' with { type: 'json' };
import causeCategories from '../../../resources/vocabularies/cause-categories.json' with { type: 'json' };
import causes from '../../../resources/vocabularies/causes.json' with { type: 'json' };
import certainty from '../../../resources/vocabularies/certainty.json' with { type: 'json' };
import confidentiality from '../../../resources/vocabularies/confidentiality.json' with { type: 'json' };
import consentPurposes from '../../../resources/vocabularies/consent-purposes.json' with { type: 'json' };
import damageExtent from '../../../resources/vocabularies/damage-extent.json' with { type: 'json' };
import damageSeverity from '../../../resources/vocabularies/damage-severity.json' with { type: 'json' };
import dateTypes from '../../../resources/vocabularies/date-types.json' with { type: 'json' };
import disturbanceDateTypes from '../../../resources/vocabularies/disturbance-date-types.json' with { type: 'json' };
import effects from '../../../resources/vocabularies/effects.json' with { type: 'json' };
import incidentLinks from '../../../resources/vocabularies/incident-links.json' with { type: 'json' };
import incidentTypes from '../../../resources/vocabularies/incident-types.json' with { type: 'json' };
import informationCredibility from '../../../resources/vocabularies/information-credibility.json' with { type: 'json' };
import involvement from '../../../resources/vocabularies/involvement.json' with { type: 'json' };
import legalReferences from '../../../resources/vocabularies/legal-references.json' with { type: 'json' };
import linkTypes from '../../../resources/vocabularies/link-types.json' with { type: 'json' };
import nameKinds from '../../../resources/vocabularies/name-kinds.json' with { type: 'json' };
import observedChanges from '../../../resources/vocabularies/observed-changes.json' with { type: 'json' };
import overallCondition from '../../../resources/vocabularies/overall-condition.json' with { type: 'json' };
import placeTypes from '../../../resources/vocabularies/place-types.json' with { type: 'json' };
import potentialImpact from '../../../resources/vocabularies/potential-impact.json' with { type: 'json' };
import recipientClasses from '../../../resources/vocabularies/recipient-classes.json' with { type: 'json' };
import reliability from '../../../resources/vocabularies/reliability.json' with { type: 'json' };
import riskFactors from '../../../resources/vocabularies/risk-factors.json' with { type: 'json' };
import roles from '../../../resources/vocabularies/roles.json' with { type: 'json' };
import siteStatus from '../../../resources/vocabularies/site-status.json' with { type: 'json' };
import sourceConnections from '../../../resources/vocabularies/source-connections.json' with { type: 'json' };
import sourceReliability from '../../../resources/vocabularies/source-reliability.json' with { type: 'json' };
import textKinds from '../../../resources/vocabularies/text-kinds.json' with { type: 'json' };
import threatCertainty from '../../../resources/vocabularies/threat-certainty.json' with { type: 'json' };
import violationStatus from '../../../resources/vocabularies/violation-status.json' with { type: 'json' };

/** A term: an id that stands in records and never changes, and what it is called. */
export interface Term {
  readonly id: string;
  /** By language; of a shipped one in all three. */
  readonly labels: {
    readonly en?: string | undefined;
    readonly hy?: string | undefined;
    readonly ru?: string | undefined;
  };
  /** What it is called away from its list, where its label there leans on the one above it. */
  readonly alone?: { readonly en: string; readonly hy: string; readonly ru: string } | undefined;
  /** Of a relation: what it is called from its other end. */
  readonly inverse?: { readonly en: string; readonly hy: string; readonly ru: string };
  /** Added by this archive. */
  readonly isOwn?: true;
  /** Offered no more, and still readable. */
  readonly isRetired?: true;
}

export interface Vocabulary {
  readonly id: string;
  /** Whose list it is. */
  readonly source: string;
  /** Languages in which no native jurist has read it yet. */
  readonly drafts: readonly string[];
  readonly terms: readonly Term[];
}

/** The value lists that are shipped with the program (resources/vocabularies). */
export const shippedVocabularies: readonly Vocabulary[] = [
  actorTypes,
  assessmentMethods,
  buildingDamage,
  causeCategories,
  causes,
  certainty,
  confidentiality,
  consentPurposes,
  damageExtent,
  damageSeverity,
  dateTypes,
  disturbanceDateTypes,
  effects,
  incidentLinks,
  incidentTypes,
  informationCredibility,
  involvement,
  legalReferences,
  linkTypes,
  nameKinds,
  observedChanges,
  overallCondition,
  placeTypes,
  potentialImpact,
  recipientClasses,
  reliability,
  riskFactors,
  roles,
  siteStatus,
  sourceConnections,
  sourceReliability,
  textKinds,
  threatCertainty,
  violationStatus,
];
