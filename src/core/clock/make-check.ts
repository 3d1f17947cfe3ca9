import { AppError } from '../../shared/errors/app-error.ts';
import { readEdtf } from '../../shared/dates/edtf.ts';
import {
  offsetTime,
  readReference,
  wallTime,
  type ReferenceTime,
} from '../../shared/dates/reference-time.ts';
import {
  doubtfulWarnings,
  type ClockCamera,
  type ClockCheck,
  type ClockDraft,
  type ClockPeriod,
  type ClockWarning,
} from '../../shared/records/clock-check.ts';
import type { Archive } from '../archive/archive.ts';
import { recordDigest, newRecordSecret } from '../catalogue/record-digest.ts';
import { resolveItem } from '../catalogue/resolve.ts';
import { parseUuid, uuidText, uuidV7 } from '../cryptography/random.ts';
import { appendEvents, type EventDraft } from '../custody/append.ts';
import { refusalOf, storedItem } from '../description/write-edit.ts';
import { requireWriting } from '../disposition/items.ts';
import { accessionsRound } from './candidates.ts';
import { checkOf, checksOf, clockCheckMembers, clockCheckRow, viewCheck, type Check } from './checks.ts';
import { noteOf } from './noted.ts';
import { shotOf, type Shot } from './shots.ts';

/** A picture that a clock can be read off. */
export interface Picture {
  readonly itemId: number;
  readonly itemUid: Uint8Array;
  readonly number: string;
  readonly shot: Shot;
  readonly reading: string;
  readonly camera: ClockCamera;
}

/**
 * Throws `clock-no-reading`, `clock-no-camera` where nothing can be compared; `item-hidden`, `item-destroyed`, `item-combined`;
 * and as `resolveItem` does.
 */
export function pictureOf(archive: Archive, reference: string): Picture {
  const item = storedItem(archive, resolveItem(archive, reference));
  const { number } = item;
  const refusal = refusalOf(archive, item);
  if (refusal?.code === 'item-destroyed') throw new AppError('item-destroyed', { items: number });
  if (refusal?.code === 'item-combined')
    throw new AppError('item-combined', { item: number, into: item.combined_into });
  if (refusal) throw new AppError('item-hidden', { item: number, state: 'hidden' });
  const shot = shotOf(archive, item.id);
  if (shot?.reading == null) throw new AppError('clock-no-reading', { item: number });
  if (!shot.camera) throw new AppError('clock-no-camera', { item: number });
  const { reading, camera } = shot;
  return { itemId: item.id, itemUid: item.uid, number, shot, reading, camera };
}

export interface Drafted {
  readonly picture: Picture;
  readonly check: Check;
  readonly reference: ReferenceTime;
  readonly warnings: readonly ClockWarning[];
}

const day = 86_400;
const tenYears = 3652 * day;

/**
 * What a check comes to that is not made yet. Throws `reference-invalid`, `clock-check-invalid`, and as `pictureOf` does.
 */
export async function draftCheck(
  archive: Archive,
  draft: ClockDraft,
  signal?: AbortSignal,
): Promise<Drafted> {
  const picture = pictureOf(archive, draft.item);
  const read = readReference(draft.reference);
  if (!read.ok) throw new AppError('reference-invalid', { text: draft.reference });
  const { time: reference } = read;
  const { uncertainty: least } = reference;
  const uncertainty = draft.uncertainty ?? least;
  if (uncertainty < least)
    throw invalid(`the time was read to ${least} s, which cannot be made ± ${uncertainty} s`);
  const wall = wallTime(picture.reading);
  if (wall === null) throw new AppError('clock-no-reading', { item: picture.number });
  const seconds = Math.round((reference.middle - wall) / 1000);
  const period = draft.period
    ? checkedPeriod(archive, draft.period)
    : {
        accessions: await accessionsRound(archive, picture.camera, picture.shot.accession, signal),
        from: null,
        to: null,
      };
  const check: Check = {
    uid: uuidText(uuidV7(archive.clock().getTime())),
    itemNumber: picture.number,
    camera: picture.camera,
    reading: picture.reading,
    readingOffset: picture.shot.readingOffset,
    offset: reference.offset,
    kind: draft.kind,
    ...{ seconds, uncertainty, period },
  };
  return { picture, check, reference, warnings: warningsOf(archive, picture, check, reference) };
}

function warningsOf(
  archive: Archive,
  { itemId, camera, shot }: Picture,
  { seconds, uncertainty }: Check,
  { middle, offset }: ReferenceTime,
): ClockWarning[] {
  const instant = middle - (offset === null ? 0 : offsetTime(offset));
  const hours = Math.round(seconds / 1800) * 1800;
  const noted = noteOf(archive, itemId)?.seconds ?? null;
  const said = [noted, ...checksOf(archive, camera).map((one) => one.seconds)];
  const found: readonly (readonly [ClockWarning, boolean])[] = [
    ['far-off', Math.abs(seconds) > tenYears],
    ['satellite-differs', satelliteSays(shot, seconds, offset === null ? null : instant) > uncertainty + 120],
    ['after-taking-in', instant > Date.parse(shot.takenInAt) + day * 1000],
    [
      'whole-hours',
      hours !== 0 && Math.abs(hours) <= 14 * 3600 && Math.abs(seconds - hours) <= uncertainty + 60,
    ],
    ['no-serial', camera.serial === null],
    ['differs', said.some((one) => one !== null && Math.abs(one - seconds) > uncertainty + 60)],
  ];
  return found.filter(([, applies]) => applies).map(([warning]) => warning);
}

const quarter = 900;

/**
 * Seconds between what a person read off and what the satellite clock in the same file tells, which itself may be two minutes old.
 * Without a zone (`instant` is null) no more is known than that zones are quarters of an hour apart.
 */
