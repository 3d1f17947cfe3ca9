import { api } from '../api.ts';
import type { Progress } from '../../../shared/records/progress.ts';
import { glanceAt } from '../../ingest/glance.ts';
import { survey } from '../../ingest/survey.ts';
import type { SurveyResult } from '../../../shared/records/survey.ts';
import { filesWithWarnings, readEntries } from '../../ingest/entries.ts';
import { importPaths } from '../../ingest/import.ts';
import { abandonImport, resumeImport, unfinishedImports } from '../../ingest/unfinished.ts';
import type { ImportSummary } from '../../../shared/records/import.ts';
import { watchPlugged } from '../../paths/volumes.ts';
import { pathBytes } from '../path-bytes.ts';
import { asJob, streamOf } from '../stream.ts';

export const ingest = {
  plugged: api.ingest.plugged.handler(({ signal }) => watchPlugged(signal)),
  survey: api.ingest.survey.handler(({ input, context: { core }, signal }) => {
    const archive = core.archive(input.archive);
    const paths = input.paths.map(pathBytes);
    return streamOf<Progress, SurveyResult>(core, input.archive, signal, (onProgress, stop) =>
      survey(archive, paths, input.workingFolder, { signal: stop, onProgress }),
    );
  }),
  glance: api.ingest.glance.handler(({ input, context: { core }, signal }) => {
    core.archive(input.archive);
    return glanceAt(core.glancer(), input.paths.map(pathBytes), signal);
  }),
  run: api.ingest.run.handler(({ input, context: { core }, signal }) => {
    const context = { archive: core.archive(input.archive), pool: core.pool, inspector: core.inspector() };
    const paths = input.paths.map(pathBytes);
    return streamOf<Progress, ImportSummary>(core, input.archive, signal, (emit, stop) =>
      importPaths(
        context,
        {
          paths,
          workingFolder: input.workingFolder,
          description: input.description,
          leaveOut: (input.leaveOut ?? []).map(pathBytes),
        },
        { signal: stop, onProgress: emit },
        // Stopped while it made what others had left to make.
      ).finally(() => core.catchUp(input.archive)),
    );
  }),
  unfinished: api.ingest.unfinished.handler(({ input, context: { core } }) =>
    unfinishedImports(core.archive(input.archive)),
  ),
  resume: api.ingest.resume.handler(({ input, context: { core }, signal }) => {
    const context = { archive: core.archive(input.archive), pool: core.pool, inspector: core.inspector() };
    return streamOf<Progress, ImportSummary>(core, input.archive, signal, (emit, stop) =>
      resumeImport(context, input.accession, { signal: stop, onProgress: emit }).finally(() =>
        core.catchUp(input.archive),
      ),
    );
  }),
  abandon: api.ingest.abandon.handler(({ input, context: { core } }) =>
    asJob(core, input.archive, () => abandonImport(core.archive(input.archive), input.accession)),
  ),
  entries: api.ingest.entries.handler(async function* ({ input, context: { core } }) {
    for (const entry of readEntries(core.archive(input.archive), input.accession)) {
      yield entry;
      // Whoever reads slowly may find it closed meanwhile.
      core.archive(input.archive);
    }
  }),
  warnings: api.ingest.warnings.handler(({ input, context: { core } }) =>
    filesWithWarnings(core.archive(input.archive), input.accession),
  ),
};
