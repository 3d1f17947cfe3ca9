import { readEdtf } from '../../shared/dates/edtf.ts';
import { suggestDates } from '../../shared/dates/suggest.ts';
import { timeOfDay } from '../catalogue/time-parts.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { confidentialities, reviewStates } from '../../shared/records/description.ts';
import type { ItemKind } from '../../shared/records/item-row.ts';
import { warningCodes } from '../../shared/records/warning-codes.ts';
import { words } from './fold.ts';
import { sounded, type Sounded } from './sounds.ts';

/** What an item is found by, each apart, so that a search can name one of them. */
export const textColumns = [
  'number',
  'title',
  'description',
  'tag',
  'name',
  'camera',
  'place',
  'content',
  'other',
  'metadata',
] as const;
export type TextColumn = (typeof textColumns)[number];

/** Those whose words are known by their sound: of metadata they are mostly a program's, of documents a whole language. */
export const soundedColumns: readonly TextColumn[] = textColumns.filter(
  (column) => column !== 'metadata' && column !== 'number' && column !== 'content',
);

/** Words of one column, or of any where it is null. */
export interface TextCondition {
  readonly kind: 'text';
  readonly isNot: boolean;
  readonly column: TextColumn | null;
  /** Folded. Of several that are no phrase each is a condition of its own. */
  readonly words: readonly string[];
  /** Exactly these words, one after the other; else one word, or what it begins. */
  readonly isPhrase: boolean;
  /** How the word sounds; null where only its letters count. */
  readonly sounded: Sounded | null;
}

export type FactCondition = { readonly isNot: boolean } & (
  | ({ readonly kind: 'date' } & DateRange)
  | { readonly kind: 'facet'; readonly facet: FactField; readonly value: string }
);

/** Milliseconds of wall clocks since 1970 as if they were UTC: the first that is meant, and the first that is not any more. */
export interface DateRange {
  readonly earliest: number;
  readonly before: number;
}
export type Condition = TextCondition | FactCondition;

const factFields = ['kind', 'accession', 'position', 'warning', 'confidentiality', 'review'] as const;
type FactField = (typeof factFields)[number];
type Field = TextColumn | 'date' | FactField;

/** By what the interface calls something, in its three languages, folded. */
function names<Meant extends string>(
  table: Readonly<Partial<Record<Meant, string>>>,
): ReadonlyMap<string, Meant> {
  return new Map(
    Object.entries<string | undefined>(table).flatMap(([meant, called]) =>
      (called ?? '').split(' ').map((name) => [words(name).join(''), meant as Meant] as const),
    ),
  );
}

/** Names of fields. */
const fields = names<Field>({
  number: 'number համար номер',
  title: 'title վերնագիր название',
  description: 'description նկարագրություն описание',
  tag: 'tag պիտակ թեգ метка тег',
  name: 'name file անուն ֆայլ имя файл',
  camera: 'camera տեսախցիկ камера',
  place: 'place տեղ место',
  metadata: 'metadata meta մետատվյալներ метаданные',
  content: 'content բովանդակություն содержание',
  date: 'date ամսաթիվ дата',
  kind: 'type kind տեսակ вид тип',
  accession: 'accession մուտք ընդունում поступление',
  position: 'position դիրք координаты',
  warning: 'warning նախազգուշացում предупреждение',
  confidentiality: 'confidentiality գաղտնիություն конфиденциальность',
  review: 'review վերանայում ստուգում рассмотрение проверка',
});

/** The field that is called so, if any. */
export const fieldOf = (name: string): Field | null => fields.get(words(name).join('')) ?? null;

/** Every name of a field, as it is typed. */
export const fieldNames: readonly string[] = [...fields.keys()];

/** What somebody may type for a value that is one of a few. */
const values: Readonly<Partial<Record<FactField, ReadonlyMap<string, string>>>> = {
  kind: names<ItemKind>({
    picture: 'picture photo image նկար լուսանկար снимок фото изображение',
    document: 'document փաստաթուղթ документ',
    video: 'video տեսանյութ видео',
    sound: 'sound audio ձայն звук аудио',
    other: 'other այլ другое',
  }),
  position: names({ yes: 'yes այո да', no: 'no ոչ нет' }),
  confidentiality: names<(typeof confidentialities)[number]>({
    public: 'public հրապարակային открыто',
    restricted: 'restricted սահմանափակ ограниченно',
    confidential: 'confidential գաղտնի конфиденциально',
    sealed: 'sealed կնքված запечатано',
  }),
  review: names<(typeof reviewStates)[number]>({
    unreviewed: 'unreviewed չստուգված непроверено',
    'in-review': 'in-review ստուգվում проверяется',
    reviewed: 'reviewed ստուգված проверено',
    'needs-attention': 'needs-attention ուշադրություն внимание',
  }),
  warning: names(Object.fromEntries(warningCodes.map((code) => [code, code]))),
};

const part =
  /(?<![^\s])(?<not>[-−–—]?)(?:(?<field>[\p{L}\p{M}]+):(?<gap>\s*))?(?:"(?<quoted>[^"]*)"?|(?<plain>\S+))/gu;

/** As keyboards and programs put them in place of straight ones. */
const quotes = /[“”„‟«»]/g;

