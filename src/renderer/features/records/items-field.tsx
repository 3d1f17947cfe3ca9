import { ImagePlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { useItemDrop } from './item-drag.ts';
import { ItemPicker } from './item-picker.tsx';
import { ItemTileList } from './item-tile-list.tsx';
import './items-field.css';

interface Props {
  readonly label: string;
  readonly value: readonly string[] | undefined;
  readonly onChange: (items: readonly string[]) => void;
  readonly most?: number;
}

/** Items that a record names: chosen from the grid, or dropped here. */
export function ItemsField({ label, value: items = [], onChange, most = 100 }: Props) {
  const { t } = useTranslation('records');
  const [isChoosing, setChoosing] = useState(false);
  const add = (more: readonly string[]): void => onChange([...new Set([...items, ...more])].slice(0, most));
  const drop = useItemDrop(add);
  return (
    <div className={drop.isOver ? 'stack-tight record-drop-over' : 'stack-tight'} {...drop.handlers}>
      <h4 className="record-subhead">{label}</h4>
      {items.length > 0 && (
        <ItemTileList
          label={label}
          items={items}
          onRemove={(item) => onChange(items.filter((other) => other !== item))}
        />
      )}
      {items.length < most && (
        <div className="row">
          <Button size="small" icon={ImagePlus} onPress={() => setChoosing(true)}>
            {t('items.choose')}
          </Button>
        </div>
      )}
      {isChoosing && (
        <ItemPicker
          title={label}
          action={t('items.take')}
          most={most - items.length}
          onClose={() => setChoosing(false)}
          onChoose={(more) => {
            add(more);
            setChoosing(false);
          }}
        />
      )}
    </div>
  );
}
