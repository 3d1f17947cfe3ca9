import type { Assessment } from '../../shared/catalogue/assessment.ts';
import type { Act, Incident } from '../../shared/catalogue/incident.ts';
import { isKind } from '../../shared/catalogue/kinds.ts';
import type { Name } from '../../shared/catalogue/parts.ts';
import type { Actor } from '../../shared/catalogue/people.ts';
import type { Place } from '../../shared/catalogue/place.ts';
import { readEdtf } from '../../shared/dates/edtf.ts';
import type { Vocabulary } from '../../shared/catalogue/vocabularies.ts';
import type { OutItem, OutRecord, OutView } from './visible.ts';

/**
 * Records in the terms of CIDOC CRM 7.1.3 (ISO 21127), as JSON-LD 1.1. The context stands in the file: nothing has to be fetched
 * to read it. Vocabularies are named by `urn:stele:`, and say in three languages what they mean.
 */
export const context = {
  '@version': 1.1,
  crm: 'http://www.cidoc-crm.org/cidoc-crm/',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  geo: 'http://www.opengis.net/ont/geosparql#',
  edtf: 'http://id.loc.gov/datatypes/edtf/',
  id: '@id',
  type: '@type',
  label: 'rdfs:label',
  labels: { '@id': 'rdfs:label', '@container': '@language' },
  begins: { '@id': 'crm:P82a_begin_of_the_begin', '@type': 'xsd:date' },
  ends: { '@id': 'crm:P82b_end_of_the_end', '@type': 'xsd:date' },
  date: { '@id': 'crm:P82_at_some_time_within', '@type': 'edtf:EDTF' },
  note: 'crm:P3_has_note',
  value: 'crm:P90_has_value',
  geometry: { '@id': 'crm:P168_place_is_defined_by', '@type': 'geo:geoJSONLiteral' },
} as const;

type Node = Readonly<Record<string, unknown>>;

const iri = (id: string): string => `urn:uuid:${id}`;
const refer = (id: string): Node => ({ id: iri(id) });

export interface CrmOptions {
  readonly view: OutView;
  readonly vocabularies: ReadonlyMap<string, Vocabulary>;
}

/** What one record says, and with it what it names and may leave: each node by its id, so that one named twice stands once. */
export function crmNodes(record: OutRecord, options: CrmOptions): ReadonlyMap<string, Node> {
  const nodes = new Map<string, Node>();
  const add = (node: Node & { readonly id: string }): void => void nodes.set(node.id, node);
  const { view } = options;
  const put = (one: OutRecord): void => {
    if (nodes.has(iri(one.id))) return;
    if (isKind(one, 'place')) add(placeNode(one, one.content, options));
    else if (isKind(one, 'incident')) add(incidentNode(one, one.content, options));
    else if (isKind(one, 'actor')) add(actorNode(one, one.content, options));
    else if (isKind(one, 'assessment')) add(assessmentNode(one, one.content, options));
  };
  put(record);
  if (record.kind === 'place') {
    view.naming(record.id, 'assessment').forEach(put);
    for (const item of view.itemsOf(record.id, 'shows')) add(itemNode(item, 'P138_represents', record.id));
  } else if (isKind(record, 'incident')) {
    const { places, acts } = record.content;
    const actors = (acts ?? []).flatMap(({ involvements }) => involvements ?? []).map(({ actor }) => actor);
    for (const id of [...(places ?? []), ...actors]) {
      const named = view.byId(id);
      if (named) put(named);
    }
    for (const item of view.itemsOf(record.id, 'documents')) add(itemNode(item, 'P70_documents', record.id));
  }
  return nodes;
}

function placeNode(record: OutRecord, place: Place, options: CrmOptions): Node & { readonly id: string } {
  const { geometry } = place;
  const id = iri(record.id);
  return {
    id,
    type: 'crm:E27_Site',
    label: place.names[0]?.text,
    'crm:P48_has_preferred_identifier': identifier(record.number),
    'crm:P1_is_identified_by': place.names.map(appellation),
    ...some('crm:P2_has_type', typesOf('place-types', place.types, options)),
    ...some('note', place.description),
    ...(geometry
      ? {
          'crm:P53_has_former_or_current_location': {
            id: `${id}#location`,
            type: 'crm:E53_Place',
            geometry: JSON.stringify(geometry.shape),
            ...some('note', geometry.precision === undefined ? undefined : `within ${geometry.precision} m`),
          },
        }
      : {}),
    ...(place.period === undefined
      ? {}
      : { 'crm:P108i_was_produced_by': { type: 'crm:E12_Production', ...timeSpan(place.period) } }),
  };
}

function assessmentNode(
  record: OutRecord,
  one: Assessment,
  options: CrmOptions,
): Node & { readonly id: string } {
  const found = [
    ...typesOf('site-status', [one.status], options),
    ...typesOf('overall-condition', [one.condition], options),
    ...typesOf('damage-severity', [one.severity], options),
    ...typesOf('damage-extent', [one.extent], options),
    ...typesOf('building-damage', [one.buildingDamage], options),
  ];
  const isThere = options.view.byId(one.of) !== null;
  return {
    id: iri(record.id),
    type: 'crm:E14_Condition_Assessment',
    'crm:P48_has_preferred_identifier': identifier(record.number),
    ...(isThere ? { 'crm:P34_concerned': refer(one.of) } : {}),
    ...timeSpan(one.date),
    ...some(
      'crm:P14_carried_out_by',
      one.by === undefined ? undefined : { type: 'crm:E39_Actor', label: one.by },
    ),
    ...some('crm:P32_used_general_technique', typesOf('assessment-methods', one.methods, options)),
    ...(found.length > 0
      ? { 'crm:P35_has_identified': { type: 'crm:E3_Condition_State', 'crm:P2_has_type': found } }
      : {}),
    ...some('note', one.description),
  };
}

