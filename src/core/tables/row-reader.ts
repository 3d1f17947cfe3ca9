import { readPosition } from '../../shared/coordinates/read-position.ts';
import type { Shape } from '../../shared/catalogue/parts.ts';
import type { CellProblem, RowProblem } from '../../shared/catalogue/table-problems.ts';
import { suggestDates } from '../../shared/dates/suggest.ts';
import { words } from '../search/fold.ts';
import { readShape } from './read-shape.ts';

export type { RowProblem };

/** Texts of a row, by field. */
export type RowCells = ReadonlyMap<string, string>;

/** How dates of figures alone are written: `09.11.2020` by whom. Null: both are thought of. */
export type DayOrder = 'day-first' | 'month-first' | null;

export interface RowContext {
  /** By vocabulary: ids of terms by what they are called, folded, in three languages. */
  readonly terms: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly dayOrder: DayOrder;
  /** Ids of the places of a name. */
  readonly placesNamed: (name: string) => readonly string[];
  /** Ids of the sources of a title. */
  readonly sourcesNamed: (title: string) => readonly string[];
}

/** Reads the cells of a row; what is not understood is gathered, cell by cell. */
export class RowReader {
  readonly problems: RowProblem[] = [];
  private readonly cells: RowCells;
  private readonly context: RowContext;

  constructor(cells: RowCells, context: RowContext) {
    this.cells = cells;
    this.context = context;
  }

  add(field: string | null, problem: CellProblem): void {
    const value = field === null ? '' : (this.cells.get(field) ?? '');
    this.problems.push({ field, value, problem });
  }

  text(field: string): string | undefined {
    const text = this.cells.get(field);
    return text === undefined || text === '' ? undefined : text;
  }

  /** Texts that a semicolon or a line's end parts. */
  list(field: string): readonly string[] | undefined {
    const parts = this.text(field)
      ?.split(/[;\n]/)
      .map((part) => part.trim())
      .filter((part) => part !== '');
    return parts?.length === 0 ? undefined : parts;
  }

  terms(vocabulary: string, field: string): readonly string[] | undefined {
    const text = this.text(field);
    if (text === undefined) return undefined;
    // A label may have a comma in it.
    const whole = termOf(this.context, vocabulary, text);
    if (whole !== null) return [whole];
    const found = text
      .split(/[;,\n]/)
      .flatMap((one) => (one.trim() === '' ? [] : [termOf(this.context, vocabulary, one)]));
    if (found.some((one) => one === null)) this.add(field, 'term-unknown');
    return found.filter((one) => one !== null);
  }

  date(field: string): string | undefined {
    const text = this.text(field);
    if (text === undefined) return undefined;
    const read = dateOf(text, this.context.dayOrder);
    if (read.length === 1) return read[0];
    this.add(field, read.length === 0 ? 'date-unclear' : 'date-ambiguous');
    return undefined;
  }

  /** Degrees, from one cell or two. */
  position(): { readonly latitude: number; readonly longitude: number } | undefined {
    const [latitude, longitude, both] = [
      this.text('latitude'),
      this.text('longitude'),
      this.text('position'),
    ];
    if (both === undefined && latitude === undefined && longitude === undefined) return undefined;
    if (both === undefined && (latitude === undefined || longitude === undefined)) {
      this.add(latitude === undefined ? 'longitude' : 'latitude', 'position-half');
      return undefined;
    }
    const read = readPosition(both ?? `${pointed(latitude ?? '')}; ${pointed(longitude ?? '')}`);
    if (!read) {
      this.add(both === undefined ? 'latitude' : 'position', 'position-unclear');
      return undefined;
    }
    return { latitude: round(read.latitude), longitude: round(read.longitude) };
  }

  /** Metres. */
  precision(): number | undefined {
    const text = this.text('precision');
    const read = text === undefined ? undefined : metresIn(text);
    if (read !== null) return read;
    this.add('precision', 'precision-unclear');
    return undefined;
  }

  shape(): Shape | undefined {
    const text = this.text('shape');
    if (text === undefined) return undefined;
    const read = readShape(text);
    if (typeof read !== 'string') return read;
    this.add('shape', read);
    return undefined;
  }

  /** The id of the one record that is called so. */
  named(field: string, called: string, kind: 'place' | 'source'): string | undefined {
    const { placesNamed, sourcesNamed } = this.context;
    const [only, another] = kind === 'place' ? placesNamed(called) : sourcesNamed(called);
    if (only !== undefined && another === undefined) return only;
    this.add(field, `${kind}-${only === undefined ? 'unknown' : 'ambiguous'}`);
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

function termOf({ terms }: RowContext, vocabulary: string, text: string): string | null {
  return terms.get(vocabulary)?.get(words(text).join(' ')) ?? null;
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
