import { inflateRawSync } from 'node:zlib';
import type { CarriedRecord } from '../../verifier/records/record.ts';
import type { ItemRecord } from '../../shared/records/item.ts';
import type { Archive } from '../archive/archive.ts';
import { revisionColumns, stateColumns } from '../catalogue/item-state.ts';
import { carryRecord } from '../catalogue/record-digest.ts';
import {
  accessionMembers,
  fileMembers,
  itemMembers,
  sightingMembers,
  type AccessionRecord,
  type FileRecord,
  type ItemRevision,
  type ItemState,
  type SightingRecord,
} from '../catalogue/records.ts';
import { recordDigest } from '../catalogue/record-digest.ts';
import { describeItem } from '../catalogue/show.ts';
import { sha256 } from '../cryptography/digest.ts';
import { uuidText } from '../cryptography/random.ts';
import { readEventsAbout, valuesOf } from '../custody/read.ts';
import type { Statement } from '../database/connection.ts';
import type { PackageBounds } from './types.ts';

/** An item as it stands in data/metadata/: what is shown of it, with the records that the log commits to. */
export type ItemFile = Omit<ItemRecord, 'custody' | NotInPackages> & {
  readonly [Name in NotInPackages]?: ItemRecord[Name] | undefined;
} & { readonly record: CarriedRecord };

/** Told only where something was said, or by the record alone. */
type NotInPackages = 'asserted' | 'languages' | 'tags' | 'isGraphic' | 'combinedInto';

/**
 * Withheld in every profile: in an encrypted archive the name says to whoever seizes it that this file is in it; the request
 * is of use to nobody, and a guess at its words could be tried out.
 */
const withheld: ReadonlySet<string> = new Set(['vaultName', 'request']);

type Secret = { readonly secret: Uint8Array | null };

const itemSql = (archive: Archive): string => `SELECT item.uid, ${stateColumns(archive)}, item.revision,
    ${revisionColumns(archive)}, revision.secret
  FROM item JOIN revision ON revision.record_uid = item.uid AND revision.number = item.revision
  LEFT JOIN identity ON identity.id = revision.identity_id WHERE item.id = ?`;
const entryColumns = `entry.run, entry.path, entry.size AS entrySize, entry.modified_ns AS modifiedNs, entry.times, entry.origin,
    entry.recorded_at AS recordedAt`;
const fileSql = `SELECT file.id, file.uid, item.uid AS itemUid, accession.uid AS accessionUid, file.accession_id AS accessionId,
    file.sequence, file.role, file.sha256, file.sha512, file.size, file.media_type AS mediaType, file.vault_name AS vaultName,
    file.stored_at AS storedAt, file.reader, file.readings, file.metadata, file.secret, ${entryColumns}
  FROM file JOIN item ON item.id = file.item_id JOIN accession_entry AS entry ON entry.id = file.entry_id
  JOIN accession ON accession.id = file.accession_id
  WHERE file.item_id = ? AND file.id <= ? ORDER BY file.sequence`;
const sightingSql = `SELECT file.uid AS fileUid, accession.uid AS accessionUid, accession.number AS accessionNumber,
    entry.secret, ${entryColumns}
  FROM accession_entry AS entry JOIN file ON file.id = entry.file_id JOIN accession ON accession.id = entry.accession_id
  WHERE entry.file_id = ? AND entry.status = 'duplicate' ORDER BY entry.id`;
const accessionSql = `SELECT accession.uid, number, request, started_at AS startedAt, identity.uid AS identityUid, description,
    sources, machine_clock AS machineClock, secret
  FROM accession LEFT JOIN identity ON identity.id = accession.identity_id WHERE accession.id = ?`;

interface FileRow extends Omit<FileRecord, 'metadataSha256'>, Secret {
  readonly id: number;
  readonly accessionId: number;
  readonly metadata: Uint8Array;
}

/** Reads items for a package, each as it stood when the export began. */
export class ItemFiles {
  private readonly archive: Archive;
  private readonly items: Statement<[number], ItemState & ItemRevision & Secret & { uid: Uint8Array }>;
  private readonly files: Statement<[number, number], FileRow>;
  private readonly sightings: Statement<[number], SightingRecord & Secret>;
  private readonly accessions: Statement<[number], AccessionRecord & Secret>;

  constructor(archive: Archive) {
    const db = archive.catalogue;
    this.archive = archive;
    this.items = db.prepare(itemSql(archive));
    this.files = db.prepare(fileSql);
    this.sightings = db.prepare(sightingSql);
    this.accessions = db.prepare(accessionSql);
  }

  read(itemId: number, bounds: PackageBounds): ItemFile {
    const row = this.items.get(itemId);
    if (!row) throw new Error(`no item ${itemId}`);
    const item = describeItem(this.archive, itemId, bounds.lastFile);
    const rows = this.files.all(itemId, bounds.lastFile);
    const files = item.files.map((file, at) => {
      const stored = rows[at];
      if (!stored) throw new Error(`a file of item ${itemId} vanished`);
      const accession = this.accessions.get(stored.accessionId);
      if (!accession) throw new Error('a file of no accession');
      const metadataText = inflateRawSync(stored.metadata).toString('utf8');
      const metadataSha256 = sha256(metadataText);
      return {
        ...file,
        metadataText,
        accession: { ...file.accession, record: carry(accession, accessionMembers(accession)) },
        seenAgain: this.seenAgain(file.seenAgain, stored, bounds),
        record: carry(stored, fileMembers({ ...stored, metadataSha256 })),
      };
    });
    // What nobody asserted is not there, as in packages from before it could be: the record says what was.
    const { languages, tags, isGraphic } = item;
    return {
      ...item,
      asserted: undefined,
      combinedInto: undefined,
      languages: languages.length === 0 ? undefined : languages,
      tags: tags.length === 0 ? undefined : tags,
      isGraphic: isGraphic ? true : undefined,
      files,
      record: carry(row, itemMembers(row.uid, row, row)),
    };
  }

  /** Of an import that goes on meanwhile only what stands under the package's checkpoint. */
  private seenAgain(
    shown: ItemRecord['files'][number]['seenAgain'],
    file: FileRow,
    bounds: PackageBounds,
  ): ItemRecord['files'][number]['seenAgain'] {
    if (shown.length === 0) return shown;
    const subject = { kind: 'file', id: uuidText(file.uid) };
    const committed = new Set<unknown>();
    for (const event of readEventsAbout(this.archive.catalogue, this.archive.events.log.id, [subject])) {
      const { detail } = valuesOf(event);
      if (
        event.sequence < bounds.events &&
        typeof detail === 'object' &&
        detail !== null &&
        'record' in detail
      )
        committed.add(detail.record);
    }
    const rows = this.sightings.all(file.id);
    return shown.flatMap((sighting, at) => {
      const row = rows[at];
      if (!row?.secret || !committed.has(recordDigest(row.secret, sightingMembers(row)))) return [];
      return [{ ...sighting, record: carry(row, sightingMembers(row)) }];
    });
  }
}

function carry({ secret }: Secret, members: Parameters<typeof carryRecord>[1]): CarriedRecord {
  // What erases values of a record makes a new secret for what is left.
  if (!secret) throw new Error('the record has no secret');
  return carryRecord(secret, members, withheld);
}
