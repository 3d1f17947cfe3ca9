import { api } from '../api.ts';
import type { Progress } from '../../../shared/records/progress.ts';
import { filesWithWarnings, readEntries } from '../../ingest/entries.ts';
import { importPaths } from '../../ingest/import.ts';
import { pathBytes } from '../path-bytes.ts';
import { streamOf } from '../stream.ts';

export const ingest = {
  run: api.ingest.run.handler(({ input, context: { core }, signal }) => {
    const context = { archive: core.archive(input.archive), pool: core.pool, inspector: core.inspector() };
    const paths = input.paths.map(pathBytes);
    return streamOf<Progress, Awaited<ReturnType<typeof importPaths>>>(core.jobs, signal, (emit, stop) =>
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
};
