import { fileReadings, noReadings } from '../../shared/records/readings.ts';
import type { ItemRow } from '../../shared/records/item-row.ts';
import { defectCodes } from '../../shared/records/warning-codes.ts';
import type { Archive } from '../archive/archive.ts';
import { uuidText } from '../cryptography/random.ts';
import { statement } from '../database/statements.ts';
import { dispositionOf, knowsDispositions } from '../disposition/states.ts';
import { describing, pathOf, titleOf } from './list.ts';
import { cameraName } from './sort-keys.ts';
import { tagsIn } from './tags.ts';

interface Stored {
  readonly fileId: number | null;
  readonly fileUid: Uint8Array | null;
  readonly uid: Uint8Array;
  readonly number: string;
  readonly title: string | null;
  readonly captured: string | null;
  readonly confidentiality: string;
  readonly files: number;
  readonly mediaType: string | null;
  readonly readings: string | null;
  readonly path: Uint8Array | null;
  readonly languages: string | null;
  readonly tags: string | null;
  readonly isGraphic: number;
  /** 1: something became of it, or holds it. */
  readonly isDisposed: number;
}

const disposed = `EXISTS (SELECT 1 FROM item_state WHERE item_state.item_id = item.id)
  OR EXISTS (SELECT 1 FROM tombstone WHERE tombstone.item_id = item.id)
  OR EXISTS (SELECT 1 FROM legal_hold WHERE legal_hold.item_id = item.id)`;

const nothingShown = {
  title: '',
  captured: null,
  mediaType: null,
  width: null,
  height: null,
  orientation: null,
  camera: null,
  defect: null,
  isGraphic: false,
  tags: [],
  languages: [],
};

/** An item as it is now, and the file that a picture of it is made from; null where nothing of it is shown. */
export interface FoundRow {
  readonly row: ItemRow;
  readonly first: { readonly id: number; readonly uid: Uint8Array } | null;
}

/** In the order of their row ids. */
export function itemRows(archive: Pick<Archive, 'catalogue'>, ids: Iterable<number>): FoundRow[] {
  const select = statement<[number], Stored>(
    archive.catalogue,
    `SELECT item.uid, item.number, item.title, item.captured, item.confidentiality, first.readings,
       first.id AS fileId, first.uid AS fileUid,
       first.media_type AS mediaType, ${pathOf(archive)} AS path, ${describing(archive)},
       ${knowsDispositions(archive) ? disposed : '0'} AS isDisposed,
       (SELECT count(*) FROM file WHERE file.item_id = item.id) AS files
     FROM item LEFT JOIN file AS first ON first.item_id = item.id AND first.sequence = 1
     LEFT JOIN accession_entry AS entry ON entry.id = first.entry_id WHERE item.id = ?`,
  );
  return Array.from(ids, (id) => {
    const stored = select.get(id);
    if (!stored) throw new Error(`no item ${id}`);
    return rowOf(archive, id, stored);
  });
}

function rowOf(archive: Pick<Archive, 'catalogue'>, id: number, stored: Stored): FoundRow {
  const { number, files, confidentiality, mediaType } = stored;
  const disposition = stored.isDisposed === 1 ? dispositionOf(archive, id) : null;
  const always = {
    id: uuidText(stored.uid),
    number,
    files,
    confidentiality,
    ...(disposition ? { disposition } : {}),
  };
  // Nothing is shown of what lies in quarantine, and nothing is left of what was destroyed.
  if (disposition?.state === 'quarantined' || disposition?.state === 'destroyed')
    return { row: { ...always, ...nothingShown }, first: null };
  const { captured, camera, width, height, orientation, warnings } =
    stored.readings === null ? noReadings : fileReadings.parse(JSON.parse(stored.readings));
  const { fileId, fileUid } = stored;
  const row = {
    ...always,
    ...titleOf(stored),
    captured: stored.captured ?? captured?.value ?? null,
    mediaType,
    width,
    height,
    orientation,
    camera: cameraName(camera),
    defect: defectCodes.find((code) => warnings.some((one) => one.code === code)) ?? null,
    isGraphic: stored.isGraphic === 1,
    tags: tagsIn(stored.tags),
    languages: tagsIn(stored.languages),
  };
  return { row, first: fileId !== null && fileUid ? { id: fileId, uid: fileUid } : null };
}
