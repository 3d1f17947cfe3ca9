import { useTranslation } from 'react-i18next';
import { tableFields, type TableKind } from '../../../shared/catalogue/table-fields.ts';
import { plainText } from '../../components/safe-text.tsx';
import { tables } from '../../i18n/en/tables.ts';

const isField = (id: string): id is Exclude<keyof typeof tables.field, 'nameIn'> =>
  id !== 'nameIn' && Object.hasOwn(tables.field, id);
const isNamed = (tag: string): tag is keyof typeof tables.language => Object.hasOwn(tables.language, tag);
const isProblem = (code: string): code is keyof typeof tables.problem => Object.hasOwn(tables.problem, code);

/** What a field of a table is called; of a name in a language that language as the reader calls it. */
export function useFieldName(): (id: string) => string {
  const { t, i18n } = useTranslation('tables');
  return (id) => {
    if (isField(id)) return t(`field.${id}`);
    const tag = /^name-(.+)$/.exec(id)?.[1];
    if (tag === undefined) return id;
    const language = isNamed(tag) ? t(`language.${tag}`) : languageName(tag, i18n.language);
    return t('field.nameIn', { language });
  };
}

function languageName(tag: string, reader: string): string {
  // Chromium is built without Armenian: it would answer in English.
  const isKnown = Intl.DisplayNames.supportedLocalesOf([reader]).length > 0;
  try {
    return (isKnown ? new Intl.DisplayNames([reader], { type: 'language' }).of(tag) : undefined) ?? tag;
  } catch {
    return tag;
  }
}

/** What can be chosen for a column: the fields of the kind, and languages of names that the file has besides. */
export function fieldsOf(kind: TableKind, mapping: readonly (string | null)[]): readonly string[] {
  const known: readonly string[] = tableFields[kind].map(({ id }) => id);
  return [...known, ...mapping.filter((field) => field !== null && !known.includes(field))].filter(
    (field) => field !== null,
  );
}

export interface RowProblem {
  readonly field: string | null;
  readonly value: string;
  readonly problem: string;
}

/** Why a row was not taken in: the field, what stands in it, and what is wrong with that. */
export function useProblemWords(): (problem: RowProblem) => string {
  const { t } = useTranslation('tables');
  const name = useFieldName();
  return ({ field, value, problem }) => {
    const shown = plainText(value.length > 80 ? `${value.slice(0, 80)}…` : value);
    const said = isProblem(problem) ? t(`problem.${problem}`, { value: shown }) : problem;
    if (field === null) return said;
    const values = { field: name(field), value: shown, problem: said };
    return value === '' ? t('saidOfNothing', values) : t('said', values);
  };
}
