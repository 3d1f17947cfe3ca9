import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../shared/errors/app-error.ts';
import { kindNames } from '../../shared/catalogue/kinds.ts';
import type { Archive } from '../archive/archive.ts';
import { parseUuid } from '../cryptography/random.ts';
import { knowsRecords } from '../records/record-state.ts';
import type { CommittedEvents } from './committed.ts';

const pageSize = 200;
/** Tables of what events are about. An item and an identity are named by their rows' own checks too. */
const tables = {
  accession: 'accession',
  file: 'file',
  identity: 'identity',
  item: 'item',
  package: 'package',
  sealed: 'sealed_text',
} as const;
const laterTables = {
  ...Object.fromEntries(kindNames.map((kind) => [kind, 'record'])),
  link: 'link',
};

/** Whatever the log tells of is there: a row that was deleted is missed by its events. */
export async function checkSubjects(
  archive: Archive,
  events: CommittedEvents,
  signal: AbortSignal,
  missing: (detail: string) => void,
): Promise<void> {
  const { catalogue } = archive;
  const page = catalogue
    .prepare<[string, number], string>(
      'SELECT DISTINCT subject FROM event_disclosure WHERE subject > ? ORDER BY subject LIMIT ?',
    )
    .pluck();
  const exists = Object.fromEntries(
    Object.entries(knowsRecords(archive) ? { ...tables, ...laterTables } : tables).map(([kind, table]) => [
      kind,
      catalogue.prepare<[Uint8Array], number>(`SELECT 1 FROM ${table} WHERE uid = ?`).pluck(),
    ]),
  );
  const destroyed = filesDestroyed(archive, events);
  for (let after = ''; ;) {
    if (signal.aborted) throw new AppError('interrupted');
    const subjects = page.all(after, pageSize);
    for (const subject of subjects) {
      const [kind = '', id = ''] = subject.split(':');
      const uid = parseUuid(id);
      if (!uid || !exists[kind] || exists[kind].get(uid) === 1) continue;
      if (kind === 'file' && destroyed.has(id)) continue;
      if (
        (kind === 'sealed' || kind === 'link') &&
        events
          .ofSubject(subject)
          // One that commits to what is left of it excuses nothing.
          .some(({ type, detail }) => type === 'deletion' && detail.record === undefined)
      )
        continue;
      // An export that failed has events and no row.
      if (kind === 'package' && !events.ofSubject(subject).some(({ detail }) => detail.stage === 'finished'))
        continue;
      missing(`the log tells of ${kind} ${id}, and it is not there`);
    }
    const last = subjects.at(-1);
    if (last === undefined) return;
    after = last;
    await setImmediate();
  }
}

/** Ids of files that went with their items, as the `deletion` events of these say. */
function filesDestroyed(
  { catalogue, events: { log } }: Archive,
  events: CommittedEvents,
): ReadonlySet<string> {
  const items = catalogue
    .prepare<[number], string>(
      "SELECT DISTINCT subject FROM event_disclosure WHERE log_id = ? AND type = 'deletion' AND subject LIKE 'item:%'",
    )
    .pluck()
    .all(log.id);
  const files = new Set<string>();
  for (const item of items) {
    for (const { type, detail } of events.ofSubject(item)) {
      // Only what stands behind a tombstone: archive-dispositions.ts holds these events and tombstones against each other.
      const disposes = detail.disposition === 'destroy' || detail.disposition === 'clear';
      if (type !== 'deletion' || !disposes || !Array.isArray(detail.files)) continue;
      for (const id of detail.files as readonly unknown[]) if (typeof id === 'string') files.add(id);
    }
  }
  return files;
}
