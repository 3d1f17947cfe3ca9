import type { Archive } from '../archive/archive.ts';

export interface Revision {
  readonly recordUid: Uint8Array;
  readonly recordKind: string;
  readonly number: number;
  readonly changes: Readonly<Record<string, { readonly old: unknown; readonly new: unknown }>>;
}

/** Who changed what, when. Inside the transaction that changes it. */
export function recordRevision(archive: Archive, revision: Revision): void {
  archive.catalogue
    .prepare(
      'INSERT INTO revision (record_uid, record_kind, number, changed_at, identity_id, changes) VALUES (?, ?, ?, ?, ?, ?)',
    )
    .run(
      revision.recordUid,
      revision.recordKind,
      revision.number,
      archive.clock().toISOString(),
      archive.session.operator?.id ?? null,
      JSON.stringify(revision.changes),
    );
}
