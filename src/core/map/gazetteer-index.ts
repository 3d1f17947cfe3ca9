import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../../shared/errors/app-error.ts';
import type { GazetteerDetail } from '../../shared/records/map.ts';
import type { Database } from '../database/connection.ts';
import { statement } from '../database/statements.ts';
import { leaveNoTraces, overwriteWhatIsDeleted } from '../database/traces.ts';
import { words, writtenWords } from '../search/fold.ts';
import { between } from '../search/index-text.ts';
import { sounded } from '../search/sounds.ts';
import type { OpenOriginal } from '../vault/vault.ts';
import { readerOf, type GazetteerPlace, type GazetteerReader } from './gazetteer-format.ts';
import { hasMoreLines, joined, linesOf, type Line } from './lines.ts';

/** More is no country, and takes a machine's memory and patience: a person is told to take a part. */
export const mostPlaces = 1_000_000;
export const mostGazetteerBytes = 512 * 1_048_576;
const mostProblems = 20;
/** Milliseconds of a transaction: nothing else runs meanwhile. */
const turn = 12;
/** A longer one is found by its beginning, not by its sound. */
export const longestWord = 40;

/**
 * Reads a gazetteer and puts its places into derived.db under `uid`, in many transactions, others getting their turn between: it
 * counts as there when the last is done. Without `derived` it is read and counted only. Throws AppError `gazetteer-unusable` where
 * its columns are not known, `gazetteer-encoding`, `gazetteer-no-place`, `gazetteer-too-large`, `interrupted`.
 */
export async function indexGazetteer(
  derived: Database | null,
  uid: Uint8Array,
  file: OpenOriginal,
  context: {
    readonly name: string;
    readonly signal: AbortSignal;
    readonly onRead?: (bytes: number) => void;
    readonly isOpen: () => boolean;
  },
): Promise<GazetteerDetail> {
  const { name, signal } = context;
  if (file.size > mostGazetteerBytes || (await hasMoreLines(file, mostPlaces))) throw tooLarge(name);
  const tally = { places: 0, names: 0, skipped: 0, problems: [] as GazetteerDetail['problems'][number][] };
  const failed = { first: '—' };
  const all = linesOf(file, context.onRead);
  const start = await all.next();
  const first = start.done === true ? [] : start.value;
  const reader = readerIn(first, name);
  if (derived) forgetGazetteer(derived, uid);
  const id = derived && begin(derived, uid);
  try {
    for await (const lines of joined(resumed(first, all), (text) => reader.isUnfinished(text))) {
      for (let at = 0; at < lines.length;) {
        if (signal.aborted || !context.isOpen()) throw new AppError('interrupted');
        at = derived && id !== null ? derived.transaction(() => some(lines, at))() : some(lines, at);
        await nextTurn();
      }
    }
    if (tally.places === 0) {
      const isMisread = tally.problems.some(({ problem }) => problem === 'encoding');
      throw isMisread
        ? new AppError('gazetteer-encoding', { name })
        : new AppError('gazetteer-no-place', { name, first: failed.first });
    }
    if (derived) derived.prepare('UPDATE gazetteer SET is_whole = 1 WHERE id = ?').run(id);
    return { kind: 'gazetteer', ...tally };

    function some(lines: readonly Line[], from: number): number {
      let at = from;
      for (const until = performance.now() + turn; at < lines.length && performance.now() < until;) {
        // The clock is looked at now and then: a line takes less than asking it, if it is no long one.
        let letters = 0;
        for (const end = Math.min(lines.length, at + 50); at < end && letters < 10_000; at += 1) {
          const line = lines[at];
          letters += line && 'text' in line ? line.text.length : 0;
          one(line);
        }
      }
      return at;
    }
    function one(line: Line | undefined): void {
      if (!line) return;
      const place = 'problem' in line ? line.problem : reader.read(line.text);
      if (place === null) return;
      if (typeof place === 'string') {
        tally.skipped += 1;
        if (tally.skipped === 1) failed.first = `${line.number}: ${'text' in line ? shown(line.text) : '…'}`;
        if (tally.problems.length < mostProblems) tally.problems.push({ line: line.number, problem: place });
        return;
      }
      tally.places += 1;
      tally.names += place.names.length;
      if (derived && id !== null) put(derived, id, place);
    }
  } catch (error) {
    // Where a reader keeps the journal, it goes when the archive is closed.
    if (derived && context.isOpen() && forgetGazetteer(derived, uid)) leaveNoTraces(derived);
    throw error;
  }
}

/** Throws `gazetteer-encoding`, `gazetteer-unusable`. */
function readerIn(lines: readonly Line[], name: string): GazetteerReader {
  const first = lines.slice(0, 20);
  const texts = first.flatMap((line) => ('text' in line ? [line.text] : []));
  const reader = readerOf(texts);
  if (reader) return reader;
  // UTF-16 that does not say so, and what is packed, have these.
  const isText = texts.every((text) => !text.includes('\0'));
  if (!isText || first.some((line) => 'problem' in line && line.problem === 'encoding'))
    throw new AppError('gazetteer-encoding', { name });
  const heading = texts.find((text) => text.trim() !== '');
  throw new AppError('gazetteer-unusable', { name, heading: heading === undefined ? '—' : shown(heading) });
}

