import { readEdtf } from '../../shared/dates/edtf.ts';
import type { ReviewsDue } from '../../shared/records/consent.ts';
import type { Archive } from '../archive/archive.ts';
import { uuidText } from '../cryptography/random.ts';
import { recordsOf } from '../records/record-state.ts';
import { sealedRecordsOf } from '../records/sealed-record.ts';
import { mention } from '../records/show-record.ts';

const mostShown = 200;

/** Sources who are to be asked again by now whether what they said still holds, the longest overdue first. */
export function reviewsDue(archive: Archive, language: string): ReviewsDue {
  const today = archive.clock().toISOString().slice(0, 10);
  const due = [...recordsOf(archive, 'source'), ...sealedRecordsOf(archive, 'source')].flatMap(
    ({ uid, content, isRemoved, revision }) => {
      const { reviewOn } = content;
      if (isRemoved || revision === 0 || reviewOn === undefined) return [];
      const read = readEdtf(reviewOn);
      const since = read.ok ? (read.earliest ?? '') : '';
      return since > today ? [] : [{ id: uuidText(uid), reviewOn, since }];
    },
  );
  due.sort((one, other) => (one.since < other.since ? -1 : 1));
  const sources = due.slice(0, mostShown).flatMap(({ id, reviewOn }) => {
    const source = mention(archive, id, language);
    return source ? [{ source, reviewOn }] : [];
  });
  return { total: due.length, sources };
}
