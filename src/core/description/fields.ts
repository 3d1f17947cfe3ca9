import { AppError } from '../../shared/errors/app-error.ts';
import { readEdtf } from '../../shared/dates/edtf.ts';
import type { ItemChanges } from '../../shared/records/description.ts';
import type { Archive } from '../archive/archive.ts';
import type { ItemState } from '../catalogue/records.ts';
import { asFirstTyped, listText, tagKey, tagsIn } from '../catalogue/tags.ts';

/** Columns of an item that a person may set, as they are stored. */
export type Columns = Partial<
  Pick<
    ItemState,
    | 'title'
    | 'description'
    | 'captured'
    | 'captured_basis'
    | 'position'
    | 'languages'
    | 'rights'
    | 'confidentiality'
    | 'is_graphic'
    | 'review_state'
    | 'tags'
  >
>;
export type Column = keyof Columns;

/** By column: what it is called outside, in events and in the contract. */
export const fieldNames: Readonly<Record<Column, string>> = {
  title: 'title',
  description: 'description',
  captured: 'captured',
  captured_basis: 'capturedBasis',
  position: 'position',
  languages: 'languages',
  rights: 'rights',
  confidentiality: 'confidentiality',
  is_graphic: 'isGraphic',
  review_state: 'reviewState',
  tags: 'tags',
};
export const columns = Object.keys(fieldNames) as readonly Column[];

export function fieldOf(column: string): string {
  return Object.hasOwn(fieldNames, column) ? fieldNames[column as Column] : column;
}

/** A stored value as the contract has it. */
export function shownValue(column: string, stored: unknown): unknown {
  if (column === 'is_graphic') return stored === 1;
  const isList = column === 'languages' || column === 'tags';
  if (!isList && column !== 'position' && column !== 'captured_basis') return stored;
  if (typeof stored !== 'string') return isList ? [] : null;
  return JSON.parse(stored);
}

const longest = { title: 2000, description: 200_000, rights: 20_000, captured: 500 } as const;
const mostTags = 200;
const longestTag = 200;

/** What changes come to for one item: depends on what it is like now where tags are added or taken away. */
export type Planner = (archive: Archive, state: ItemState) => Columns;

/** Checks changes once for all items. Throws `description-invalid`, `date-invalid`. */
export function plannerOf(changes: ItemChanges): Planner {
  const fixed: { -readonly [Name in Column]?: Columns[Name] } = {};
  for (const field of ['title', 'description', 'rights'] as const) {
    const value = changes[field];
    if (value !== undefined) fixed[field] = text(field, value);
  }
  if (changes.captured !== undefined) fixed.captured = date(changes.captured);
  if (changes.position !== undefined) fixed.position = changes.position && positionText(changes.position);
  if (changes.languages !== undefined)
    fixed.languages = listText([...new Set((changes.languages ?? []).map(language))]);
  if (changes.confidentiality !== undefined) fixed.confidentiality = changes.confidentiality;
  if (changes.reviewState !== undefined) fixed.review_state = changes.reviewState;
  if (changes.isGraphic !== undefined) fixed.is_graphic = changes.isGraphic ? 1 : 0;
  const given = changes.tags === undefined ? null : (changes.tags ?? []).map(tag);
  const add = (changes.addTags ?? []).map(tag);
  const remove = new Set((changes.removeTags ?? []).map((one) => tagKey(one.trim())));
  const { captured } = fixed;
  /** What a person types is known from that person. Typed as it stood, it is what it was. */
  const said = (state: ItemState): Columns =>
    captured === undefined || captured === state.captured ? fixed : { ...fixed, captured_basis: null };
  if (given === null && add.length === 0 && remove.size === 0) return (_archive, state) => said(state);
  return (archive, state) => {
    const kept = (given ?? tagsIn(state.tags)).filter((one) => !remove.has(tagKey(one)));
    const there = new Map(tagsIn(state.tags).map((one) => [tagKey(one), one]));
    const wanted = [...kept, ...add].map((one) => there.get(tagKey(one)) ?? one);
    const tags = asFirstTyped(archive, wanted);
    if (tags.length > mostTags) throw invalid('tags', `an item has at most ${mostTags} of them`);
    return { ...said(state), tags: listText(tags) };
  };
}

function text(field: keyof typeof longest, value: string | null): string | null {
  const trimmed = value?.trim() ?? '';
  if (trimmed === '') return null;
  if (!trimmed.isWellFormed()) throw invalid(field, 'it is not valid Unicode');
  if (trimmed.length > longest[field]) throw invalid(field, `it is longer than ${longest[field]} characters`);
  return trimmed;
}

function date(value: string | null): string | null {
  const given = text('captured', value);
  if (given === null) return null;
  const read = readEdtf(given);
  if (!read.ok) throw new AppError('date-invalid', { text: given });
  return given;
}

function positionText({
  latitude,
  longitude,
  precision,
  basis,
}: NonNullable<ItemChanges['position']>): string {
  const how = basis?.trim() ?? '';
  if (!how.isWellFormed() || how.length > 2000) throw invalid('position', 'how it is known is too long');
  return JSON.stringify({ latitude, longitude, precision, basis: how === '' ? null : how });
}

function language(tagged: string): string {
  try {
    const [canonical] = Intl.getCanonicalLocales(tagged.trim());
    if (canonical !== undefined) return canonical;
  } catch {
    // Told below.
  }
  throw invalid('languages', `"${tagged.slice(0, 50)}" is no language tag such as hy, ru or az-Latn`);
}

function tag(value: string): string {
  const trimmed = value.trim();
  if (trimmed === '') throw invalid('tags', 'one is empty');
  if (!trimmed.isWellFormed()) throw invalid('tags', 'one is not valid Unicode');
  if (trimmed.length > longestTag) throw invalid('tags', `one is longer than ${longestTag} characters`);
  return trimmed;
}

function invalid(field: string, reason: string): AppError {
  return new AppError('description-invalid', { field, reason });
}
