import { namedIn } from '../../src/shared/catalogue/named-in.ts';
import { recordKinds, type ContentOf, type RecordKind } from '../../src/shared/catalogue/kinds.ts';
import { shippedVocabularies } from '../../src/shared/catalogue/vocabularies.ts';
import { parseUuid } from '../../src/core/cryptography/random.ts';
import { openArchive } from '../../src/core/archive/open.ts';
import type { Archive } from '../../src/core/archive/archive.ts';
import { seeded } from './invent.ts';

/**
 * Places, incidents, what else is recorded, and links, put into a generated archive that has none. Like the rest of it they are
 * not genuine: the custody log knows nothing of them.
 */
export interface GeneratedRecords {
  readonly places: number;
  readonly incidents: number;
  readonly links: number;
  /** Revisions besides the first of each record: a year of ten edits an hour is 87,600. */
  readonly edits: number;
}

export const casework: GeneratedRecords = {
  places: 10_000,
  incidents: 50_000,
  links: 2_000_000,
  edits: 87_600,
};

const people = 2_000;
const sources = 2_000;
const claims = 5_000;
const perTransaction = 50_000;

export function generateRecords(path: string, wanted: GeneratedRecords, seed = 3): void {
  // It may have been copied from where it was generated.
  const clock = (): Date => new Date('2026-06-01T12:00:00Z');
  const archive = openArchive(path, { access: 'write', clock, as: 'copied' });
  try {
    archive.catalogue.pragma('synchronous = OFF');
    archive.catalogue.pragma('foreign_keys = OFF');
    new Generator(archive, wanted, seed).run();
    archive.catalogue.exec('ANALYZE');
  } finally {
    archive.close();
  }
}

const syllables = [
  ['ba', 'ro', 'lin', 'ta', 'mer', 'go', 'sa', 'ven', 'du', 'ki', 'nor', 'kar'],
  ['բա', 'րո', 'լին', 'տա', 'մեր', 'գո', 'սա', 'վեն', 'դու', 'կի', 'նոր', 'կար'],
  ['ба', 'ро', 'лин', 'та', 'мер', 'го', 'са', 'вен', 'ду', 'ки', 'нор', 'кар'],
] as const;

class Generator {
  private readonly archive: Archive;
  private readonly wanted: GeneratedRecords;
  private readonly random: () => number;
  private readonly record;
  private readonly reference;
  private readonly revision;
  private readonly joined;
  private readonly items: number;
  private count = 0;
  private readonly made = new Map<RecordKind, { readonly id: number; readonly uuid: string }[]>();

