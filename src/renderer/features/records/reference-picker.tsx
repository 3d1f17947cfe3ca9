import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { use, useEffect, useState } from 'react';
import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover, Text } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { isKeptSealed } from '../../../shared/catalogue/kept-sealed.ts';
import type { RecordKind } from '../../../shared/catalogue/kinds.ts';
import type { RecordRow } from '../../../shared/records/record.ts';
import { plainText, SafeText } from '../../components/safe-text.tsx';
import { useArchive, useSession } from '../../session/session.tsx';
import { Chips } from './chips.tsx';
import { NamingContext } from './naming.ts';
import { useMentions } from './use-records.ts';
import './picker.css';

/** Milliseconds. */
const rest = 150;
const mostShown = 20;
const mostAsked = 100;

interface Props {
  readonly label: string;
  readonly kinds: readonly RecordKind[];
  readonly onChoose: (record: RecordRow) => void;
  /** Those are chosen already. */
  readonly without?: readonly string[];
  readonly hint?: string;
  readonly autoFocus?: boolean;
}

/** Finds records by any of their names, in any script, or by number. */
export function RecordSearch({ label, kinds, onChoose, without = [], hint, autoFocus = false }: Props) {
  const { t, i18n } = useTranslation('records');
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const { maySealed, onSealed } = use(NamingContext);
  const [typed, setTyped] = useState('');
  const [query, setQuery] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setQuery(typed.trim()), rest);
    return () => clearTimeout(timer);
  }, [typed]);
  const { data } = useQuery({
    queryKey: ['records', archive, 'suggest', kinds, query, i18n.language, maySealed],
    queryFn: ({ signal }) =>
      host.client.records.suggest(
        {
          ...{ archive, kinds: [...kinds], query, language: i18n.language },
          // Room for those that are not offered.
          limit: maySealed ? mostShown : mostAsked,
        },
        { signal },
      ),
    placeholderData: keepPreviousData,
    // What was typed stays nowhere.
    gcTime: 0,
  });
  const offered = (data ?? []).filter(
    ({ kind, confidentiality }) => maySealed || !isKeptSealed(kind, confidentiality),
  );
  const isSealedLeftOut = offered.length < (data ?? []).length;
  const found = offered.filter(({ id }) => !without.includes(id)).slice(0, mostShown);
  return (
    <ComboBox
      className="field search-box"
      inputValue={typed}
      onInputChange={setTyped}
      value={null}
      onChange={(key) => {
        const chosen = found.find(({ id }) => id === key);
        if (!chosen) return;
        onChoose(chosen);
        if (isKeptSealed(chosen.kind, chosen.confidentiality)) onSealed?.();
        setTyped('');
      }}
      items={found}
      allowsCustomValue
      menuTrigger="focus"
      defaultFilter={() => true}
    >
      <Label>{label}</Label>
      <div className="field-line">
        <Search aria-hidden className="search-icon" size={16} strokeWidth={1.75} />
        <Input
          className="field-input"
          dir="auto"
          placeholder={hint ?? t('findHint')}
          autoComplete="off"
          spellCheck="false"
          autoFocus={autoFocus}
        />
      </div>
      {isSealedLeftOut && (
        <Text slot="description" className="field-hint">
          {t('sealedNotOffered')}
        </Text>
      )}
      <Popover className="menu-popover record-menu" placement="bottom start">
        <ListBox<RecordRow> className="menu">
          {(one) => (
            <ListBoxItem id={one.id} textValue={plainText(one.name)} className="menu-item">
              <span className="record-suggestion">
                <SafeText>{one.name}</SafeText>
                {one.otherNames.length > 0 && (
                  <span className="menu-hint">
                    <SafeText>{one.otherNames.join(' · ')}</SafeText>
                  </span>
                )}
              </span>
              <span className="small quiet numeric">{one.number}</span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

/** Records that are named: those that are chosen, and a search for more. `most`: of which one alone can stand. */
export function ReferencesPicker({
  label,
  kinds,
  value = [],
  onChange,
  most = Infinity,
}: {
  readonly label: string;
  readonly kinds: readonly RecordKind[];
  readonly value: readonly string[] | undefined;
  readonly onChange: (value: readonly string[]) => void;
  readonly most?: number;
}) {
  const mentions = useMentions(value);
  return (
    <div className="stack-tight">
      {value.length < most && (
        <RecordSearch
          label={label}
          kinds={kinds}
          without={value}
          onChoose={({ id }) => onChange([...value, id])}
        />
      )}
      <Chips
        label={label}
        ids={value}
        nameOf={(id) => mentions.get(id)?.name ?? ''}
        numberOf={(id) => mentions.get(id)?.number}
        onChange={onChange}
      />
    </div>
  );
}

/** A record that another one names: searched, chosen, taken away. */
export function ReferencePicker({
  label,
  kinds,
  value = '',
  onChange,
}: {
  readonly label: string;
  readonly kinds: readonly RecordKind[];
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}) {
  return (
    <ReferencesPicker
      label={label}
      kinds={kinds}
      most={1}
      value={value === '' ? [] : [value]}
      onChange={([id]) => onChange(id)}
    />
  );
}
