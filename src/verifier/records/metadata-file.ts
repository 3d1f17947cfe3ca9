import type { Commitments } from '../custody/commitments.ts';
import { decodeUtf8, hex, utf8 } from '../custody/encoding.ts';
import type { Sha256 } from '../custody/merkle.ts';
import { csvLine, csvRow, type CsvRow } from './catalogue-csv.ts';
import { isJsonObject, type JsonObject } from './json.ts';
import { openRecord, type OpenedRecord } from './record.ts';
import {
  accessionDerivations,
  compareView,
  fileDerivations,
  itemDerivations,
  saysText,
  sightingDerivations,
} from './views.ts';

/** One metadata file of a package against the events that commit to what it says (docs/formats/package.md). */

export interface MetadataProblem {
  readonly problem: 'changed' | 'unexpected' | 'missing' | 'malformed';
  readonly detail: string;
}

export interface MetadataResult {
  readonly problems: readonly MetadataProblem[];
  /** What the catalogue has to say of its files, or null where that cannot be known. */
  readonly rows: readonly { readonly row: CsvRow; readonly line: string }[] | null;
  /** Paths of the exhibit files that it tells of. */
  readonly told: readonly string[];
}

export interface MetadataContext {
  readonly sha256: Sha256;
  readonly commitments: Commitments;
  /** Events are missing that may be the very ones asked for: what is found missing already is not told again. */
  readonly explained: boolean;
  /** SHA-256 of an exhibit file by the payload manifest, or null if it lists none of this path. */
  readonly digestOf: (path: string) => string | null;
}

/** `exhibit` is what the file's name says, as `E-0001`. */
export function checkMetadataFile(
  bytes: Uint8Array,
  exhibit: string,
  context: MetadataContext,
): MetadataResult {
  return new MetadataCheck(exhibit, context).run(bytes);
}

/** What no profile tells (docs/formats/package.md). `transfer`, the only profile of this format, tells everything else. */
const withheldByAll: ReadonlySet<string> = new Set(['vaultName', 'request']);

class MetadataCheck {
  private readonly exhibit: string;
  private readonly context: MetadataContext;
  private readonly problems: MetadataProblem[] = [];
  private readonly told: string[] = [];
  /** A record could not be opened: what its members would give is not known. */
  private unknown = false;

  constructor(exhibit: string, context: MetadataContext) {
    this.exhibit = exhibit;
    this.context = context;
  }

  run(bytes: Uint8Array): MetadataResult {
    const item = this.parse(bytes);
    const files = item && Array.isArray(item.files) ? (item.files as readonly unknown[]) : null;
    if (!item || !files) {
      if (item) this.add('malformed', 'files is not a list');
      return { problems: this.problems, rows: null, told: this.told };
    }
    if (item.exhibit !== this.exhibit) {
      this.add('changed', 'exhibit is not what the file is named by');
      this.unknown = true;
    }
    const itemRecord = this.open(item.record, 'record');
    const views = files.map((file, at) => this.file(file, at, itemRecord));
    const first = views[0] ?? null;
    if (!itemRecord) return { problems: this.problems, rows: null, told: this.told };
    const id = idOf(itemRecord);
    this.compare(itemRecord.digest, this.context.commitments.items.get(id), 'record', 'an item');
    const structural = ['exhibit', 'files', 'record'];
    const members = this.members(item, itemRecord, itemDerivations(first?.members ?? null), structural, '');
    if (this.unknown) return { problems: this.problems, rows: null, told: this.told };
    const rows = views.flatMap((view) => {
      if (!view) return [];
      const row = csvRow(this.exhibit, view.path, members, view.members);
      return [{ row, line: csvLine(row) }];
    });
    return { problems: this.problems, rows, told: this.told };
  }

  private parse(bytes: Uint8Array): JsonObject | null {
    const text = decodeUtf8(bytes);
    let value: unknown = null;
    try {
      value = text === null ? null : JSON.parse(text);
    } catch {
      // Told below.
    }
    if (!isJsonObject(value)) {
      this.add('malformed', 'not a JSON object in UTF-8');
      return null;
    }
    // Of a member that stands twice one reader takes the first and another the last.
    if (`${JSON.stringify(value, null, 1)}\n` !== text)
      this.add('changed', 'not in the form in which metadata files are written; a member may stand twice');
    return value;
  }

