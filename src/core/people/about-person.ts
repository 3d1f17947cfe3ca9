import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../shared/errors/app-error.ts';
import { kindNames } from '../../shared/catalogue/kinds.ts';
import { namedIn } from '../../shared/catalogue/named-in.ts';
import type { CopyGivenOut } from '../../shared/records/disposition.ts';
import type { Occurrence, PersonReport } from '../../shared/records/person.ts';
import type { RecordMention } from '../../shared/records/record.ts';
import type { Archive } from '../archive/archive.ts';
import { parseUuid, uuidText } from '../cryptography/random.ts';
import { sequencesAbout } from '../custody/read.ts';
import { demandsTwo } from '../disposition/authority.ts';
import { copiesGivenOut } from '../disposition/copies.ts';
import { itemRow } from '../disposition/items.ts';
import { idsInState } from '../disposition/states.ts';
import { recordsOf, type StoredRecord } from '../records/record-state.ts';
import { recordsOnceNaming } from '../records/references.ts';
import { isSealedRow, sealedRecordsOf } from '../records/sealed-record.ts';
import { mention } from '../records/show-record.ts';
import { sealedState } from '../sealed/sealed-records.ts';
import { excerptsOf, filesNaming, occurrencesOf, suggestedFor, type Found } from './occurrences.ts';
import { linksOf, unnamed } from './person-links.ts';
import { personOf, statesOf, type Person } from './person.ts';

export interface AboutOptions {
  /** What the person is called besides: names that no record has. */
  readonly also: readonly string[];
  /** BCP 47, of whoever reads. */
  readonly language: string;
  readonly signal: AbortSignal;
}

/**
 * Every place in the archive where somebody occurs: the records that are about them, what names these, and every text and file in
 * which one of their names stands in any script. Throws `not-found`, `not-a-person`, `interrupted`.
 */
export async function aboutPerson(
  archive: Archive,
  reference: string,
  { also, language, signal }: AboutOptions,
): Promise<PersonReport> {
  const person = personOf(archive, reference, also);
  const called = (id: string): RecordMention | null => mention(archive, id, language);
  const held = new Set(idsInState(archive, 'held').map((id) => uuidText(itemRow(archive, id).uid)));
  const occurrences: Occurrence[] = [];
  for await (const found of unhurried(occurrencesOf(archive, person), signal))
    occurrences.push(occurrence(archive, person, found, called, held));
  const files: PersonReport['files'][number][] = [];
  for await (const { item, name, in: places } of unhurried(filesNaming(archive, person), signal)) {
    const id = uuidText(itemRow(archive, item).uid);
    const said = called(id);
    if (said) files.push({ item: said, name, in: places, isHeld: held.has(id) });
  }
  const own = person.records.flatMap(({ uid }) => called(uuidText(uid)) ?? []);
  const namedBy = await naming(archive, person, called, signal);
  const links = linksOf(archive, person, called);
  const subjects = subjectsOf(archive, person);
  const events = subjects.reduce(
    (sum, subject) => sum + sequencesAbout(archive.catalogue, archive.events.log.id, subject).length,
    0,
  );
  const report = {
    records: own,
    namedBy,
    links: links.map(({ link }) => link),
    occurrences,
    files,
    copies: copiesOf(archive, [
      ...links.map(({ link }) => link.other.id),
      ...occurrences.flatMap(({ about }) => (about?.kind === 'item' ? about.id : [])),
      ...files.map(({ item }) => item.id),
    ]),
    events,
    elsewhere: elsewhereOf(archive, person),
    sealed: sealedState(archive),
    identities: demandsTwo(archive) ? (2 as const) : (1 as const),
  };
  return { ...report, places: placesIn(report) };
}

/** What whoever erases is asked for: how much of it there is. */
export function placesIn(
  report: Pick<PersonReport, 'records' | 'namedBy' | 'links' | 'occurrences' | 'files'>,
): number {
  const { records, namedBy, links, occurrences, files } = report;
  return records.length + namedBy.length + links.length + occurrences.length + files.length;
}

function occurrence(
  archive: Archive,
  person: Person,
  found: Found,
  called: (id: string) => RecordMention | null,
  held: ReadonlySet<string>,
): Occurrence {
  const { holding, key, field, texts, isWhole } = found;
  const { where, about } = holding;
  const isHeld = (where === 'item' || where === 'item-note') && held.has(holding.id);
  return {
    key,
    where,
    field,
    about: about === null ? null : (called(about) ?? accession(archive, about)),
    excerpts: excerptsOf(found, person.find),
    texts: texts.length,
    isWhole,
    suggested: isHeld ? 'leave' : suggestedFor(found),
    isHeld,
  };
}

