import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  linkView,
  recordFilter,
  recordKind,
  recordList,
  recordMention,
  recordOrder,
  recordRevision,
  recordRow,
  recordView,
  vocabulary,
} from '../records/record.ts';
import { mostBins, recordTimeline } from '../records/timeline.ts';
import { archive } from './common.ts';

/** Id (UUID) or number. */
const record = z.string().min(1);
/** BCP 47, of whoever reads: which of several names is shown. */
const language = z.string().min(2).max(35);
/** UUID chosen by whoever asks, that ties together what is done at once. */
const act = z.uuid().optional();
/** What a kind holds is said in shared/catalogue, and is read there: errors name the member. */
const content = z.record(z.string(), z.unknown());
const written = z.object({ id: z.uuid(), number: z.string(), revision: z.int() });

/** Places, incidents, people and what else is recorded beside items. */
export const records = {
  list: oc
    .input(
      z.object({
        archive,
        kind: recordKind,
        filter: recordFilter,
        order: recordOrder,
        offset: z.int().min(0),
        limit: z.int().min(0).max(1000),
        language,
      }),
    )
    .output(recordList),
  suggest: oc
    .input(
      z.object({
        archive,
        kinds: z.array(recordKind).min(1),
        query: z.string().max(1000),
        limit: z.int().min(1).max(100),
        language,
      }),
    )
    .output(z.array(recordRow).readonly()),
  /** Incidents and assessments in the bins that `items.timeline` gave: rising, in its time. */
  timeline: oc
    .input(z.object({ archive, edges: z.array(z.number()).max(mostBins + 1) }))
    .output(recordTimeline),
  /** With `at`, a day or a moment, as it was then. Throws `not-found`. */
  show: oc.input(z.object({ archive, record, language, at: z.string().optional() })).output(recordView),
  /** What ids go by: items and records; those that are neither are left out. */
  mentions: oc
    .input(z.object({ archive, ids: z.array(z.uuid()).max(5000), language }))
    .output(z.array(recordMention).readonly()),
  /** Throws `description-invalid`, `term-unknown`, `export-running`. */
  create: oc.input(z.object({ archive, kind: recordKind, content, act })).output(written),
  /** Members that are null are taken away, others that are not named stay. Throws `edited-elsewhere` and as `create` does. */
  edit: oc
    .input(z.object({ archive, record, changes: content, expectedRevision: z.int().optional(), act }))
    .output(written),
  /** Takes it out of every list, or puts it back. */
  setRemoved: oc.input(z.object({ archive, record, isRemoved: z.boolean(), act })).output(written),
  revisions: oc.input(z.object({ archive, record })).output(z.array(recordRevision).readonly()),
  /** Throws `revision-not-found`. */
  restore: oc.input(z.object({ archive, record, revision: z.int(), act })).output(written),
  /** Every value list, with the terms that this archive added. */
  vocabularies: oc.input(z.object({ archive })).output(z.array(vocabulary).readonly()),
};

/** Typed relations between items and records. */
export const links = {
  /** Of an item or a record. */
  of: oc.input(z.object({ archive, record, language })).output(z.array(linkView).readonly()),
  /** Those that are joined so already stay as they are. Throws `link-invalid`, `not-found`, `term-unknown`. */
  add: oc
    .input(
      z.object({
        archive,
        links: z
          .array(
            z.object({
              type: z.string(),
              from: record,
              to: record,
              certainty: z.string().optional(),
              note: z.string().optional(),
            }),
          )
          .min(1)
          .max(10_000),
        act,
      }),
    )
    .output(z.array(z.uuid()).readonly()),
  setRemoved: oc
    .input(z.object({ archive, links: z.array(z.uuid()).min(1).max(10_000), isRemoved: z.boolean(), act }))
    .output(z.void()),
};
