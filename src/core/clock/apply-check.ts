import { AppError } from '../../shared/errors/app-error.ts';
import type {
  ClockCheck,
  ClockDraft,
  ClockPicture,
  ClockPlan,
  ClockSkip,
  ClockSummary,
} from '../../shared/records/clock-check.ts';
import type { Archive } from '../archive/archive.ts';
import { refuseWhileExporting } from '../archive/exporting.ts';
import { basisOf } from '../catalogue/captured-basis.ts';
import { replayItem, revisionColumns } from '../catalogue/item-state.ts';
import type { ItemRevision } from '../catalogue/records.ts';
import { resolveItem } from '../catalogue/resolve.ts';
import { cameraName } from '../catalogue/sort-keys.ts';
import { describeItem } from '../catalogue/show.ts';
import { uuidText, uuidV7 } from '../cryptography/random.ts';
import { appendEvents } from '../custody/append.ts';
import { applyEdits, type EditHandlers } from '../description/edit.ts';
import type { Columns } from '../description/fields.ts';
import { refusalOf, storedItem, type StoredItem } from '../description/write-edit.ts';
import { requireWriting } from '../disposition/items.ts';
import { accessionsRound, candidates, eachShot } from './candidates.ts';
import { checksOf, clockCheckRow, itemsBy, viewCheck, type Check } from './checks.ts';
import { correct, type Corrected } from './correction.ts';
import { clockEvent, draftCheck, madeCheck, pictureOf } from './make-check.ts';
import { noteOf } from './noted.ts';
import { shotOf, type Shot } from './shots.ts';

/** What a person has to know before reading a clock off a picture. Throws as `pictureOf` does. */
export async function lookAtClock(
  archive: Archive,
  reference: string,
  signal?: AbortSignal,
): Promise<ClockPicture> {
  const { itemId, shot, reading, camera } = pictureOf(archive, reference);
  const { id, number, title, isGraphic } = describeItem(archive, itemId);
  return {
    item: { id, number, title, isGraphic },
    file: shot.file,
    reading,
    readingOffset: shot.readingOffset,
    camera: { ...camera, name: cameraName(camera) ?? '' },
    accessions: await accessionsRound(archive, camera, shot.accession, signal),
    noted: noteOf(archive, itemId),
  };
}

/** What applying a check comes to, made already (its id) or not. Throws as `draftCheck` and `madeCheck` do. */
export async function planClock(
  archive: Archive,
  of: ClockDraft | string,
  replace: readonly string[],
  signal?: AbortSignal,
): Promise<ClockPlan> {
  const isMade = typeof of === 'string';
  const drafted = isMade ? null : await draftCheck(archive, of, signal);
  const { check, reference } = drafted
    ? { check: drafted.check, reference: drafted.reference.text }
    : madeCheck(archive, isMade ? of : '');
  const { items: _, ...survey } = await surveyOf(archive, check, idsOf(archive, replace), signal);
  return {
    seconds: check.seconds,
    uncertainty: check.uncertainty,
    least: drafted?.reference.uncertainty ?? check.uncertainty,
    reference,
    period: check.period,
    warnings: drafted?.warnings ?? [],
    items: _.length,
    ...survey,
  };
}

const idsOf = (archive: Archive, references: readonly string[]): ReadonlySet<number> =>
  new Set(references.map((reference) => resolveItem(archive, reference)));

interface Survey extends Pick<ClockPlan, 'unchanged' | 'widened' | 'first' | 'last' | 'skipped'> {
  /** Row ids of the items that would change. */
  readonly items: readonly number[];
}

const examples = { few: 3, byHand: 100 } as const;

async function surveyOf(
  archive: Archive,
  check: Check,
  replace: ReadonlySet<number>,
  signal?: AbortSignal,
): Promise<Survey> {
  const checks = rivals(archive, check);
  const skipped = new Map<ClockSkip, ClockPlan['skipped'][number] & { examples: object[] }>();
  const items: number[] = [];
  let [unchanged, widened] = [0, 0];
  let [first, last]: [ClockPlan['first'], ClockPlan['last']] = [null, null];
  const found = await candidates(archive, check.camera, check.period, signal);
  for await (const { id, shot } of eachShot(archive, found, signal)) {
    const item = storedItem(archive, id);
    const corrected = decide(archive, { check, checks, item, shot, replace });
    if ('skip' in corrected) {
      const reason = corrected.skip;
      const most = reason === 'by-hand' ? examples.byHand : examples.few;
      const known = skipped.get(reason) ?? { reason, items: 0, examples: [] };
      const example = { id: uuidText(item.uid), number: item.number, captured: item.captured };
      const shown = known.examples.length < most ? [...known.examples, example] : known.examples;
      skipped.set(reason, { reason, items: known.items + 1, examples: shown });
      continue;
    }
    const { captured, basis, isWidened } = corrected;
    if (item.captured === captured && item.captured_basis === JSON.stringify(basis)) {
      unchanged += 1;
      continue;
    }
    items.push(id);
    if (isWidened) widened += 1;
    const dated = { number: item.number, reading: basis.reading, captured };
    if (first === null || captured < first.captured) first = dated;
    if (last === null || captured > last.captured) last = dated;
  }
  return { items, unchanged, widened, first, last, skipped: [...skipped.values()] };
}

