import type { Name } from '../../shared/catalogue/parts.ts';
import { isKind, type RecordKind } from '../../shared/catalogue/kinds.ts';
import { dateInWords } from '../../shared/dates/in-words.ts';
import type { LeftOut, ReportRequest } from '../../shared/records/report.ts';
import type { Archive } from '../archive/archive.ts';
import { uuidText } from '../cryptography/random.ts';
import { statement } from '../database/statements.ts';
import { linkedAt, linkedBy, linksOf } from '../records/links.ts';
import { findRecord, type StoredRecord } from '../records/record-state.ts';
import { findSealedRecord } from '../records/sealed-record.ts';
import { mention } from '../records/show-record.ts';
import { vocabulariesOf } from '../records/vocabularies.ts';
import { Audience } from './audience.ts';
import { ExhibitList } from './exhibit-list.ts';
import type { Block, Sentence } from './outline.ts';
import { sentencesOf } from './sentences.ts';
import { reportWords, type ReportWords } from './words/words.ts';

/** A record that is told of, with its id as others name it. */
export type Told<Kind extends RecordKind> = StoredRecord<Kind> & { readonly uuid: string };

/** How a document tells of records: to whom, in which language, with which exhibits, and what it had to leave out. */
export class Telling {
  readonly archive: Archive;
  readonly request: ReportRequest;
  readonly audience: Audience;
  readonly exhibits: ExhibitList;
  readonly words: ReportWords;
  private readonly labels = new Map<string, string>();
  private readonly omitted: LeftOut[] = [];
  private readonly itemOf;

  /** Throws `sealed-locked`. */
  constructor(archive: Archive, request: ReportRequest) {
    this.archive = archive;
    this.request = request;
    this.audience = new Audience(archive, request.recipient);
    this.exhibits = new ExhibitList(archive, this.audience);
    this.words = reportWords[request.language];
    for (const { id, terms } of vocabulariesOf(archive))
      for (const { id: term, labels, alone } of terms) {
        const label =
          alone?.[request.language] ??
          labels[request.language] ??
          Object.values(labels).find((one) => one !== undefined);
        this.labels.set(`${id} ${term}`, label ?? term);
      }
    this.itemOf = statement<[string], Uint8Array>(
      archive.catalogue,
      'SELECT uid FROM item WHERE number = ? COLLATE NOCASE',
    ).pluck();
  }

  leftOut(): readonly LeftOut[] {
    return [...this.omitted, ...this.exhibits.leftOut()];
  }

  omit(record: Told<RecordKind>, reason: LeftOut['reason'], text: string | null = null): void {
    const { uuid, number, kind } = record;
    this.leaveOut({ id: uuid, number, kind }, reason, text);
  }

  leaveOut(
    { id, number, kind }: Pick<LeftOut, 'id' | 'number' | 'kind'>,
    reason: LeftOut['reason'],
    text: string | null,
  ): void {
    this.omitted.push({ reason, id, number, kind, text });
  }

  /** The record of an id or number, of that kind and not taken away; else null. */
  find<Kind extends RecordKind>(reference: string, kind: Kind): Told<Kind> | null {
    const record = findSealedRecord(this.archive, reference) ?? findRecord(this.archive, reference);
    return record && isKind(record, kind) && !record.isRemoved ? told<Kind>(record) : null;
  }

  term(vocabulary: string, term: string | undefined): string | null {
    return term === undefined ? null : (this.labels.get(`${vocabulary} ${term}`) ?? term);
  }

  terms(vocabulary: string, terms: readonly string[] | undefined): string | null {
    return joined((terms ?? []).map((term) => this.term(vocabulary, term)));
  }

  date(date: string | undefined): string | null {
    return date === undefined ? null : dateInWords(date, this.request.language);
  }

  /** The name that this document uses of several. */
  nameOf(uuid: string, names: readonly Name[]): string {
    const { chosenNames = {}, names: choice, language } = this.request;
    const chosen = names.find(({ text }) => text === chosenNames[uuid]);
    const spoken = (name: Name): boolean => name.language?.split('-')[0] === language;
    const ofKind = choice === 'language' ? [] : names.filter(({ kind }) => kind === choice);
    const found = chosen ?? ofKind.find(spoken) ?? ofKind[0] ?? names.find(spoken) ?? names[0];
    return found?.text ?? '';
  }

  /** Items (UUID) that are linked with a record, themselves or by a text of them: all of them, however many there are. */
  itemsOf(uuid: string, types: readonly string[]): readonly string[] {
    const items = this.linkedWith(uuid, types).flatMap(({ kind, id }) => this.itemBehind(kind, id) ?? []);
    return [...new Set(items)];
  }