async function* resumed(
  first: readonly Line[],
  rest: AsyncIterable<readonly Line[]>,
): AsyncGenerator<readonly Line[]> {
  yield first;
  yield* rest;
}

/** The beginning of a line, for a person to know it again. */
const shown = (text: string): string => {
  const signs = Array.from(
    text
      .slice(0, 400)
      .replace(/[\p{C}\s]+/gu, ' ')
      .trim(),
  );
  return signs.length > 120 ? `${signs.slice(0, 120).join('')}…` : signs.join('');
};

const tooLarge = (name: string): AppError =>
  new AppError('gazetteer-too-large', { name, most: mostPlaces, bytes: mostGazetteerBytes });

function begin(derived: Database, uid: Uint8Array): number {
  return Number(
    derived.prepare('INSERT INTO gazetteer (uid, is_whole) VALUES (?, 0)').run(uid).lastInsertRowid,
  );
}

function put(derived: Database, gazetteer: number, place: GazetteerPlace): void {
  const { latitude, longitude, rank, radius, population, names } = place;
  const { lastInsertRowid: id } = statement(
    derived,
    `INSERT INTO gazetteer_place (gazetteer_id, latitude, longitude, rank, radius, population, names)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  ).run(gazetteer, latitude, longitude, rank, radius, population, JSON.stringify(names));
  statement(derived, 'INSERT INTO gazetteer_box VALUES (?, ?, ?, ?, ?, ?, ?)').run(
    ...[id, longitude, longitude, latitude, latitude, rank, rank],
  );
  statement(derived, 'INSERT INTO gazetteer_text (rowid, names) VALUES (?, ?)').run(
    id,
    names.map((name) => words(name).join(' ')).join(between),
  );
  const learn = statement(
    derived,
    'INSERT OR IGNORE INTO gazetteer_word (sounds, word, is_plain) VALUES (?, ?, ?)',
  );
  for (const written of new Set(names.flatMap(writtenWords))) {
    if (/\p{N}/u.test(written) || written.length < 2 || written.length > longestWord) continue;
    const { sounds, isPlain } = sounded(written);
    for (const word of words(written)) learn.run(sounds, word, isPlain ? 1 : 0);
  }
}

/** Rows that are taken out at a time. */
const rowsAtOnce = 2000;

/**
 * Takes a gazetteer out, some places at a time, with every word that no other one has. What it was is overwritten in derived.db,
 * but not in its journal: `leaveNoTraces` comes after. False if it was not there.
 */
export function* forgettingGazetteer(derived: Database, uid: Uint8Array): Generator<undefined, boolean> {
  const id = derived.prepare<[Uint8Array], number>('SELECT id FROM gazetteer WHERE uid = ?').pluck().get(uid);
  if (id === undefined) return false;
  overwriteWhatIsDeleted(derived);
  const some = derived.prepare<[number], string | null>(
    `SELECT json_group_array(id) FROM
       (SELECT id FROM gazetteer_place WHERE gazetteer_id = ? LIMIT ${rowsAtOnce})`,
  );
  for (;;) {
    const ids = some.pluck().get(id) ?? '[]';
    if (ids === '[]') break;
    derived.transaction(() => {
      const those = 'IN (SELECT value FROM json_each(?))';
      derived.prepare(`DELETE FROM gazetteer_text WHERE rowid ${those}`).run(ids);
      derived.prepare(`DELETE FROM gazetteer_box WHERE id ${those}`).run(ids);
      derived.prepare(`DELETE FROM gazetteer_place WHERE id ${those}`).run(ids);
    })();
    yield undefined;
  }
  derived.transaction(() => {
    forgetWords(derived);
    derived.prepare('DELETE FROM gazetteer WHERE id = ?').run(id);
  })();
  return true;
}

/** Words that no place has any more. */
function forgetWords(derived: Database): void {
  if (derived.prepare('SELECT 1 FROM gazetteer_place').get() === undefined) {
    derived.exec(
      `INSERT INTO gazetteer_text (gazetteer_text) VALUES ('delete-all'); DELETE FROM gazetteer_word`,
    );
    return;
  }
  // Deleted words stay in the index's segments until they are merged.
  derived.exec(`INSERT INTO gazetteer_text (gazetteer_text) VALUES ('optimize');
    CREATE VIRTUAL TABLE temp.indexed_gazetteer_word USING fts5vocab (main, gazetteer_text, 'row');
    DELETE FROM gazetteer_word WHERE word NOT IN (SELECT term FROM temp.indexed_gazetteer_word);
    DROP TABLE temp.indexed_gazetteer_word`);
}

/** The same in one go. */
export function forgetGazetteer(derived: Database, uid: Uint8Array): boolean {
  const steps = forgettingGazetteer(derived, uid);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

const prepared = new WeakMap<Database, boolean>();

/** Whether derived.db has these tables: one that is only read may be older than they are. */
export function knowsGazetteers(derived: Database): boolean {
  const known =
    prepared.get(derived) ??
    derived.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'gazetteer_place'").get() !== undefined;
  prepared.set(derived, known);
  return known;
}