function satelliteSays({ satellite }: Shot, seconds: number, instant: number | null): number {
  if (satellite === null) return 0;
  if (instant !== null) return Math.abs(instant - Date.parse(satellite)) / 1000;
  return Math.abs(seconds - Math.round(seconds / quarter) * quarter);
}

/**
 * Records a check, and changes nothing else yet. Throws `clock-check-doubtful` where it cannot well be right and `sure` is not
 * said, `archive-read-only`, and as `draftCheck` does.
 */
export async function makeCheck(
  archive: Archive,
  draft: ClockDraft,
  sure: boolean,
  signal?: AbortSignal,
): Promise<ClockCheck> {
  requireWriting(archive);
  const { picture, check, reference, warnings } = await draftCheck(archive, draft, signal);
  const doubts = warnings.filter((warning) => doubtfulWarnings.includes(warning));
  if (doubts.length > 0 && !sure) throw new AppError('clock-check-doubtful', { reasons: doubts.join(', ') });
  const note = draft.note?.trim() ?? '';
  if (!note.isWellFormed()) throw invalid('the note is not valid Unicode');
  const { operator } = archive.session;
  const uid = parseUuid(check.uid) ?? uuidV7(archive.clock().getTime());
  const secret = newRecordSecret();
  const row = {
    uid,
    itemUid: picture.itemUid,
    itemNumber: picture.number,
    fileUid: parseUuid(picture.shot.file) ?? new Uint8Array(16),
    camera: JSON.stringify(check.camera),
    ...{ reading: check.reading, readingOffset: check.readingOffset, reference: reference.text },
    ...{ kind: check.kind, note: note === '' ? null : note },
    ...{ seconds: check.seconds, uncertainty: check.uncertainty, period: JSON.stringify(check.period) },
    madeAt: archive.clock().toISOString(),
    identityUid: operator?.uid ?? null,
    identityName: null,
    retractedAt: null,
  };
  const record = recordDigest(secret, clockCheckMembers(row));
  archive.catalogue
    .transaction(() => {
      archive.catalogue
        .prepare(
          `INSERT INTO clock_check (uid, item_id, file_uid, camera, reading, reading_offset, reference, kind, note, seconds,
             uncertainty, period, made_at, identity_id, secret) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(
          ...[uid, picture.itemId, row.fileUid, row.camera, row.reading, row.readingOffset, row.reference],
          ...[row.kind, row.note, row.seconds, row.uncertainty, row.period, row.madeAt, operator?.id ?? null],
          secret,
        );
      const detail = { clockCheck: 'made', item: uuidText(picture.itemUid), record };
      appendEvents(archive.catalogue, archive.events, [clockEvent(check.uid, detail, null)]);
    })
    .immediate();
  const made = clockCheckRow(archive, check.uid);
  if (!made) throw new Error('a clock check vanished');
  return viewCheck(archive, made);
}

export function clockEvent(check: string, detail: EventDraft['detail'], act: string | null): EventDraft {
  const subject = { kind: 'clock-check', id: check };
  return { type: 'metadata modification', subject, outcome: 'success', detail, act };
}

/**
 * Inside the transaction of an erasure: the notes of the checks that were read off an item, committed to anew without them, or
 * with what `instead` makes of each.
 */
export function eraseCheckNotes(
  archive: Archive,
  itemId: number,
  act: string,
  instead: (note: string) => string | null = () => null,
): EventDraft[] {
  const { catalogue } = archive;
  const checks = catalogue
    .prepare<[number], { uid: Uint8Array; note: string }>(
      'SELECT uid, note FROM clock_check WHERE item_id = ? AND note IS NOT NULL',
    )
    .all(itemId);
  const write = catalogue.prepare('UPDATE clock_check SET note = ?, secret = ? WHERE uid = ?');
  return checks.flatMap(({ uid, note }) => {
    const left = instead(note);
    if (left === note) return [];
    const secret = newRecordSecret();
    write.run(left, secret, uid);
    const row = clockCheckRow(archive, uuidText(uid));
    if (!row) return [];
    const record = recordDigest(secret, clockCheckMembers(row));
    return [clockEvent(uuidText(uid), { clockCheck: 'erased', record }, act)];
  });
}

/** Of a check that was made: as `draftCheck` gives one. Throws `clock-check-not-found`, `clock-check-retracted`. */
export function madeCheck(
  archive: Archive,
  id: string,
): { readonly check: Check; readonly reference: string } {
  const row = clockCheckRow(archive, id);
  if (!row) throw new AppError('clock-check-not-found', { check: id });
  if (row.retractedAt !== null) throw new AppError('clock-check-retracted', { check: id });
  return { check: checkOf(row), reference: row.reference };
}

/** Throws `date-invalid`, `clock-check-invalid`, `not-found`. */
function checkedPeriod({ catalogue }: Archive, { accessions, from, to }: ClockPeriod): ClockPeriod {
  const known = catalogue.prepare<[string]>('SELECT 1 FROM accession WHERE number = ?');
  for (const number of accessions ?? [])
    if (known.get(number) === undefined)
      throw new AppError('not-found', { kind: 'accession', value: number });
  const [first, last] = [from, to].map((text) => {
    if (text === null) return null;
    const read = readEdtf(text);
    if (!read.ok) throw new AppError('date-invalid', { text });
    return read;
  });
  if (first?.earliest != null && last?.latest != null && first.earliest > last.latest)
    throw invalid('the period ends before it begins');
  return { accessions: accessions === null ? null : [...new Set(accessions)].sort(), from, to };
}

function invalid(reason: string): AppError {
  return new AppError('clock-check-invalid', { reason });
}