  /** The item itself, or that which a text is of; null of another record. */
  itemBehind(kind: string, id: string): string | null {
    if (kind === 'item') return id;
    return kind === 'text' ? (this.find(id, 'text')?.content.of ?? null) : null;
  }

  /** Items (UUID) that a text cites. */
  citedIn(text: string | undefined): readonly string[] {
    if (text === undefined) return [];
    return sentencesOf(text, this.request.language).flatMap(({ cites }) => this.itemsNumbered(cites));
  }

  private itemsNumbered(numbers: readonly string[]): readonly string[] {
    return numbers.flatMap((number) => this.itemOf.get(number) ?? []).map((uid) => uuidText(uid));
  }

  /** Items and records (UUID) that are linked with a record, by the kinds of link. */
  linkedWith(
    uuid: string,
    types: readonly string[],
  ): readonly { readonly kind: string; readonly id: string }[] {
    const { archive } = this;
    const open = linksOf(archive, linkedBy(archive, uuid), Infinity)
      .filter(({ type }) => types.includes(type))
      .map(({ end, fromTable, fromId, toTable, toId }) =>
        end === 'from' ? linkedAt(archive, toTable, toId) : linkedAt(archive, fromTable, fromId),
      )
      .map(({ kind, uid }) => ({ kind, id: uuidText(uid) }));
    const hidden = (archive.sealed.current?.catalogue.linksOf(uuid) ?? [])
      .filter(({ type }) => types.includes(type))
      .flatMap(({ from, to }) => mention(archive, from === uuid ? to : from, this.request.language) ?? []);
    return [...open, ...hidden];
  }

  /**
   * What a person wrote, sentence by sentence, each with the exhibits that it cites or, where it cites none, with all of
   * `otherwise`. What rests on nothing that may be shown, cites something whose source did not agree or that is not here, or names
   * somebody protected, is noted as left out.
   */
  sentences(
    record: Told<RecordKind>,
    text: string | undefined,
    otherwise: readonly string[],
  ): readonly Sentence[] {
    if (text === undefined) return [];
    return sentencesOf(text, this.request.language).flatMap(({ text: sentence, cites }) => {
      const items = this.itemsNumbered(cites);
      // A number that no item has is a slip of the pen, and not for whoever reads the document to find.
      const unknown = cites.filter((number) => this.itemOf.get(number) === undefined);
      if (unknown.length > 0) {
        this.omit(record, 'no-exhibit', `${sentence} [${unknown.join(', ')}]`);
        return [];
      }
      // What it says may be from the one whose source did not agree, though it cites others too.
      if (items.filter((item) => !this.exhibits.mayShow(item)).some((item) => this.isKeptBack(item))) {
        this.omit(record, 'no-consent', sentence);
        return [];
      }
      return this.sentence(record, sentence, cites.length > 0 ? items : otherwise);
    });
  }

  private isKeptBack(item: string): boolean {
    return this.audience.refuses(item) === 'no-consent';
  }

  /** One sentence, or none. */
  sentence(record: Told<RecordKind>, text: string, items: readonly string[]): readonly Sentence[] {
    if (this.audience.namesProtected(text)) {
      this.omit(record, 'names-protected', text);
      return [];
    }
    const exhibits = this.exhibits.cite(items);
    if (exhibits.length > 0) return [{ text, exhibits }];
    this.omit(record, 'no-exhibit', text);
    return [];
  }

  /** Rows of what is known of a record; what names somebody protected is left out of it. */
  facts(
    record: Told<RecordKind>,
    facts: readonly (readonly [label: string, value: string | null])[],
  ): readonly Block[] {
    const told = facts.flatMap(([label, value]): (readonly [string, string])[] => {
      if (value === null || value === '') return [];
      if (!this.audience.namesProtected(value)) return [[label, value]];
      this.omit(record, 'names-protected', `${label}: ${value}`);
      return [];
    });
    return told.length === 0 ? [] : [{ kind: 'facts', facts: told }];
  }
}

export function told<Kind extends RecordKind>(record: StoredRecord<Kind>): Told<Kind> {
  return { ...record, uuid: uuidText(record.uid) };
}

/** Texts that are there with semicolons; null where none is. */
export function joined(parts: readonly (string | null)[], separator = '; '): string | null {
  const there = parts.filter((part) => part !== null && part !== '');
  return there.length === 0 ? null : there.join(separator);
}

export function labelled(label: string, value: string | null): string | null {
  return value === null || value === '' ? null : `${label}: ${value}`;
}

/** With a full stop, as the language writes it, unless it ends a sentence already. */
export function stopped(text: string, language: string): string {
  if (/[.!?…։]$/.test(text)) return text;
  return `${text}${language === 'hy' ? '։' : '.'}`;
}
