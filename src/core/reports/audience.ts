import type { Actor, Consent, Source } from '../../shared/catalogue/people.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { LeftOut } from '../../shared/records/report.ts';
import type { Archive } from '../archive/archive.ts';
import { resolveItem } from '../catalogue/resolve.ts';
import { uuidText } from '../cryptography/random.ts';
import { statement } from '../database/statements.ts';
import { stateOf } from '../disposition/states.ts';
import { recordsOf, type StoredRecord } from '../records/record-state.ts';
import { sealedRecordsOf } from '../records/sealed-record.ts';
import { linksAbout } from '../records/show-record.ts';
import { words, writtenWords } from '../search/fold.ts';
import { soundsOf } from '../search/sounds.ts';
import { sealedState } from '../sealed/sealed-records.ts';

/** Which levels of confidentiality each class of recipient is told; a class that an archive added, only what is public. */
const toldLevels: Readonly<Record<string, readonly string[]>> = {
  'investigative-body-confidential': ['public', 'restricted', 'confidential'],
  'court-or-un-body-that-passes-it-to-the-state-concerned': ['public', 'restricted'],
  'partner-organisation': ['public', 'restricted'],
  'the-same-and-likely-published': ['public'],
  public: ['public'],
};

type Reason = LeftOut['reason'];

/** Sounds of a part of a name that is looked for alone: `Ara` begins too many words. */
const shortestStem = 4;

/** Field of the sealed text that holds it. */
const realName = 'real-name';

const mostPeople = 1_000_000;

/**
 * What a class of recipients may be told. Where in doubt it is not told: consent holds for the class that was asked about and
 * no other one, and is over once it was withdrawn.
 */
export class Audience {
  private readonly archive: Archive;
  private readonly recipient: string;
  private readonly sources = new Map<string, Source>();
  /** Actors (UUID) that are, or stand behind, a source which may not be told of. */
  private readonly protectedActors = new Set<string>();
  private readonly protectedNames: string[] = [];
  private readonly protectedStems: string[] = [];
  private readonly refusals = new Map<string, Reason | null>();

  /** Throws `sealed-locked`: what is sealed says who has to be left out. */
  constructor(archive: Archive, recipient: string) {
    if (sealedState(archive) === 'locked') throw new AppError('sealed-locked');
    this.archive = archive;
    this.recipient = recipient;
    const current = (kind: 'source' | 'actor'): readonly StoredRecord[] =>
      [...recordsOf(archive, kind, 0, mostPeople), ...sealedRecordsOf(archive, kind)].filter(
        ({ isRemoved }) => !isRemoved,
      );
    for (const { uid } of [...current('source'), ...current('actor')])
      // Whoever is told of somebody by another name, nobody is told the real one.
      for (const { field, text } of archive.sealed.current?.index.ofItem(uuidText(uid)) ?? [])
        if (field === realName) this.protect(text, true);
    for (const { uid, content } of current('source')) {
      const source = content as unknown as Source;
      this.sources.set(uuidText(uid), source);
      if (this.isCarried(source)) continue;
      if (source.actor !== undefined) this.protectedActors.add(source.actor);
      this.protect(source.title, false);
    }
    for (const { uid, content } of current('actor')) {
      const id = uuidText(uid);
      const { names, confidentiality } = content as unknown as Actor;
      if (!this.isTold(confidentiality)) this.protectedActors.add(id);
      if (!this.protectedActors.has(id)) continue;
      for (const { text } of names) this.protect(text, true);
    }
  }

  /** By its level alone. */
  isTold(confidentiality: string | undefined): boolean {
    return (toldLevels[this.recipient] ?? ['public']).includes(confidentiality ?? 'restricted');
  }

  isProtected(actor: string): boolean {
    return this.protectedActors.has(actor);
  }

  /** Whether a source (UUID) may be named as such. */
  mayName(source: string): boolean {
    const known = this.sources.get(source);
    if (!known || known.wishesAnonymity === true) return false;
    return (known.consents ?? []).length > 0 ? this.hasConsent(known) : known.confidentiality === 'public';
  }

  /** Whether a text names somebody who is protected, in whatever script. */
  namesProtected(text: string): boolean {
    if (this.protectedNames.length === 0) return false;
    const folded = ` ${words(text).join(' ')} `;
    if (this.protectedNames.some((name) => folded.includes(` ${name} `))) return true;
    return writtenWords(text).some((word) => {
      const sounds = soundsOf(word);
      return this.protectedStems.some((stem) => sounds.startsWith(stem));
    });
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
    const told = linksAbout(this.archive, item, 'en').filter(
      ({ type, end, other }) =>
        (type === 'told' || type === 'about') && end === 'to' && other.kind === 'source',
    );
    const isCarried = told.every(({ other }) => {
      const source = this.sources.get(other.id);
      return source !== undefined && this.isCarried(source);
    });
    return isCarried ? null : 'no-consent';
  }

  /** Whether what a source gave may be given on. */
  private isCarried(source: Source): boolean {
    if ((source.consents ?? []).length > 0) return this.hasConsent(source);
    return this.isTold(source.confidentiality) && source.wishesAnonymity !== true;
  }

  private hasConsent({ consents = [] }: Source): boolean {
    const asked = consents.filter(({ recipient }) => recipient === this.recipient);
    return asked.some(holds) && asked.every((consent) => holds(consent) || consent.withdrawnOn === undefined);
  }

  /** With `inParts` each longer word of it too, also with other endings. */
  private protect(name: string, inParts: boolean): void {
    const folded = words(name).join(' ');
    if (folded !== '') this.protectedNames.push(folded);
    if (!inParts) return;
    for (const word of writtenWords(name)) {
      const stem = soundsOf(word).replace(/[aeiou@y]+$/, '');
      if (stem.length >= shortestStem) this.protectedStems.push(stem);
    }
  }
}

function holds({ isGiven, withdrawnOn }: Consent): boolean {
  return isGiven && withdrawnOn === undefined;
}
