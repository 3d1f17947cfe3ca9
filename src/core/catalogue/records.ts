import type { RecordMembers } from '../../verifier/records/record.ts';
import { uuidText } from '../cryptography/random.ts';

/**
 * What the log commits to of each kind of record, by member (docs/formats/log.md, "Records"). Bytes and paths are lower-case
 * hex, ids their text form, JSON the text as stored.
 */

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** What was noted of an input file where it was met. */
export interface EntryRecord {
  readonly run: number;
  readonly path: Uint8Array;
  /** Bytes, as the source's file system said; null where it could not be learned. */
  readonly entrySize: number | null;
  readonly modifiedNs: string | null;
  readonly times: string | null;
  readonly origin: string | null;
  readonly recordedAt: string;
}

/** What was recorded of a file when it was taken in, and never changes. */
export interface FileRecord extends EntryRecord {
  readonly uid: Uint8Array;
  readonly itemUid: Uint8Array;
  readonly accessionUid: Uint8Array;
  readonly sequence: number;
  readonly role: string;
  readonly sha256: Uint8Array;
  readonly sha512: Uint8Array;
  readonly size: number;
  readonly mediaType: string;
  readonly vaultName: string;
  readonly storedAt: string;
  readonly reader: string | null;
  readonly readings: string;
  /** SHA-256 of every tag as read: of the JSON text, not compressed. */
  readonly metadataSha256: Uint8Array;
}

export function fileMembers(record: FileRecord): RecordMembers {
  return {
    id: uuidText(record.uid),
    item: uuidText(record.itemUid),
    accession: uuidText(record.accessionUid),
    sequence: record.sequence,
    role: record.role,
    sha256: hex(record.sha256),
    sha512: hex(record.sha512),
    size: record.size,
    mediaType: record.mediaType,
    vaultName: record.vaultName,
    storedAt: record.storedAt,
    reader: record.reader,
    readings: record.readings,
    metadata: hex(record.metadataSha256),
    ...entryMembers(record),
  };
}

function entryMembers(entry: EntryRecord): RecordMembers {
  return {
    run: entry.run,
    path: hex(entry.path),
    entrySize: entry.entrySize,
    modifiedNs: entry.modifiedNs,
    times: entry.times,
    origin: entry.origin,
    recordedAt: entry.recordedAt,
  };
}

/** What was recorded when bytes that are already stored were met again. */
export interface SightingRecord extends EntryRecord {
  readonly fileUid: Uint8Array;
  readonly accessionUid: Uint8Array;
  readonly accessionNumber: string;
}

export function sightingMembers(record: SightingRecord): RecordMembers {
  return {
    file: uuidText(record.fileUid),
    accession: uuidText(record.accessionUid),
    accessionNumber: record.accessionNumber,
    ...entryMembers(record),
  };
}

/** What a person and the system said of an act of taking in, as stored. */
export interface AccessionRecord {
  readonly uid: Uint8Array;
  readonly number: string;
  readonly request: string;
  readonly startedAt: string;
  readonly identityUid: Uint8Array | null;
  /** JSON texts. */
  readonly description: string;
  readonly sources: string;
  readonly machineClock: string;
}

export function accessionMembers(record: AccessionRecord): RecordMembers {
  return {
    id: uuidText(record.uid),
    number: record.number,
    request: record.request,
    startedAt: record.startedAt,
    startedBy: record.identityUid && uuidText(record.identityUid),
    description: record.description,
    sources: record.sources,
    machineClock: record.machineClock,
  };
}

/** An item as a revision left it. Column names are those of the catalogue: revisions name them. */
export interface ItemState {
  readonly number: string;
  readonly created_at: string;
  readonly kind: string;
  readonly title: string | null;
  readonly description: string | null;
  readonly captured: string | null;
  /** JSON text. */
  readonly position: string | null;
  readonly rights: string | null;
  readonly confidentiality: string;
  readonly review_state: string;
  /** JSON texts: lists. */
  readonly languages: string | null;
  readonly tags: string | null;
  readonly is_graphic: number;
  /** UUID text of the item that has its files now. */
  readonly combined_into: string | null;
  /** JSON text: how `captured` is known where no person typed it. */
  readonly captured_basis: string | null;
}

export interface ItemRevision {
  readonly revision: number;
  readonly changedAt: string;
  readonly identityUid: Uint8Array | null;
  /** JSON text. */
  readonly changes: string;
  readonly act: Uint8Array | null;
}

export function itemMembers(uid: Uint8Array, state: ItemState, revision: ItemRevision): RecordMembers {
  return {
    id: uuidText(uid),
    number: state.number,
    createdAt: state.created_at,
    kind: state.kind,
    title: state.title,
    description: state.description,
    captured: state.captured,
    position: state.position,
    rights: state.rights,
    confidentiality: state.confidentiality,
    reviewState: state.review_state,
    revision: revision.revision,
    changedAt: revision.changedAt,
    changedBy: revision.identityUid && uuidText(revision.identityUid),
    changes: revision.changes,
    // Records from before there were these have no such member: what is not there is blank.
    ...(state.languages === null ? {} : { languages: state.languages }),
    ...(state.tags === null ? {} : { tags: state.tags }),
    ...(state.is_graphic === 0 ? {} : { isGraphic: state.is_graphic }),
    ...(state.combined_into === null ? {} : { combinedInto: state.combined_into }),
    ...(state.captured_basis === null ? {} : { capturedBasis: state.captured_basis }),
    ...(revision.act === null ? {} : { act: uuidText(revision.act) }),
  };
}
