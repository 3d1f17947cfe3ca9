import type { CustodyEvent, ItemRecord } from '../../shared/records/item.ts';
import type { EventSubject } from '../../verifier/custody/event-fields.ts';
import type { Archive } from '../archive/archive.ts';
import { showItem } from '../catalogue/show.ts';
import { viewEvent } from '../catalogue/view-event.ts';
import { uuidText } from '../cryptography/random.ts';
import { readEventsAbout, valuesOf } from '../custody/read.ts';
import { isObject } from '../../verifier/custody/event-fields.ts';
import { baseNameBytes, readablePath } from '../paths/path-bytes.ts';
import { itemSubject } from './event-detail.ts';
import { itemRow } from './items.ts';
import { dispositionOf, erasedFields, knowsDispositions } from './states.ts';
import { idsOfFiles } from './remove-records.ts';

/**
 * An item as far as its state lets it be seen: of one in quarantine, and of one that was destroyed, only number, state and
 * custody.
 */
export function showDisposed(archive: Archive, itemId: number): ItemRecord {
  const disposition = dispositionOf(archive, itemId);
  const closed = disposition?.state === 'quarantined' || disposition?.state === 'destroyed';
  const record = closed ? closedRecord(archive, itemId) : openRecord(archive, itemId);
  return { ...record, ...(disposition ? { disposition } : {}) };
}

/** An item and its files, also those that were destroyed: the last event about it says which they were. */
export function subjectsOf(archive: Archive, itemId: number): readonly EventSubject[] {
  const item = itemSubject(itemRow(archive, itemId).uid);
  const files = new Set(
    knowsDispositions(archive)
      ? idsOfFiles(archive, itemId)
      : showItem(archive, itemId).files.map((file) => file.id),
  );
  for (const event of readEventsAbout(archive.catalogue, archive.events.log.id, [item])) {
    const { type, detail } = valuesOf(event);
    if (type !== 'deletion' || !isObject(detail) || !Array.isArray(detail.files)) continue;
    for (const file of detail.files as readonly unknown[]) if (typeof file === 'string') files.add(file);
  }
  return [item, ...[...files].map((id) => ({ kind: 'file', id }))];
}

function closedRecord(archive: Archive, itemId: number): ItemRecord {
  const { uid, number } = itemRow(archive, itemId);
  return {
    id: uuidText(uid),
    number,
    title: '',
    description: null,
    captured: null,
    position: null,
    rights: null,
    confidentiality: '',
    reviewState: '',
    languages: [],
    tags: [],
    isGraphic: false,
    asserted: { title: null, captured: null, position: null },
    revision: 0,
    files: [],
    custody: custodyOf(archive, itemId),
  };
}

function openRecord(archive: Archive, itemId: number): ItemRecord {
  const record = showItem(archive, itemId);
  if (!knowsDispositions(archive)) return record;
  const kept = keptFiles(archive, itemId);
  const erased = erasedFields(archive, itemRow(archive, itemId).uid);
  const [first] = kept ?? [];
  return {
    ...record,
    ...(record.title === '' && first ? { title: first.name } : {}),
    ...(kept ? { custody: custodyOf(archive, itemId), keptFiles: kept } : {}),
    ...(erased.length > 0 ? { erased } : {}),
  };
}

function custodyOf(archive: Archive, itemId: number): CustodyEvent[] {
  const events = readEventsAbout(archive.catalogue, archive.events.log.id, subjectsOf(archive, itemId));
  return [...events].map((event) => viewEvent(archive, event));
}

function keptFiles(archive: Archive, itemId: number): ItemRecord['keptFiles'] {
  const rows = archive.catalogue
    .prepare<
      [number],
      { uid: Uint8Array; name: Uint8Array; sha256: Uint8Array; size: number; mediaType: string }
    >(
      'SELECT uid, name, sha256, size, media_type AS mediaType FROM kept_file WHERE item_id = ? ORDER BY sequence',
    )
    .all(itemId);
  if (rows.length === 0) return undefined;
  return rows.map(({ uid, name, sha256, size, mediaType }) => {
    const { text, bytes } = readablePath(baseNameBytes(name));
    const hash = Buffer.from(sha256).toString('hex');
    const named = { name: text, ...(bytes === null ? {} : { nameBytes: bytes }) };
    return { id: uuidText(uid), ...named, sha256: hash, size, mediaType };
  });
}
