import type { Language } from '../words.ts';

type Names = Readonly<Record<Language, string>>;
/** Metres to the east and to the north of the middle of the island. */
export type Spot = readonly [east: number, north: number];

/** Of the island that was drawn around the places that the pictures show: open sea, as they are. */
export const middle = { latitude: 41.02, longitude: -37.07 } as const;
const metresPerDegree = 111_320;
const narrowing = Math.cos((middle.latitude * Math.PI) / 180);

/** WGS 84, in degrees, to a metre or so. */
export function degreesOf([east, north]: Spot): readonly [longitude: number, latitude: number] {
  const round = (value: number): number => Math.round(value * 1e5) / 1e5;
  return [
    round(middle.longitude + east / (metresPerDegree * narrowing)),
    round(middle.latitude + north / metresPerDegree),
  ];
}

export function spotOf([latitude, longitude]: readonly [latitude: number, longitude: number]): Spot {
  return [
    (longitude - middle.longitude) * metresPerDegree * narrowing,
    (latitude - middle.latitude) * metresPerDegree,
  ];
}

export interface NamedSpot {
  readonly names: Names;
  readonly at: Spot;
  /** Who live there, for a gazetteer; of what is no village 0. */
  readonly people: number;
  /** Metres. */
  readonly radius: number;
}

/** Everything on the island that has a name. No map of the world has any of them there. */
export const spots = {
  island: {
    names: { en: 'Orsaval', hy: 'Օրսավալ', ru: 'Орсавал', az: 'Orsaval' },
    at: [-3350, 2450],
    people: 0,
    radius: 5600,
  },
  velmar: {
    names: { en: 'Velmar', hy: 'Վելմար', ru: 'Велмар', az: 'Velmər' },
    at: [-3420, -120],
    people: 640,
    radius: 500,
  },
  tuvesh: {
    names: { en: 'Tuvesh', hy: 'Թուվեշ', ru: 'Тувеш', az: 'Tüveş' },
    at: [1010, 2760],
    people: 910,
    radius: 600,
  },
  ilmekar: {
    names: { en: 'Ilmekar', hy: 'Իլմեքար', ru: 'Ильмекар', az: 'İlməkər' },
    at: [3330, -2080],
    people: 730,
    radius: 500,
  },
  harbour: {
    names: { en: 'Nerush harbour', hy: 'Ներուշի նավահանգիստ', ru: 'Гавань Неруш', az: 'Neruş limanı' },
    at: [-1180, -3560],
    people: 120,
    radius: 400,
  },
  bridge: {
    names: { en: 'Lower bridge', hy: 'Ստորին կամուրջ', ru: 'Нижний мост', az: 'Aşağı körpü' },
    at: [-2900, -1170],
    people: 0,
    radius: 100,
  },
  summit: {
    names: { en: 'Mount Kelduvar', hy: 'Քելդուվար լեռ', ru: 'Гора Кельдувар', az: 'Kelduvar dağı' },
    at: [-520, -420],
    people: 0,
    radius: 700,
  },
  ridge: {
    names: { en: 'Ashen ridge', hy: 'Մոխրագույն լեռնաշղթա', ru: 'Пепельный хребет', az: 'Boz silsilə' },
    at: [2060, 560],
    people: 0,
    radius: 700,
  },
  lake: {
    names: { en: 'Lake Imren', hy: 'Իմրեն լիճ', ru: 'Озеро Имрен', az: 'İmren gölü' },
    at: [840, -1560],
    people: 0,
    radius: 300,
  },
  northCape: {
    names: { en: 'Cape Toval', hy: 'Թովալ հրվանդան', ru: 'Мыс Товал', az: 'Toval burnu' },
    at: [1240, 4480],
    people: 0,
    radius: 300,
  },
  eastCape: {
    names: { en: 'Cape Senir', hy: 'Սենիր հրվանդան', ru: 'Мыс Сенир', az: 'Senir burnu' },
    at: [5080, -480],
    people: 0,
    radius: 300,
  },
} as const satisfies Readonly<Record<string, NamedSpot>>;
export type SpotName = keyof typeof spots;
