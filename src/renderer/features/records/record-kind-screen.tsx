import { ArrowLeft, type LucideIcon } from 'lucide-react';
import { useState, type ComponentType, type ReactNode } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { RecordOrder, RecordView } from '../../../shared/records/record.ts';
import { ErrorNotice } from '../../components/notice.tsx';
import { useKept } from '../../session/use-kept.ts';
import { addressOf, go, goInstead, useOpened } from '../../shell/route.ts';
import { useHasDraft } from './draft.ts';
import type { EditorProps } from './editor.tsx';
import { DetailDrop } from './record-drop.tsx';
import { RecordList, type ListOf } from './record-list.tsx';
import { useRecord } from './use-records.ts';
import './record-kind-screen.css';

/** Words of a list, by the kind that it is of. */
const wordsOf = {
  place: 'places:place',
  object: 'places:object',
  incident: 'incidents:incident',
  claim: 'incidents:claim',
  actor: 'persons:actor',
  source: 'persons:source',
} as const;

export interface KindOnScreen extends Pick<ListOf, 'icon' | 'typeVocabulary' | 'statusVocabulary'> {
  readonly kind: keyof typeof wordsOf;
  readonly icon: LucideIcon;
  readonly Editor: ComponentType<EditorProps>;
}

interface Props {
  readonly screen: 'places' | 'incidents' | 'persons';
  /** The first one is listed until another is chosen. */
  readonly kinds: readonly [KindOnScreen, ...KindOnScreen[]];
  readonly orders: readonly RecordOrder['by'][];
  readonly above?: ReactNode;
  readonly detail: (record: RecordView) => ReactNode;
}

/** Lists of kinds that belong together, and what is looked at or written of one, side by side; in a narrow window one after the other. */
export function RecordKindScreen({ screen, kinds, orders, above, detail }: Props) {
  const { t } = useTranslation(['records', 'places', 'incidents', 'persons']);
  const opened = useOpened();
  const { data: record } = useRecord(opened);
  const [chosen, setChosen] = useKept(`${screen}.kind`, kinds[0].kind);
  // Whoever comes by a link to a record looks at it among others of its kind.
  const listed = kinds.find(({ kind }) => kind === record?.kind) ?? kinds.find(({ kind }) => kind === chosen);
  const { kind, Editor, ...looks } = listed ?? kinds[0];
  const hasDraft = useHasDraft(kind, null);
  const [isNew, setNew] = useState(hasDraft && opened === null);
  const leave = (): void => setNew(false);
  const close = (): void => {
    if (opened !== null) go(screen);
  };
  const words = wordsOf[kind];
  const list: ListOf = {
    kind,
    ...looks,
    orders,
    words: {
      list: t(`${words}.list`),
      search: t(`${words}.search`),
      searchHint: t(`${words}.searchHint`),
      create: t(`${words}.create`),
      empty: t(`${words}.empty`),
      emptyBody: t(`${words}.emptyBody`),
    },
  };
  return (
    <div className={isNew || opened !== null ? 'record-screen record-screen-open' : 'record-screen'}>
      <div className="record-screen-list">
        <header className="record-screen-head">
          <h1>{t(`${screen}:title`)}</h1>
          <ToggleButtonGroup
            aria-label={t(`${screen}:kinds`)}
            className="evidence-layout"
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[kind]}
            onSelectionChange={([key]) => {
              setChosen((kinds.find((one) => one.kind === key) ?? kinds[0]).kind);
              leave();
              close();
            }}
          >
            {kinds.map((one) => (
              <ToggleButton key={one.kind} id={one.kind} className="button button-plain button-small">
                {t(`${wordsOf[one.kind]}.list`)}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
          {above}
        </header>
        <RecordList
          key={kind}
          of={list}
          opened={opened}
          onOpen={(id) => {
            leave();
            goInstead(screen, id);
          }}
          onCreate={() => {
            setNew(true);
            close();
          }}
        />
      </div>
      <DetailDrop label={t('detail')} opened={opened}>
        {(isNew || opened !== null) && (
          <a className="record-back small" href={addressOf(screen)} onClick={leave}>
            <ArrowLeft aria-hidden size={16} /> {list.words.list}
          </a>
        )}
        {opened !== null ? (
          <Detail key={opened} id={opened} detail={detail} />
        ) : isNew ? (
          <Editor
            key={kind}
            record={null}
            onClose={leave}
            onSaved={({ id }) => {
              leave();
              go(screen, id);
            }}
          />
        ) : (
          <p className="record-choose quiet">{t(`${screen}:choose`)}</p>
        )}
      </DetailDrop>
    </div>
  );
}

function Detail({ id, detail }: { readonly id: string; readonly detail: Props['detail'] }) {
  const { data: record, error } = useRecord(id);
  if (error !== null) return <ErrorNotice error={error} />;
  return record ? detail(record) : null;
}
