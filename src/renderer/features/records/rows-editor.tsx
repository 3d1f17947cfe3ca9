import { ArrowUp, Plus, Trash2 } from 'lucide-react';
import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '../../components/button.tsx';
import './rows-editor.css';

/** A row while it is written. */
export interface RowOf<Row> {
  readonly row: Row;
  readonly at: number;
  readonly change: (part: Partial<Row>) => void;
  /** What a field for a member of it takes. */
  readonly field: <Name extends keyof Row>(
    name: Name,
  ) => { readonly value: Row[Name]; readonly onChange: (value: Row[Name]) => void };
}

interface Props<Row> {
  readonly label: string;
  readonly add: string;
  readonly value: readonly Row[] | undefined;
  readonly onChange: (rows: readonly Row[]) => void;
  readonly empty: NoInfer<Row>;
  readonly children: (row: RowOf<Row>) => ReactNode;
  /** The first one counts for more. */
  readonly isOrdered?: boolean;
}

/** Several of a kind, one to a row, each to be taken away. */
export function RowsEditor<Row>({
  label,
  add,
  value: rows = [],
  onChange,
  empty,
  children,
  isOrdered = false,
}: Props<Row>) {
  const { t } = useTranslation('records');
  const list = useRef<HTMLOListElement>(null);
  const rowAt = (row: Row, at: number): RowOf<Row> => {
    const put = (next: Row): void => onChange(rows.map((one, index) => (index === at ? next : one)));
    return {
      row,
      at,
      change: (part) => put({ ...row, ...part }),
      field: (name) => ({ value: row[name], onChange: (value) => put({ ...row, [name]: value }) }),
    };
  };
  return (
    <div className="stack-tight" role="group" aria-label={label}>
      {rows.length > 0 && (
        <ol className="record-rows" ref={list}>
          {rows.map((row, at) => (
            <li key={at} className="record-row-edit">
              <div className="record-row-fields">{children(rowAt(row, at))}</div>
              <div className="record-row-acts">
                {isOrdered && at > 0 && (
                  <IconButton
                    icon={ArrowUp}
                    label={t('moveUp')}
                    onPress={() =>
                      onChange(
                        rows.map((one, index) =>
                          index === at - 1 ? row : index === at ? (rows[at - 1] ?? one) : one,
                        ),
                      )
                    }
                  />
                )}
                <IconButton
                  icon={Trash2}
                  label={t('takeAway', { name: `${label} ${String(at + 1)}` })}
                  onPress={() => onChange(rows.filter((_, index) => index !== at))}
                />
              </div>
            </li>
          ))}
        </ol>
      )}
      <div>
        <Button
          size="small"
          icon={Plus}
          onPress={() => {
            onChange([...rows, empty]);
            // Whoever adds one goes on by filling it in.
            requestAnimationFrame(() =>
              list.current?.lastElementChild?.querySelector<HTMLElement>('input, textarea')?.focus(),
            );
          }}
        >
          {add}
        </Button>
      </div>
    </div>
  );
}
