import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { tableKinds, type TableKind } from '../catalogue/table-fields.ts';
import { templateLanguages } from '../catalogue/table-headings.ts';
import { progress } from '../records/progress.ts';
import { recordFilter } from '../records/record.ts';
import { anyPath, archive } from './common.ts';

const kind = z.enum(tableKinds as readonly [TableKind, ...TableKind[]]);
const file = {
  archive,
  kind,
  path: anyPath,
  workingFolder: z.string(),
  /** Of a workbook, from 0; absent: the first that is not hidden. */
  sheet: z.int().min(0).max(1000).optional(),
};
/** A field of shared/catalogue/table-fields.ts for each column, null for one that is left out. */
const mapping = z.array(z.string().nullable()).readonly();
/** How `09.11.2020` is meant; null: where it may be two days, it is asked about. */
const dayOrder = z.enum(['day-first', 'month-first']).nullable();

const problem = z.object({ field: z.string().nullable(), value: z.string(), problem: z.string() });
const failedRow = z.object({ line: z.int(), name: z.string(), problems: z.array(problem).readonly() });

const counts = {
  made: z.int(),
  edited: z.int(),
  same: z.int(),
  repeated: z.int(),
  failed: z.array(failedRow).readonly(),
};

/** Spreadsheets (CSV, XLSX) of places, incidents and what is said of items; GeoJSON, KML and KMZ of places. */
export const tables = {
  /** What stands in a file, and what its columns seem to say. Throws what `table-…` errors there are. */
  look: oc.input(z.object(file)).output(
    z.object({
      heading: z.array(z.string()).readonly(),
      rows: z.int(),
      /** The first rows, as they are. */
      sample: z.array(z.array(z.string()).readonly()).readonly(),
      mapping,
      form: z.enum(['csv', 'xlsx', 'geojson', 'kml']),
      /** Of CSV. */
      encoding: z.string().nullable(),
      delimiter: z.string().nullable(),
      /** Of a workbook: what its sheets are called, and which one this is, from 0. */
      sheets: z.array(z.string()).readonly(),
      sheet: z.int(),
      /** Cells with a formula whose value was never worked out: they count as empty. */
      uncomputed: z.int(),
    }),
  ),
  /** What taking it in would come to; nothing is written. */
  plan: oc.input(z.object({ ...file, mapping, dayOrder })).output(
    z.object({
      ...counts,
      /** Of the first hundred that would be edited: what changes. */
      edits: z
        .array(
          z.object({
            line: z.int(),
            number: z.string(),
            name: z.string(),
            changes: z.array(z.object({ member: z.string(), old: z.unknown(), new: z.unknown() })).readonly(),
          }),
        )
        .readonly(),
    }),
  ),
  /** Takes in what is good; the same file once more changes nothing. Throws as `look`, and `export-running`. */
  run: oc
    .input(z.object({ ...file, mapping, dayOrder }))
    .output(eventIterator(progress, z.object({ act: z.uuid(), ...counts }))),
  /** The lines that were not taken in, as CSV with what is wrong with each, to be corrected and taken in again. */
  failures: oc
    .input(z.object({ ...file, mapping, dayOrder }))
    .output(z.object({ csv: z.string(), rows: z.int() })),
  /**
   * Records in a form that others read, piece by piece: without what is confidential or sealed, for the public without what is restricted.
   * As in a dossier, what nobody agreed to give and what names somebody protected is left out. `filter`: what a list is narrowed by. Throws
   * `sealed-locked`, `date-invalid`.
   */
  takeOut: oc
    .input(
      z.object({
        archive,
        kind: z.enum(['place', 'incident', 'actor']),
        form: z.enum(['csv', 'geojson', 'jsonld']),
        recipient: z.enum(['public', 'partner']),
        filter: recordFilter,
        language: z.string().min(2).max(35),
      }),
    )
    .output(
      eventIterator(
        z.object({ text: z.string() }),
        z.object({ records: z.int(), keptBack: z.int(), shortened: z.int() }),
      ),
    ),
  /**
   * A table to begin with, as CSV or XLSX in base64: headings in a language, and a line that shows how they are meant, which is not taken in
   * again. A workbook offers what is on the value lists, of an archive with its own terms.
   */
  template: oc
    .input(
      z.object({
        kind,
        form: z.enum(['csv', 'xlsx']),
        language: z.enum(templateLanguages),
        archive: archive.optional(),
      }),
    )
    .output(z.object({ file: z.base64() })),
};
