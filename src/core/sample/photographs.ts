import type { Site } from './drawing/scene.ts';
import type { Weather } from './drawing/weather.ts';
import type { ViewName } from './words.ts';

/** A camera that never was. */
export interface Camera {
  readonly model: string;
  /** Null: it writes none, as phones. */
  readonly serial: string | null;
  readonly lens: string;
  readonly hasPosition: boolean;
  readonly hasZone: boolean;
  /** What its files are called. */
  readonly prefix: string;
  readonly warmth: number;
  readonly grain: number;
}

export const cameras = {
  A: {
    model: 'Sample A',
    serial: 'SAMPLE-A-0001',
    lens: 'Sample 24-105mm F4',
    hasPosition: true,
    hasZone: true,
    prefix: 'STLA',
    warmth: 0.1,
    grain: 0.035,
  },
  B: {
    model: 'Sample B',
    serial: 'SAMPLE-B-0002',
    lens: 'Sample 28-75mm F2.8',
    hasPosition: false,
    hasZone: false,
    prefix: 'STLB',
    warmth: -0.45,
    grain: 0.06,
  },
  C: {
    model: 'Sample phone C',
    serial: null,
    lens: 'Sample phone C back camera 5.4mm F1.8',
    hasPosition: true,
    hasZone: true,
    prefix: 'IMG',
    warmth: 0.5,
    grain: 0.02,
  },
} as const satisfies Readonly<Record<string, Camera>>;
export type CameraName = keyof typeof cameras;

/** Open sea: nobody can take a place for it. */
export const positions: Readonly<Record<Site, readonly [number, number]>> = {
  church: [41.0231, -37.1042],
  mosque: [41.0412, -37.0623],
  cemetery: [40.9968, -37.0389],
};
/** Of the clocks there, from UTC; the sun is half an hour behind them. */
export const zone = '-02:00';
export const sunBehind = 0.47;

export interface Photograph {
  readonly site: Site;
  readonly view: ViewName;
  readonly isHarmed: boolean;
  readonly card: CardName;
  /** By a right clock: `YYYY-MM-DDThh:mm:ss`. */
  readonly taken: string;
  readonly weather: Weather;
  /** Pictures within a second of each other. */
  readonly burst: number;
  readonly isUpright: boolean;
  readonly exposure: number;
  readonly display: string;
}

/** One act of taking in each. */
export const cards = {
  A1: { camera: 'A', label: 'SAMPLE CARD A1' },
  B1: { camera: 'B', label: 'SAMPLE CARD B1' },
  A2: { camera: 'A', label: 'SAMPLE CARD A2' },
  B2: { camera: 'B', label: 'SAMPLE CARD B2' },
  C1: { camera: 'C', label: 'SAMPLE PHONE C' },
} as const satisfies Readonly<Record<string, { readonly camera: CameraName; readonly label: string }>>;
export type CardName = keyof typeof cards;

/** The clock of camera B was behind by so much on its second journey, in seconds: for the clock check. */
export const slowClock = { card: 'B2', seconds: 4343 } as const;

const sky = (season: Weather['season'], cloud: number, haze: number, snow = 0, seed = 0): Weather => ({
  season,
  cloud,
  haze,
  snow,
  seed,
});

type Shot = readonly [
  view: ViewName,
  time: string,
  options?: Partial<Pick<Photograph, 'burst' | 'isUpright' | 'exposure' | 'display'>>,
];

function walk(
  card: CardName,
  site: Site,
  isHarmed: boolean,
  day: string,
  weather: Weather,
  shots: readonly Shot[],
): Photograph[] {
  return shots.map(([view, time, options], at) => ({
    site,
    view,
    isHarmed,
    card,
    taken: `${day}T${time}`,
    weather: { ...weather, seed: weather.seed + at * 0.07 },
    burst: 1,
    isUpright: false,
    exposure: 1,
    display: '',
    ...options,
  }));
}

