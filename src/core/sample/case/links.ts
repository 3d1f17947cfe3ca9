import type { NewLink } from '../../records/links.ts';
import type { Site } from '../drawing/scene.ts';
import { forwarded, photographs } from '../photographs.ts';
import type { ViewName } from '../words.ts';
import { claimPhrases as phrases } from './incident-phrases.ts';
import { paperOf, pictureOf, picturesOf, type TakenItem } from './pictures.ts';
import type { RecordedClaims } from './record-claims.ts';
import type { RecordedIncidents } from './record-incidents.ts';
import type { RecordedPeople } from './record-people.ts';
import type { RecordedPlaces } from './record-places.ts';
import type { Writing } from './writing.ts';

export interface RecordedCase {
  readonly places: RecordedPlaces;
  /** Of what became of each site. */
  readonly assessments: Readonly<Record<Site, string>>;
  readonly people: RecordedPeople;
  readonly incidents: RecordedIncidents;
  readonly claims: RecordedClaims;
}

/** All that joins the items and the records of the sample. */
export function linksOf({ taken, say }: Writing, recorded: RecordedCase): readonly NewLink[] {
  const { places, assessments, people, incidents, claims } = recorded;
  const { bell, drum, graves, minaret } = incidents;
  const harmed = (site: Site, view: ViewName): string => pictureOf(taken, site, true, view).id;
  const documenting = (site: Site, to: string, most: number): NewLink[] =>
    picturesOf(taken, site, true)
      .slice(0, most)
      .map(({ id }) => ({ type: 'documents', from: id, to }));
  const supporting = (site: Site, view: ViewName, to: string): NewLink[] =>
    picturesOf(taken, site, true, view).map(({ id }) => ({ type: 'supports', from: id, to }));
  return [
    ...amongPlaces(places),
    ...whatPicturesShow(taken, places),
    ...Object.values(places.sites).map((to) => ({
      type: 'about',
      from: paperOf(taken, 'inventory sheet.pdf').id,
      to,
    })),
    { type: 'about', from: paperOf(taken, 'field book 3 recto.jpg').id, to: places.sites.church },
    ...documenting('church', assessments.church, 4),
    ...documenting('mosque', assessments.mosque, 4),
    ...documenting('cemetery', assessments.cemetery, 4),
    ...documenting('church', drum, 7),
    ...documenting('cemetery', graves, 6),
    ...documenting('mosque', minaret, 6),
    { type: 'documents', from: pictureOf(taken, 'church', false, 'northEast').id, to: drum },
    { type: 'precedes', from: drum, to: graves },
    { type: 'related', from: bell, to: drum },
    { type: 'supports', from: harmed('church', 'south'), to: claims.fire, note: say(phrases.soot) },
    { type: 'supports', from: harmed('church', 'door'), to: claims.fire },
    {
      type: 'contradicts',
      from: harmed('church', 'rubble'),
      to: claims.fire,
      certainty: 'medium',
      note: say(phrases.cleanStones),
    },
    ...supporting('cemetery', 'lane', claims.tracks),
    ...supporting('mosque', 'rubble', claims.felled),
    ...supporting('mosque', 'southEast', claims.felled),
    ...toldBy(taken, people.sources.cards, ['A1', 'A2']),
    ...toldBy(taken, people.sources.messages, ['messenger']),
    { type: 'told', from: people.sources.talk, to: drum },
    { type: 'told', from: people.sources.talk, to: graves },
    { type: 'supports', from: people.sources.talk, to: claims.august },
  ];
}

function amongPlaces({ island, villages, sites, bridge, bell }: RecordedPlaces): NewLink[] {
  const part = (from: string, to: string): NewLink => ({ type: 'part-of', from, to });
  return [
    ...Object.values(villages).map((village) => part(village, island)),
    part(sites.church, villages.church),
    part(sites.mosque, villages.mosque),
    part(sites.cemetery, villages.cemetery),
    part(bridge, villages.church),
    part(bell, sites.church),
  ];
}

/** Each its site; those from afar the village and the island too. The display of a receiver shows none of them. */
function whatPicturesShow(
  taken: readonly TakenItem[],
  { island, villages, sites }: RecordedPlaces,
): NewLink[] {
  return taken.flatMap(({ id, folder, name, place }): NewLink[] => {
    if (folder === 'messenger') {
      const sent = forwarded[Number(/\d+/.exec(name)?.[0] ?? 0) - 1];
      // Nobody knows yet who sent it, and from where.
      return sent ? [{ type: 'shows', from: id, to: sites[sent.site], certainty: 'high' }] : [];
    }
    const photograph = place === null ? undefined : photographs[place];
    if (!photograph || photograph.view === 'clock') return [];
    const { site, view } = photograph;
    const shown = view === 'afar' ? [sites[site], villages[site], island] : [sites[site]];
    return shown.map((to) => ({ type: 'shows', from: id, to }));
  });
}

const toldBy = (taken: readonly TakenItem[], source: string, folders: readonly string[]): NewLink[] =>
  taken.flatMap(({ id, folder }) =>
    folders.includes(folder) ? [{ type: 'told', from: source, to: id }] : [],
  );
