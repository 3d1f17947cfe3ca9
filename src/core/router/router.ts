import { implement } from '@orpc/server';
import { contract, type Selection } from '../../shared/contract/contract.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Progress } from '../../shared/records/progress.ts';
import { createArchive } from '../archive/create.ts';
import type { Archive } from '../archive/archive.ts';
import { uuidText } from '../cryptography/random.ts';
import { listItems } from '../catalogue/list.ts';
import { resolveItem } from '../catalogue/resolve.ts';
import { allItems, matchingItems } from '../catalogue/search.ts';
import { showItem } from '../catalogue/show.ts';
import { nameSubject } from '../catalogue/name-subject.ts';
import { viewEvent } from '../catalogue/view-event.ts';
import { readEvents, readEventsAbout, type StoredEvent } from '../custody/read.ts';
import { verifyArchiveLog } from '../verify/archive-log.ts';
import { filesWithWarnings, readEntries } from '../ingest/entries.ts';
import { importPaths } from '../ingest/import.ts';
import { exportFromArchive } from '../packages/export-from-archive.ts';
import { verifyAny } from '../verify/verify-any.ts';
import type { Core } from './core.ts';
import { streamOf } from './stream.ts';

const api = implement(contract).$context<{ readonly core: Core }>();

/** The contract, answered by this core. Hosts carry it; they add nothing to it. */
export const router = api.router({
  archives: {
    create: api.archives.create.handler(({ input, context: { core } }) =>
      createArchive({ ...input, clock: core.clock, journal: core.journal }),
    ),
    open: api.archives.open.handler(({ input, context: { core } }) => {
      const { handle, archive } = core.open(input.path, input.access);
      return { archive: handle, name: archive.name, archiveId: uuidText(archive.uid) };
    }),
    close: api.archives.close.handler(({ input, context: { core } }) => core.closeArchive(input.archive)),
  },
  ingest: {
    run: api.ingest.run.handler(({ input, context: { core }, signal }) => {
      const context = { archive: core.archive(input.archive), pool: core.pool, inspector: core.inspector() };
      const paths = input.paths.map((path) =>
        'text' in path ? Buffer.from(path.text) : Buffer.from(path.bytes, 'base64'),
      );
      return streamOf<Progress, Awaited<ReturnType<typeof importPaths>>>(signal, (emit, stop) =>
        importPaths(
          context,
          { paths, workingFolder: input.workingFolder, description: input.description },
          { signal: stop, onProgress: emit },
        ),
      );
    }),
    entries: api.ingest.entries.handler(async function* ({ input, context: { core } }) {
      yield* readEntries(core.archive(input.archive), input.accession);
    }),
    warnings: api.ingest.warnings.handler(({ input, context: { core } }) =>
      filesWithWarnings(core.archive(input.archive), input.accession),
    ),
  },
  items: {
    list: api.items.list.handler(({ input, context: { core } }) =>
      listItems(core.archive(input.archive), input),
    ),
    show: api.items.show.handler(({ input, context: { core } }) => {
      const archive = core.archive(input.archive);
      return showItem(archive, resolveItem(archive, input.item));
    }),
  },
  packages: {
    export: api.packages.export.handler(({ input, context: { core }, signal }) => {
      const archive = core.archive(input.archive);
      const { destination, profile, form } = input;
      return streamOf<Progress, Awaited<ReturnType<typeof exportFromArchive>>>(signal, (emit, stop) =>
        exportFromArchive(archive, core.pool, {
          destination,
          profile,
          form,
          itemIds: selectedItems(archive, input.selection),
          signal: stop,
          onProgress: emit,
        }),
      );
    }),
  },
  verification: {
    run: api.verification.run.handler(({ input, context: { core }, signal }) =>
      streamOf<Progress, Awaited<ReturnType<typeof verifyAny>>>(signal, (emit, stop) =>
        verifyAny('text' in input.path ? input.path.text : Buffer.from(input.path.bytes, 'base64'), {
          pool: core.pool,
          open: { clock: core.clock, journal: core.journal },
          signal: stop,
          onProgress: emit,
        }),
      ),
    ),
  },
  custody: {
    log: api.custody.log.handler(async function* ({ input, context: { core } }) {
      const archive = core.archive(input.archive);
      const { log } = archive.events;
      const { size, root } = log.row();
      for (const event of selectedEvents(archive, input.item)) {
        const view = viewEvent(archive, event);
        const named = input.named ? { subjectName: nameSubject(archive, view.subject) } : {};
        yield { ...view, leaf: event.leaf, ...named };
      }
      return { size, root: Buffer.from(root).toString('hex') };
    }),
    verify: api.custody.verify.handler(({ input, context: { core }, signal }) =>
      verifyArchiveLog(core.archive(input.archive), signal),
    ),
  },
});

function selectedEvents(archive: Archive, item: string | null): Iterable<StoredEvent> {
  const { id } = archive.events.log;
  if (item === null) return readEvents(archive.catalogue, id);
  const record = showItem(archive, resolveItem(archive, item));
  const subjects = [
    { kind: 'item', id: record.id },
    ...record.files.map((file) => ({ kind: 'file', id: file.id })),
  ];
  return readEventsAbout(archive.catalogue, id, subjects);
}

function selectedItems(archive: Archive, selection: Selection): Iterable<number> {
  switch (selection.by) {
    case 'all':
      return allItems(archive);
    case 'items':
      return new Set(selection.items.map((reference) => resolveItem(archive, reference)));
    case 'query': {
      const found = matchingItems(archive, selection.query);
      if (found.length === 0) throw new AppError('nothing-selected');
      return found;
    }
  }
}
