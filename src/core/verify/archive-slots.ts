import type { Finding } from '../../shared/records/verification.ts';
import type { Archive } from '../archive/archive.ts';
import { listSlots } from '../archive/key-slots.ts';

/** archive.json's key slots against their own checks, and against the catalogue's list of every slot there ever was. */
export function checkSlots(archive: Archive): Finding[] {
  const known = new Map(
    archive.catalogue
      .prepare<[], { id: number; removedAt: string | null }>(
        'SELECT id, removed_at AS removedAt FROM key_slot',
      )
      .all()
      .map(({ id, removedAt }) => [id, removedAt]),
  );
  const findings: Finding[] = [];
  const found = (problem: Finding['problem'], detail: string): void =>
    void findings.push({ path: 'archive.json', problem, detail });
  for (const { id, whole } of listSlots(archive)) {
    const removedAt = known.get(id);
    if (!whole) found('changed', `key slot ${id} is damaged: it opens nothing`);
    if (removedAt === undefined)
      found('warning', `key slot ${id} is new to the catalogue: it was added by a program that was cut off`);
    else if (removedAt !== null)
      found(
        'unexpected',
        `key slot ${id} was removed on ${removedAt} and is back: an older archive.json lies here`,
      );
    known.delete(id);
  }
  for (const [id, removedAt] of known)
    if (removedAt === null) found('warning', `key slot ${id} is gone, and no session that ended says so`);
  return findings;
}