const destroying = new Set(['destruction-of-heritage', 'destruction-of-civilian-property']);

function incidentNode(
  record: OutRecord,
  incident: Incident,
  options: CrmOptions,
): Node & { readonly id: string } {
  const places = (incident.places ?? []).filter((id) => options.view.byId(id)).map(refer);
  const isDestruction = incident.types?.some((type) => destroying.has(type)) === true;
  return {
    id: iri(record.id),
    type: isDestruction ? 'crm:E6_Destruction' : 'crm:E5_Event',
    label: incident.title,
    'crm:P48_has_preferred_identifier': identifier(record.number),
    'crm:P1_is_identified_by': { type: 'crm:E35_Title', 'crm:P190_has_symbolic_content': incident.title },
    ...some('crm:P2_has_type', [
      ...typesOf('incident-types', incident.types, options),
      ...typesOf('violation-status', [incident.status], options),
      ...typesOf('legal-references', incident.legal, options),
    ]),
    ...(incident.date === undefined ? {} : timeSpan(incident.date)),
    // A site is a physical thing: what happened there happened in its presence; what destroyed it destroyed it.
    ...some(isDestruction ? 'crm:P13_destroyed' : 'crm:P12_occurred_in_the_presence_of', places),
    ...some(
      'crm:P9_consists_of',
      (incident.acts ?? []).map((act) => actNode(act, options)),
    ),
    ...some('note', incident.narrative),
  };
}

function actNode(act: Act, options: CrmOptions): Node {
  const involved = (act.involvements ?? []).filter(({ actor }) => options.view.byId(actor) !== null);
  return {
    type: 'crm:E5_Event',
    label: act.what,
    ...(act.date === undefined ? {} : timeSpan(act.date)),
    ...some(
      'crm:P11_had_participant',
      involved.map(({ actor }) => refer(actor)),
    ),
    ...some(
      'crm:P2_has_type',
      involved.flatMap(({ role }) => typesOf('roles', [role], options)),
    ),
    ...some('note', act.means),
  };
}

function actorNode(record: OutRecord, actor: Actor, options: CrmOptions): Node & { readonly id: string } {
  const { type } = actor;
  return {
    id: iri(record.id),
    type: type === undefined ? 'crm:E39_Actor' : type === 'person' ? 'crm:E21_Person' : 'crm:E74_Group',
    label: actor.names[0]?.text,
    'crm:P48_has_preferred_identifier': identifier(record.number),
    'crm:P1_is_identified_by': actor.names.map(appellation),
    ...some('crm:P2_has_type', typesOf('actor-types', [type], options)),
    ...some(
      'crm:P107i_is_current_or_former_member_of',
      (actor.affiliations ?? []).filter((one) => options.view.byId(one.actor)).map((one) => refer(one.actor)),
    ),
    ...some('note', actor.description),
  };
}

function itemNode(item: OutItem, property: string, of: string): Node & { readonly id: string } {
  return {
    id: iri(item.id),
    type:
      property === 'P70_documents'
        ? 'crm:E31_Document'
        : ['crm:E73_Information_Object', 'crm:E36_Visual_Item'],
    'crm:P48_has_preferred_identifier': identifier(item.number),
    ...(item.title === null
      ? {}
      : {
          label: item.title,
          'crm:P102_has_title': { type: 'crm:E35_Title', 'crm:P190_has_symbolic_content': item.title },
        }),
    ...(item.captured === null
      ? {}
      : { 'crm:P94i_was_created_by': { type: 'crm:E65_Creation', ...timeSpan(item.captured) } }),
    [`crm:${property}`]: refer(of),
  };
}

function appellation(name: Name): Node {
  return {
    type: 'crm:E41_Appellation',
    'crm:P190_has_symbolic_content':
      name.language === undefined ? name.text : { '@value': name.text, '@language': name.language },
    ...some('crm:P2_has_type', name.kind === undefined ? undefined : referTerm('name-kinds', name.kind)),
    ...some('note', name.accordingTo === undefined ? undefined : `according to ${name.accordingTo}`),
  };
}

const identifier = (number: string): Node => ({
  type: 'crm:E42_Identifier',
  'crm:P190_has_symbolic_content': number,
});

function timeSpan(date: string): Node {
  const read = readEdtf(date);
  const bounds = read.ok
    ? { ...some('begins', read.earliest ?? undefined), ...some('ends', read.latest ?? undefined) }
    : {};
  return { 'crm:P4_has_time-span': { type: 'crm:E52_Time-Span', date, ...bounds } };
}

const referTerm = (vocabulary: string, id: string): Node => ({
  id: `urn:stele:vocabulary:${vocabulary}:${id}`,
  type: 'crm:E55_Type',
});

function typesOf(
  vocabulary: string,
  ids: readonly (string | undefined)[] | undefined,
  { vocabularies }: CrmOptions,
): readonly Node[] {
  const terms = vocabularies.get(vocabulary)?.terms;
  return (ids ?? []).flatMap((id) => {
    if (id === undefined) return [];
    const labels = terms?.find((term) => term.id === id)?.labels;
    return { ...referTerm(vocabulary, id), ...(labels ? { labels } : {}) };
  });
}

/** A member that says nothing is left out. */
function some(name: string, value: unknown): Node {
  return value === undefined || (Array.isArray(value) && value.length === 0) ? {} : { [name]: value };
}