  private file(
    file: unknown,
    at: number,
    item: OpenedRecord | null,
  ): { readonly path: string; readonly members: JsonObject } | null {
    const place = `files[${at}]`;
    const record = isJsonObject(file) ? this.open(file.record, `${place}.record`) : null;
    if (!isJsonObject(file) || !record) {
      if (!isJsonObject(file)) this.add('malformed', `${place} is not an object`);
      this.unknown = true;
      return null;
    }
    const { commitments } = this.context;
    const id = idOf(record);
    this.compare(record.digest, commitments.files.get(id), `${place}.record`, 'a file');
    if (item && record.values.get('item') !== idOf(item))
      this.add('changed', `${place}.record is of another item's file`);
    const path = this.path(file.path, at, record);
    const structural = ['path', 'record', 'accession', 'seenAgain', 'metadata', 'metadataText'];
    const members = this.members(file, record, fileDerivations, structural, `${place}.`);
    this.metadata(file, record, place);
    const accession = this.accession(file.accession, record, `${place}.accession`);
    this.sightings(file.seenAgain, id, `${place}.seenAgain`);
    return { path, members: { ...members, accession } };
  }

  private path(path: unknown, at: number, record: OpenedRecord): string {
    const suffix = at === 0 ? '.' : `-${at + 1}.`;
    const text = typeof path === 'string' ? path : '';
    if (!text.startsWith(`data/exhibits/${this.exhibit}${suffix}`))
      this.add('changed', `files[${at}].path is not that of this exhibit's file`);
    else if (this.context.digestOf(text) !== record.values.get('sha256'))
      this.add('changed', `files[${at}].path does not have the bytes that were taken in`);
    else this.told.push(text);
    return text;
  }

  private metadata(file: JsonObject, record: OpenedRecord, place: string): void {
    const { metadata, metadataText: text } = file;
    const digest = record.values.get('metadata');
    if (digest === undefined) {
      if (metadata !== undefined || text !== undefined) this.add('changed', `${place}.metadata`);
      return;
    }
    if (typeof text !== 'string' || hex(this.context.sha256(utf8(text))) !== digest)
      this.add('changed', `${place}.metadataText`);
    else if (!saysText(metadata, text)) this.add('changed', `${place}.metadata`);
  }

  private accession(value: unknown, file: OpenedRecord, place: string): JsonObject {
    const record = isJsonObject(value) ? this.open(value.record, `${place}.record`) : null;
    if (!isJsonObject(value) || !record) {
      if (!isJsonObject(value)) this.add('malformed', `${place} is not an object`);
      this.unknown = true;
      return {};
    }
    const id = idOf(record);
    if (file.values.get('accession') !== id) this.add('changed', `${place}.record is of another accession`);
    this.compare(
      record.digest,
      this.context.commitments.accessions.get(id),
      `${place}.record`,
      'an accession',
    );
    return this.members(value, record, accessionDerivations, ['record'], `${place}.`);
  }

  private sightings(value: unknown, file: string, place: string): void {
    const { commitments, explained } = this.context;
    const committed = commitments.sightings.get(file) ?? [];
    if (!Array.isArray(value)) {
      this.add('malformed', `${place} is not a list`);
      return;
    }
    for (const [at, sighting] of (value as readonly unknown[]).entries()) {
      const where = `${place}[${at}]`;
      const record = isJsonObject(sighting) ? this.open(sighting.record, `${where}.record`) : null;
      if (!isJsonObject(sighting)) this.add('malformed', `${where} is not an object`);
      if (!isJsonObject(sighting) || !record) continue;
      this.members(sighting, record, sightingDerivations, ['record'], `${where}.`);
      const met = committed.indexOf(record.digest);
      if (met >= 0) committed.splice(met, 1);
      else if (!explained) this.add('changed', `${where}.record: no event commits to it`);
    }
    if (committed.length > 0)
      this.add('missing', `${place}: ${committed.length} that events tell of are not there`);
  }

  private members(
    object: JsonObject,
    record: OpenedRecord,
    derivations: Parameters<typeof compareView>[2],
    structural: readonly string[],
    prefix: string,
  ): JsonObject {
    const { members, changed, unexpected } = compareView(object, record, derivations, structural);
    for (const name of changed) this.add('changed', `${prefix}${name}`);
    for (const name of unexpected) this.add('unexpected', `${prefix}${name}: nothing binds it`);
    return members;
  }

  private open(carried: unknown, place: string): OpenedRecord | null {
    const record = openRecord(this.context.sha256, carried);
    if (!record) this.add('malformed', `${place} is not a record`);
    const hidden = record?.withheld.filter((name) => !withheldByAll.has(name)) ?? [];
    if (hidden.length > 0)
      this.add('changed', `${place} withholds ${hidden.join(', ')}, which this profile tells`);
    return record;
  }

  private compare(digest: string, committed: string | undefined, place: string, what: string): void {
    if (committed === digest) return;
    if (committed !== undefined)
      this.add('changed', `${place} is not what the log committed to when ${what} was recorded`);
    else if (!this.context.explained) this.add('changed', `${place}: no event commits to ${what} of this id`);
  }

  private add(problem: MetadataProblem['problem'], detail: string): void {
    this.problems.push({ problem, detail });
  }
}

function idOf(record: OpenedRecord): string {
  const id = record.values.get('id');
  return typeof id === 'string' ? id : '';
}
