import type { Review } from '../../../shared/catalogue/parts.ts';
import { claimPhrases as claims } from './incident-phrases.ts';
import { placePhrases, type Phrase } from './phrases.ts';
import type { RecordedIncidents } from './record-incidents.ts';
import type { RecordedPlaces } from './record-places.ts';
import type { Writing } from './writing.ts';

export type RecordedClaims = ReturnType<typeof recordClaims>;

/** What is claimed: contested, under review, agreed, and one that nothing supports. */
export function recordClaims(
  { make, say }: Writing,
  { sites, bell: bellItself }: RecordedPlaces,
  { bell, drum, graves, minaret }: RecordedIncidents,
) {
  const [by, other] = [say(placePhrases.surveyorA), say(placePhrases.surveyorB)];
  const claim = (
    statement: Phrase,
    about: readonly string[],
    certainty: string,
    reviews?: readonly Review[],
  ): string =>
    make('claim', {
      statement: say(statement),
      about: [...about],
      certainty,
      ...(reviews && { reviews: [...reviews] }),
      confidentiality: 'public',
    });
  const agreed = [
    { reviewer: by, agrees: true },
    { reviewer: other, agrees: true },
  ];
  return {
    fire: claim(claims.fire, [drum, sites.church], 'medium', [
      { reviewer: by, agrees: true },
      { reviewer: other, agrees: false, note: say(claims.sootLater) },
    ]),
    august: claim(claims.august, [drum], 'medium', [{ reviewer: by, agrees: true }, { reviewer: other }]),
    tracks: claim(claims.tracks, [graves], 'high', agreed),
    felled: claim(claims.felled, [minaret], 'high', agreed),
    sold: claim(claims.sold, [bell, bellItself], 'low'),
  };
}
