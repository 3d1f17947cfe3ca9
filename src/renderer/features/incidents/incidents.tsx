import { MessageSquareQuote, Siren } from 'lucide-react';
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
import { ClaimDetail } from './claim-detail.tsx';
import { ClaimEditor } from './claim-editor.tsx';
import { IncidentDetail } from './incident-detail.tsx';
import { IncidentEditor } from './incident-editor.tsx';
import './incidents.css';

const kinds = ['incident', 'claim'] as const;
type Kind = (typeof kinds)[number];

/** What happened, and what is claimed about it. */
export function Incidents() {
  const { t } = useTranslation('incidents');
  const opened = useOpened();
  const { data: record } = useRecord(opened);
  const [chosen, setChosen] = useKept<Kind>('incidents.kind', 'incident');
  // Whoever comes by a link to a claim looks at it among claims.
  const kind: Kind = kinds.find((one) => one === record?.kind) ?? chosen;
  const hasDraft = useHasDraft(kind, null);
  const [isNew, setNew] = useState(hasDraft && opened === null);
  const list: ListOf = {
    kind,
    icon: kind === 'incident' ? Siren : MessageSquareQuote,
    typeVocabulary: kind === 'incident' ? 'incident-types' : null,
    statusVocabulary: 'violation-status',
    orders: ['date', 'name', 'number', 'added'],
    words: {
      list: t(`${kind}.list`),
      search: t(`${kind}.search`),
      searchHint: t(`${kind}.searchHint`),
      create: t(`${kind}.create`),
      empty: t(`${kind}.empty`),
      emptyBody: t(`${kind}.emptyBody`),
    },
  };
  const Editor = kind === 'incident' ? IncidentEditor : ClaimEditor;
  return (
    <RecordScreen
      title={t('title')}
      screen="incidents"
      list={list}
      choose={t('choose')}
      above={
        <ToggleButtonGroup
          aria-label={t('kinds')}
          className="evidence-layout"
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[kind]}
          onSelectionChange={([key]) => {
            setChosen(kinds.find((one) => one === key) ?? 'incident');
            setNew(false);
            if (opened !== null) go('incidents');
          }}
        >
          {kinds.map((one) => (
            <ToggleButton key={one} id={one} className="button button-plain button-small">
              {t(`${one}.list`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      }
      onCreate={() => {
        setNew(true);
        if (opened !== null) go('incidents');
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
              go('incidents', id);
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
  return record.kind === 'claim' ? <ClaimDetail id={id} /> : <IncidentDetail id={id} />;
}