const rivals = (archive: Archive, check: Check): Check[] => [
  ...checksOf(archive, check.camera).filter(({ uid }) => uid !== check.uid),
  check,
];

interface Deciding {
  readonly check: Check;
  readonly checks: readonly Check[];
  readonly item: StoredItem;
  readonly shot: Shot | null;
  /** Items, named one by one, of which what a person typed gives way. */
  readonly replace: ReadonlySet<number>;
}

function decide(archive: Archive, { check, checks, item, shot, replace }: Deciding): Corrected {
  if (refusalOf(archive, item)) return { skip: 'hidden' };
  const corrected = correct(check, checks, shot);
  const isByHand = item.captured !== null && item.captured_basis === null && !replace.has(item.id);
  return isByHand && !('skip' in corrected) ? { skip: 'by-hand' } : corrected;
}

/**
 * Asserts the time of every picture that a check is the one to ask about: a revision and an event each, one act for all. What
 * files say stays as it is; what a person typed stays too, except of the items named in `replace`. Undone as every edit is.
 * Throws `clock-check-not-found`, `clock-check-retracted`, `archive-read-only`, `export-running`, `interrupted`.
 */
export async function applyCheck(
  archive: Archive,
  request: { readonly check: string; readonly replace: readonly string[]; readonly act?: string | undefined },
  handlers: EditHandlers,
): Promise<ClockSummary> {
  requireWriting(archive);
  const { check } = madeCheck(archive, request.check);
  const replace = idsOf(archive, request.replace);
  const { items, unchanged, skipped } = await surveyOf(archive, check, replace, handlers.signal);
  const detail = { correctedBy: check.uid };
  const done = await applyEdits(archive, { items, act: request.act }, handlers, detail, (item) => {
    // Looked at once more: something else may have been said, or taken back, meanwhile.
    const holds = clockCheckRow(archive, check.uid)?.retractedAt === null;
    const shot = shotOf(archive, item.id);
    const corrected = decide(archive, { check, checks: rivals(archive, check), item, shot, replace });
    if (!holds || 'skip' in corrected) return { number: item.number, code: 'edited-since' };
    return { captured: corrected.captured, captured_basis: JSON.stringify(corrected.basis) };
  });
  return { act: done.act, edited: done.edited, unchanged: unchanged + done.unchanged, skipped };
}

/**
 * Takes a check back, and with it what it asserted: each item has again what a person had typed before, or what its file says. The
 * check and every revision stay. Once more, it does what an interruption left. Throws `clock-check-not-found`, and as
 * `applyCheck` does.
 */
export async function retractCheck(
  archive: Archive,
  id: string,
  handlers: EditHandlers,
): Promise<ClockSummary & { readonly check: ClockCheck | null }> {
  requireWriting(archive);
  refuseWhileExporting(archive);
  const row = clockCheckRow(archive, id);
  const items = itemsBy(archive, id.toLowerCase());
  // Its picture may have been destroyed, and the check with it: what it asserted of others stays to be taken back.
  if (!row && items.length === 0) throw new AppError('clock-check-not-found', { check: id });
  const act = uuidText(uuidV7(archive.clock().getTime()));
  if (row?.retractedAt === null)
    archive.catalogue
      .transaction(() => {
        const [event] = appendEvents(archive.catalogue, archive.events, [
          clockEvent(uuidText(row.uid), { clockCheck: 'retracted' }, act),
        ]);
        archive.catalogue
          .prepare('UPDATE clock_check SET retracted_at = ? WHERE id = ?')
          .run(event?.time ?? null, row.id);
      })
      .immediate();
  const done = await applyEdits(archive, { items, act }, handlers, { retracts: id.toLowerCase() }, (item) =>
    before(archive, item),
  );
  const now = clockCheckRow(archive, id);
  return {
    ...{ act: done.act, edited: done.edited, unchanged: done.unchanged, skipped: [] },
    check: now && viewCheck(archive, now),
  };
}

/** What was asserted of an item's time last that still holds: by a person, or by another check. */
function before(archive: Archive, item: StoredItem): Columns {
  const { catalogue } = archive;
  const rows = catalogue
    .prepare<[Uint8Array], ItemRevision>(
      `SELECT number AS revision, ${revisionColumns({ catalogue })} FROM revision
       LEFT JOIN identity ON identity.id = revision.identity_id WHERE record_uid = ? ORDER BY number`,
    )
    .all(item.uid);
  const states = replayItem(item.created_at, rows) ?? [];
  const last = states.findLast(({ captured_basis: stored }) => {
    const basis = basisOf(stored);
    return basis === null || clockCheckRow(archive, basis.check)?.retractedAt === null;
  });
  return { captured: last?.captured ?? null, captured_basis: last?.captured_basis ?? null };
}
