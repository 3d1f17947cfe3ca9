import type { Archive } from '../archive/archive.ts';
import { knowsClockChecks } from '../catalogue/item-state.ts';
import { recordDigest } from '../catalogue/record-digest.ts';
import { clockCheckMembers, clockCheckRows } from '../clock/checks.ts';
import { parseUuid } from '../cryptography/random.ts';
import { asText, type CommittedEvents } from './committed.ts';

/**
 * Every clock check against the last event that committed to it, and whether it was retracted; and what the log tells of is there,
 * unless it went with the item whose picture it was read off.
 */
export async function checkClockChecks(
  archive: Archive,
  events: CommittedEvents,
  _signal: AbortSignal,
  changed: (detail: string) => void,
): Promise<void> {
  if (!knowsClockChecks(archive)) return;
  const rows = clockCheckRows(archive);
  for (const row of rows) {
    const told = events.about('clock-check', row.uid);
    const committed = told.findLast(({ detail }) => detail.record !== undefined)?.detail.record;
    const retracted = told.find(({ detail }) => detail.clockCheck === 'retracted')?.time ?? null;
    const record = row.secret && recordDigest(row.secret, clockCheckMembers(row));
    if (record === null || record !== committed || row.retractedAt !== retracted)
      changed(`the clock check read off ${row.itemNumber} differs from what was recorded`);
  }
  const subjects = archive.catalogue
    .prepare<[], string>(
      "SELECT DISTINCT subject FROM event_disclosure WHERE subject >= 'clock-check:' AND subject < 'clock-check;'",
    )
    .pluck()
    .all();
  const destroyed = archive.catalogue.prepare<[Uint8Array | null]>(
    'SELECT 1 FROM tombstone JOIN item ON item.id = item_id WHERE item.uid = ? AND keeps_record = 0',
  );
  for (const subject of subjects) {
    const uid = parseUuid(subject.slice('clock-check:'.length));
    if (uid !== null && rows.some((row) => Buffer.from(row.uid).equals(uid))) continue;
    const made = events.ofSubject(subject).find(({ detail }) => detail.clockCheck === 'made');
    const item = parseUuid(asText(made?.detail.item) ?? '');
    if (item !== null && destroyed.get(item) !== undefined) continue;
    changed(`the log tells of ${subject.replace(':', ' ')}, and it is not there`);
  }
}
