import type { ItemChanges } from '../../shared/records/description.ts';
import { cards, forwarded, photographs, positions, type Photograph } from './photographs.ts';
import {
  disclaimer,
  languageTags,
  materialsSeen,
  siteNames,
  siteTags,
  states,
  views,
  type Language,
} from './words.ts';

const cycle = ['en', 'hy', 'ru', 'en', 'az'] as const satisfies readonly Language[];
const languageOf = (place: number): Language => cycle[place % cycle.length] ?? 'en';
/** Said by whoever never had a position: within half a kilometre. */
const asserted = 500;

/** What is said of the files of a photograph; of the second and later ones of a burst less, as in a real archive. */
export function descriptionOf(photograph: Photograph, place: number, frame: number): ItemChanges {
  const { site, view, isHarmed, card } = photograph;
  const language = languageOf(place);
  const state = isHarmed ? 'after' : 'before';
  const title = `${siteNames[site][language]}: ${views[view][language]}, ${states[state][language]}`;
  const tags = [
    'sample',
    siteTags[site][language],
    ...(language === 'en' ? [] : [siteTags[site].en]),
    isHarmed ? 'after' : 'before',
  ];
  if (frame > 0) return { description: disclaimer[language], tags: ['sample'], isGraphic: false };
  const [latitude, longitude] = positions[site];
  return {
    title,
    description: `${materialsSeen[site][state][language]}\n\n${disclaimer[language]}`,
    tags,
    languages: view === 'carved' || view === 'stone' ? [languageTags[language]] : null,
    rights: 'Sample',
    confidentiality: !isHarmed
      ? 'public'
      : view === 'rubble' || view === 'lane'
        ? 'confidential'
        : 'restricted',
    reviewState:
      place % 7 === 3
        ? 'needs-attention'
        : place % 3 === 0
          ? 'reviewed'
          : place % 3 === 1
            ? 'in-review'
            : 'unreviewed',
    isGraphic: isHarmed && view === 'stone',
    // One journey of the camera that knows no position was placed by hand; the other was not yet.
    ...(card === 'B1' && {
      position: { latitude, longitude, precision: asserted, basis: 'Sample: an invented place' },
    }),
  };
}

/** Of a picture that came by messenger: when it was taken is not known, except for one, about. */
export function forwardedDescription(place: number): ItemChanges {
  const { site, isHarmed } = forwarded[place] ?? forwarded[0];
  const language = languageOf(place + 1);
  return {
    title: `${siteNames[site][language]}, ${states[isHarmed ? 'after' : 'before'][language]} (${place + 1}/${forwarded.length})`,
    description: disclaimer[language],
    tags: ['sample', 'messenger', siteTags[site].en],
    confidentiality: 'confidential',
    reviewState: 'needs-attention',
    ...(place === 0 && { captured: '2022-09~' }),
  };
}

export const paperDescriptions: Readonly<Record<string, ItemChanges>> = {
  'field book 3 recto.jpg': {
    title: 'Field book 3: measured plan of Velmar church, with notes',
    description: `${disclaimer.en}\n\n${disclaimer.hy}`,
    tags: ['sample', 'plan', 'church'],
    captured: '2018-05-12',
    rights: 'Sample',
    confidentiality: 'restricted',
    reviewState: 'reviewed',
  },
  'inventory sheet.pdf': {
    title: 'Inventory of harm, sheet 1',
    description: disclaimer.en,
    tags: ['sample', 'inventory'],
    captured: '2022-11/2023-01',
    languages: ['en'],
    confidentiality: 'restricted',
    reviewState: 'in-review',
  },
  'notes.txt': {
    title: 'About this sample · Այս նմուշի մասին · Об этом образце · Bu nümunə haqqında',
    description: Object.values(disclaimer).join('\n'),
    tags: ['sample'],
    languages: Object.values(languageTags),
    confidentiality: 'public',
    reviewState: 'reviewed',
  },
};

/** Place in the list and place in the burst, of a file by its folder and name; null: none of the photographs. */
export function photographOf(
  folder: string,
  name: string,
): { readonly place: number; readonly frame: number } | null {
  const number = /_(?<number>\d{4})\.JPG$/.exec(name)?.groups?.number;
  if (number === undefined || !(folder in cards)) return null;
  const at = Number(number) - 1001;
  const place = Math.floor(at / 3);
  return photographs[place] ? { place, frame: at % 3 } : null;
}
