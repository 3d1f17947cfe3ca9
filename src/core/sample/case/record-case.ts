import type { SampleLanguage } from '../../../shared/records/sample.ts';
import type { Archive } from '../../archive/archive.ts';
import { addLinks } from '../../records/links.ts';
import { refreshRecordTexts } from '../../records/record-index.ts';
import { refreshTexts } from '../../search/refresh-text.ts';
import { assessPlaces } from './assess-places.ts';
import { claimPhrases } from './incident-phrases.ts';
import { linksOf } from './links.ts';
import { paperOf, picturesOf, type TakenItem } from './pictures.ts';
import { recordClaims } from './record-claims.ts';
import { recordIncidents } from './record-incidents.ts';
import { recordPeople } from './record-people.ts';
import { recordPlaces } from './record-places.ts';
import { writingIn, type Writing } from './writing.ts';

/**
 * The case that the pictures of the sample belong to: places, people, incidents, claims, and what joins them. Written by the same
 * functions as anybody's records, in the language of whoever looks around.
 */
export function recordCase(archive: Archive, taken: readonly TakenItem[], language: SampleLanguage): void {
  const writing = writingIn(archive, taken, language);
  const places = recordPlaces(writing, language);
  const assessments = assessPlaces(writing, places);
  const people = recordPeople(writing);
  const incidents = recordIncidents(writing, places, people);
  const claims = recordClaims(writing, places, incidents);
  recordTexts(writing, language);
  addLinks(archive, linksOf(writing, { places, assessments, people, incidents, claims }));
  refreshRecordTexts(archive);
  refreshTexts(archive);
}

/** A summary of the inventory, and a row of pictures in somebody's own order. */
function recordTexts({ make, say, taken }: Writing, language: SampleLanguage): void {
  const church = [...picturesOf(taken, 'church', false), ...picturesOf(taken, 'church', true)];
  make('text', {
    of: paperOf(taken, 'inventory sheet.pdf').id,
    part: { page: 1 },
    kind: 'summary',
    language,
    text: say(claimPhrases.inventory),
  });
  make('collection', { title: say(claimPhrases.series), members: church.map(({ id }) => id) });
}
