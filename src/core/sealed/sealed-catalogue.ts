import { z } from 'zod';
import { isRecordKind, type RecordKind } from '../../shared/catalogue/kinds.ts';

/** A revision of a record that is kept sealed, as a row of `sealed_text` holds it (docs/formats/archive.md, "Sealed records"). */
export const sealedRevision = z.object({
  record: z.object({
    id: z.uuid(),
    kind: z.string().refine((kind): kind is RecordKind => isRecordKind(kind)),
    number: z.string(),
    createdAt: z.string(),
    revision: z.int().min(1),
    content: z.record(z.string(), z.unknown()),
    isRemoved: z.boolean(),
    act: z.uuid().nullable(),
  }),
  writtenAt: z.string(),
  by: z.uuid().nullable(),
});

/** A link of which one end or both are sealed. A later row about the same link takes it away or puts it back. */
export const sealedLink = z.object({
  link: z.object({
    id: z.uuid(),
    type: z.string(),
    from: z.uuid(),
    to: z.uuid(),
    certainty: z.string().nullable(),
    note: z.string().nullable(),
    isRemoved: z.boolean(),
  }),
  writtenAt: z.string(),
  by: z.uuid().nullable(),
});

export type SealedRevision = z.infer<typeof sealedRevision>;
export type SealedLink = z.infer<typeof sealedLink>;

/** Records and links of an unlocked session. In memory only: closing leaves nothing of them. */
export class SealedCatalogue {
  private readonly records = new Map<
    string,
    { readonly place: number; readonly revisions: SealedRevision[] }
  >();
  private readonly links = new Map<string, SealedLink>();

  addRevision(revision: SealedRevision): void {
    const { id } = revision.record;
    const known = this.records.get(id) ?? { place: -1 - this.records.size, revisions: [] };
    known.revisions.push(revision);
    this.records.set(id, known);
  }

  addLink(link: SealedLink): void {
    this.links.set(link.link.id, link);
  }

  /** Revisions of a record, the oldest first; null where there is none of this id. */
  revisions(id: string): readonly SealedRevision[] | null {
    return this.records.get(id)?.revisions ?? null;
  }

  /** Below zero: where rows of the catalogue have their numbers. */
  placeOf(id: string): number {
    return this.records.get(id)?.place ?? 0;
  }

  /** Every record as its last revision left it. */
  *current(): Generator<SealedRevision> {
    for (const { revisions } of this.records.values()) {
      const last = revisions.at(-1);
      if (last) yield last;
    }
  }

  link(id: string): SealedLink | undefined {
    return this.links.get(id);
  }

  /** Links that were not taken away, of an item or record. */
  linksOf(id: string): readonly SealedLink['link'][] {
    return [...this.links.values()]
      .map(({ link }) => link)
      .filter((link) => !link.isRemoved && (link.from === id || link.to === id));
  }

  allLinks(): Iterable<SealedLink> {
    return this.links.values();
  }

  close(): void {
    this.records.clear();
    this.links.clear();
  }
}
