import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { accessionDescription } from '../records/accession.ts';
import { importEntry, importSummary } from '../records/import.ts';
import { progress } from '../records/progress.ts';
import { anyPath, archive } from './common.ts';

export const ingest = {
  run: oc
    .input(
      z.object({
        archive,
        paths: z.array(anyPath).min(1),
        workingFolder: z.string(),
        description: accessionDescription,
      }),
    )
    .output(eventIterator(progress, importSummary)),
  /** What became of each input file of an accession, in the order they were met. */
  entries: oc.input(z.object({ archive, accession: z.uuid() })).output(eventIterator(importEntry)),
  /** Files that an accession stored and whose reading left warnings: how many, and the first items that have them. */
  warnings: oc
    .input(z.object({ archive, accession: z.uuid() }))
    .output(z.object({ files: z.int(), items: z.array(z.string()).readonly() })),
};
