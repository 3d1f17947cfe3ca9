import type { Finding } from '../../shared/records/verification.ts';
import type { Archive } from '../archive/archive.ts';
import { uuidText } from '../cryptography/random.ts';
import { checkAccessions } from './bound-accessions.ts';
import { checkEntries, checkFiles } from './bound-files.ts';
import { checkIdentities, checkSealed } from './bound-identities.ts';
import { checkItems } from './bound-items.ts';
import { checkPackages } from './bound-packages.ts';
import { checkRecords } from './bound-records.ts';
import { checkSubjects } from './bound-subjects.ts';
import { CommittedEvents } from './committed.ts';
import { checkDispositions } from './archive-dispositions.ts';
import { checkClockChecks } from './archive-clock-checks.ts';
import { checkMapRecords } from './archive-maps.ts';

/** In this order: accessions, what came in by them, what people made of it, what went out, and who they are. */
const checks = [
  checkAccessions,
  checkFiles,
  checkEntries,
  checkItems,
  checkRecords,
  checkPackages,
  checkIdentities,
  checkSealed,
  checkMapRecords,
  checkClockChecks,
] as const;

/**
 * The catalogue against the log: each record as the log committed to it, against the record as it stands
 * (docs/formats/archive.md, "What is bound"). SQLite's own structure is checked first.
 */
export async function checkCatalogue(archive: Archive, signal: AbortSignal): Promise<Finding[]> {
  const findings: Finding[] = [];
  const add = (problem: Finding['problem'], path: string, detail: string): void =>
    void findings.push({ path, problem, detail });
  for (const { path, detail } of structureProblems(archive)) add('malformed', path, detail);
  if (findings.length > 0) return findings;
  if (setting(archive, 'name') !== archive.name)
    add('changed', 'archive.json', 'the name differs from the one in the catalogue');
  if (setting(archive, 'archive-id') !== uuidText(archive.uid))
    add('changed', 'archive.json', 'the id differs from the one in the catalogue');
  const events = new CommittedEvents(archive);
  for (const check of checks) {
    await check(archive, events, signal, (detail) => add('changed', 'catalogue.db', detail));
  }
  await checkSubjects(archive, events, signal, (detail) => add('missing', 'catalogue.db', detail));
  findings.push(...checkDispositions(archive));
  return findings;
}

function structureProblems(archive: Archive): { path: string; detail: string }[] {
  const problems: { path: string; detail: string }[] = [];
  const examine = (path: string, db: Archive['catalogue']): void => {
    try {
      const lines = db.prepare<[], string>('PRAGMA integrity_check(20)').pluck().all();
      for (const line of lines) if (line !== 'ok') problems.push({ path, detail: line });
      const orphans = db.prepare('PRAGMA foreign_key_check').all();
      if (orphans.length > 0)
        problems.push({ path, detail: `${orphans.length} records refer to what is not there` });
    } catch (error) {
      problems.push({ path, detail: error instanceof Error ? error.message : String(error) });
    }
  };
  examine('catalogue.db', archive.catalogue);
  if (archive.derived) examine('derived.db', archive.derived);
  return problems;
}

function setting(archive: Archive, name: string): string | undefined {
  return archive.catalogue
    .prepare<[string], string>('SELECT value FROM setting WHERE name = ?')
    .pluck()
    .get(name);
}
