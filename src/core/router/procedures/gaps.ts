import type { Archive } from '../../archive/archive.ts';
import { uuidText } from '../../cryptography/random.ts';
import { countFindings, listFindings, putAside, takeUp } from '../../gaps/list-findings.ts';
import { mergePlaces } from '../../gaps/merge-places.ts';
import { refreshRecordTexts } from '../../records/record-index.ts';
import type { StoredRecord } from '../../records/record-state.ts';
import { refreshTexts } from '../../search/refresh-text.ts';
import { api } from '../api.ts';

function written(archive: Archive, { uid, number }: StoredRecord) {
  refreshRecordTexts(archive);
  refreshTexts(archive);
  return { id: uuidText(uid), number };
}

export const gaps = {
  count: api.gaps.count.handler(({ input: { archive, ...request }, context: { core } }) =>
    countFindings(core.archive(archive), request),
  ),
  list: api.gaps.list.handler(({ input: { archive, ...request }, context: { core } }) =>
    listFindings(core.archive(archive), request),
  ),
  putAside: api.gaps.putAside.handler(
    async ({ input: { archive: handle, ...request }, context: { core } }) => {
      const archive = core.archive(handle);
      return written(archive, await putAside(archive, request));
    },
  ),
  takeUp: api.gaps.takeUp.handler(({ input, context: { core } }) => {
    const archive = core.archive(input.archive);
    return written(archive, takeUp(archive, input.record));
  }),
  merge: api.gaps.merge.handler(({ input, context: { core } }) => {
    const archive = core.archive(input.archive);
    return written(archive, mergePlaces(archive, input.kept, input.gone));
  }),
};
