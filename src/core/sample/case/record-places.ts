import type { SampleLanguage } from '../../../shared/records/sample.ts';
import { positions } from '../photographs.ts';
import type { Site } from '../drawing/scene.ts';
import { materialsSeen, siteNames } from '../words.ts';
import { picturesOf } from './pictures.ts';
import { placePhrases as phrases, type Phrase } from './phrases.ts';
import { siteFacts } from './site-facts.ts';
import { degreesOf, spots, type SpotName } from './villages.ts';
import { namesOf, placeNamesOf, type Writing } from './writing.ts';

export interface RecordedPlaces {
  readonly island: string;
  readonly villages: Readonly<Record<Site, string>>;
  readonly sites: Readonly<Record<Site, string>>;
  readonly bridge: string;
  readonly bell: string;
}

/** The island, its villages, and what stands in them; a bridge of which there is no picture, and a bell that is gone. */
export function recordPlaces(writing: Writing, language: SampleLanguage): RecordedPlaces {
  const { make, say, tell } = writing;
  const island = make('place', {
    names: namesOfSpot(writing, 'island'),
    types: ['cultural-landscape'],
    geometry: {
      ...pointAt(degreesOf(spots.island.at)),
      precision: spots.island.radius,
      basis: say(phrases.drawnPlace),
    },
    description: tell(phrases.island),
    confidentiality: 'public',
  });
  const village = (spot: SpotName, said: Phrase): string =>
    make('place', {
      names: namesOfSpot(writing, spot),
      types: ['historic-settlement'],
      geometry: {
        ...pointAt(degreesOf(spots[spot].at)),
        precision: spots[spot].radius,
        basis: say(phrases.drawnPlace),
      },
      areas: [{ name: spots.island.names[language], accordingTo: say(phrases.office) }],
      description: tell(said),
      confidentiality: 'public',
    });
  const villages = {
    church: village('velmar', phrases.velmar),
    mosque: village('tuvesh', phrases.tuvesh),
    cemetery: village('ilmekar', phrases.ilmekar),
  };
  const sites = {
    church: recordSite(writing, language, 'church'),
    mosque: recordSite(writing, language, 'mosque'),
    cemetery: recordSite(writing, language, 'cemetery'),
  };
  const bridge = make('place', {
    names: namesOfSpot(writing, 'bridge'),
    types: ['bridge'],
    geometry: { ...pointAt(degreesOf(spots.bridge.at)), precision: 200, basis: say(phrases.drawnPlace) },
    areas: [{ name: spots.velmar.names[language] }],
    period: '18XX',
    description: tell(phrases.bridge),
    confidentiality: 'public',
  });
  const bell = make('object', {
    names: namesOf({
      en: 'Bell of Velmar church',
      hy: 'Վելմարի եկեղեցու զանգը',
      ru: 'Колокол церкви в Велмаре',
    }),
    materials: say(phrases.bronze),
    measurements: say(phrases.bellHeight),
    from: sites.church,
    period: '1831',
    description: tell(phrases.bell),
    confidentiality: 'public',
  });
  return { island, villages, sites, bridge, bell };
}

function recordSite({ make, say, tell, taken }: Writing, language: SampleLanguage, site: Site): string {
  const { types, village, period, number, surveyed, inscribed } = siteFacts[site];
  const before = picturesOf(taken, site, false).map(({ id }) => id);
  return make('place', {
    names: [
      ...namesAsCalled(say, siteNames[site]),
      ...(inscribed === null ? [] : [{ ...inscribed, kind: 'historical' }]),
    ],
    types: [...types],
    geometry: {
      ...pointAt([positions[site][1], positions[site][0]]),
      precision: 50,
      basis: say(phrases.drawnPlace),
    },
    areas: [
      { name: spots[village].names[language], accordingTo: say(phrases.office) },
      { name: spots.island.names[language] },
    ],
    period,
    designations: [{ what: say(phrases.protectedAs), by: say(phrases.office), date: '1987' }],
    registers: [{ register: say(phrases.register), number }],
    baseline: { date: surveyed, what: materialsSeen[site].before[language], items: before.slice(0, 4) },
    description: tell(materialsSeen[site].before),
    confidentiality: 'public',
  });
}

const pointAt = ([longitude, latitude]: readonly [longitude: number, latitude: number]) => ({
  shape: { type: 'Point' as const, coordinates: [longitude, latitude] as [number, number] },
});

const namesAsCalled = (say: Writing['say'], names: Parameters<typeof placeNamesOf>[0]) =>
  placeNamesOf(names, { official: say(phrases.office), local: say(phrases.villagers) });

const namesOfSpot = ({ say }: Writing, spot: SpotName) => namesAsCalled(say, spots[spot].names);
