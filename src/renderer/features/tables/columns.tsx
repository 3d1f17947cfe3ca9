import { ArrowRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TableKind } from '../../../shared/catalogue/table-fields.ts';
import { FieldSelect } from '../../components/field.tsx';
import { plainText, SafeText } from '../../components/safe-text.tsx';
import { fieldsOf, useFieldName } from './words.ts';

interface Props {
  readonly kind: TableKind;
  readonly heading: readonly string[];
  readonly sample: readonly (readonly string[])[];
  readonly mapping: readonly (string | null)[];
  readonly onMapping: (mapping: readonly (string | null)[]) => void;
  readonly isDisabled: boolean;
}

const leftOut = '-';
/** Values of a column that are shown. */
const shown = 3;

/** Each column with what stands in it, and what that is. A field is said by one column: chosen again, it leaves the other. */
export function Columns({ kind, heading, sample, mapping, onMapping, isDisabled }: Props) {
  const { t } = useTranslation('tables');
  const name = useFieldName();
  const choices = [
    { id: leftOut, label: t('leftOut') },
    ...fieldsOf(kind, mapping).map((id) => ({ id, label: name(id) })),
  ];
  const set = (column: number, field: string): void =>
    onMapping(
      mapping.map((before, at) =>
        at === column ? (field === leftOut ? null : field) : before === field ? null : before,
      ),
    );
  return (
    <ul className="table-columns">
      {heading.map((text, column) => {
        const field = mapping[column] ?? null;
        const values = sample.map((cells) => cells[column] ?? '').filter((value) => value !== '');
        const called = text === '' ? t('unnamed', { number: String(column + 1) }) : text;
        return (
          <li key={column} className={field === null ? 'table-column table-column-out' : 'table-column'}>
            <div className="table-column-says">
              <strong>
                <SafeText>{called}</SafeText>
              </strong>
              <span className="quiet small">
                {values.slice(0, shown).map((value, at) => (
                  <span key={at} className="table-column-value">
                    <SafeText>{value.length > 60 ? `${value.slice(0, 60)}…` : value}</SafeText>
                  </span>
                ))}
              </span>
            </div>
            <ArrowRight aria-hidden size={16} strokeWidth={1.5} />
            <FieldSelect
              label={plainText(called)}
              isLabelHidden
              choices={choices}
              value={field ?? leftOut}
              onChange={(chosen) => set(column, chosen)}
              isDisabled={isDisabled}
            />
          </li>
        );
      })}
    </ul>
  );
}
