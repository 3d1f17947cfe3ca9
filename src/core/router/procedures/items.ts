import { setTimeout as wait } from 'node:timers/promises';
import { api } from '../api.ts';
import type { Core } from '../core.ts';
import type { ListedRow } from '../../../shared/records/item-row.ts';
import { thumbnailAddresses } from '../../addresses/find-media.ts';
import { itemRows, type FoundRow } from '../../catalogue/rows.ts';
import type { EditSummary } from '../../../shared/records/description.ts';
import type { Progress } from '../../../shared/records/progress.ts';
import { listItems } from '../../catalogue/list.ts';
import { resolveItem } from '../../catalogue/resolve.ts';
import { resolveSelection } from '../../catalogue/selection.ts';
import { countTags } from '../../catalogue/tags.ts';
import { arrangeItem, combineItems, splitItem } from '../../description/arrange.ts';
import { editItems } from '../../description/edit.ts';
import { listRevisions, restoreRevision, undoAct } from '../../description/history.ts';
import { previewEdit } from '../../description/preview.ts';
import { placeIn, releaseSnapshot, snapshotRows, takeSnapshot } from '../../catalogue/snapshots.ts';
import { searcherOf } from '../../search-thread/search-thread.ts';
import { missingDerived } from '../../ingest/derive.ts';
import { showDisposed } from '../../disposition/show.ts';
import { asJob, streamOf } from '../stream.ts';

/** Milliseconds. */
const firstPause = 1000;

export const items = {
  list: api.items.list.handler(async ({ input, context: { core }, signal }) => {
    const archive = core.archive(input.archive);
    const { query } = input;
    const found = query === null ? null : await searcherOf(archive).ask({ kind: 'match', query }, signal);
    return listItems(archive, input, found);
  }),
  show: api.items.show.handler(({ input, context: { core } }) => {
    const archive = core.archive(input.archive);
    return showDisposed(archive, resolveItem(archive, input.item));
  }),
  edit: api.items.edit.handler(({ input, context: { core }, signal }) => {
    const archive = core.archive(input.archive);
    const request = { ...input, items: resolveSelection(archive, input.selection) };
    return streamOf<Progress, EditSummary>(core, input.archive, signal, (onProgress, stop) =>
      editItems(archive, request, { signal: stop, onProgress }),
    );
  }),
  previewEdit: api.items.previewEdit.handler(({ input, context: { core }, signal }) => {
    const archive = core.archive(input.archive);
    const { changes } = input;
    const request = { items: resolveSelection(archive, input.selection), changes };
    return asJob(core, input.archive, (stop) => previewEdit(archive, request, stop), signal);
  }),
  undo: api.items.undo.handler(({ input, context: { core }, signal }) =>
    streamOf<Progress, EditSummary>(core, input.archive, signal, (onProgress, stop) =>
      undoAct(core.archive(input.archive), input.act, { signal: stop, onProgress }),
    ),
  ),
  revisions: api.items.revisions.handler(({ input, context: { core } }) => {
    const archive = core.archive(input.archive);
    return listRevisions(archive, resolveItem(archive, input.item));
  }),
  restoreRevision: api.items.restoreRevision.handler(({ input, context: { core } }) => {
    const archive = core.archive(input.archive);
    const handlers = { signal: new AbortController().signal, onProgress: () => undefined };
    return restoreRevision(archive, resolveItem(archive, input.item), input.revision, handlers);
  }),
  combine: api.items.combine.handler(({ input, context: { core } }) => {
    const archive = core.archive(input.archive);
    const others = input.items.map((reference) => resolveItem(archive, reference));
    return combineItems(archive, resolveItem(archive, input.into), others);
  }),
  split: api.items.split.handler(({ input, context: { core } }) => {
    const archive = core.archive(input.archive);
    return splitItem(archive, resolveItem(archive, input.item), input.files);
  }),
  arrange: api.items.arrange.handler(({ input, context: { core } }) => {
    const archive = core.archive(input.archive);
    return arrangeItem(archive, resolveItem(archive, input.item), input.files);
  }),
  tags: api.items.tags.handler(({ input, context: { core } }) => countTags(core.archive(input.archive))),
  facets: api.items.facets.handler(({ input, context: { core }, signal }) =>
    searcherOf(core.archive(input.archive)).ask({ kind: 'facets', filter: input.filter }, signal),
  ),
  timeline: api.items.timeline.handler(({ input: { archive, ...asked }, context: { core }, signal }) =>
    searcherOf(core.archive(archive)).ask({ kind: 'timeline', ...asked }, signal),
  ),
  snapshot: api.items.snapshot.handler(({ input, context: { core }, signal }) =>
    takeSnapshot(core.archive(input.archive), input.filter, input.sort, signal),
  ),
  rows: api.items.rows.handler(({ input: { archive, snapshot, from, count }, context: { core } }) => ({
    rows: withThumbnails(core, archive, snapshotRows(core.archive(archive), snapshot, from, count)),
  })),
  some: api.items.some.handler(({ input: { archive: handle, items: wanted }, context: { core } }) => {
    const archive = core.archive(handle);
    const ids = wanted.map((reference) => resolveItem(archive, reference));
    return { rows: withThumbnails(core, handle, itemRows(archive, ids)) };
  }),
  place: api.items.place.handler(({ input: { archive, snapshot, item }, context: { core } }) => ({
    position: placeIn(core.archive(archive), snapshot, item),
  })),
  catchingUp: api.items.catchingUp.handler(async function* ({ input, context: { core }, signal }) {
    const archive = core.archive(input.archive);
    for (let pause = firstPause; ; pause *= 2) {
      const work = core.catchingUp(input.archive);
      if (!work) return;
      yield { missing: missingDerived(archive) };
      const left = new AbortController();
      const stop = signal ? AbortSignal.any([signal, left.signal]) : left.signal;
      await Promise.race([wait(pause, undefined, { signal: stop }).catch(() => undefined), work.ended]);
      left.abort();
      if (signal?.aborted === true || !archive.catalogue.open) return;
    }
  }),
  release: api.items.release.handler(({ input, context: { core } }) =>
    releaseSnapshot(core.archive(input.archive), input.snapshot),
  ),
};

function withThumbnails(core: Core, handle: string, found: readonly FoundRow[]): ListedRow[] {
  const files = found.map(({ first }) => first);
  const addresses = thumbnailAddresses(core.archive(handle), handle, core.addresses, files, core.clock);
  return found.map(({ row }, at) => ({ ...row, thumbnail: addresses[at] ?? null }));
}
