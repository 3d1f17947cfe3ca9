import type { Actor, Source } from '../../shared/catalogue/people.ts';
import { toShare } from '../../shared/consents/consent-state.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { LeftOut } from '../../shared/records/report.ts';
import type { Archive } from '../archive/archive.ts';
import { resolveItem } from '../catalogue/resolve.ts';
import { parseUuid, uuidText } from '../cryptography/random.ts';
import { agrees, sourcesByItem } from '../consents/consents.ts';
import { statement } from '../database/statements.ts';
import { stateOf } from '../disposition/states.ts';
import { nameFinder, type FindNames, type KnownName } from '../people/find-names.ts';
import { statesOf } from '../people/person.ts';
import { realNameField } from '../people/real-name.ts';
import { heldContent } from '../records/content.ts';
import { knowsRecords, recordsOf, type StoredRecord } from '../records/record-state.ts';
import { sealedRecordsOf } from '../records/sealed-record.ts';
import { sealedState } from '../sealed/sealed-records.ts';
import { namesInTitle, placeKey } from './names-in-titles.ts';

/** Which levels of confidentiality each class of recipient is told; a class that an archive added, only what is public. */
const toldLevels: Readonly<Record<string, readonly string[]>> = {
  'investigative-body-confidential': ['public', 'restricted', 'confidential'],
  'court-or-un-body-that-passes-it-to-the-state-concerned': ['public', 'restricted'],
  'partner-organisation': ['public', 'restricted'],
  'the-same-and-likely-published': ['public'],
  public: ['public'],
};

type Reason = LeftOut['reason'];

/**
 * What a class of recipients may be told. Where in doubt it is not told: consent holds for the class that was asked about, and who
 * was not asked has not consented.
 */
export class Audience {
  private readonly archive: Archive;
  private readonly recipient: string;
  private readonly givers: ReturnType<typeof sourcesByItem>;
  /** Actors (UUID) that are, or stand behind, a source which may not be told of. */
  private readonly protectedActors = new Set<string>();
  /** Rows of the items that are linked with one of these: a picture of somebody tells of them without a word. */
  private readonly showing: ReadonlySet<number>;
  private readonly findNames: FindNames;
  private readonly refusals = new Map<string, Reason | null>();

  /** Throws `sealed-locked`: what is sealed says who has to be left out. */
  constructor(archive: Archive, recipient: string) {
    if (sealedState(archive) === 'locked') throw new AppError('sealed-locked');
    this.archive = archive;
    this.recipient = recipient;
    this.givers = sourcesByItem(archive);
    const current = <Kind extends 'source' | 'actor'>(kind: Kind): readonly StoredRecord<Kind>[] =>
      [...recordsOf(archive, kind), ...sealedRecordsOf(archive, kind)].filter(
        // Of one that was erased, or sealed later, nothing is left here. Who was only taken away is still to be protected.
        ({ revision }) => revision > 0,
      );
    const protectedNames: KnownName[] = [];
    for (const { uid } of [...current('source'), ...current('actor')])
      // Whoever is told of somebody by another name, nobody is told the real one.
      for (const { field, text } of archive.sealed.current?.index.ofItem(uuidText(uid)) ?? [])
        if (field === realNameField) protectedNames.push({ text, isPersonal: true });
    const places = placeNames(archive);
    // Who agreed as a source to be told of to these is told of, however confidential to others.
    const agreed = new Set<string>();
    const unnamed = new Set<string>();
    for (const record of current('source')) {
      const { content: source } = record;
      if (this.maySpeak(source)) {
        if (source.actor !== undefined) agreed.add(source.actor);
        continue;
      }
      if (source.actor !== undefined)
        (this.isCarried(source) ? unnamed : this.protectedActors).add(source.actor);
      for (const { content } of statesOf(archive, record)) {
        // Something of an earlier revision may be erased.
        const earlier: Partial<Source> = heldContent('source', content);
        const { title } = earlier;
        if (title === undefined) continue;
        protectedNames.push({ text: title, isPersonal: false }, ...namesInTitle(title, places));
      }
    }
    for (const record of current('actor')) {
      const id = uuidText(record.uid);
      const { names, confidentiality, isPseudonymous = false } = record.content;
      if (!this.isTold(confidentiality) && !agreed.has(id)) this.protectedActors.add(id);
      // What was given by somebody who wishes to stay unnamed may be told of, and another name than the real one tells nobody.
      if (unnamed.has(id) && !isPseudonymous) this.protectedActors.add(id);
      const isProtected = this.protectedActors.has(id);
      if (!isProtected && !isPseudonymous) continue;
      const told = new Set(isProtected ? [] : names.map(({ text }) => text));
      // An earlier name of somebody who goes by another one is the real one, unless it was another one too.
      for (const { content } of statesOf(archive, record)) {
        const before: Partial<Actor> = heldContent('actor', content);
        if (!isProtected && before.isPseudonymous === true) continue;
        for (const { text } of before.names ?? [])
          if (!told.has(text)) protectedNames.push({ text, isPersonal: true });
      }
    }
    this.findNames = nameFinder(protectedNames);
    this.showing = itemsLinkedWith(archive, this.protectedActors);
  }

