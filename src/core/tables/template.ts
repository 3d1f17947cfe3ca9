import type { Term, Vocabulary } from '../../shared/catalogue/vocabularies.ts';
import { tableFields, type TableKind } from '../../shared/catalogue/table-fields.ts';
import {
  headingOf,
  templateLanguages,
  type TemplateLanguage,
} from '../../shared/catalogue/table-headings.ts';
import { fold } from '../search/fold.ts';
import { csvOf } from './csv-rows.ts';
import type { Table } from './read-csv.ts';
import { exampleOf, templateWords } from './template-words.ts';
import { columnName, writeWorkbook } from './write-workbook.ts';

/** Fields that a value list goes with, by kind. */
const listed: Readonly<Record<TableKind, Readonly<Record<string, string>>>> = {
  place: { type: 'place-types', confidentiality: 'confidentiality' },
  incident: {
    type: 'incident-types',
    legal: 'legal-references',
    confidentiality: 'confidentiality',
  },
  item: { confidentiality: 'confidentiality' },
};

/** What everybody says least often stands last. */
const last = ['description', 'note', 'confidentiality'];

/** Fields of a kind in the order of a template's columns. */
function columnsOf(kind: TableKind): readonly string[] {
  const fields = tableFields[kind].map(({ id }) => id);
  return [...fields.filter((id) => !last.includes(id)), ...last.filter((id) => fields.includes(id))];
}

/** The heading of a template, and below it a line that shows how it is meant. */
export function templateRows(
  kind: TableKind,
  language: TemplateLanguage,
  vocabularies: readonly Vocabulary[],
): readonly (readonly string[])[] {
  const example = exampleOf(kind, language);
  const columns = columnsOf(kind);
  return [
    columns.map((field) => headingOf(kind, field, language)),
    columns.map((field) => {
      const value = example[field] ?? '';
      const terms = termsOf(vocabularies, listed[kind][field]);
      const term = terms.find(({ id }) => id === value);
      return term ? labelOf(term, language) : value;
    }),
  ];
}

export function templateCsv(
  kind: TableKind,
  language: TemplateLanguage,
  vocabularies: readonly Vocabulary[],
): string {
  return csvOf(templateRows(kind, language, vocabularies));
}

/** The same as a workbook (ECMA-376): what may stand in a column is offered in its cells, and stands in a second sheet. */
export function templateXlsx(
  kind: TableKind,
  language: TemplateLanguage,
  vocabularies: readonly Vocabulary[],
): Uint8Array {
  const words = templateWords[language];
  const columns = columnsOf(kind);
  const lists = columns.flatMap((field, column) => {
    const terms = termsOf(vocabularies, listed[kind][field]);
    const values = terms.map((term) => labelOf(term, language));
    return values.length === 0 ? [] : [{ column, heading: headingOf(kind, field, language), values }];
  });
  const longest = Math.max(...lists.map(({ values }) => values.length));
  const listRows = [
    lists.map(({ heading }) => heading),
    ...Array.from({ length: longest }, (_, at) => lists.map(({ values }) => values[at] ?? '')),
  ];
  return writeWorkbook([
    {
      name: words.sheet[kind],
      rows: templateRows(kind, language, vocabularies),
      isExample: true,
      choices: lists.map(({ column, values }, at) => ({
        column,
        from: `'${words.lists}'!$${columnName(at)}$2:$${columnName(at)}$${String(values.length + 1)}`,
      })),
    },
    { name: words.lists, rows: listRows, isExample: false, choices: [] },
  ]);
}

const termsOf = (vocabularies: readonly Vocabulary[], id: string | undefined): readonly Term[] =>
  vocabularies.find((one) => one.id === id)?.terms.filter(({ isRetired }) => isRetired !== true) ?? [];

const labelOf = ({ id, labels }: Term, language: TemplateLanguage): string =>
  labels[language] ?? labels.en ?? labels.hy ?? labels.ru ?? id;

const everyWord = (of: (language: TemplateLanguage) => string): ReadonlySet<string> =>
  new Set(templateLanguages.map((language) => fold(of(language))));
const numbers = everyWord((language) => headingOf('place', 'number', language));
const examples = everyWord((language) => templateWords[language].example);
const listNames = everyWord((language) => templateWords[language].lists);

/** Without what a template brings along: its example, and its sheet of value lists. */
export function withoutTemplateParts(table: Table): Table {
  const at = table.heading.findIndex((heading) => numbers.has(fold(heading)));
  const rows = table.rows.filter(({ cells }) => at < 0 || !examples.has(fold((cells[at] ?? '').trim())));
  const isListed = table.sheet < table.sheets.length - 1 && listNames.has(fold(table.sheets.at(-1) ?? ''));
  return { ...table, rows, sheets: isListed ? table.sheets.slice(0, -1) : table.sheets };
}
