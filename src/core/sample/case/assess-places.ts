import type { Assessment } from '../../../shared/catalogue/assessment.ts';
import type { Review } from '../../../shared/catalogue/parts.ts';
import type { Site } from '../drawing/scene.ts';
import { materialsSeen, type ViewName } from '../words.ts';
import { pictureOf } from './pictures.ts';
import { placePhrases as phrases, type Phrase } from './phrases.ts';
import type { RecordedPlaces } from './record-places.ts';
import { siteFacts } from './site-facts.ts';
import type { Writing } from './writing.ts';

/** How each place fared, as the pictures show it: what is agreed, what is contested, and what somebody has still to say. */
export function assessPlaces(writing: Writing, { sites, bridge }: RecordedPlaces) {
  const { make, say, tell, taken } = writing;
  const by = say(phrases.surveyorA);
  const review = (agrees?: boolean, note?: Phrase): Review => ({
    reviewer: say(phrases.surveyorB),
    ...(agrees !== undefined && { agrees }),
    ...(note && { note: say(note) }),
  });
  const agreed = [{ reviewer: by, agrees: true }, review(true)];
  const seen = (content: Assessment, said: Phrase): string =>
    make('assessment', {
      by,
      methods: ['visit-to-the-place', 'photographs'],
      ...content,
      description: tell(said),
      confidentiality: 'public',
    });
  const pairs = (site: Site, views: readonly ViewName[]) =>
    views.map((view) => ({
      before: pictureOf(taken, site, false, view).id,
      after: pictureOf(taken, site, true, view).id,
      note: say(phrases.sameSpot),
    }));
  const whole = { status: 'no-change-observed', severity: 'intact-no-damage', extent: 'no-visible-known' };
  for (const site of ['church', 'mosque', 'cemetery'] as const)
    seen(
      { of: sites[site], date: siteFacts[site].surveyed, ...whole, condition: 'good', reviews: agreed },
      materialsSeen[site].before,
    );
  seen({ of: sites.church, date: '2019-01-26', ...whole, condition: 'fair', reviews: agreed }, phrases.snow);
  const church = seen(
    {
      of: sites.church,
      date: '2022-09-25',
      status: 'damaged',
      condition: 'very-bad',
      severity: 'severe',
      extent: '31-60',
      buildingDamage: 'severely-damaged',
      disturbances: [
        {
          category: 'unknown',
          cause: 'fire',
          certainty: 'medium',
          dateType: 'occurred-before',
          date: '2022-09-25',
        },
        { category: 'unknown', cause: 'demolition-destruction', certainty: 'low' },
      ],
      effects: [
        { effect: 'collapse-structural-damage', certainty: 'definite' },
        { effect: 'burning', certainty: 'high' },
      ],
      pairs: pairs('church', ['southWest', 'southEast', 'upper', 'door']),
      reviews: agreed,
    },
    materialsSeen.church.after,
  );
  const cemetery = seen(
    {
      of: sites.cemetery,
      date: '2022-10-02',
      status: 'destroyed',
      condition: 'very-bad',
      severity: 'severe',
      extent: '31-60',
      disturbances: [
        {
          category: 'building-and-development',
          cause: 'clearance-bulldozing-levelling',
          certainty: 'high',
          dateType: 'occurred-between',
          date: '2022-09/2022-10-02',
        },
      ],
      effects: [
        { effect: 'artefact-displacement', certainty: 'definite' },
        { effect: 'cracked-broken-missing-parts', certainty: 'definite' },
      ],
      threats: [
        {
          category: 'infrastructure-transport',
          cause: 'road-track',
          certainty: 'possible',
          impact: 'severe',
        },
      ],
      pairs: pairs('cemetery', ['southWest', 'stone', 'house']),
      reviews: [{ reviewer: by, agrees: true }, review(false, phrases.rowsStand)],
    },
    materialsSeen.cemetery.after,
  );
  const mosque = seen(
    {
      of: sites.mosque,
      date: '2022-11-05',
      status: 'damaged',
      condition: 'very-bad',
      severity: 'severe',
      extent: '31-60',
      buildingDamage: 'severely-damaged',
      disturbances: [{ category: 'unknown', cause: 'demolition-destruction', certainty: 'medium' }],
      effects: [{ effect: 'collapse-structural-damage', certainty: 'definite' }],
      pairs: pairs('mosque', ['southWest', 'south', 'upper']),
      reviews: agreed,
    },
    materialsSeen.mosque.after,
  );
  seen(
    {
      of: sites.mosque,
      date: '2023-01-14',
      status: 'damaged',
      condition: 'very-bad',
      pairs: pairs('mosque', ['northWest', 'porch']),
      reviews: [{ reviewer: by, agrees: true }, review()],
    },
    phrases.sameWinter,
  );
  seen(
    {
      of: bridge,
      date: '2022-11~',
      methods: ['statement-of-a-witness'],
      status: 'threatened',
      threats: [{ category: 'natural', cause: 'flooding', certainty: 'probable', impact: 'major' }],
    },
    phrases.flood,
  );
  return { church, mosque, cemetery };
}
