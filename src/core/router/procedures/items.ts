import { api } from '../api.ts';
import { listItems } from '../../catalogue/list.ts';
import { resolveItem } from '../../catalogue/resolve.ts';
import { placeIn, releaseSnapshot, snapshotRows, takeSnapshot } from '../../catalogue/snapshots.ts';
import { showDisposed } from '../../disposition/show.ts';

export const items = {
  list: api.items.list.handler(({ input, context: { core } }) =>
    listItems(core.archive(input.archive), input),
  ),
  show: api.items.show.handler(({ input, context: { core } }) => {
    const archive = core.archive(input.archive);
    return showDisposed(archive, resolveItem(archive, input.item));
  }),
  snapshot: api.items.snapshot.handler(({ input, context: { core } }) =>
    takeSnapshot(core.archive(input.archive), input.filter, input.sort),
  ),
  rows: api.items.rows.handler(({ input: { archive, snapshot, from, count }, context: { core } }) => ({
    rows: snapshotRows(core.archive(archive), snapshot, from, count),
  })),
  place: api.items.place.handler(({ input: { archive, snapshot, item }, context: { core } }) => ({
    position: placeIn(core.archive(archive), snapshot, item),
  })),
  release: api.items.release.handler(({ input, context: { core } }) =>
    releaseSnapshot(core.archive(input.archive), input.snapshot),
  ),
};
