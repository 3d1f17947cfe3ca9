import { useQuery } from '@tanstack/react-query';
import { Camera, CornerDownRight, Search, Tag, Type, type LucideIcon } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Suggestion } from '../../../shared/records/saved-search.ts';
import { SafeText } from '../../components/safe-text.tsx';
import { useFormats } from '../../i18n/format.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import './search.css';

interface Props {
  readonly text: string;
  readonly onText: (text: string) => void;
  /** When typing rests. */
  readonly onQuery: (query: string | null) => void;
}

/** Milliseconds. */
const rest = 250;

const icons: Readonly<Record<Suggestion['kind'], LucideIcon>> = {
  field: CornerDownRight,
  tag: Tag,
  camera: Camera,
  word: Type,
};

/** What was typed is searched when typing rests; below stands what may come next. */
export function SearchBox({ text, onText, onQuery }: Props) {
  const { t } = useTranslation('evidence');
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const formats = useFormats();
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const [rested, setRested] = useState('');
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
    },
    [],
  );
  const typed = (next: string): void => {
    onText(next);
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      setRested(next);
      onQuery(next.trim() === '' ? null : next.trim());
    }, rest);
  };
  const { data } = useQuery({
    queryKey: ['suggest', archive, rested],
    queryFn: ({ signal }) => host.client.searches.suggest({ archive, text: rested }, { signal }),
    // What was typed stays nowhere.
    gcTime: 0,
    enabled: rested !== '' && rested === text,
  });
  // Of something else that was typed before, nothing.
  const suggestions = rested === text ? (data ?? []) : [];
  return (
    <ComboBox
      className="field search-box"
      inputValue={text}
      onInputChange={typed}
      value={null}
      onChange={(key) => {
        const chosen = suggestions.find((one) => one.text === key);
        if (chosen) typed(chosen.text);
      }}
      items={suggestions.map((one) => ({ ...one, id: one.text }))}
      allowsCustomValue
      allowsEmptyCollection={false}
      menuTrigger="input"
      defaultFilter={() => true}
    >
      <Label>{t('search')}</Label>
      <div className="field-line">
        <Search aria-hidden className="search-icon" size={16} strokeWidth={1.75} />
        <Input
          className="field-input"
          dir="auto"
          placeholder={t('searchHint')}
          autoComplete="off"
          spellCheck="false"
        />
      </div>
      <Popover className="menu-popover search-popover" placement="bottom start">
        <ListBox<Suggestion & { readonly id: string }> className="menu">
          {(one) => {
            const Icon = icons[one.kind];
            return (
              <ListBoxItem id={one.id} textValue={one.text} className="menu-item">
                <Icon aria-hidden size={14} strokeWidth={1.75} />
                <span className="search-suggestion">
                  <SafeText>{one.label}</SafeText>
                </span>
                <span className="small quiet">
                  {t(`suggested.${one.kind}`)}
                  {one.items !== null && ` · ${formats.number(one.items)}`}
                </span>
              </ListBoxItem>
            );
          }}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
