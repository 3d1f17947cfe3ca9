import { Box, Landmark } from 'lucide-react';
import { useState } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useKept } from '../../session/use-kept.ts';
import { go, useOpened } from '../../shell/route.ts';
import { ErrorNotice } from '../../components/notice.tsx';
import { useHasDraft } from '../records/draft.ts';
import { RecordScreen } from '../records/record-screen.tsx';
import type { ListOf } from '../records/record-list.tsx';
import { useRecord } from '../records/use-records.ts';
import { ObjectEditor } from './object-editor.tsx';
import { PlaceDetail } from './place-detail.tsx';
import { PlaceEditor } from './place-editor.tsx';
import './places.css';

const kinds = ['place', 'object'] as const;
type Kind = (typeof kinds)[number];

/** What was harmed: places, and objects at or from them. */
export function Places() {
  const { t } = useTranslation('places');
  const opened = useOpened();
  const { data: record } = useRecord(opened);
  const [chosen, setChosen] = useKept<Kind>('places.kind', 'place');
  // Whoever comes by a link to an object looks at it among objects.
  const kind: Kind = record?.kind === 'object' ? 'object' : record?.kind === 'place' ? 'place' : chosen;
  const hasDraft = useHasDraft(kind, null);
  const [isNew, setNew] = useState(hasDraft && opened === null);
  const list: ListOf = {
    kind,
    icon: kind === 'place' ? Landmark : Box,
    typeVocabulary: kind === 'place' ? 'place-types' : null,
    statusVocabulary: 'site-status',
    orders: ['name', 'number', 'date', 'added'],
    words: {
      list: t(`${kind}.list`),
      search: t(`${kind}.search`),
      searchHint: t(`${kind}.searchHint`),
      create: t(`${kind}.create`),
      empty: t(`${kind}.empty`),
      emptyBody: t(`${kind}.emptyBody`),
    },
  };
  const isWriting = isNew && opened === null;
  const Editor = kind === 'place' ? PlaceEditor : ObjectEditor;
  return (
    <RecordScreen
      title={t('title')}
      screen="places"
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
            setChosen(kinds.find((one) => one === key) ?? 'place');
            setNew(false);
            if (opened !== null) go('places');
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
        if (opened !== null) go('places');
      }}
      onLeave={() => setNew(false)}
      instead={
        isWriting ? (
          <Editor
            key={kind}
            record={null}
            onClose={() => setNew(false)}
            onSaved={({ id }) => {
              setNew(false);
              go('places', id);
            }}
          />
        ) : null
      }
      detail={(id) => <Detail key={id} id={id} />}
    />
  );
}

/** A place or an object; of an assessment the place that it is about. */
function Detail({ id }: { readonly id: string }) {
  const { data: record, error } = useRecord(id);
  if (error !== null) return <ErrorNotice error={error} />;
  if (!record) return null;
  const { of } = record.content;
  if (record.kind === 'assessment' && typeof of === 'string') return <PlaceDetail id={of} sought={id} />;
  return <PlaceDetail id={id} sought={null} />;
}
