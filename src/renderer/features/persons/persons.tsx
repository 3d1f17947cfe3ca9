import { Mic, UserRound } from 'lucide-react';
import { useState } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../components/notice.tsx';
import { useKept } from '../../session/use-kept.ts';
import { go, useOpened } from '../../shell/route.ts';
import { useHasDraft } from '../records/draft.ts';
import type { ListOf } from '../records/record-list.tsx';
import { RecordScreen } from '../records/record-screen.tsx';
import { useRecord } from '../records/use-records.ts';
import { ActorDetail } from './actor-detail.tsx';
import { ActorEditor } from './actor-editor.tsx';
import { SealedLine } from './sealed-line.tsx';
import { SourceDetail } from './source-detail.tsx';
import { SourceEditor } from './source-editor.tsx';
import '../incidents/incidents.css';
import './persons.css';

const kinds = ['actor', 'source'] as const;
type Kind = (typeof kinds)[number];

/** Who suffered and who acted, and who told of it. */
export function Persons() {
  const { t } = useTranslation('persons');
  const opened = useOpened();
  const { data: record } = useRecord(opened);
  const [chosen, setChosen] = useKept<Kind>('persons.kind', 'actor');
  // Whoever comes by a link to a source looks at it among sources.
  const kind: Kind = kinds.find((one) => one === record?.kind) ?? chosen;
  const hasDraft = useHasDraft(kind, null);
  const [isNew, setNew] = useState(hasDraft && opened === null);
  const list: ListOf = {
    kind,
    icon: kind === 'actor' ? UserRound : Mic,
    typeVocabulary: kind === 'actor' ? 'actor-types' : 'source-connections',
    statusVocabulary: 'violation-status',
    orders: ['name', 'number', 'added'],
    words: {
      list: t(`${kind}.list`),
      search: t(`${kind}.search`),
      searchHint: t(`${kind}.searchHint`),
      create: t(`${kind}.create`),
      empty: t(`${kind}.empty`),
      emptyBody: t(`${kind}.emptyBody`),
    },
  };
  const Editor = kind === 'actor' ? ActorEditor : SourceEditor;
  return (
    <RecordScreen
      title={t('title')}
      screen="persons"
      list={list}
      choose={t('choose')}
      above={
        <>
          <ToggleButtonGroup
            aria-label={t('kinds')}
            className="evidence-layout"
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[kind]}
            onSelectionChange={([key]) => {
              setChosen(kinds.find((one) => one === key) ?? 'actor');
              setNew(false);
              if (opened !== null) go('persons');
            }}
          >
            {kinds.map((one) => (
              <ToggleButton key={one} id={one} className="button button-plain button-small">
                {t(`${one}.list`)}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
          <SealedLine />
        </>
      }
      onCreate={() => {
        setNew(true);
        if (opened !== null) go('persons');
      }}
      onLeave={() => setNew(false)}
      instead={
        isNew && opened === null ? (
          <Editor
            key={kind}
            record={null}
            onClose={() => setNew(false)}
            onSaved={({ id }) => {
              setNew(false);
              go('persons', id);
            }}
          />
        ) : null
      }
      detail={(id) => <Detail key={id} id={id} />}
    />
  );
}

function Detail({ id }: { readonly id: string }) {
  const { data: record, error } = useRecord(id);
  if (error !== null) return <ErrorNotice error={error} />;
  if (!record) return null;
  return record.kind === 'source' ? <SourceDetail id={id} /> : <ActorDetail id={id} />;
}
