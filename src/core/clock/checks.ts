import type { RecordMembers } from '../../verifier/records/record.ts';
import {
  clockCamera,
  clockPeriod,
  type CapturedBasis,
  type ClockCamera,
  type ClockCheck,
  type ClockPeriod,
} from '../../shared/records/clock-check.ts';
import type { Archive } from '../archive/archive.ts';
import { basisOf } from '../catalogue/captured-basis.ts';
import { knowsClockChecks } from '../catalogue/item-state.ts';
import { cameraName } from '../catalogue/sort-keys.ts';
import { parseUuid, uuidText } from '../cryptography/random.ts';
import { valueStatement } from '../database/statements.ts';
import { knowsDispositions } from '../disposition/states.ts';

/** A row of `clock_check`, and the item whose picture it was read off. */
export interface ClockCheckRow {
  readonly id: number;
  readonly uid: Uint8Array;
  readonly itemId: number;
  readonly itemUid: Uint8Array;
  readonly itemNumber: string;
  readonly fileUid: Uint8Array;
  readonly camera: string;
  readonly reading: string;
  readonly readingOffset: string | null;
  readonly reference: string;
  readonly kind: CapturedBasis['kind'];
  readonly note: string | null;
  readonly seconds: number;
  readonly uncertainty: number;
  readonly period: string;
  readonly madeAt: string;
  readonly identityUid: Uint8Array | null;
  readonly identityName: string | null;
  readonly secret: Uint8Array | null;
  readonly retractedAt: string | null;
}

const select = `SELECT clock_check.id, clock_check.uid, item_id AS itemId, item.uid AS itemUid, item.number AS itemNumber,
    file_uid AS fileUid, camera, reading, reading_offset AS readingOffset, reference, clock_check.kind, note, seconds,
    uncertainty, period, made_at AS madeAt, identity.uid AS identityUid, identity.name AS identityName, secret,
    retracted_at AS retractedAt
  FROM clock_check JOIN item ON item.id = item_id LEFT JOIN identity ON identity.id = identity_id`;

/** All that were ever made, the first one first, retracted ones too. */
export function clockCheckRows({ catalogue }: Pick<Archive, 'catalogue'>): ClockCheckRow[] {
  if (!knowsClockChecks({ catalogue })) return [];
  return catalogue.prepare<[], ClockCheckRow>(`${select} ORDER BY clock_check.id`).all();
}

export function clockCheckRow({ catalogue }: Pick<Archive, 'catalogue'>, id: string): ClockCheckRow | null {
  const uid = parseUuid(id);
  if (!uid || !knowsClockChecks({ catalogue })) return null;
  return (
    catalogue.prepare<[Uint8Array], ClockCheckRow>(`${select} WHERE clock_check.uid = ?`).get(uid) ?? null
  );
}

/** What the log commits to of a check (docs/formats/log.md, "Records"). That it was retracted is an event of its own. */
export function clockCheckMembers(row: Omit<ClockCheckRow, 'id' | 'itemId' | 'secret'>): RecordMembers {
  return {
    id: uuidText(row.uid),
    item: uuidText(row.itemUid),
    file: uuidText(row.fileUid),
    camera: row.camera,
    reading: row.reading,
    readingOffset: row.readingOffset,
    reference: row.reference,
    kind: row.kind,
    note: row.note,
    seconds: row.seconds,
    uncertainty: row.uncertainty,
    period: row.period,
    madeAt: row.madeAt,
    madeBy: row.identityUid && uuidText(row.identityUid),
  };
}

/** A check with what it says read. */
export interface Check {
  readonly uid: string;
  readonly itemNumber: string;
  readonly camera: ClockCamera;
  readonly reading: string;
  readonly readingOffset: string | null;
  /** Of the reference; null where no zone was given. */
  readonly offset: string | null;
  readonly kind: CapturedBasis['kind'];
  readonly seconds: number;
  readonly uncertainty: number;
  readonly period: ClockPeriod;
}

