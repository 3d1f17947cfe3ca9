import { confidentialities, reviewStates } from '../../src/shared/records/description.ts';
import type { FileReadings } from '../../src/shared/records/readings.ts';
import { noReadings } from '../../src/shared/records/readings.ts';

/** What an invented item is. Names of places are of no place. */
export interface Invented {
  readonly title: string | null;
  readonly description: string | null;
  readonly name: string;
  readonly folder: string;
  readonly readings: FileReadings;
  readonly confidentiality: (typeof confidentialities)[number];
  readonly reviewState: (typeof reviewStates)[number];
  readonly tags: readonly string[];
}

/** Mulberry32: the same numbers for the same seed, everywhere. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const kinds = [
  [
    'Chapel',
    'Mosque',
    'Cemetery',
    'Bridge',
    'Fortress',
    'Bath house',
    'Caravanserai',
    'Monastery',
    'Archive',
  ],
  ['Մատուռ', 'Մզկիթ', 'Գերեզմանատուն', 'Կամուրջ', 'Ամրոց', 'Բաղնիք', 'Իջևանատուն', 'Վանք', 'Արխիվ'],
  ['Часовня', 'Мечеть', 'Кладбище', 'Мост', 'Крепость', 'Баня', 'Караван-сарай', 'Монастырь', 'Архив'],
] as const;
const sides = [
  ['north wall', 'south wall', 'roof', 'portal', 'inscription', 'courtyard', 'interior', 'dome'],
  ['հյուսիսային պատ', 'հարավային պատ', 'տանիք', 'շքամուտք', 'արձանագրություն', 'բակ', 'ներս', 'գմբեթ'],
  ['северная стена', 'южная стена', 'кровля', 'портал', 'надпись', 'двор', 'интерьер', 'купол'],
] as const;
const syllables = [
  ['ba', 'ro', 'lin', 'ta', 'mer', 'go', 'sa', 'ven', 'du', 'ki'],
  ['բա', 'րո', 'լին', 'տա', 'մեր', 'գո', 'սա', 'վեն', 'դու', 'կի'],
  ['ба', 'ро', 'лин', 'та', 'мер', 'го', 'са', 'вен', 'ду', 'ки'],
] as const;
const cameras = [
  ['Canon', 'Canon EOS 5D Mark IV', 6720, 4480],
  ['NIKON CORPORATION', 'NIKON D750', 6016, 4016],
  ['SONY', 'ILCE-7M3', 6000, 4000],
  ['Apple', 'iPhone 12', 4032, 3024],
  ['samsung', 'SM-G991B', 4000, 3000],
  ['FUJIFILM', 'X-T3', 6240, 4160],
  ['OLYMPUS', 'E-M5', 4608, 3456],
  ['Panasonic', 'DMC-GX8', 5184, 3888],
] as const;

const warnings = ['edited-by-software', 'gps-time-differs', 'metadata-stripped', 'position-zero'] as const;
const tags = Array.from({ length: 200 }, (_, at) => `tag ${at}`);

const noMore = { altitude: null, direction: null, accuracy: null, source: 'Composite:GPS (generated)' };

/** Around one of a few hundred places, as people photograph: within some hundred metres, all over the world. */
function near(random: () => number): { readonly latitude: number; readonly longitude: number } {
  const place = seeded(Math.floor(random() * 300));
  const [latitude, longitude] = [place() * 120 - 55, place() * 360 - 180];
  const off = (): number => (random() + random() - 1) * 0.01;
  const around = longitude + off();
  return {
    latitude: latitude + off(),
    longitude: around > 180 ? around - 360 : around < -180 ? around + 360 : around,
  };
}

const end = Date.UTC(2026, 5, 1);
const twentyYears = 20 * 365.25 * 86_400_000;

export function invent(index: number, random: () => number): Invented {
  const pick = <Value>(values: readonly Value[]): Value => {
    const value = values[Math.floor(random() * values.length)];
    if (value === undefined) throw new Error('nothing to pick from');
    return value;
  };
  const script = Math.floor(random() * 3);
  const word = (): string => pick(syllables[script] ?? syllables[0]);
  const place = `${word()}${word()}${word()}`;
  const titled = random() < 0.6;
  const time = new Date(end - random() * twentyYears).toISOString().slice(0, 19);
  const [make, model, width, height] = pick(cameras);
  const dated = random() < 0.92;
  return {
    title: titled
      ? `${pick(kinds[script] ?? kinds[0])} ${place.charAt(0).toUpperCase()}${place.slice(1)}, ${pick(sides[script] ?? sides[0])}`
      : null,
    description: random() < 0.1 ? `${pick(sides[script] ?? sides[0])} ${place}` : null,
    name: `IMG_${String(index % 10_000).padStart(4, '0')}.JPG`,
    folder: `/media/card/DCIM/${100 + Math.floor(index / 10_000)}`,
    readings: {
      ...noReadings,
      width,
      height,
      orientation: random() < 0.2 ? 6 : 1,
      captured: dated
        ? {
            value: time,
            offset: null,
            utc: null,
            basis: 'local',
            source: 'EXIF:DateTimeOriginal (generated)',
          }
        : null,
      camera: dated
        ? { make, model, serial: random() < 0.5 ? `${1000 + Math.floor(random() * 40)}` : null, lens: null }
        : null,
      position: random() < 0.6 ? { ...near(random), ...noMore } : null,
      warnings: random() < 0.05 ? [{ code: pick(warnings), detail: '' }] : [],
    },
    confidentiality: random() < 0.8 ? 'restricted' : pick(confidentialities),
    reviewState: random() < 0.7 ? 'unreviewed' : pick(reviewStates),
    tags: random() < 0.4 ? [pick(tags), ...(random() < 0.3 ? [pick(tags)] : [])] : [],
  };
}