function accession({ catalogue }: Archive, number: string): RecordMention | null {
  const uid = catalogue
    .prepare<[string], Uint8Array>('SELECT uid FROM accession WHERE number = ?')
    .pluck()
    .get(number);
  return uid ? { id: uuidText(uid), kind: 'accession', number, name: number } : null;
}

/** Records that name one of the person's, now or in an earlier revision. */
async function naming(
  archive: Archive,
  { ids }: Person,
  called: (id: string) => RecordMention | null,
  signal: AbortSignal,
): Promise<PersonReport['namedBy']> {
  const found: PersonReport['namedBy'][number][] = [];
  for (const record of recordsNaming(archive, ids)) {
    if (signal.aborted) throw new AppError('interrupted');
    const id = uuidText(record.uid);
    const named = namedIn(record.kind, record.content).records;
    const member = named.find(([, one]) => ids.has(one))?.[0] ?? null;
    const said = called(id);
    if (said) found.push({ record: said, member });
    await setImmediate();
  }
  return found;
}

/** Records, not the person's own, of which any revision names one of these ids. */
export function recordsNaming(archive: Archive, ids: ReadonlySet<string>): readonly StoredRecord[] {
  const hidden = kindNames
    .flatMap((kind) => sealedRecordsOf(archive, kind))
    .filter((record) => !ids.has(uuidText(record.uid)))
    .filter((record) => statesOf(archive, record).some(({ content }) => namesAny(content, ids)));
  return [...recordsOnceNaming(archive, ids), ...hidden];
}

function namesAny(content: unknown, ids: ReadonlySet<string>): boolean {
  if (typeof content === 'string') return ids.has(content);
  if (typeof content !== 'object' || content === null) return false;
  return Object.values(content).some((one) => namesAny(one, ids));
}

/** What the log's events about a person are about. */
function subjectsOf(archive: Archive, person: Person): readonly { kind: string; id: string }[] {
  const records = person.records
    .filter((record) => !isSealedRow(record))
    .map(({ kind, uid }) => ({ kind, id: uuidText(uid) }));
  const links = linksOf(archive, person, unnamed)
    .filter(({ isSealed }) => !isSealed)
    .map(({ id }) => ({ kind: 'link', id }));
  return [...records, ...links];
}

/** Packages and reports that carried items linked with the person, texts they told of such items, or items in which a name stands. */
export function copiesOf(archive: Archive, others: readonly string[]): readonly CopyGivenOut[] {
  const told = recordsOf(archive, 'text')
    .filter(({ uid }) => others.includes(uuidText(uid)))
    .flatMap(({ revision, content }) => (revision > 0 ? content.of : []));
  const rowOf = archive.catalogue
    .prepare<[Uint8Array | null], number>('SELECT id FROM item WHERE uid = ?')
    .pluck();
  const rows = [...new Set([...others, ...told])].flatMap((id) => rowOf.get(parseUuid(id)) ?? []);
  return copiesGivenOut(
    archive,
    rows.map((id) => itemRow(archive, id)),
  );
}

function elsewhereOf({ catalogue }: Archive, { find }: Person): PersonReport['elsewhere'] {
  const names = (sql: string): readonly string[] => catalogue.prepare<[], string>(sql).pluck().all();
  const found = [
    ...names("SELECT name FROM identity WHERE name <> ''").map((name) => ({
      what: 'identity' as const,
      name,
    })),
    ...names('SELECT name FROM map_file').map((name) => ({ what: 'map' as const, name })),
    ...names("SELECT value FROM setting WHERE name = 'name'").map((name) => ({
      what: 'archive' as const,
      name,
    })),
  ];
  return found.filter(({ name }) => find(name).length > 0);
}

/** What a search through everything finds, with pauses in which others are served. Throws `interrupted`. */
async function* unhurried<One>(found: Iterable<One | null>, signal: AbortSignal): AsyncGenerator<One> {
  let since = Date.now();
  for (const one of found) {
    if (one !== null) yield one;
    if (Date.now() - since < longestTurn) continue;
    if (signal.aborted) throw new AppError('interrupted');
    await setImmediate();
    since = Date.now();
  }
}

/** Milliseconds. */
const longestTurn = 20;
