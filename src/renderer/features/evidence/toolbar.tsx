import {
  ArrowDownWideNarrow,
  ArrowUpNarrowWide,
  LayoutGrid,
  List,
  Map as MapIcon,
  ListFilter,
  RefreshCw,
} from 'lucide-react';
import { memo, useState } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ItemFilter, ItemOrder } from '../../../shared/records/item-row.ts';
import { IconButton } from '../../components/button.tsx';
import { FieldSelect } from '../../components/field.tsx';
import type { SavedSearch } from '../../../shared/records/saved-search.ts';
import { go } from '../../shell/route.ts';
import { DescribeByTable } from '../tables/describe-by-table.tsx';
import { Chosen } from './facets.tsx';
import { SavedSearches } from './saved-searches.tsx';
import { SearchBox } from './search-box.tsx';
import { SearchHelp } from './search-help.tsx';
import { UnknownFields } from './unknown-fields.tsx';
import { isNarrowed } from './use-filter.ts';

export type Layout = 'grid' | 'list';

interface Props {
  readonly onSaved: (search: SavedSearch) => void;
  readonly filter: ItemFilter;
  readonly onFilter: (change: Partial<ItemFilter>) => void;
  readonly sort: ItemOrder;
  readonly onSort: (sort: ItemOrder) => void;
  readonly layout: Layout;
  readonly onLayout: (layout: Layout) => void;
  readonly isNarrowing: boolean;
  readonly onNarrowing: (isNarrowing: boolean) => void;
  readonly onRenew: () => void;
  readonly total: number;
  readonly selected: number;
}

const orders = ['captured', 'number', 'added', 'title'] as const;

/** Drawn anew only when something in it changes, and not for every item that is gone to. */
export const Toolbar = memo(function Toolbar(props: Props) {
  const { t } = useTranslation('evidence');
  const { sort, onSort, layout, onLayout } = props;
  return (
    <div className="evidence-tools" role="search">
      <ToggleButton
        className="button button-plain button-normal evidence-narrow"
        isSelected={props.isNarrowing}
        onChange={props.onNarrowing}
      >
        <ListFilter aria-hidden size={16} strokeWidth={1.75} />
        <span>{t('facet.narrow')}</span>
      </ToggleButton>
      <Searching filter={props.filter} sort={sort} onFilter={props.onFilter} onSaved={props.onSaved} />
      <div className="evidence-tool evidence-sort">
        <FieldSelect
          label={t('sort')}
          choices={orders.map((by) => ({ id: by, label: t(`by.${by}`) }))}
          value={sort.by}
          onChange={(by) => onSort({ ...sort, by })}
        />
        <IconButton
          icon={sort.descending ? ArrowDownWideNarrow : ArrowUpNarrowWide}
          label={sort.descending ? t('descending') : t('ascending')}
          onPress={() => onSort({ ...sort, descending: !sort.descending })}
        />
      </div>
      <ToggleButtonGroup
        className="evidence-layout"
        aria-label={t('layout')}
        disallowEmptySelection
        selectedKeys={[layout]}
        onSelectionChange={(keys) => onLayout(keys.has('list') ? 'list' : 'grid')}
      >
        <ToggleButton id="grid" aria-label={t('grid')} className="button button-icon button-plain">
          <LayoutGrid aria-hidden size={18} />
        </ToggleButton>
        <ToggleButton id="list" aria-label={t('list')} className="button button-icon button-plain">
          <List aria-hidden size={18} />
        </ToggleButton>
      </ToggleButtonGroup>
      <DescribeByTable />
      <IconButton icon={MapIcon} label={t('onMap')} onPress={() => go('map')} />
      <IconButton icon={RefreshCw} label={t('refresh')} onPress={props.onRenew} />
      <p className="evidence-total quiet small numeric" aria-live="polite">
        {t('items', { ns: 'common', count: props.total })}
        {props.selected > 1 && <span>{t('selected', { count: props.selected })}</span>}
      </p>
      <Chosen filter={props.filter} onFilter={props.onFilter} />
    </div>
  );
});

type SearchingProps = Pick<Props, 'filter' | 'sort' | 'onFilter' | 'onSaved'>;

/** What is typed stays here until typing rests. */
function Searching({ filter, sort, onFilter, onSaved }: SearchingProps) {
  const [text, setText] = useState(filter.query ?? '');
  const tryOut = (query: string): void => {
    setText(query);
    onFilter({ query });
  };
  return (
    <>
      <div className="evidence-tool-wide evidence-search">
        <SearchBox text={text} onText={setText} onQuery={(query) => onFilter({ query })} />
        <SearchHelp onTry={tryOut} />
        <SavedSearches
          filter={filter}
          sort={sort}
          isFiltered={isNarrowed(filter)}
          onOpen={(saved) => {
            onSaved(saved);
            setText(saved.filter.query ?? '');
          }}
        />
      </div>
      <UnknownFields query={filter.query} onTry={tryOut} />
    </>
  );
}
