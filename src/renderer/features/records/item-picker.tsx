import { SearchX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemFilter, ItemOrder } from '../../../shared/records/item-row.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ItemGrid } from '../../components/item-grid/item-grid.tsx';
import { count, nothing, type Selection } from '../../components/item-grid/selection.ts';
import { ErrorNotice } from '../../components/notice.tsx';
import { Empty } from '../../components/page.tsx';
import { useArchive, useSession } from '../../session/session.tsx';
import { gridCell } from '../evidence/cells.tsx';
import { everything, useList } from '../evidence/list.ts';
import { SearchBox } from '../evidence/search-box.tsx';
import { UnknownFields } from '../evidence/unknown-fields.tsx';
import { chosenRows } from '../shape/chosen-rows.ts';
import './item-picker.css';

const cell = { width: 150, height: 168 };
const newestFirst: ItemOrder = { by: 'captured', descending: true };

interface Props {
  readonly title: string;
  /** What is done with those that are chosen. */
  readonly action: string;
  readonly most?: number;
  readonly onClose: () => void;
  readonly onChoose: (items: readonly string[]) => void | Promise<void>;
}

/** Chooses items as the grid of the Evidence room shows them, by search and by keys. */
export function ItemPicker({ title, action, most = 10_000, onClose, onChoose }: Props) {
  const { t } = useTranslation('records');
  const { t: say } = useTranslation('evidence');
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const [text, setText] = useState('');
  const [filter, setFilter] = useState<ItemFilter>(everything);
  const [chosen, setChosen] = useState<{ readonly of: string | null; readonly selection: Selection }>({
    of: null,
    selection: nothing,
  });
  const [failure, setFailure] = useState<unknown>(null);
  const { snapshot, total, error, loadRows, onFailure } = useList(filter, newestFirst);
  const selection = chosen.of === snapshot ? chosen.selection : nothing;
  const selected = count(selection);
  const take = async (of: Selection): Promise<void> => {
    if (snapshot === null) return;
    try {
      const rows = await chosenRows(host.client, archive, snapshot, of);
      await onChoose(rows.map(({ id }) => id));
    } catch (thrown) {
      setFailure(thrown);
    }
  };
  return (
    <Dialog
      title={title}
      isOpen
      size="wide"
      onClose={onClose}
      actions={
        <>
          <span className="small quiet record-picker-count" aria-live="polite">
            {selected > most ? t('items.atMost', { count: most }) : say('selected', { count: selected })}
          </span>
          <Button onPress={onClose}>{t('cancel', { ns: 'common' })}</Button>
          <Button
            tone="primary"
            isDisabled={selected === 0 || selected > most}
            onPress={() => void take(selection)}
          >
            {action}
          </Button>
        </>
      }
    >
      <SearchBox text={text} onText={setText} onQuery={(query) => setFilter((now) => ({ ...now, query }))} />
      <UnknownFields
        query={filter.query}
        onTry={(query) => {
          setText(query);
          setFilter((now) => ({ ...now, query }));
        }}
      />
      {(failure ?? error) !== null && <ErrorNotice error={failure ?? error} />}
      <div className="record-picker evidence">
        {snapshot !== null && total > 0 && (
          <ItemGrid
            key={snapshot}
            label={say('itemList')}
            total={total}
            loadRows={loadRows}
            cell={cell}
            renderCell={gridCell}
            selection={selection}
            onSelectionChange={(next) => setChosen({ of: snapshot, selection: next })}
            onOpen={(position) => void take([[position, position]])}
            onFailure={onFailure}
          />
        )}
        {snapshot !== null && total === 0 && <Empty icon={SearchX} title={say('notFound')} />}
      </div>
    </Dialog>
  );
}
