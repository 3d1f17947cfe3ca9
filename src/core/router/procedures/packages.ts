import { api } from '../api.ts';
import type { PackagePreview, Selection } from '../../../shared/contract/packages.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { Progress } from '../../../shared/records/progress.ts';
import type { Archive } from '../../archive/archive.ts';
import { exportable, resolveExportable, withoutHandedOver } from '../../disposition/exportable.ts';
import { requireGiving } from '../../consents/consents.ts';
import { itemsOf } from '../../disposition/items.ts';
import { allItems } from '../../catalogue/all-items.ts';
import { snapshotIds } from '../../catalogue/snapshots.ts';
import { searcherOf } from '../../search-thread/search-thread.ts';
import { packagesCarrying } from '../../packages/carrying.ts';
import { exportFromArchive } from '../../packages/export-from-archive.ts';
import { previewPackage } from '../../packages/preview.ts';
import { asJob, streamOf } from '../stream.ts';

export const packages = {
  preview: api.packages.preview.handler(({ input, context: { core }, signal }) => {
    const archive = core.archive(input.archive);
    const work = async (stop: AbortSignal): Promise<PackagePreview> => {
      const { itemIds, leftOut } = await selectedItems(archive, input.selection, stop, true);
      const { giving = null, language = 'en' } = input;
      if (giving) requireGiving(archive, giving);
      return previewPackage(archive, itemIds, leftOut, stop, giving && { giving, language });
    };
    return asJob(core, input.archive, work, signal);
  }),
  carrying: api.packages.carrying.handler(({ input, context: { core } }) => {
    const archive = core.archive(input.archive);
    return packagesCarrying(archive, itemsOf(archive, input.items));
  }),
  export: api.packages.export.handler(({ input, context: { core }, signal }) => {
    const archive = core.archive(input.archive);
    const { destination, profile, form, giving = null } = input;
    if (giving) requireGiving(archive, giving);
    return streamOf<Progress, Awaited<ReturnType<typeof exportFromArchive>>>(
      core,
      input.archive,
      signal,
      (emit, stop) =>
        selectedItems(archive, input.selection, stop).then(({ itemIds }) =>
          exportFromArchive(archive, core.pool, {
            destination,
            profile,
            form,
            giving,
            itemIds,
            signal: stop,
            onProgress: emit,
          }),
        ),
    );
  }),
};

async function selectedItems(
  archive: Archive,
  selection: Selection,
  signal: AbortSignal,
  mayBeNone = false,
): Promise<{ readonly itemIds: Iterable<number>; readonly leftOut: number }> {
  switch (selection.by) {
    case 'all':
      return { itemIds: allItems(archive), leftOut: 0 };
    case 'items':
      return {
        itemIds: new Set(selection.items.map((reference) => resolveExportable(archive, reference))),
        leftOut: 0,
      };
    case 'snapshot': {
      const chosen = snapshotIds(archive, selection.snapshot, selection.ranges);
      const found = exportable(archive, chosen);
      if (found.length === 0 && !mayBeNone) throw new AppError('nothing-selected');
      return { itemIds: found, leftOut: chosen.length - found.length };
    }
    case 'query': {
      const { query } = selection;
      const matching = await searcherOf(archive).ask({ kind: 'match', query }, signal);
      const found = withoutHandedOver(archive, [...matching]);
      if (found.length === 0 && !mayBeNone) throw new AppError('nothing-selected');
      return { itemIds: found, leftOut: matching.length - found.length };
    }
  }
}
