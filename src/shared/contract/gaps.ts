import { oc } from '@orpc/contract';
import { z } from 'zod';
import { findingCounts, findingKind, findingPage } from '../records/finding.ts';
import { archive } from './common.ts';

const tag = z.string().min(2).max(35);
const asked = {
  archive,
  /** BCP 47: of whoever reads, and into which exhibits ought to be translated. */
  language: tag,
  translation: tag,
  /** Until everything was looked through; else what was found before, at once. */
  wait: z.boolean(),
};
const record = z.object({ id: z.uuid(), number: z.string() });

/** Duplicates and gaps: what there is to look into, as a list to work through. */
export const gaps = {
  count: oc.input(z.object(asked)).output(findingCounts),
  list: oc
    .input(
      z.object({
        ...asked,
        kind: findingKind,
        /** Those that were put aside; else those that are open. */
        isAside: z.boolean(),
        offset: z.int().min(0),
        limit: z.int().min(1).max(500),
      }),
    )
    .output(findingPage),
  /** With a reason; it comes back when the facts are others. Throws `not-found`. */
  putAside: oc
    .input(
      z.object({
        archive,
        kind: findingKind,
        key: z.string().max(500),
        reason: z.string(),
        translation: tag,
      }),
    )
    .output(record),
  /** The record that `putAside` made: the finding is open again. */
  takeUp: oc.input(z.object({ archive, record: z.string().min(1) })).output(record),
  /** Two places that are the same become one. Throws `description-invalid`. */
  merge: oc.input(z.object({ archive, kept: z.string().min(1), gone: z.string().min(1) })).output(record),
};