/** Every photograph of the sample, in the order in which it is drawn: those that show the same scene after each other. */
export const photographs: readonly Photograph[] = [
  ...walk('A1', 'church', false, '2018-05-12', sky('spring', 0.4, 0.12, 0, 1), [
    ['southWest', '09:41:17'],
    ['west', '09:47:52', { isUpright: true }],
    ['south', '10:03:30'],
    ['carved', '10:11:08', { burst: 2 }],
    ['door', '10:15:44'],
    ['southEast', '10:24:09'],
    ['upper', '10:31:26', { burst: 3 }],
    ['afar', '11:02:50'],
  ]),
  ...walk('A1', 'mosque', false, '2018-07-03', sky('summer', 0.22, 0.25, 0, 2), [
    ['southWest', '08:12:05'],
    ['south', '08:19:47'],
    ['porch', '08:26:31'],
    ['carved', '08:31:10'],
    ['upper', '08:40:22', { isUpright: true }],
    ['southEast', '17:52:37'],
    ['afar', '19:08:14'],
  ]),
  ...walk('A1', 'cemetery', false, '2018-10-20', sky('autumn', 0.45, 0.2, 0, 3), [
    ['southWest', '10:05:12'],
    ['rows', '10:14:33', { burst: 2 }],
    ['house', '10:27:58'],
    ['carved', '10:33:41'],
    ['stone', '10:45:02'],
    ['northWest', '15:20:36'],
  ]),
  ...walk('B1', 'church', false, '2019-01-26', sky('winter', 0.72, 0.45, 0.62, 4), [
    ['southWest', '11:20:40'],
    ['northEast', '11:38:15'],
    ['afar', '12:16:53'],
  ]),
  ...walk('B1', 'mosque', false, '2019-02-02', sky('winter', 0.95, 0.62, 0.5, 5), [
    ['southEast', '13:05:28'],
    ['northWest', '13:21:09'],
  ]),
  ...walk('B1', 'cemetery', false, '2019-04-28', sky('spring', 0.55, 0.3, 0, 6), [
    ['rows', '17:42:55'],
    ['house', '18:03:19', { exposure: 1.1 }],
  ]),
  ...walk('C1', 'church', true, '2022-09-25', sky('autumn', 0.5, 0.15, 0, 7), [
    ['southWest', '09:38:20'],
    ['south', '09:44:02', { burst: 2 }],
    ['rubble', '09:52:47'],
    ['southEast', '10:01:13'],
    ['upper', '10:06:39'],
    ['carved', '10:14:25'],
    ['door', '10:20:51', { isUpright: true }],
    ['afar', '17:31:08'],
  ]),
  ...walk('C1', 'cemetery', true, '2022-10-02', sky('autumn', 0.85, 0.3, 0, 8), [
    ['southWest', '13:12:44'],
    ['lane', '13:20:18', { burst: 2 }],
    ['stone', '13:27:56'],
    ['house', '13:33:07'],
    ['carved', '13:41:29', { exposure: 1.15 }],
  ]),
  ...walk('A2', 'mosque', true, '2022-11-05', sky('autumn', 0.3, 0.14, 0, 9), [
    ['southWest', '08:22:10'],
    ['south', '08:29:33'],
    ['rubble', '08:37:48', { burst: 2 }],
    ['upper', '08:44:16', { isUpright: true }],
    ['southEast', '15:01:57'],
    ['carved', '15:10:20'],
    ['afar', '16:34:42'],
  ]),
  ...walk('B2', 'mosque', true, '2023-01-14', sky('winter', 0.6, 0.35, 0.55, 10), [
    ['clock', '11:58:06', { exposure: 0.42, display: '11:58:06\n2023-01-14' }],
    ['southEast', '12:04:31'],
    ['porch', '12:11:58'],
    ['northWest', '12:25:14'],
  ]),
  ...walk('B2', 'cemetery', true, '2023-01-15', sky('winter', 0.4, 0.3, 0.35, 11), [
    ['rows', '09:46:12'],
    ['northWest', '09:58:37'],
  ]),
  ...walk('B2', 'church', true, '2023-01-15', sky('winter', 0.15, 0.2, 0.6, 12), [
    ['southWest', '15:22:49', { exposure: 1.1 }],
    ['northEast', '15:40:05', { exposure: 1.1 }],
  ]),
];

/** Sent by messenger, as photographs: small, and without what the camera wrote. Places in the list above. */
export const forwarded = [
  { site: 'church', view: 'south', isHarmed: true },
  { site: 'cemetery', view: 'lane', isHarmed: true },
  { site: 'mosque', view: 'rubble', isHarmed: true },
  { site: 'church', view: 'southWest', isHarmed: false },
] as const satisfies readonly Pick<Photograph, 'site' | 'view' | 'isHarmed'>[];

/** Where the camera stands, what it looks at (metres from the middle of the place, up from its own ground), and its lens. */
type Standpoint = readonly [
  from: readonly [number, number],
  to: readonly [number, number, number],
  millimetres: number,
];

export const standpoints: Readonly<Record<Site, Partial<Record<ViewName, Standpoint>>>> = {
  church: {
    southWest: [[-19, -15], [0, 0, 6.8], 28],
    southEast: [[18, -18], [0.5, 0, 6], 27],
    northEast: [[17, 17], [0, 0, 7], 26],
    south: [[2, -25], [0.6, 0, 6.6], 28],
    west: [[-26, 2.6], [0, 0, 8.2], 34],
    upper: [[-16, -20], [0, 0, 11.2], 58],
    afar: [[-58, -66], [8, 0, 9], 62],
    door: [[-13.2, -2.4], [-7, 0, 3], 34],
    rubble: [[11.5, -13], [4.8, -4, 1.6], 32],
    carved: [[-9.6, -10.5], [-10.5, -7.4, 1.08], 40],
  },
  mosque: {
    southWest: [[-18, -23], [0.5, -1, 7.4], 25],
    southEast: [[19, -21], [1, 0, 7.4], 26],
    northWest: [[-19, 17], [0, 0, 7.6], 24],
    south: [[-1.5, -31], [1, 0, 9.4], 32],
    porch: [[-7.5, -17.5], [-1.4, -8, 2.9], 30],
    upper: [[-12, -24], [3.5, 0, 13.4], 44],
    afar: [[64, -56], [0, 0, 11], 74],
    rubble: [[12.5, -15], [6.5, -1.5, 1.4], 30],
    carved: [[-8.5, -12.7], [-9.2, -9.6, 1.06], 40],
    clock: [[-7.33, -10.57], [-7.3, -10.395, 0.36], 38],
  },
  cemetery: {
    southWest: [[-9.5, -12], [3, 3, 0.8], 26],
    northWest: [[-14.5, 9.4], [2, -1, 0.5], 28],
    rows: [[-14, 1.2], [2, 0.6, 0.7], 40],
    house: [[4.4, 0.8], [9.4, 7.6, 1.5], 32],
    lane: [[-13.5, -0.6], [6, -1.6, 0.2], 27],
    stone: [[3.4, -9.4], [5.4, -5.2, 0.6], 34],
    carved: [[-4.2, 3.4], [-4.6, 6.6, 1.06], 40],
  },
};
