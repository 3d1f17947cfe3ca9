import { readPosition } from '../../shared/coordinates/read-position.ts';
import { suggestDates } from '../../shared/dates/suggest.ts';
import type { Shape } from '../../shared/catalogue/parts.ts';
import type { Vocabulary } from '../../shared/catalogue/vocabularies.ts';
import type { TableKind } from '../../shared/catalogue/table-fields.ts';
import { words } from '../search/fold.ts';
import { nameLanguage } from './map-columns.ts';
import { readShape } from './read-shape.ts';
import type { Members } from '../records/content.ts';

/** Why a cell was not understood: a code that every language has words for. */
export type CellProblem =
  | 'date-unclear'
  | 'date-ambiguous'
  | 'position-unclear'
  | 'position-half'
  | 'precision-unclear'
  | 'shape-unclear'
  | 'shape-in-parts'
  | 'term-unknown'
  | 'name-missing'
  | 'title-missing'
  | 'place-unknown'
  | 'place-ambiguous'
  | 'number-unknown'
  | 'repeated-differently'
  | 'row-refused';

export interface RowProblem {
  /** Of the field it stands in; null for the row as a whole. */
  readonly field: string | null;
  readonly value: string;
  readonly problem: CellProblem;
}

/** Texts of a row, by field. */
export type RowCells = ReadonlyMap<string, string>;

export interface RowReading {
  readonly content: Members;
  readonly problems: readonly RowProblem[];
}

/** How dates of figures alone are written: `09.11.2020` by whom. Null: both are thought of. */
export type DayOrder = 'day-first' | 'month-first' | null;

export interface RowContext {
  readonly vocabularies: ReadonlyMap<string, Vocabulary>;
  readonly dayOrder: DayOrder;
  /** Ids of the places of a name. */
  readonly placesNamed: (name: string) => readonly string[];
}

/** What a row says, as the content of a record; what is not understood is told cell by cell. */
export function rowContent(kind: TableKind, cells: RowCells, context: RowContext): RowReading {
  const problems: RowProblem[] = [];
  const add = (field: string | null, problem: CellProblem): void =>
    void problems.push({ field, value: field === null ? '' : (cells.get(field) ?? ''), problem });
  const of = (field: string): string | undefined => {
    const text = cells.get(field);
    return text === undefined || text === '' ? undefined : text;
  };
  const term = (vocabulary: string, field: string): readonly string[] | undefined => {
    const text = of(field);
    if (text === undefined) return undefined;
    const found = text
      .split(/[;,\n]/)
      .flatMap((one) => (one.trim() === '' ? [] : [termOf(context, vocabulary, one)]));
    // A label may have a comma in it.
    const whole = termOf(context, vocabulary, text);
    if (whole !== null) return [whole];
    if (found.some((one) => one === null)) add(field, 'term-unknown');
    return found.filter((one) => one !== null);
  };
  const date = (field: string): string | undefined => {
    const text = of(field);
    if (text === undefined) return undefined;
    const read = dateOf(text, context.dayOrder);
    if (read.length === 1) return read[0];
    add(field, read.length === 0 ? 'date-unclear' : 'date-ambiguous');
    return undefined;
  };
  const plain = { note: of('note'), confidentiality: confidentiality() };
  function confidentiality(): string | undefined {
    return term('confidentiality', 'confidentiality')?.[0];
  }
  if (kind === 'incident') {
    const title = of('title');
    if (title === undefined) add('title', 'title-missing');
    return reading({
      title,
      types: term('incident-types', 'type'),
      date: date('date'),
      places: places(),
      narrative: of('description'),
      legal: term('legal-references', 'legal'),
      ...plain,
    });
  }
  const names = namesIn(cells);
  if (names.length === 0) add('name', 'name-missing');
  const [register, number] = [of('register'), of('register-number')];
  const area = of('area');
  return reading({
    names,
    types: term('place-types', 'type'),
    geometry: geometry(),
    areas: area === undefined ? undefined : [{ name: area }],
    period: date('period'),
    registers: number === undefined ? undefined : [{ register: register ?? '—', number }],
    description: of('description'),
    ...plain,
  });

  function reading(members: Readonly<Record<string, unknown>>): RowReading {
    const said = Object.entries(members).filter(
      ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
    );
    return { content: Object.fromEntries(said), problems };
  }

  function geometry(): unknown {
    const lies = shape() ?? point();
    if (!lies) return undefined;
    const text = of('precision');
    const precision = text === undefined ? undefined : metresIn(text);
    if (precision === null) add('precision', 'precision-unclear');
    return { shape: lies, ...(typeof precision === 'number' ? { precision } : {}) };
  }

  function shape(): Shape | null {
    const text = of('shape');
    if (text === undefined) return null;
    const read = readShape(text);
    if (typeof read !== 'string') return read;
    add('shape', read);
    return null;
  }

  function point(): Shape | null {
    const read = position();
    return read && { type: 'Point', coordinates: [round(read.longitude), round(read.latitude)] };
  }

  function position(): { readonly latitude: number; readonly longitude: number } | null {
    const [latitude, longitude, both] = [of('latitude'), of('longitude'), of('position')];
    if (both !== undefined) {
      const read = readPosition(both);
      if (!read) add('position', 'position-unclear');
      return read;
    }
    if (latitude === undefined && longitude === undefined) return null;
    if (latitude === undefined || longitude === undefined) {
      add(latitude === undefined ? 'longitude' : 'latitude', 'position-half');
      return null;
    }
    const read = readPosition(`${pointed(latitude)}; ${pointed(longitude)}`);
    if (!read) add('latitude', 'position-unclear');
    return read;
  }

  function places(): readonly string[] | undefined {
    const text = of('place');
    if (text === undefined) return undefined;
    const found = context.placesNamed(text);
    if (found.length === 1) return found;
    add('place', found.length === 0 ? 'place-unknown' : 'place-ambiguous');
    return undefined;
  }
}

