import { memo, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../components/notice.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import type { Selection } from '../../components/item-grid/selection.ts';
import { DispositionOfSeveral, DispositionTab } from '../disposition/disposition-tab.tsx';
import { StateBanner } from '../disposition/state-banner.tsx';
import { LinksTab } from '../records/links-tab.tsx';
import { SealedTab } from '../sealed/sealed-tab.tsx';
import { BatchTab } from './batch-tab.tsx';
import { CustodyTab } from './custody-tab.tsx';
import { DescribeTab } from './describe-tab.tsx';
import { FilesTab } from '../shape/files-tab.tsx';
import { useItem } from './list.ts';
import { ProvenanceTab } from './provenance-tab.tsx';

interface Props {
  readonly id: string | null;
  /** More than one: they are described together. */
  readonly several: {
    readonly snapshot: string;
    readonly selection: Selection;
    readonly count: number;
  } | null;
  /** Rows look different now. */
  readonly onChanged: () => void;
  readonly onGoTo: (item: string) => void;
}

const tabs = ['describe', 'links', 'files', 'provenance', 'custody', 'sealed', 'disposition'] as const;

/** What only one item has. */
const isOfOne = (tab: (typeof tabs)[number]): boolean =>
  tab === 'links' || tab === 'files' || tab === 'provenance' || tab === 'custody';

/** All about the item that is looked at. */
export const Inspector = memo(function Inspector({ id, several, onChanged, onGoTo }: Props) {
  const { t } = useTranslation('evidence');
  const { data: record, error } = useItem(id);
  // Whoever goes from item to item looks at the same of each.
  const [tab, setTab] = useState<(typeof tabs)[number]>('describe');
  if (several === null && record === undefined)
    return (
      <aside className="evidence-inspector" aria-label={t('inspector')}>
        <div className="evidence-panel">
          {error ? <ErrorNotice error={error} /> : <p className="quiet">{t('choose')}</p>}
        </div>
      </aside>
    );
  return (
    <aside className="evidence-inspector" aria-label={t('inspector')}>
      {record && several === null && (
        <header className="evidence-inspector-head">
          <span className="quiet small numeric">{record.number}</span>
          <h2>
            <SafeText>{record.title}</SafeText>
          </h2>
        </header>
      )}
      {record?.disposition && several === null && (
        <StateBanner item={record.id} disposition={record.disposition} onMore={() => setTab('disposition')} />
      )}
      <Tabs
        className="evidence-tabs"
        selectedKey={isOfOne(tab) && (record === undefined || several !== null) ? 'describe' : tab}
        onSelectionChange={(key) => setTab(tabs.find((name) => name === key) ?? 'describe')}
      >
        <TabList aria-label={t('inspector')} className="evidence-tab-list">
          {tabs.map((name) => (
            <Tab
              key={name}
              id={name}
              className="evidence-tab"
              isDisabled={isOfOne(name) && (!record || several !== null)}
            >
              {name === 'disposition'
                ? t('tab', { ns: 'disposition' })
                : name === 'sealed'
                  ? t('tab', { ns: 'sealed' })
                  : t(`tabs.${name}`)}
            </Tab>
          ))}
        </TabList>
        <TabPanel id="describe" className="evidence-panel">
          {several ? (
            <BatchTab
              key={`${several.snapshot} ${JSON.stringify(several.selection)}`}
              {...several}
              onDone={onChanged}
            />
          ) : (
            record && <DescribeTab key={record.id} record={record} />
          )}
        </TabPanel>
        <TabPanel id="links" className="evidence-panel">
          {record && <LinksTab key={record.id} item={record.id} />}
        </TabPanel>
        <TabPanel id="files" className="evidence-panel">
          {record && <FilesTab key={record.id} record={record} onChanged={onChanged} onGoTo={onGoTo} />}
        </TabPanel>
        <TabPanel id="provenance" className="evidence-panel">
          {record && <ProvenanceTab key={record.id} record={record} />}
        </TabPanel>
        <TabPanel id="custody" className="evidence-panel">
          {record && <CustodyTab item={record.id} events={record.custody} />}
        </TabPanel>
        <TabPanel id="sealed" className="evidence-panel">
          <SealedTab item={several === null ? (record?.id ?? null) : null} />
        </TabPanel>
        <TabPanel id="disposition" className="evidence-panel">
          {several ? (
            <DispositionOfSeveral {...several} />
          ) : (
            record && <DispositionTab key={record.id} record={record} />
          )}
        </TabPanel>
      </Tabs>
    </aside>
  );
});
