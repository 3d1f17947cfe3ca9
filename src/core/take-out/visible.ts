import { isKind, type AnyContent, type ContentOf, type RecordKind } from '../../shared/catalogue/kinds.ts';
import type { Archive } from '../archive/archive.ts';
import { parseUuid, uuidText } from '../cryptography/random.ts';
import { statement } from '../database/statements.ts';
import { findRecord, recordById, type StoredRecord } from '../records/record-state.ts';
import { Audience } from '../reports/audience.ts';
import { unnamed } from './unnamed.ts';

/** `public`: what anybody may read. `partner`: whoever may see what is restricted. */
export type Recipient = 'public' | 'partner';

const classes = { public: 'public', partner: 'partner-organisation' } as const;

export interface OutRecord<Kind extends RecordKind = RecordKind> {
  readonly id: string;
  readonly number: string;
  readonly kind: Kind;
  readonly content: ContentOf<Kind>;
  /** Something that names somebody protected was left out of it. */
  readonly isShortened: boolean;
}

export interface OutItem {
  readonly id: string;
  readonly number: string;
  readonly title: string | null;
  readonly captured: string | null;
}

/**
 * What may leave the archive, as it may leave it: what a dossier for the same recipients would tell of, and never what is confidential
 * or sealed; without the cataloguer's notes, without where a place lies whose location is withheld, and without names of what stays
 * behind.
 */
export class OutView {
  private readonly archive: Archive;
  private readonly audience: Audience;

  /** Throws `sealed-locked`. */
  constructor(archive: Archive, recipient: Recipient) {
    this.archive = archive;
    this.audience = new Audience(archive, classes[recipient]);
  }

  /** By its row in the catalogue, where nothing that is sealed has one. */
  byRow(row: number): OutRecord | null {
    return this.shown(recordById(this.archive, row));
  }

  byId(id: string): OutRecord | null {
    const record = findRecord(this.archive, id);
    return record && this.shown(record);
  }

  item(row: number): OutItem | null {
    const found = statement<
      [number],
      { uid: Uint8Array; number: string; title: string | null; captured: string | null }
    >(this.archive.catalogue, 'SELECT uid, number, title, captured FROM item WHERE id = ?').get(row);
    if (!found) return null;
    const { uid, number, title, captured } = found;
    const id = uuidText(uid);
    if (this.audience.refuses(id) !== null) return null;
    const isNamed = title !== null && this.audience.namesProtected(title);
    return { id, number, title: isNamed ? null : title, captured };
  }

  /** Items that are joined to a record by links of a kind, in the order in which they were. */
  itemsOf(id: string, type: string): readonly OutItem[] {
    return statement<[string, Uint8Array | null], { item: number }>(
      this.archive.catalogue,
      `SELECT from_id AS item FROM link WHERE type = ? AND from_table = 'item' AND to_table = 'record' AND is_removed = 0
         AND to_id = (SELECT id FROM record WHERE uid = ?) ORDER BY id`,
    )
      .all(type, parseUuid(id))
      .flatMap(({ item }) => this.item(item) ?? []);
  }

  /** Records of a kind whose content names this one. */
  naming<Kind extends RecordKind>(id: string, kind: Kind): readonly OutRecord<Kind>[] {
    return statement<[Uint8Array | null, string], { row: number }>(
      this.archive.catalogue,
      `SELECT DISTINCT record_id AS row FROM record_reference JOIN record ON record.id = record_id
       WHERE to_uid = ? AND kind = ? ORDER BY record_id`,
    )
      .all(parseUuid(id), kind)
      .flatMap(({ row }) => {
        const record = this.byRow(row);
        return record && isKind(record, kind) ? record : [];
      });
  }

  private shown(record: StoredRecord): OutRecord | null {
    const { uid, number, kind, isRemoved, revision } = record;
    const id = uuidText(uid);
    const { audience } = this;
    if (isRemoved || revision === 0 || audience.isProtected(id)) return null;
    const content = without(record.content, 'note');
    if (!audience.isTold('confidentiality' in content ? content.confidentiality : undefined)) return null;
    const names = (text: string): boolean => audience.namesProtected(text);
    return { id, number, kind, ...unnamed({ kind, number, content: withoutPlace(content) }, names) };
  }
}

function withoutPlace(content: AnyContent): AnyContent {
  return 'isLocationWithheld' in content ? without(content, 'geometry') : content;
}

/** Members that may be left out are those that any record may lack. */
function without(content: AnyContent, name: 'note' | 'geometry'): AnyContent {
  return Object.fromEntries(Object.entries(content).filter(([member]) => member !== name)) as AnyContent;
}
