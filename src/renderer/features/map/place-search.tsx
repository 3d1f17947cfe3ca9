import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { MapPin, Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { ComboBox, Input, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { NamedPlace } from '../../../shared/records/map.ts';
import { SafeText, plainText } from '../../components/safe-text.tsx';
import { useFormats } from '../../i18n/format.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import { readCoordinates } from './coordinates.ts';

interface Props {
  readonly hasGazetteer: boolean;
  readonly onGo: (place: NamedPlace) => void;
}

/** A name in any script, or two numbers: the map goes there. */
export function PlaceSearch({ hasGazetteer, onGo }: Props) {
  const { t } = useTranslation('map');
  const format = useFormats();
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const [text, setText] = useState('');
  /** Where the map went to is not sought any more. */
  const [gone, setGone] = useState<string | null>(null);
  const asked = useRested(text.trim());
  const coordinates = readCoordinates(text);
  const { data = [] } = useQuery({
    queryKey: ['map', archive, 'places', asked],
    queryFn: ({ signal }) => host.client.map.places({ archive, text: asked, limit: 12 }, { signal }),
    enabled: hasGazetteer && asked.length > 1,
    placeholderData: keepPreviousData,
  });
  const isSought = text !== gone && text.trim().length > 1;
  const places = !isSought
    ? []
    : coordinates
      ? [{ name: text.trim(), also: null, ...coordinates, radius: 500, population: 0 }]
      : data;
  const goTo = (place: NamedPlace): void => {
    onGo(place);
    setText(place.name);
    setGone(place.name);
  };
  /** Whoever presses Enter before the list is there means the likeliest. */
  const enter = async (input: HTMLInputElement): Promise<void> => {
    const typed = text.trim();
    if (typed === '' || (!coordinates && !hasGazetteer)) return;
    const [likeliest] = coordinates
      ? places
      : await host.client.map.places({ archive, text: typed, limit: 1 }).catch(() => []);
    if (likeliest && input.value.trim() === typed) goTo(likeliest);
  };
  return (
    <ComboBox
      className="map-search"
      aria-label={t('findPlace')}
      items={places.map((place, id) => ({ id, place }))}
      inputValue={text}
      onInputChange={setText}
      value={null}
      allowsCustomValue
      allowsEmptyCollection={isSought}
      menuTrigger="input"
      onChange={(key) => {
        const place = places[Number(key)];
        if (key === null || !place) return;
        goTo(place);
      }}
    >
      <div className="map-search-line">
        <Search aria-hidden size={16} />
        <Input
          className="map-search-input"
          dir="auto"
          placeholder={hasGazetteer ? t('findPlaceHint') : t('findCoordinatesHint')}
          autoComplete="off"
          spellCheck="false"
          onKeyDown={(event) => {
            // What is chosen in the list already is gone to by that.
            if (event.key === 'Enter' && !event.currentTarget.hasAttribute('aria-activedescendant'))
              void enter(event.currentTarget);
          }}
        />
      </div>
      <Popover className="menu-popover map-search-popover" placement="bottom start" crossOffset={-36}>
        <ListBox
          className="menu"
          renderEmptyState={() => (
            <p className="map-search-none small quiet">{hasGazetteer ? t('noPlace') : t('noGazetteer')}</p>
          )}
        >
          {({ id, place }: { readonly id: number; readonly place: NamedPlace }) => (
            <ListBoxItem id={id} textValue={plainText(place.name)} className="menu-item">
              <MapPin aria-hidden size={14} />
              <span>
                <SafeText>{place.name}</SafeText>
                {place.also !== null && (
                  <span className="menu-hint">
                    <SafeText>{place.also}</SafeText>
                  </span>
                )}
                <span className="menu-hint numeric">
                  {`${place.latitude.toFixed(4)}, ${place.longitude.toFixed(4)}`}
                  {place.population > 0 &&
                    ` · ${t('people', { count: place.population, shown: format.number(place.population) })}`}
                </span>
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

/** What was typed, when typing rests. */
function useRested(text: string): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), 180);
    return () => clearTimeout(timer);
  }, [text]);
  return rested;
}