export const cameraOf = (row: Pick<ClockCheckRow, 'camera'>): ClockCamera =>
  clockCamera.parse(JSON.parse(row.camera));

export const periodOf = (row: Pick<ClockCheckRow, 'period'>): ClockPeriod =>
  clockPeriod.parse(JSON.parse(row.period));

/** The offset in a canonical reference: `2023-01-14T11:58:06+04:00[Asia/Yerevan]`. */
export const offsetIn = (reference: string): string | null =>
  /T[\d:]+([+-]\d\d:\d\d)/.exec(reference)?.[1] ?? null;

export function checkOf(row: ClockCheckRow): Check {
  const { itemNumber, reading, readingOffset, reference, kind, seconds, uncertainty } = row;
  return {
    uid: uuidText(row.uid),
    ...{ itemNumber, reading, readingOffset, kind, seconds, uncertainty },
    camera: cameraOf(row),
    offset: offsetIn(reference),
    period: periodOf(row),
  };
}

/** Those that hold, of one camera. */
export function checksOf(archive: Pick<Archive, 'catalogue'>, camera: ClockCamera): Check[] {
  return clockCheckRows(archive)
    .filter(({ retractedAt }) => retractedAt === null)
    .map(checkOf)
    .filter((check) => sameCamera(check.camera, camera));
}

/** Without a serial number every camera of a model is one. */
export function sameCamera(left: ClockCamera, right: ClockCamera): boolean {
  return left.make === right.make && left.model === right.model && left.serial === right.serial;
}

/** As a host is told of it. What its picture shows is told to nobody while that is hidden. */
export function viewCheck(archive: Archive, row: ClockCheckRow): ClockCheck {
  const camera = cameraOf(row);
  const isHidden = hides(archive, row.itemId);
  const id = uuidText(row.uid);
  return {
    id,
    item: { id: uuidText(row.itemUid), number: row.itemNumber },
    camera: { ...camera, name: cameraName(camera) ?? '' },
    reading: isHidden ? null : row.reading,
    readingOffset: isHidden ? null : row.readingOffset,
    reference: isHidden ? null : row.reference,
    kind: row.kind,
    note: isHidden ? null : row.note,
    seconds: row.seconds,
    uncertainty: row.uncertainty,
    period: periodOf(row),
    madeAt: row.madeAt,
    identityName: row.identityName === '' ? null : row.identityName,
    retractedAt: row.retractedAt,
    items: itemsBy(archive, id).length,
  };
}

function hides(archive: Archive, itemId: number): boolean {
  if (!knowsDispositions(archive)) return false;
  const hidden = archive.catalogue.prepare<[number]>(
    "SELECT 1 FROM item_state WHERE item_id = ? AND state = 'quarantined'",
  );
  return hidden.get(itemId) !== undefined;
}

/** Row ids of the items that have their time by a check now. */
export function itemsBy({ catalogue }: Pick<Archive, 'catalogue'>, check: string): number[] {
  return valueStatement<[string], number>(
    catalogue,
    "SELECT id FROM item WHERE captured_basis IS NOT NULL AND captured_basis ->> '$.check' = ? ORDER BY id",
  ).all(check);
}

/** Every check, the newest first; of one item: those read off it, and the one that its time is known by. */
export function listClockChecks(archive: Archive, itemId: number | null): ClockCheck[] {
  const by = itemId === null ? null : checkBehind(archive, itemId);
  return clockCheckRows(archive)
    .filter((row) => itemId === null || row.itemId === itemId || uuidText(row.uid) === by)
    .map((row) => viewCheck(archive, row))
    .toReversed();
}

function checkBehind({ catalogue }: Pick<Archive, 'catalogue'>, itemId: number): string | null {
  if (!knowsClockChecks({ catalogue })) return null;
  const stored = valueStatement<[number], string | null>(
    catalogue,
    'SELECT captured_basis FROM item WHERE id = ?',
  ).get(itemId);
  return basisOf(stored ?? null)?.check ?? null;
}
