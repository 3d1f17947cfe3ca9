import type { ReactNode } from 'react';
import { ArrowLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { addressOf, goInstead, useOpened, type Screen } from '../../shell/route.ts';
import { DetailDrop } from './record-drop.tsx';
import { RecordList, type ListOf } from './record-list.tsx';

interface Props {
  readonly title: string;
  readonly screen: Screen;
  readonly list: ListOf;
  /** Lists of other kinds that the screen has beside this one. */
  readonly above?: ReactNode;
  /** What is shown beside the list instead of a record that is looked at: a new one being written. */
  readonly instead: ReactNode;
  readonly onCreate: () => void;
  readonly onLeave: () => void;
  readonly detail: (id: string) => ReactNode;
  /** Where nothing is looked at. */
  readonly choose: string;
}

/** A list and what is looked at of it, side by side; in a narrow window one after the other. */
export function RecordScreen(props: Props) {
  const { title, screen, list, above, instead, onCreate, onLeave, detail, choose } = props;
  const { t } = useTranslation('records');
  const opened = useOpened();
  const isOpen = instead !== null || opened !== null;
  return (
    <div className={isOpen ? 'record-screen record-screen-open' : 'record-screen'}>
      <div className="record-screen-list">
        <header className="record-screen-head">
          <h1>{title}</h1>
          {above}
        </header>
        <RecordList
          key={list.kind}
          of={list}
          opened={opened}
          onOpen={(id) => {
            onLeave();
            goInstead(screen, id);
          }}
          onCreate={onCreate}
        />
      </div>
      <DetailDrop label={t('detail')} opened={instead === null ? opened : null}>
        {isOpen && (
          <a className="record-back small" href={addressOf(screen)} onClick={onLeave}>
            <ArrowLeft aria-hidden size={16} /> {list.words.list}
          </a>
        )}
        {instead ?? (opened === null ? <p className="record-choose quiet">{choose}</p> : detail(opened))}
      </DetailDrop>
    </div>
  );
}
