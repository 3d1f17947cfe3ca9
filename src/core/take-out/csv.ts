import type { Actor } from '../../shared/catalogue/people.ts';
import { namesIn } from '../../shared/catalogue/called.ts';
import type { Incident } from '../../shared/catalogue/incident.ts';
import type { Name } from '../../shared/catalogue/parts.ts';
import type { Place } from '../../shared/catalogue/place.ts';
import type { Vocabulary } from '../../shared/catalogue/vocabularies.ts';
import { csvRow } from '../tables/csv-rows.ts';
import type { OutRecord, OutView } from './visible.ts';

export type TakenKind = 'place' | 'incident' | 'actor';

const nameHeadings = {
  en: 'Name (English)',
  hy: 'Name (Armenian)',
  ru: 'Name (Russian)',
  az: 'Name (Azerbaijani)',
} as const;

/** By kind: the headings that the import knows the columns by, and what stands in them. RFC 4180. */
const columns: { readonly [Kind in TakenKind]: readonly (readonly [string, Cell<Kind>])[] } = {
  place: [
    ['Number', ({ record }) => record.number],
    ['Name', ({ content }) => otherNames(content.names)],
    ...(['en', 'hy', 'ru', 'az'] as const).map(
      (language) =>
        [nameHeadings[language], ({ content }: Given<'place'>) => nameIn(content.names, language)] as const,
    ),
    ['Type', ({ content, terms }) => terms('place-types', content.types)],
    ['Latitude', ({ content }) => pointOf(content)?.[1] ?? ''],
    ['Longitude', ({ content }) => pointOf(content)?.[0] ?? ''],
    ['Precision (m)', ({ content }) => content.geometry?.precision ?? ''],
    ['Shape (GeoJSON)', ({ content }) => areaOf(content)],
    ['Period', ({ content }) => content.period ?? ''],
    ['Administrative area', ({ content }) => content.areas?.[0]?.name ?? ''],
    ['Register', ({ content }) => content.registers?.[0]?.register ?? ''],
    ['Register number', ({ content }) => content.registers?.[0]?.number ?? ''],
    ['Description', ({ content }) => content.description ?? ''],
    ['Confidentiality', ({ content, terms }) => terms('confidentiality', [content.confidentiality])],
  ],
  incident: [
    ['Number', ({ record }) => record.number],
    ['Title', ({ content }) => content.title],
    ['Type', ({ content, terms }) => terms('incident-types', content.types)],
    ['Date', ({ content }) => content.date ?? ''],
    ['Place', ({ content, view }) => placesIn(content, view, 'number')],
    ['Place names', ({ content, view }) => placesIn(content, view, 'name')],
    ['Status', ({ content, terms }) => terms('violation-status', [content.status])],
    ['Legal references', ({ content, terms }) => terms('legal-references', content.legal)],
    ['Description', ({ content }) => content.narrative ?? ''],
    ['Confidentiality', ({ content, terms }) => terms('confidentiality', [content.confidentiality])],
  ],
  actor: [
    ['Number', ({ record }) => record.number],
    ['Name', ({ content }) => otherNames(content.names)],
    ...(['en', 'hy', 'ru', 'az'] as const).map(
      (language) =>
        [nameHeadings[language], ({ content }: Given<'actor'>) => nameIn(content.names, language)] as const,
    ),
    ['Type', ({ content, terms }) => terms('actor-types', [content.type])],
    ['Function', ({ content }) => (content.functions ?? []).map(({ what }) => what).join('; ')],
    ['Description', ({ content }) => content.description ?? ''],
  ],
};

interface Contents {
  readonly place: Place;
  readonly incident: Incident;
  readonly actor: Actor;
}

interface Given<Kind extends TakenKind> {
  readonly record: OutRecord;
  readonly content: Contents[Kind];
  readonly view: OutView;
  /** What terms are called, parted by semicolons. */
  readonly terms: (vocabulary: string, ids: readonly (string | undefined)[] | undefined) => string;
}

type Cell<Kind extends TakenKind> = (given: Given<Kind>) => string | number;

export function csvHeading(kind: TakenKind): string {
  return `\ufeff${csvRow(columns[kind].map(([heading]) => heading))}`;
}

export function csvLine(
  kind: TakenKind,
  record: OutRecord,
  view: OutView,
  vocabularies: ReadonlyMap<string, Vocabulary>,
  language: string,
): string {
  const terms: Given<TakenKind>['terms'] = (vocabulary, ids) =>
    (ids ?? [])
      .flatMap((id) => (id === undefined ? [] : termText(vocabularies.get(vocabulary), id, language)))
      .join('; ');
  const cells = columns[kind] as readonly (readonly [string, Cell<TakenKind>])[];
  const given = { record, content: record.content as Contents[TakenKind], view, terms };
  return csvRow(cells.map(([, cell]) => cell(given)));
}

/** A label that has in it what parts one from the next is written as its id. */
function termText(vocabulary: Vocabulary | undefined, id: string, language: string): string {
  const labels = vocabulary?.terms.find((term) => term.id === id)?.labels;
  const label = labels?.[language as 'en'] ?? labels?.en ?? id;
  return /[,;]/.test(label) ? id : label;
}

/** The first name in a language that has a column of its own. */
function nameIn(names: readonly Name[], language: string): string {
  return names.find((name) => name.language === language)?.text ?? '';
}

function otherNames(names: readonly Name[]): string {
  const first = new Set(
    Object.keys(nameHeadings).map((language) => names.find((name) => name.language === language)),
  );
  return names
    .filter((name) => !first.has(name))
    .map(({ text }) => text)
    .join('; ');
}

function pointOf({ geometry }: Place): readonly [number, number] | null {
  return geometry?.shape.type === 'Point' ? geometry.shape.coordinates : null;
}

function areaOf({ geometry }: Place): string {
  return geometry && geometry.shape.type !== 'Point' ? JSON.stringify(geometry.shape) : '';
}

function placesIn(content: Incident, view: OutView, what: 'number' | 'name'): string {
  const places = (content.places ?? []).flatMap((id) => view.byId(id) ?? []);
  return places
    .map((place) => (what === 'number' ? place.number : (namesIn(place.content)[0]?.text ?? '')))
    .join('; ');
}
