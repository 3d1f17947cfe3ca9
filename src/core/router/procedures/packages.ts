import { api } from '../api.ts';
import type { Selection } from '../../../shared/contract/packages.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { Progress } from '../../../shared/records/progress.ts';
import type { Archive } from '../../archive/archive.ts';
import { resolveExportable, withoutHandedOver } from '../../disposition/exportable.ts';
import { allItems } from '../../catalogue/all-items.ts';
import { searcherOf } from '../../search-thread/search-thread.ts';
import { exportFromArchive } from '../../packages/export-from-archive.ts';
import { streamOf } from '../stream.ts';

export const packages = {
  export: api.packages.export.handler(({ input, context: { core }, signal }) => {
    const archive = core.archive(input.archive);
    const { destination, profile, form } = input;
    return streamOf<Progress, Awaited<ReturnType<typeof exportFromArchive>>>(
      core,
      input.archive,
      signal,
      (emit, stop) =>
        selectedItems(archive, input.selection, stop).then((itemIds) =>
          exportFromArchive(archive, core.pool, {
            destination,
            profile,
            form,
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
): Promise<Iterable<number>> {
  switch (selection.by) {
    case 'all':
      return allItems(archive);
    case 'items':
      return new Set(selection.items.map((reference) => resolveExportable(archive, reference)));
    case 'query': {
      const { query } = selection;
      const matching = await searcherOf(archive).ask({ kind: 'match', query }, signal);
      const found = withoutHandedOver(archive, [...matching]);
      if (found.length === 0) throw new AppError('nothing-selected');
      return found;
    }
  }
}
