import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { accessionDescription } from '../records/accession.ts';
import { importEntry, importSummary } from '../records/import.ts';
import { progress } from '../records/progress.ts';
import { glance, surveyResult } from '../records/survey.ts';
import { anyPath, archive } from './common.ts';

const volume = z.object({
  /** Its label, for people. */
  name: z.string(),
  path: anyPath,
  /** It has the folder that cameras make. */
  isCard: z.boolean(),
});

const unfinished = z.object({
  accession: z.uuid(),
  number: z.string(),
  startedAt: z.string(),
  /** What stands on the card, stick or disk, if somebody said so. */
  label: z.string().nullable(),
  paths: z.array(anyPath).readonly(),
  /** How many are in the archive. */
  stored: z.int(),
  /** Of how many; null: it was cut off before they were counted. */
  files: z.int().nullable(),
  /** Else it can only be let go of. */
  canGoOn: z.boolean(),
});

export const ingest = {
  /** Cards, sticks and disks that are plugged in: now, and again whenever that changes, until the stream is left. */
  plugged: oc.output(eventIterator(z.object({ volumes: z.array(volume).readonly() }))),
  /** What `run` would meet, before anything is stored. */
  survey: oc
    .input(z.object({ archive, paths: z.array(anyPath).min(1), workingFolder: z.string() }))
    .output(eventIterator(progress, surveyResult)),
  /** Small pictures of files that are not stored yet, in the order asked. Nothing is kept. */
  glance: oc
    .input(z.object({ archive, paths: z.array(anyPath).min(1).max(24) }))
    .output(z.array(glance).readonly()),
  run: oc
    .input(
      z.object({
        archive,
        paths: z.array(anyPath).min(1),
        workingFolder: z.string(),
        description: accessionDescription,
        /** Absolute paths of files that are not to be taken in; which they were is recorded, and nothing of them read. */
        leaveOut: z.array(anyPath).max(50_000).optional(),
      }),
    )
    .output(eventIterator(progress, importSummary)),
  /** Imports that were cut off, newest first; null while one runs: ask again. */
  unfinished: oc.input(z.object({ archive })).output(z.array(unfinished).readonly().nullable()),
  /** Goes on with one of them: the same sources, what was said of them, and files left out. */
  resume: oc.input(z.object({ archive, accession: z.uuid() })).output(eventIterator(progress, importSummary)),
  /** Lets go of one of them: what it took in stays, and the log says that it was left unfinished. */
  abandon: oc
    .input(z.object({ archive, accession: z.uuid() }))
    .output(unfinished.pick({ number: true, stored: true, files: true })),
  /** What became of each input file of an accession, in the order they were met. */
  entries: oc.input(z.object({ archive, accession: z.uuid() })).output(eventIterator(importEntry)),
  /** Files that an accession stored and whose reading left warnings: how many, the first items that have them, and its number. */
  warnings: oc
    .input(z.object({ archive, accession: z.uuid() }))
    .output(z.object({ accession: z.string(), files: z.int(), items: z.array(z.string()).readonly() })),
};
