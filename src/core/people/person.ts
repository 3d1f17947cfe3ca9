import type { Actor, Source } from '../../shared/catalogue/people.ts';
import { isKind } from '../../shared/catalogue/kinds.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Archive } from '../archive/archive.ts';
import { uuidText } from '../cryptography/random.ts';
import { heldContent } from '../records/content.ts';
import { requireRecord } from '../records/edit-record.ts';
import {
  recordsOf,
  replayRecord,
  revisionsOf,
  type RecordState,
  type StoredRecord,
} from '../records/record-state.ts';
import { isSealedRow, sealedRecordsOf, sealedRevisionsOf } from '../records/sealed-record.ts';
import { nameFinder, type FindNames, type KnownName } from './find-names.ts';
import { realNameField } from './real-name.ts';

/** One human being, as an archive knows them: as somebody who acted or suffered, as a source, or as both. */
export interface Person {
  /** The actor first where there is one, then what that actor told as a source. */
  readonly records: readonly StoredRecord[];
  /** UUIDs of these. */
  readonly ids: ReadonlySet<string>;
  readonly find: FindNames;
}

/**
 * The person whom an actor or a source is about, with everything that they are or were called: in any revision, as their sealed
 * real name where that is unlocked, and by `also`. Throws `not-found`, `not-a-person`.
 */
export function personOf(archive: Archive, reference: string, also: readonly string[]): Person {
  const meant = requireRecord(archive, reference);
  if (meant.kind !== 'actor' && meant.kind !== 'source')
    throw new AppError('not-a-person', { record: meant.number });
  const actor = isKind(meant, 'source') ? actorOf(archive, meant) : meant;
  const told = actor ? sourcesOf(archive, actor) : [];
  const records = [...(actor ? [actor] : []), ...told];
  if (!records.some(({ number }) => number === meant.number)) records.push(meant);
  const known = [
    ...records.flatMap((record) => statesOf(archive, record).flatMap((state) => namesIn(record, state))),
    ...records.flatMap((record) => realNames(archive, record)),
    ...also.map((text) => ({ text, isPersonal: true })),
  ];
  const ids = new Set(records.map(({ uid }) => uuidText(uid)));
  return { records, ids, find: nameFinder(known) };
}

/** A record after each of its revisions. */
export function statesOf(archive: Archive, record: StoredRecord): readonly RecordState[] {
  if (isSealedRow(record)) return sealedRevisionsOf(archive, record).map(({ record: state }) => state);
  return replayRecord(revisionsOf(archive, record.uid)) ?? [record];
}

function actorOf(archive: Archive, { content: { actor } }: StoredRecord<'source'>): StoredRecord | null {
  if (actor === undefined) return null;
  try {
    return requireRecord(archive, actor);
  } catch {
    return null;
  }
}

function sourcesOf(archive: Archive, actor: StoredRecord): readonly StoredRecord[] {
  const id = uuidText(actor.uid);
  return [...recordsOf(archive, 'source'), ...sealedRecordsOf(archive, 'source')].filter(
    ({ content, revision }) => revision > 0 && content.actor === id,
  );
}

function namesIn({ kind }: StoredRecord, { content }: RecordState): readonly KnownName[] {
  if (kind === 'source') {
    const source: Partial<Source> = heldContent('source', content);
    const { title = '' } = source;
    return [{ text: title, isPersonal: false }];
  }
  const actor: Partial<Actor> = heldContent('actor', content);
  const { names = [], isPseudonymous } = actor;
  return names.map(({ text }) => ({ text, isPersonal: isPseudonymous !== true }));
}

function realNames({ sealed }: Archive, { uid }: StoredRecord): readonly KnownName[] {
  const texts = sealed.current?.index.ofItem(uuidText(uid)) ?? [];
  return texts.filter(({ field }) => field === realNameField).map(({ text }) => ({ text, isPersonal: true }));
}
