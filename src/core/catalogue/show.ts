import { inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import { accessionDescription } from '../../shared/records/accession.ts';
import { fileReadings } from '../../shared/records/readings.ts';
import {
  assertedPosition,
  type CustodyEvent,
  type FileRecordView,
  type ItemRecord,
} from '../../shared/records/item.ts';
import type { Archive } from '../archive/archive.ts';
import { parseUuid, uuidText } from '../cryptography/random.ts';
import { readEventsAbout } from '../custody/read.ts';
import { basisOf } from './captured-basis.ts';
import { stateColumns } from './item-state.ts';
import type { ItemState } from './records.ts';
import { tagsIn } from './tags.ts';
import { viewEvent } from './view-event.ts';
import { baseNameBytes, readablePath } from '../paths/path-bytes.ts';

const jsonObject = z.record(z.string(), z.unknown());
const times = z.record(z.string(), z.string().nullable());

interface ItemRow extends ItemState {
  readonly uid: Uint8Array;
  readonly revision: number;
}

interface FileRow {
  readonly id: number;
  readonly uid: Uint8Array;
  readonly role: string;
  readonly sha256: Uint8Array;
  readonly sha512: Uint8Array;
  readonly size: number;
  readonly media_type: string;
  readonly path: Uint8Array;
  readonly times: string | null;
  readonly origin: string | null;
  readonly readings: string;
  readonly reader: string | null;
  readonly metadata: Uint8Array;
  readonly stored_at: string;
  readonly accession_uid: Uint8Array;
  readonly accession_number: string;
  readonly started_at: string;
  readonly description: string;
  readonly sources: string;
  readonly machine_clock: string;
}

/** Everything recorded about one item, with what its files say about themselves and what happened to them. */
export function showItem(archive: Archive, itemId: number): ItemRecord {
  const item = describeItem(archive, itemId);
  const subjects = [
    { kind: 'item', id: item.id },
    ...item.files.map((file) => ({ kind: 'file', id: file.id })),
  ];
  const custody: CustodyEvent[] = [];
  for (const event of readEventsAbout(archive.catalogue, archive.events.log.id, subjects))
    custody.push(viewEvent(archive, event));
  return { ...item, custody };
}

/** An item and its files up to the row `lastFile`, without what happened to them. */
export function describeItem(
  archive: Archive,
  itemId: number,
  lastFile: number = Number.MAX_SAFE_INTEGER,
): Omit<ItemRecord, 'custody'> {
  const row = archive.catalogue
    .prepare<[number], ItemRow>(
      `SELECT item.uid, item.revision, ${stateColumns(archive)} FROM item WHERE id = ?`,
    )
    .get(itemId);
  if (!row) throw new Error(`no item ${itemId}`);
  const fileRows = archive.catalogue
    .prepare<[number, number], FileRow>(
      `SELECT file.id, file.uid, file.role, file.sha256, file.sha512, file.size, file.media_type, entry.path, entry.times,
         entry.origin, file.readings, file.reader, file.metadata, file.stored_at, accession.uid AS accession_uid,
         accession.number AS accession_number,
         accession.started_at, accession.description, accession.sources, accession.machine_clock
       FROM file JOIN accession_entry AS entry ON entry.id = file.entry_id
       JOIN accession ON accession.id = file.accession_id WHERE file.item_id = ? AND file.id <= ? ORDER BY file.sequence`,
    )
    .all(itemId, lastFile);
  const files = fileRows.map((file) => viewFile(archive, file));
  const [first] = files;
  const position = row.position === null ? null : assertedPosition.parse(JSON.parse(row.position));
  const into = combinedInto(archive, row.combined_into);
  const basis = basisOf(row.captured_basis);
  return {
    id: uuidText(row.uid),
    number: row.number,
    // Until a person gives a title, an item goes by the name its first file came with.
    title: row.title ?? first?.originalName ?? '',
    description: row.description,
    captured: row.captured ?? first?.captured?.value ?? null,
    ...(basis ? { capturedBasis: basis } : {}),
    position: position ?? first?.position ?? null,
    rights: row.rights,
    confidentiality: row.confidentiality,
    reviewState: row.review_state,
    languages: tagsIn(row.languages),
    tags: tagsIn(row.tags),
    isGraphic: row.is_graphic === 1,
    asserted: { title: row.title, captured: row.captured, position },
    ...(into ? { combinedInto: into } : {}),
    revision: row.revision,
    files,
  };
}

/** Where the files of an item went that was combined into another. */
function combinedInto({ catalogue }: Archive, id: string | null): ItemRecord['combinedInto'] {
  const uid = id === null ? null : parseUuid(id);
  if (!uid || id === null) return undefined;
  const number = catalogue
    .prepare<[Uint8Array], string>('SELECT number FROM item WHERE uid = ?')
    .pluck()
    .get(uid);
  return number === undefined ? undefined : { id, number };
}

function viewFile(archive: Archive, row: FileRow): FileRecordView {
  const { captured, position, camera, software, warnings, width, height, orientation } = fileReadings.parse(
    JSON.parse(row.readings),
  );
  const fileSystemTimes = row.times === null ? null : times.parse(JSON.parse(row.times));
  const path = readablePath(row.path);
  const name = readablePath(baseNameBytes(row.path));
  return {
    id: uuidText(row.uid),
    role: row.role,
    sha256: Buffer.from(row.sha256).toString('hex'),
    sha512: Buffer.from(row.sha512).toString('hex'),
    size: row.size,
    mediaType: row.media_type,
    originalName: name.text,
    ...(name.bytes === null ? {} : { originalNameBytes: name.bytes }),
    originalPath: path.text,
    ...(path.bytes === null ? {} : { originalPathBytes: path.bytes }),
    modifiedAt: fileSystemTimes?.modified ?? null,
    fileSystemTimes,
    downloadedFrom: row.origin === null ? null : jsonObject.parse(JSON.parse(row.origin)),
    width,
    height,
    orientation,
    captured,
    position,
    camera,
    software,
    // As they were committed to, also where one stands there twice: a package is verified by it.
    warnings,
    reader: row.reader,
    metadata: jsonObject.parse(JSON.parse(inflateRawSync(row.metadata).toString('utf8'))),
    accession: {
      id: uuidText(row.accession_uid),
      number: row.accession_number,
      startedAt: row.started_at,
      description: accessionDescription.parse(JSON.parse(row.description)),
      sources: z.array(z.unknown()).parse(JSON.parse(row.sources)),
      machineClock: jsonObject.parse(JSON.parse(row.machine_clock)),
    },
    storedAt: row.stored_at,
    seenAgain: seenAgain(archive, row.id),
  };
}

function seenAgain(archive: Archive, fileId: number): FileRecordView['seenAgain'] {
  const rows = archive.catalogue
    .prepare<[number], { path: Uint8Array; number: string; recorded_at: string }>(
      `SELECT accession_entry.path, accession.number, accession_entry.recorded_at FROM accession_entry
       JOIN accession ON accession.id = accession_entry.accession_id
       WHERE accession_entry.file_id = ? AND accession_entry.status = 'duplicate' ORDER BY accession_entry.id`,
    )
    .all(fileId);
  return rows.map(({ path, number, recorded_at }) => {
    const { text, bytes } = readablePath(path);
    return {
      path: text,
      ...(bytes === null ? {} : { pathBytes: bytes }),
      accession: number,
      at: recorded_at,
    };
  });
}