/** Seven decimals: a centimetre. */
const round = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;

/** Of one axis: a decimal comma, an apostrophe of thousands. */
const pointed = (text: string): string =>
  /^[-+−]?\d+,\d+$/.test(text.trim()) ? text.replace(',', '.') : text;

function metresIn(text: string): number | null {
  const [, figure = '', unit = ''] =
    /^[±~]?\s*(\d+(?:[.,]\d+)?)\s*(m|м|մ|km|км|կմ)?\.?$/iu.exec(text.trim()) ?? [];
  if (figure === '') return null;
  const value = Number(figure.replace(',', '.'));
  return /^(?:km|км|կմ)$/iu.test(unit) ? value * 1000 : value;
}

function namesIn(cells: RowCells): readonly object[] {
  const of = (field: string): string | undefined => {
    const text = cells.get(field);
    return text === '' ? undefined : text;
  };
  const plain = (of('name') ?? '').split(/[;\n]/).map((text) => text.trim());
  return [
    ...plain.filter((text) => text !== '').map((text) => ({ text, ...languageOf(text) })),
    ...[...cells.keys()].sort(byOrder).flatMap((field) => {
      const [language, text] = [nameLanguage(field), of(field)];
      return language === null || text === undefined ? [] : [{ text, language }];
    }),
  ];
}

const languagesFirst = ['name-en', 'name-hy', 'name-ru', 'name-az'];

/** Languages of the template as they stand there, then others. */
function byOrder(one: string, other: string): number {
  const place = (field: string): number => (languagesFirst.indexOf(field) + 5) % 5;
  return place(one) - place(other) || (one < other ? -1 : 1);
}

/** Armenian letters are Armenian; other scripts are written by several languages. */
function languageOf(text: string): { readonly language?: string } {
  return /\p{Script=Armenian}/u.test(text) ? { language: 'hy' } : {};
}

function termOf({ vocabularies }: RowContext, vocabulary: string, text: string): string | null {
  const wanted = words(text).join(' ');
  const terms = vocabularies.get(vocabulary)?.terms.filter(({ isRetired }) => isRetired !== true) ?? [];
  const found = terms.find(({ id, labels }) =>
    [id, labels.en, labels.hy, labels.ru].some(
      (label) => label !== undefined && words(label).join(' ') === wanted,
    ),
  );
  return found?.id ?? null;
}

/** What a cell may mean as a date, in EDTF. `09.11.2020` is two days where nobody said which figure is the month. */
export function dateOf(text: string, dayOrder: DayOrder): readonly string[] {
  const figures = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(text.trim());
  if (figures && dayOrder !== null) {
    const [, one = '', other = '', year = ''] = figures;
    const [day, month] = dayOrder === 'day-first' ? [one, other] : [other, one];
    return suggestDates(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  }
  const found = suggestDates(text);
  // What is written in EDTF means just that.
  return found[0] === text.trim() ? [text.trim()] : found;
}
