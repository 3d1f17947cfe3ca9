import { ArrowUp, Plus, Trash2 } from 'lucide-react';
import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '../../components/button.tsx';

interface Props<Row> {
  readonly label: string;
  readonly add: string;
  readonly rows: readonly Row[];
  readonly onChange: (rows: readonly Row[]) => void;
  readonly empty: Row;
  readonly children: (row: Row, change: (part: Partial<Row>) => void, at: number) => ReactNode;
  /** The first one counts for more. */
  readonly isOrdered?: boolean;
}

/** Several of a kind, one to a row, each to be taken away. */
export function RowsEditor<Row>({
  label,
  add,
  rows,
  onChange,
  empty,
  children,
  isOrdered = false,
}: Props<Row>) {
  const { t } = useTranslation('records');
  const list = useRef<HTMLOListElement>(null);
  const change = (at: number, part: Partial<Row>): void =>
    onChange(rows.map((row, index) => (index === at ? { ...row, ...part } : row)));
  return (
    <div className="stack-tight" role="group" aria-label={label}>
      {rows.length > 0 && (
        <ol className="record-rows" ref={list}>
          {rows.map((row, at) => (
            <li key={at} className="record-row-edit">
              <div className="record-row-fields">{children(row, (part) => change(at, part), at)}</div>
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