/**
 * Reads what was typed: every word counts, or what it begins; `"words in a row"`; `-left out`; `field:value`. What is no field
 * of this program (`12:30`) is words. Throws AppError `search-not-understood` for a value that its field cannot have.
 */
export function readQuery(text: string): readonly Condition[] {
  const conditions = partsOf(text).flatMap(({ not = '', field, gap = '', quoted, plain }) => {
    const isNot = not !== '';
    const named = field === undefined ? undefined : fieldOf(field);
    const value = quoted ?? plain ?? '';
    const isQuoted = quoted !== undefined;
    if (field !== undefined && !named) {
      if (gap === '') return ofText(isNot, null, `${field} ${value}`, isQuoted);
      return [...ofText(isNot, null, field, false), ...ofText(false, null, value, isQuoted)];
    }
    if (named === 'date') return [{ isNot, kind: 'date' as const, ...readDate(value, field) }];
    if (isOfFacts(named))
      return [{ isNot, kind: 'facet' as const, facet: named, value: readValue(named, value, field) }];
    return ofText(isNot, named ?? null, value, isQuoted);
  });
  // Whoever says the same twice means no more by it.
  return [...new Map(conditions.map((one) => [JSON.stringify(one), one])).values()];
}

/** What was typed, piece by piece. A field of this program that nothing follows yet is none of them. */
export function partsOf(
  text: string,
): Partial<Record<'not' | 'field' | 'gap' | 'quoted' | 'plain', string>>[] {
  const typed = text
    .normalize('NFC')
    .replace(quotes, '"')
    .replace(unfinished, (whole, field: string) => (fieldOf(field) ? '' : whole));
  return [...typed.matchAll(part)].map(({ groups = {} }) => groups);
}

/** A field at the end of which nothing stands yet: whoever types it is not done. */
const unfinished = /(?<![^\s])-?(?<field>[\p{L}\p{M}]+):"?\s*$/u;

/** Nothing but that: everything is still meant. */
export function isUnfinished(text: string): boolean {
  const { field } = unfinished.exec(text.normalize('NFC'))?.groups ?? {};
  return (
    field !== undefined &&
    fieldOf(field) !== null &&
    text.normalize('NFC').replace(unfinished, '').trim() === ''
  );
}

function ofText(
  isNot: boolean,
  column: TextColumn | null,
  text: string,
  isQuoted: boolean,
): readonly Condition[] {
  const folded = words(text);
  const base = { kind: 'text', isNot, column } as const;
  if (folded.length === 0) return [];
  // What belongs together is left out together: of `-IMG_1` either alone would take too much.
  if (isQuoted || (isNot && folded.length > 1))
    return [{ ...base, words: folded, isPhrase: true, sounded: null }];
  const isOneWord = /^[\p{L}\p{M}'’ʼ]+$/u.test(text);
  const isSounded = column === null || soundedColumns.includes(column);
  if (isOneWord && folded.length > 1)
    return [{ ...base, words: folded, isPhrase: true, sounded: isSounded ? sounded(text) : null }];
  return folded.map((word) => ({
    ...base,
    words: [word],
    isPhrase: false,
    // What is left out is what was typed, and nothing that sounds like it.
    sounded: isOneWord && !isNot && isSounded ? sounded(text) : null,
  }));
}

const notUnderstood = (field: string, value: string): AppError =>
  new AppError('search-not-understood', { field, value });

/**
 * A minute, a day, a month, a year, any EDTF date or interval, or what means only one of them (`27.09.2020`, `2020..`). `field`: as it
 * is called. Throws AppError `search-not-understood`, also for years that have no four digits.
 */
export function readDate(value: string, field = 'date'): DateRange {
  const read = readEdtf(edtfOf(value));
  if (!read.ok) throw notUnderstood(field, value);
  const { value: date } = read;
  const isOpen = (end: 'from' | 'to'): boolean =>
    (date.kind === 'set' ? date.members : [date]).some(
      (one) => one.kind === 'interval' && typeof one[end] === 'string',
    );
  if ((read.earliest === null && !isOpen('from')) || (read.latest === null && !isOpen('to')))
    throw notUnderstood(field, value);
  const ends = date.kind === 'interval' ? [date.from, date.to] : [date, date];
  const [first, last] = ends.map((end) => (typeof end === 'object' && 'time' in end ? end.time : null));
  const day = (text: string): number => Date.parse(`${text}T00:00:00Z`);
  return {
    earliest: read.earliest === null ? -Infinity : day(read.earliest) + timeOfDay(first).begins,
    before: read.latest === null ? Infinity : day(read.latest) + timeOfDay(last).ends,
  };
}

/** What can mean two dates is left as it is. */
function edtfOf(typed: string): string {
  const text = typed.replace(/^\.\.(?=\d)/, '../').replace(/(?<=\d)\.\.$/, '/..');
  if (readEdtf(text).ok) return text;
  const [only, other] = suggestDates(text);
  return only !== undefined && other === undefined ? only : text;
}

const isOfFacts = (field: Field | null | undefined): field is FactField =>
  factFields.some((one) => one === field);

function readValue(field: FactField, typed: string, called = ''): string {
  const known = values[field];
  if (!known) return typed;
  const value = known.get(words(typed).join(''));
  if (value === undefined) throw notUnderstood(called, typed);
  return value;
}
