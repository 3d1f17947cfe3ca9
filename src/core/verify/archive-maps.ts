import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../shared/records/verification.ts';
import type { Archive } from '../archive/archive.ts';
import { isBackup } from '../archive/backup-mark.ts';
import { parseUuid } from '../cryptography/random.ts';
import { compareOriginal } from '../fixity/compare.ts';
import { committed, knowsMaps, mapFileRows, mapVault } from '../map/map-files.ts';
import type { TransferPool } from '../transfer/types.ts';
import { isOriginalName } from '../vault/original-path.ts';
import type { CommittedEvents } from './committed.ts';

/** Every map that a person brought along: there, whole, and nothing beside it. */
export async function checkMapFiles(
  archive: Archive,
  { pool, signal }: { readonly pool: TransferPool; readonly signal: AbortSignal },
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const rows = mapFileRows(archive.catalogue);
  const vault = mapVault(archive);
  for (const { name, size, sha256, storedName, addedAt } of rows) {
    // Being put there, or being taken away: whoever opens the archive for writing completes it.
    if (addedAt === null) continue;
    const path = `maps/${storedName}`;
    if (!isOriginalName(storedName)) {
      const detail = `the catalogue names a map ${JSON.stringify(storedName)}; nothing was read there`;
      findings.push({ path: 'catalogue.db', problem: 'unsafe', detail });
      continue;
    }
    const recorded = Buffer.from(sha256).toString('hex');
    const expected = {
      algorithms: ['sha256'] as const,
      size,
      matches: (digests: { readonly sha256?: string }) => digests.sha256 === recorded,
    };
    const { outcome, detail } = await compareOriginal(pool, vault.source(storedName), expected, signal);
    if (outcome !== 'verified') findings.push({ path, problem: outcome, detail: `${detail} (${name})` });
  }
  const known = new Set(rows.map(({ storedName }) => storedName));
  for (const name of namesIn(archive.path)) {
    if (known.has(name)) continue;
    const problem = isBackup(archive.path) && isOriginalName(name) ? 'warning' : 'unexpected';
    findings.push({ path: `maps/${name}`, problem, detail: 'no record refers to it' });
  }
  return findings;
}

function* namesIn(path: string): Generator<string> {
  const root = join(path, 'maps');
  if (!existsSync(root)) return;
  for (const folder of readdirSync(root, { withFileTypes: true })) {
    if (!folder.isDirectory()) yield folder.name;
    else for (const name of readdirSync(join(root, folder.name))) yield `${folder.name}/${name}`;
  }
}

/** Every map against the event by which it was added; and what the log tells of is there, unless it was removed. */
export async function checkMapRecords(
  archive: Archive,
  events: CommittedEvents,
  _signal: AbortSignal,
  changed: (detail: string) => void,
): Promise<void> {
  if (!knowsMaps(archive.catalogue)) return;
  const rows = mapFileRows(archive.catalogue);
  for (const row of rows) {
    if (row.addedAt === null) continue;
    const added = events.about('map', row.uid).find(({ detail }) => detail.stage === 'added');
    const told = Object.entries(committed(row)).every(([name, value]) => added?.detail[name] === value);
    if (!told || added?.time !== row.addedAt) changed(`map ${row.name} differs from what was recorded`);
  }
  const subjects = archive.catalogue
    .prepare<[], string>(
      "SELECT DISTINCT subject FROM event_disclosure WHERE subject >= 'map:' AND subject < 'map;'",
    )
    .pluck()
    .all();
  for (const subject of subjects) {
    const uid = parseUuid(subject.slice('map:'.length));
    const isThere = uid !== null && rows.some((row) => Buffer.from(row.uid).equals(uid));
    const isRemoved = events.ofSubject(subject).some(({ detail }) => detail.stage === 'removed');
    if (!isThere && !isRemoved) changed(`the log tells of ${subject.replace(':', ' ')}, and it is not there`);
  }
}
