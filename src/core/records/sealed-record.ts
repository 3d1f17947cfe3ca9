import { isKind, recordKinds, type AnyContent, type RecordKind } from '../../shared/catalogue/kinds.ts';
import { isKeptSealed } from '../../shared/catalogue/kept-sealed.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Archive } from '../archive/archive.ts';
import { parseUuid, uuidText, uuidV7 } from '../cryptography/random.ts';
import { appendEvents, type EventDraft } from '../custody/append.ts';
import type { SealedLink, SealedRevision } from '../sealed/sealed-catalogue.ts';
import { insertSealed } from '../sealed/sealed-rows.ts';
import { reopenSealed, requireUnlocked } from '../sealed/sealed-records.ts';
import { heldContent } from './content.ts';
import type { RecordState, StoredRecord } from './record-state.ts';

/**
 * Records that are kept under the second key, whole: neither that there is one nor of what kind it is stands anywhere in clear.
 * Their numbers have a series of their own, which leaves no gap in the one that everybody sees.
 */

/** As `isKeptSealed` has it, of what a record says. */
export function isContentSealed(kind: RecordKind, content: AnyContent | RecordState['content']): boolean {
  const level = 'confidentiality' in content ? content.confidentiality : undefined;
  return isKeptSealed(kind, typeof level === 'string' ? level : undefined);
}

/** Rows of the catalogue are numbered from 1; what is sealed has none there. */
export const isSealedRow = ({ id }: Pick<StoredRecord, 'id'>): boolean => id < 0;

/** One transaction. What was only kept in memory when it failed is forgotten again. */
export function whileSealing<Result>(archive: Archive, work: () => Result): Result {
  try {
    return archive.catalogue.transaction(work).immediate();
  } catch (error) {
    reopenSealed(archive);
    throw error;
  }
}

/** The sealed record that an id or a number means, in a session that has them unlocked; else null. */
export function findSealedRecord(archive: Archive, reference: string): StoredRecord | null {
  const { current } = archive.sealed;
  if (!current) return null;
  const uid = parseUuid(reference);
  if (uid) {
    const last = current.catalogue.revisions(uuidText(uid))?.at(-1);
    return last ? asStored(archive, last) : null;
  }
  const wanted = reference.toUpperCase();
  for (const revision of current.catalogue.current())
    if (revision.record.number === wanted) return asStored(archive, revision);
  return null;
}

/** Every sealed record of a kind, in a session that has them unlocked. */
export function sealedRecordsOf<Kind extends RecordKind>(
  archive: Archive,
  kind: Kind,
): readonly StoredRecord<Kind>[] {
  const { current } = archive.sealed;
  if (!current) return [];
  return [...current.catalogue.current()]
    .filter(({ record }) => record.kind === kind)
    .map((revision) => asStored(archive, revision))
    .filter((record) => isKind(record, kind));
}

/** Revisions of a sealed record, the oldest first. */
export function sealedRevisionsOf(archive: Archive, { uid }: StoredRecord): readonly SealedRevision[] {
  return archive.sealed.current?.catalogue.revisions(uuidText(uid)) ?? [];
}

/** Throws `sealed-plain`, `sealed-none`, `sealed-locked`. */
export function createSealedRecord(
  archive: Archive,
  kind: RecordKind,
  content: RecordState['content'],
  options: { readonly uid?: Uint8Array; readonly act: string | null },
): { readonly record: StoredRecord; readonly draft: EventDraft } {
  requireSealable(archive);
  const now = archive.clock();
  const revision = {
    id: uuidText(options.uid ?? uuidV7(now.getTime())),
    kind,
    number: nextSealedNumber(archive, kind, now.getFullYear()),
    createdAt: now.toISOString(),
    revision: 1,
    content: { ...content },
    isRemoved: false,
    act: options.act,
  };
  return write(archive, revision);
}

export function writeSealedRevision(
  archive: Archive,
  record: StoredRecord,
  after: RecordState,
  act: string | null,
): StoredRecord {
  const { kind, number, createdAt, revision } = record;
  const written = write(archive, {
    ...{ id: uuidText(record.uid), kind, number, createdAt },
    revision: revision + 1,
    content: { ...after.content },
    isRemoved: after.isRemoved,
    act,
  });
  appendEvents(archive.catalogue, archive.events, [written.draft]);
  return written.record;
}

/** Inside the caller's transaction. */
export function writeSealedLink(archive: Archive, link: SealedLink['link']): EventDraft {
  const { key, catalogue } = requireUnlocked(archive);
  const row: SealedLink = { link, ...stamp(archive) };
  catalogue.addLink(row);
  return insertSealed(archive, key, row).draft;
}

function write(
  archive: Archive,
  record: SealedRevision['record'],
): { readonly record: StoredRecord; readonly draft: EventDraft } {
  const { key, catalogue } = requireUnlocked(archive);
  const row: SealedRevision = { record, ...stamp(archive) };
  const { draft } = insertSealed(archive, key, row);
  catalogue.addRevision(row);
  return { record: asStored(archive, row), draft };
}

function stamp(archive: Archive): { writtenAt: string; by: string | null } {
  const { operator } = archive.session;
  return { writtenAt: archive.clock().toISOString(), by: operator ? uuidText(operator.uid) : null };
}

function requireSealable(archive: Archive): void {
  if (!archive.keys) throw new AppError('sealed-plain');
  requireUnlocked(archive);
}

function nextSealedNumber(archive: Archive, kind: RecordKind, year: number): string {
  const series = `${recordKinds[kind].prefix}${year}-${archive.replica.code}-X`;
  const given = [...requireUnlocked(archive).catalogue.current()]
    .map(({ record }) => record.number)
    .filter((number) => number.startsWith(series))
    .map((number) => Number(number.slice(series.length)));
  return `${series}${String(Math.max(0, ...given) + 1).padStart(4, '0')}`;
}

function asStored(archive: Archive, { record }: SealedRevision): StoredRecord {
  const { id, kind, number, createdAt, revision, isRemoved } = record;
  const content = heldContent(kind, record.content);
  const uid = parseUuid(id);
  if (!uid) throw new Error(`a sealed record with the id ${id}`);
  const place = archive.sealed.current?.catalogue.placeOf(id) ?? 0;
  return { id: place, uid, kind, number, createdAt, revision, content, isRemoved };
}
