import type { RecordTableKind } from '../../shared/catalogue/table-fields.ts';
import type { Members } from '../records/content.ts';
import { nameLanguage } from './map-columns.ts';
import { RowReader, type RowCells, type RowContext, type RowProblem } from './row-reader.ts';

export interface RowReading {
  readonly content: Members;
  readonly problems: readonly RowProblem[];
}

/** What a row says, as the content of a record; what is not understood is told cell by cell. */
export function rowContent(kind: RecordTableKind, cells: RowCells, context: RowContext): RowReading {
  const row = new RowReader(cells, context);
  const said = kind === 'incident' ? incidentIn(row) : placeIn(row, cells);
  const [confidentiality] = row.terms('confidentiality', 'confidentiality') ?? [];
  const members = { ...said, note: row.text('note'), confidentiality };
  const content = Object.entries(members).filter(
    ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
  );
  return { content: Object.fromEntries(content), problems: row.problems };
}

function incidentIn(row: RowReader): Readonly<Record<string, unknown>> {
  const title = row.text('title');
  if (title === undefined) row.add('title', 'title-missing');
  const places = (row.list('place') ?? []).flatMap((called) => row.named('place', called, 'place') ?? []);
  return {
    title,
    types: row.terms('incident-types', 'type'),
    date: row.date('date'),
    places,
    narrative: row.text('description'),
    legal: row.terms('legal-references', 'legal'),
  };
}

function placeIn(row: RowReader, cells: RowCells): Readonly<Record<string, unknown>> {
  const names = namesIn(cells);
  if (names.length === 0) row.add('name', 'name-missing');
  const [register, number, area] = [row.text('register'), row.text('register-number'), row.text('area')];
  return {
    names,
    types: row.terms('place-types', 'type'),
    geometry: geometryIn(row),
    areas: area === undefined ? undefined : [{ name: area }],
    period: row.date('period'),
    registers: number === undefined ? undefined : [{ register: register ?? '—', number }],
    description: row.text('description'),
  };
}

function geometryIn(row: RowReader): unknown {
  const shape = row.shape();
  const point = row.position();
  const precision = row.precision();
  const lies = shape ?? (point && { type: 'Point', coordinates: [point.longitude, point.latitude] });
  return lies && { shape: lies, ...(precision === undefined ? {} : { precision }) };
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