  constructor(archive: Archive, wanted: GeneratedRecords, seed: number) {
    const db = archive.catalogue;
    this.archive = archive;
    this.wanted = wanted;
    this.random = seeded(seed);
    this.record = db.prepare(
      `INSERT INTO record (id, uid, kind, number, created_at, revision, content) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    );
    this.reference = db.prepare(
      'INSERT OR IGNORE INTO record_reference (to_uid, record_id, member) VALUES (?, ?, ?)',
    );
    this.revision = db.prepare(
      'INSERT INTO revision (record_uid, record_kind, number, changed_at, changes) VALUES (?, ?, ?, ?, ?)',
    );
    this.joined = db.prepare(
      `INSERT INTO link (uid, type, from_table, from_id, to_table, to_id, created_at)
       VALUES (?, ?, 'item', ?, 'record', ?, '2026-06-01T12:00:00.000Z')`,
    );
    this.items = db.prepare<[], number>('SELECT max(id) FROM item').pluck().get() ?? 0;
  }

  run(): void {
    const { places, incidents, links, edits } = this.wanted;
    const fill = (kind: RecordKind, count: number, content: (at: number) => unknown): void => {
      this.inTransactions(count, (at) => this.write(kind, content(at) as ContentOf<typeof kind>));
    };
    fill('place', places, () => this.place());
    fill('actor', people, () => ({ names: this.names(), type: this.term('actor-types') }));
    fill('source', sources, () => ({
      title: this.word(),
      connection: this.term('source-connections'),
      reviewOn: this.day(),
    }));
    fill('assessment', places * 3, (at) => ({
      of: this.made.get('place')?.[at % places]?.uuid,
      date: this.day(),
      status: this.term('site-status'),
      condition: this.term('overall-condition'),
      ...(at % 7 === 0 ? { reviews: [{ reviewer: 'A reviewer', agrees: at % 2 === 0 }] } : {}),
    }));
    fill('incident', incidents, () => this.incident());
    fill('claim', claims, () => ({ statement: this.sentence(), about: [this.one('incident')] }));
    this.inTransactions(links, (at) => this.link(at));
    const all = [...this.made.values()].flat();
    this.inTransactions(edits, (at) => this.edit(all[Math.floor(this.random() * all.length)], at));
  }

  private place(): unknown {
    const near = seeded(Math.floor(this.random() * 300));
    const [latitude, longitude] = [near() * 120 - 55, near() * 358 - 179];
    const off = (): number => (this.random() - 0.5) * 0.4;
    return {
      names: this.names(),
      types: [this.term('place-types')],
      geometry: {
        shape: { type: 'Point', coordinates: [longitude + off(), latitude + off()] },
        precision: 10,
      },
      period: String(1000 + Math.floor(this.random() * 900)),
      description: this.sentence(),
    };
  }

  private incident(): unknown {
    return {
      title: `${this.word()} ${this.word()}`,
      types: [this.term('incident-types')],
      date: this.day(),
      places: [this.one('place')],
      narrative: this.sentence(),
      acts: [{ what: this.word(), involvements: [{ actor: this.one('actor'), role: this.term('roles') }] }],
      legal: [this.term('legal-references')],
      riskFactors: [this.term('risk-factors')],
    };
  }

  /** Most join an item with a place or an incident, as most do. */
  private link(at: number): void {
    const toPlace = at % 3 !== 0;
    const list = this.made.get(toPlace ? 'place' : 'incident') ?? [];
    // A few of them have very many.
    const to = list[Math.floor(this.random() ** 2 * list.length)];
    if (!to) return;
    this.joined.run(
      parseUuid(uuidOf(at, 2)),
      toPlace ? 'shows' : 'documents',
      1 + Math.floor(this.random() * this.items),
      to.id,
    );
  }

  private edit(record: { readonly id: number; readonly uuid: string } | undefined, at: number): void {
    if (!record) return;
    const { catalogue } = this.archive;
    const note = `Edited for the ${at}th time.`;
    const row = catalogue
      .prepare<[string, number], { revision: number; kind: string }>(
        `UPDATE record SET revision = revision + 1, content = json_set(content, '$.note', ?) WHERE id = ?
         RETURNING revision, kind`,
      )
      .get(note, record.id);
    if (!row) return;
    const changes = JSON.stringify({ note: { old: null, new: note } });
    this.revision.run(parseUuid(record.uuid), row.kind, row.revision, '2026-06-01T12:00:00.000Z', changes);
  }

  private write<Kind extends RecordKind>(kind: Kind, content: ContentOf<Kind>): void {
    this.count += 1;
    const id = this.count;
    const uuid = uuidOf(id, 1);
    const list = this.made.get(kind) ?? [];
    this.made.set(kind, list);
    list.push({ id, uuid });
    const [uid, text] = [parseUuid(uuid), JSON.stringify(content)];
    const at = '2026-06-01T12:00:00.000Z';
    const number = `${recordKinds[kind].prefix}2026-${this.archive.replica.code}-${String(list.length).padStart(5, '0')}`;
    this.record.run(id, uid, kind, number, at, 1, text);
    for (const [member, to] of namedIn(kind, content).records) this.reference.run(parseUuid(to), id, member);
    const changes = Object.fromEntries(
      Object.entries(content).map(([name, value]) => [name, { old: null, new: value as unknown }]),
    );
    this.revision.run(uid, kind, 1, at, JSON.stringify(changes));
  }

  private names(): unknown {
    return ['en', 'hy', 'ru'].map((language, script) => ({
      text: capital(this.word(script)),
      language,
      kind: this.term('name-kinds'),
    }));
  }

  private word(script = Math.floor(this.random() * 3)): string {
    const parts = syllables[script] ?? syllables[0];
    return Array.from({ length: 3 }, () => parts[Math.floor(this.random() * parts.length)]).join('');
  }

  private sentence(): string {
    return `${Array.from({ length: 20 }, () => this.word()).join(' ')}.`;
  }

  private term(vocabulary: string): string {
    const terms = shippedVocabularies.find(({ id }) => id === vocabulary)?.terms ?? [];
    return terms[Math.floor(this.random() * terms.length)]?.id ?? '';
  }

  private one(kind: RecordKind): string {
    const list = this.made.get(kind) ?? [];
    return list[Math.floor(this.random() * list.length)]?.uuid ?? '';
  }

  private day(): string {
    return new Date(Date.UTC(2006, 0, 1) + this.random() * 20 * 365.25 * 86_400_000)
      .toISOString()
      .slice(0, 10);
  }

  private inTransactions(count: number, work: (at: number) => void): void {
    const { catalogue } = this.archive;
    for (let from = 0; from < count; from += perTransaction)
      catalogue.transaction(() => {
        for (let at = from; at < Math.min(count, from + perTransaction); at += 1) work(at);
      })();
  }
}

function uuidOf(at: number, kind: number): string {
  return `01900000-0000-7000-800${String(kind)}-${at.toString(16).padStart(12, '0')}`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
