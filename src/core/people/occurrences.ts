import { inflateRawSync } from 'node:zlib';
import type { Occurrence, OccurrenceChoice } from '../../shared/records/person.ts';
import type { Archive } from '../archive/archive.ts';
import { knowsText } from '../catalogue/derived-state.ts';
import { uuidText } from '../cryptography/random.ts';
import { baseNameBytes } from '../paths/path-bytes.ts';
import { withoutNames, type FindNames, type NameMatch } from './find-names.ts';
import { holdings, stringsIn, type Holding, type Where } from './holdings.ts';
import { linksOf, unnamed } from './person-links.ts';
import type { Person } from './person.ts';

/** Texts of one field of something that holds any, in which a name of somebody stands. */
export interface Found {
  readonly holding: Holding;
  readonly key: string;
  readonly field: string;
  /** Those that hold a name, what stands there now first. */
  readonly texts: readonly string[];
  readonly isWhole: boolean;
}

export function keyOf(where: Where, id: string, field: string): string {
  return `${where}:${id}:${field}`;
}

/** Every text of the archive in which a name of this person stands, apart from the person's own records and links. */
export function* occurrencesOf(archive: Archive, person: Person): Generator<Found | null> {
  const own = new Set([...person.ids, ...linksOf(archive, person, unnamed).map(({ id }) => id)]);
  for (const holding of holdings(archive)) {
    // What is sealed about the person goes with them.
    if (own.has(holding.id) || (holding.where === 'sealed-text' && own.has(holding.about ?? ''))) continue;
    for (const [field, texts] of holding.fields) {
      const matches = texts
        .map((text) => [text, person.find(text)] as const)
        .filter(([, found]) => found.length > 0);
      if (matches.length === 0) continue;
      const isWhole = matches.some(([, found]) => found.some((match) => match.isWhole));
      const key = keyOf(holding.where, holding.id, field);
      yield { holding, key, field, texts: matches.map(([text]) => text), isWhole };
    }
    // A pause for whoever shares the thread.
    yield null;
  }
}

/** What is done with a text unless a person chose: what may mean somebody else is left to them. */
export function suggestedFor({ isWhole, holding }: Pick<Found, 'isWhole' | 'holding'>): OccurrenceChoice {
  if (holding.where === 'saved-search') return isWhole ? 'erase' : 'leave';
  return isWhole ? 'replace' : 'leave';
}

/** How a text reads once what was chosen is done. */
export function changedText(
  text: string,
  find: FindNames,
  choice: OccurrenceChoice,
  instead: string,
): string {
  if (choice === 'leave' || find(text).length === 0) return text;
  return choice === 'erase' ? instead : withoutNames(text, find, instead);
}

const around = 70;
const mostExcerpts = 5;

export function excerptsOf({ texts }: Found, find: FindNames): Occurrence['excerpts'] {
  return texts.slice(0, mostExcerpts).map((text) => excerpt(text, find(text)));
}

function excerpt(text: string, matches: readonly NameMatch[]): Occurrence['excerpts'][number] {
  const [first] = matches;
  const begin = Math.max(0, (first?.from ?? 0) - around);
  const end = Math.min(text.length, (first?.to ?? 0) + 2 * around);
  const [before, after] = [begin > 0 ? '…' : '', end < text.length ? '…' : ''];
  const shift = before.length - begin;
  return {
    text: `${before}${text.slice(begin, end).toWellFormed()}${after}`,
    matches: matches
      .filter(({ from, to }) => from >= begin && to <= end)
      .map(({ from, to }) => ({ from: from + shift, to: to + shift })),
  };
}

export interface NamedInBytes {
  readonly file: string;
  readonly item: number;
  readonly name: string;
  readonly in: readonly ('metadata' | 'text')[];
}

const page = 200;

/** Files whose own bytes hold a name: what was read out of them says so. */
export function* filesNaming(
  { catalogue, derived }: Archive,
  { find }: Person,
): Generator<NamedInBytes | null> {
  const rows = catalogue.prepare<
    [number, number],
    { id: number; uid: Uint8Array; item: number; readings: string; metadata: Uint8Array; path: Uint8Array }
  >(
    `SELECT file.id, file.uid, file.item_id AS item, readings, metadata, entry.path FROM file
     JOIN accession_entry AS entry ON entry.id = file.entry_id WHERE file.id > ? ORDER BY file.id LIMIT ?`,
  );
  const text =
    derived && knowsText({ derived })
      ? derived.prepare<[number], string>('SELECT text FROM document_text WHERE file_id = ?').pluck()
      : null;
  for (let after = 0; ;) {
    const found = rows.all(after, page);
    for (const { id, uid, item, readings, metadata, path } of found) {
      const tags = stringsIn([JSON.parse(readings), JSON.parse(inflateRawSync(metadata).toString('utf8'))]);
      const document = text?.get(id) ?? '';
      const places = [
        ...(tags.some((tag) => find(tag).length > 0) ? (['metadata'] as const) : []),
        ...(find(document).length > 0 ? (['text'] as const) : []),
      ];
      const name = Buffer.from(baseNameBytes(path)).toString('utf8');
      if (places.length > 0) yield { file: uuidText(uid), item, name, in: places };
    }
    const last = found.at(-1);
    if (!last || found.length < page) return;
    after = last.id;
    yield null;
  }
}
