import type { Incident } from '../../../shared/catalogue/incident.ts';
import { incidentPhrases as phrases } from './incident-phrases.ts';
import { pictureOf, type TakenItem } from './pictures.ts';
import type { Phrase } from './phrases.ts';
import type { RecordedPeople } from './record-people.ts';
import type { RecordedPlaces } from './record-places.ts';
import type { Writing } from './writing.ts';

export type RecordedIncidents = ReturnType<typeof recordIncidents>;

/** Four incidents in the order of their dates, none of them known to the day. */
export function recordIncidents(
  { make, say, tell, taken }: Writing,
  { sites }: RecordedPlaces,
  people: RecordedPeople,
) {
  const happened = (title: Phrase, told: Phrase, shown: readonly TakenItem[], content: Omit<Incident, 'title'>): string =>
    make('incident', {
      title: say(title),
      narrative: tell(told).replace(/\[(\d)\]/g, (_, at: string) => `[${shown[Number(at) - 1]?.number ?? ''}]`),
      confidentiality: 'public',
      ...content,
    }); // prettier-ignore
  const victim = (actor: string) => ({ actor, role: 'victim' });

  const bell = happened(phrases.bell, phrases.bellTold, [], {
    types: ['removal-or-looting-of-objects'],
    date: '2018-05-12/2022-09-25',
    dateType: 'estimate',
    places: [sites.church],
    acts: [{ what: say(phrases.bellTaken), involvements: [victim(people.parish)] }],
    status: 'unknown',
  });
  const drum = happened(
    phrases.drum,
    phrases.drumTold,
    [
      pictureOf(taken, 'church', false, 'northEast'),
      pictureOf(taken, 'church', true, 'southEast'),
      pictureOf(taken, 'church', true, 'south'),
    ],
    {
      types: ['destruction-of-heritage'],
      date: '2022-09~',
      dateType: 'estimate',
      places: [sites.church],
      acts: [
        {
          what: say(phrases.drumFell),
          date: '2022-09~',
          means: say(phrases.notKnown),
          involvements: [
            {
              actor: people.crew,
              role: 'alleged-perpetrator',
              degree: 'suspected',
              note: say(phrases.oneSaysSo),
            },
            victim(people.parish),
          ],
        },
      ],
      status: 'possible',
      legal: ['hague-convention-1954-art-4', 'iccpr-art-18'],
      riskFactors: ['risk-9'],
    },
  );
  const graves = happened(
    phrases.graves,
    phrases.gravesTold,
    [
      pictureOf(taken, 'cemetery', true, 'lane'),
      pictureOf(taken, 'cemetery', true, 'stone'),
      pictureOf(taken, 'cemetery', true, 'house'),
    ],
    {
      types: ['desecration-of-graves', 'damage-to-heritage'],
      date: '2022-09-26/2022-10-02',
      dateType: 'estimate',
      places: [sites.cemetery],
      acts: [
        {
          what: say(phrases.gravesPushed),
          date: '2022-09-26/2022-10-02',
          means: say(phrases.machine),
          involvements: [
            { actor: people.crew, role: 'alleged-perpetrator', degree: 'suspected' },
            victim(people.descendants),
            { actor: people.warden, role: 'intervening-party', note: say(phrases.spoke) },
          ],
        },
      ],
      status: 'likely',
      legal: ['hague-convention-1954-art-4', 'iccpr-art-27'],
      riskFactors: ['risk-9'],
    },
  );
  const minaret = happened(
    phrases.minaret,
    phrases.minaretTold,
    [
      pictureOf(taken, 'mosque', true, 'rubble'),
      pictureOf(taken, 'mosque', true, 'upper'),
      pictureOf(taken, 'mosque', true, 'porch'),
    ],
    {
      types: ['damage-to-heritage'],
      date: '2022-10?/2022-11-05',
      dateType: 'unknown-day',
      places: [sites.mosque],
      acts: [
        {
          what: say(phrases.minaretFell),
          date: '2022-10?/2022-11-05',
          means: say(phrases.notKnown),
          involvements: [victim(people.believers)],
        },
      ],
      status: 'possible',
      legal: ['hague-convention-1954-art-4', 'iccpr-art-18'],
    },
  );

  return { bell, drum, graves, minaret };
}
