import { z } from 'zod';
import { accessionDescription } from './accession.ts';
import { capturedBasis } from './clock-check.ts';
import { itemDisposition } from './disposition.ts';
import { cameraReading, capturedReading, positionReading, readingWarning } from './readings.ts';

/** One line of a list. */
export const itemSummary = z.object({
  id: z.uuid(),
  number: z.string(),
  title: z.string(),
  /** Base64, only where the title is a file's name that is not valid UTF-8. */
  titleBytes: z.string().optional(),
  /** Local wall clock or EDTF; null if unknown. */
  captured: z.string().nullable(),
  files: z.int(),
  /** By the content of the first file; null of what is hidden or has none. */
  mediaType: z.string().nullable(),
  isGraphic: z.boolean(),
  tags: z.array(z.string()).readonly(),
  languages: z.array(z.string()).readonly(),
  /** Absent of an item that is current and not held. */
  disposition: itemDisposition.optional(),
});

/** Where a person says that it was: WGS 84, degrees. */
export const assertedPosition = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  /** Metres within which it lies, or null. */
  precision: z.number().min(0).max(40_000_000).nullable(),
  /** How it is known. */
  basis: z.string().nullable(),
});

/** A file as `stele show` gives it and as it stands in a package: what was recorded, and what it says about itself. */
export const fileRecordView = z.object({
  id: z.uuid(),
  role: z.string(),
  sha256: z.string(),
  sha512: z.string(),
  size: z.int(),
  mediaType: z.string(),
  originalName: z.string(),
  /** Base64, only where the name is not valid UTF-8; the same for the path. */
  originalNameBytes: z.string().optional(),
  originalPath: z.string(),
  originalPathBytes: z.string().optional(),
  /** UTC with `Z`; a wall clock without zone from file systems that keep local time (FAT). */
  modifiedAt: z.string().nullable(),
  fileSystemTimes: z.record(z.string(), z.string().nullable()).nullable(),
  downloadedFrom: z.record(z.string(), z.unknown()).nullable(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  orientation: z.int().nullable(),
  captured: capturedReading.nullable(),
  position: positionReading.nullable(),
  camera: cameraReading.nullable(),
  software: z.string().nullable(),
  warnings: z.array(readingWarning).readonly(),
  reader: z.string().nullable(),
  metadata: z.record(z.string(), z.unknown()),
  /** The act of taking in that stored it. */
  accession: z.object({
    id: z.uuid(),
    number: z.string(),
    startedAt: z.string(),
    /** What a person said of it (records/accession.ts). */
    description: accessionDescription,
    /** What was asked for, and what the system told of the volume it lies on. */
    sources: z.array(z.unknown()).readonly(),
    /** This machine's clock when it began: time, zone, offset in minutes east of UTC. */
    machineClock: z.record(z.string(), z.unknown()),
  }),
  storedAt: z.string(),
  /** Where else, when else and by which name the same bytes were met. */
  seenAgain: z
    .array(
      z.object({ path: z.string(), pathBytes: z.string().optional(), accession: z.string(), at: z.string() }),
    )
    .readonly(),
});

export const custodyEvent = z.object({
  sequence: z.int(),
  id: z.string().nullable(),
  time: z.string().nullable(),
  identity: z.string().nullable(),
  /** As the catalogue has it; null if it does not know this identity. */
  identityName: z.string().nullable(),
  standing: z.string().nullable(),
  type: z.string().nullable(),
  subject: z.unknown(),
  outcome: z.string().nullable(),
  detail: z.unknown(),
  tool: z.unknown(),
  host: z.unknown(),
  act: z.string().nullable(),
  /** Fields whose values were erased, or were not disclosed. */
  withheld: z.array(z.string()).optional(),
  /** Places of the events by which they were erased. */
  erasedBy: z.array(z.int()).optional(),
});

/** What an event is about, by the names that the catalogue has for it. */
export const subjectName = z.object({
  kind: z.string(),
  id: z.string(),
  /** Of the accession, of the item, or of the item that the file belongs to. */
  number: z.string().nullable(),
  /** Of the file, or the item's title. */
  name: z.object({ text: z.string(), bytes: z.string().optional() }).nullable(),
});

export const itemRecord = z.object({
  id: z.uuid(),
  number: z.string(),
  title: z.string(),
  description: z.string().nullable(),
  /** What a person asserted (EDTF), else the reading of the first file. */
  captured: z.string().nullable(),
  /** How `captured` is known where no person typed it; absent where one did, or nobody asserted anything. */
  capturedBasis: capturedBasis.optional(),
  position: z.unknown(),
  rights: z.string().nullable(),
  confidentiality: z.string(),
  reviewState: z.string(),
  /** BCP 47. */
  languages: z.array(z.string()).readonly(),
  tags: z.array(z.string()).readonly(),
  /** To be shown blurred until somebody opens it. */
  isGraphic: z.boolean(),
  /** What people said, apart from what the first file says: null where nobody said anything. */
  asserted: z.object({
    title: z.string().nullable(),
    captured: z.string().nullable(),
    position: assertedPosition.nullable(),
  }),
  /** The item that has its files now; absent of one that has its own. */
  combinedInto: z.object({ id: z.uuid(), number: z.string() }).optional(),
  revision: z.int(),
  files: z.array(fileRecordView).readonly(),
  custody: z.array(custodyEvent).readonly(),
  /** Absent of an item that is current and not held. */
  disposition: itemDisposition.optional(),
  /** Fields whose values were erased, and the place of the event that says so. */
  erased: z
    .array(z.object({ field: z.string(), event: z.int() }))
    .readonly()
    .optional(),
  /** Of an item that was handed over: what its files were. */
  keptFiles: z
    .array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        nameBytes: z.string().optional(),
        sha256: z.string(),
        size: z.int(),
        mediaType: z.string(),
      }),
    )
    .readonly()
    .optional(),
});

export type AssertedPosition = z.infer<typeof assertedPosition>;
export type ItemSummary = z.infer<typeof itemSummary>;
export type FileRecordView = z.infer<typeof fileRecordView>;
export type SubjectName = z.infer<typeof subjectName>;
export type CustodyEvent = z.infer<typeof custodyEvent>;
export type ItemRecord = z.infer<typeof itemRecord>;