  /** By its level alone. */
  isTold(confidentiality: string | undefined): boolean {
    return (toldLevels[this.recipient] ?? ['public']).includes(confidentiality ?? 'restricted');
  }

  isProtected(actor: string): boolean {
    return this.protectedActors.has(actor);
  }

  /** Sources of an item (UUID) that may be told of as such. */
  sourcesOf(item: string): readonly Source[] {
    const given = this.givers.get(resolveItem(this.archive, item)) ?? [];
    return given.map(({ content }) => content).filter((source) => this.maySpeak(source));
  }

  /** Whether a text names somebody who is protected, in whatever script. */
  namesProtected(text: string): boolean {
    return this.findNames(text).length > 0;
  }

  /** Null: the item (UUID) may be shown. */
  refuses(item: string): Reason | null {
    const known = this.refusals.get(item);
    if (known !== undefined) return known;
    const reason = this.refusalOf(item);
    this.refusals.set(item, reason);
    return reason;
  }

  private refusalOf(item: string): Reason | null {
    const id = resolveItem(this.archive, item);
    if (stateOf(this.archive, id) !== null) return 'not-here';
    const { confidentiality, combined } =
      statement<[number], { confidentiality: string; combined: Uint8Array | null }>(
        this.archive.catalogue,
        'SELECT confidentiality, combined_into AS combined FROM item WHERE id = ?',
      ).get(id) ?? {};
    if (combined != null) return 'not-here';
    if (!this.isTold(confidentiality)) return 'confidentiality';
    if (this.showing.has(id)) return 'names-protected';
    const isCarried = (this.givers.get(id) ?? []).every(({ content }) => this.isCarried(content));
    return isCarried ? null : 'no-consent';
  }

  /** Whether what a source gave may be given on. */
  private isCarried(source: Source): boolean {
    return agrees(this.archive, source, { purpose: toShare, recipient: this.recipient });
  }

  private maySpeak(source: Source): boolean {
    return source.wishesAnonymity !== true && this.isCarried(source);
  }
}

/** Rows of the items that are linked with one of the actors (UUID), from either end. */
function itemsLinkedWith(archive: Archive, actors: ReadonlySet<string>): ReadonlySet<number> {
  const items = new Set<number>();
  if (!knowsRecords(archive)) return items;
  const open = statement<[], { actor: Uint8Array; item: number }>(
    archive.catalogue,
    `SELECT record.uid AS actor, from_id AS item FROM link JOIN record ON record.id = to_id
       WHERE to_table = 'record' AND from_table = 'item' AND record.kind = 'actor' AND link.is_removed = 0
     UNION ALL SELECT record.uid, to_id FROM link JOIN record ON record.id = from_id
       WHERE from_table = 'record' AND to_table = 'item' AND record.kind = 'actor' AND link.is_removed = 0`,
  );
  for (const { actor, item } of open.iterate()) if (actors.has(uuidText(actor))) items.add(item);
  const rowOf = statement<[Uint8Array | null], { id: number }>(
    archive.catalogue,
    'SELECT id FROM item WHERE uid = ?',
  );
  for (const actor of actors)
    for (const { from, to } of archive.sealed.current?.catalogue.linksOf(actor) ?? []) {
      const row = rowOf.get(parseUuid(from === actor ? to : from));
      if (row) items.add(row.id);
    }
  return items;
}

/** What places are called, as titles are compared with it. */
function placeNames(archive: Archive): ReadonlySet<string> {
  return new Set(
    recordsOf(archive, 'place')
      .filter(({ revision }) => revision > 0)
      .flatMap(({ content }) => content.names.map(({ text }) => placeKey(text))),
  );
}
