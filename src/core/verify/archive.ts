import { readdirSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import { isAppError } from '../../shared/errors/app-error.ts';
import {
  isFailure,
  verdictOf,
  type Check,
  type Finding,
  type Verification,
} from '../../shared/records/verification.ts';
import { backupMark, isBackup, restoreMark, readBackupMark } from '../archive/backup-mark.ts';
import { catalogueProblem } from '../backup/lineage.ts';
import { uuidText } from '../cryptography/random.ts';
import { unfinishedDescription } from '../archive/description.ts';
import { checkSlots } from './archive-slots.ts';
import type { Archive } from '../archive/archive.ts';
import { openArchive, type OpenOptions } from '../archive/open.ts';
import { catalogueFile } from '../database/catalogue.ts';
import { checkIntegrity } from '../database/integrity.ts';
import { isCorruption, unprovedHeaderProblem } from '../database/connection.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { ProgressMeter, type ReportProgress } from '../jobs/progress.ts';
import type { TransferPool } from '../transfer/types.ts';
import { asFinding } from './archive-log.ts';
import { checkMapFiles } from './archive-maps.ts';
import { checkCatalogue } from './archive-catalogue.ts';
import { realFiles } from '../transfer/file-layer.ts';
import { openVault, type Vault } from '../vault/vault.ts';
import { checkNamedOriginals, checkOriginals, storedNames, type HashTally } from './archive-originals.ts';
import type { NotedCheckpoint } from '../custody/verify-checkpoints.ts';
import { verifyLog } from '../custody/verify-log.ts';

export interface VerifyArchiveOptions {
  readonly pool: TransferPool;
  readonly open: Omit<OpenOptions, 'access'>;
  /** Checkpoints of this archive that were noted outside it. */
  readonly anchors?: readonly NotedCheckpoint[];
  readonly signal: AbortSignal;
  readonly onProgress: ReportProgress;
}

/**
 * Checks an archive without changing it: what lies in the folder, every original against the hashes recorded, the
 * records against the custody log, and the log against itself. Where the catalogue is destroyed the originals are still
 * checked against their own names.
 */
export async function verifyArchive(path: string, options: VerifyArchiveOptions): Promise<Verification> {
  const findings: Finding[] = [];
  const checks: Check[] = [];
  const tally: HashTally = { files: 0, bytes: 0, total: null, totalBytes: null };
  const meter = new ProgressMeter('verify', options.onProgress);
  const report = (force = false): void =>
    meter.update(
      {
        done: tally.files,
        total: tally.total,
        bytes: tally.bytes,
        totalBytes: tally.totalBytes,
        failures: findings.length,
      },
      force,
    );
  const add = (check: Check['check'], found: readonly Finding[], passed: string, failed: string): void => {
    findings.push(...found);
    const broken = found.some(isFailure);
    checks.push({ check, outcome: broken ? 'failed' : 'verified', reason: broken ? failed : passed });
  };

  /** A check that reads the catalogue: pages that cannot be read are a finding, not a fault. */
  const read = async (
    check: Check['check'],
    work: () => Promise<readonly Finding[]>,
    passed: () => string,
    failed: string,
  ): Promise<boolean> => {
    try {
      add(check, await work(), passed(), failed);
      return true;
    } catch (error) {
      if (!isCorruption(error)) throw error;
      const detail = error instanceof Error ? error.message : '';
      add(check, [{ path: catalogueFile, problem: 'malformed', detail }], '', 'the catalogue cannot be read');
      return false;
    }
  };

  add(
    'structure',
    strayFiles(path),
    'the folder is laid out as an archive',
    'the folder holds what no archive has',
  );
  let archive: Archive | null = null;
  try {
    archive = openArchive(path, { ...options.open, access: 'read' });
  } catch (error) {
    if (isAppError(error) && error.code === 'key-required') return locked(path, checks, findings);
    if (!isAppError(error) || error.code !== 'archive-damaged') throw error;
    const reason = String(error.details.reason);
    const file = reason.startsWith('archive.json') ? 'archive.json' : 'catalogue.db';
    add('catalogue', [{ path: file, problem: 'malformed', detail: reason }], '', 'it cannot be opened');
  }
  const byName = async (): Promise<void> => {
    if (isUnknownWhetherSealed(path, findings)) {
      const reason =
        'without archive.json it is not known whether they are encrypted: "stele repair" brings it back, if there is a copy';
      checks.push({ check: 'originals', outcome: 'not-checked', reason });
      return;
    }
    add(
      'originals',
      await checkNamedOriginals(path, vaultOf(path, options), options, tally, report),
      'every original matches the name it was given by its hash',
      'originals differ from the name they were given by their hash',
    );
  };
  try {
    if (archive) {
      const db = archive;
      const { keys, catalogue, events } = db;
      if (keys)
        await read(
          'keys',
          async () => [...checkSlots(db), ...checkHeader(db, keys)],
          () => 'every key slot is whole, and known to the catalogue',
          'key slots are damaged, or not those the catalogue knows',
        );
      await read(
        'catalogue',
        async () => [
          ...(await checkPages(db)),
          ...checkBackup(db),
          ...(await checkCatalogue(db, options.signal)),
        ],
        () => 'records match the log',
        'records differ from what the log committed to',
      );
      let [size, anchored]: [number, number | null] = [0, null];
      await read(
        'custody',
        async () => {
          const log = await verifyLog(catalogue, events.log.id, {
            anchors: options.anchors ?? [],
            signal: options.signal,
          });
          ({ size, anchored } = log);
          return log.findings.map(asFinding);
        },
        () =>
          anchored === null
            ? `${size} events, every hash recomputed; the archive's own statement unless a checkpoint was given out`
            : `${size} events, every hash recomputed; the first ${anchored} are those that the checkpoint given was signed over`,
        'the custody log is not what was acknowledged, signed or noted: see below what it is',
      );
      const readable = await read(
        'originals',
        async () => [
          ...(await checkOriginals(db, options, tally, report)),
          ...(await checkMapFiles(db, options)),
        ],
        () => 'every original matches its recorded hash',
        'originals differ from what was recorded',
      );
      if (!readable) await byName();
    } else {
      checks.push({
        check: 'custody',
        outcome: 'not-checked',
        reason: 'the catalogue holds the log, and it cannot be opened',
      });
      await byName();
    }
  } finally {
    archive?.close();
    options.open.keys?.wipe();
  }
  report(true);
  return {
    kind: kindOf(path),
    verdict: verdictOf(checks),
    checks,
    findings,
    filesChecked: tally.files,
    bytesChecked: tally.bytes,
  };
}

function kindOf(path: string): 'archive' | 'backup' {
  return isBackup(path) ? 'backup' : 'archive';
}

/** Of a backup: its catalogue is that of its last complete run, or a later one. */
function checkBackup(archive: Archive): Finding[] {
  const mark = readBackupMark(archive.path);
  if (mark === null) return [];
  if (mark === 'unreadable' || mark.archiveId !== uuidText(archive.uid))
    return [
      { path: backupMark, problem: 'malformed', detail: 'it does not describe a backup of this archive' },
    ];
  const detail = catalogueProblem(archive, mark);
  return detail === null ? [] : [{ path: catalogueFile, problem: 'changed', detail }];
}

async function checkPages({ path, keys }: Archive): Promise<Finding[]> {
  const problems = await checkIntegrity({ path: join(path, catalogueFile), key: keys?.catalogue ?? null });
  return problems.map((detail) => ({ path: catalogueFile, problem: 'malformed', detail }));
}

function checkHeader({ path }: Archive, { catalogue }: KeyRing): Finding[] {
  const detail = unprovedHeaderProblem(join(path, catalogueFile), catalogue);
  return detail === null ? [] : [{ path: catalogueFile, problem: 'changed', detail }];
}

/** Sealed originals have no ending: where archive.json is destroyed, their names prove nothing without the key. */
function isUnknownWhetherSealed(path: string, findings: readonly Finding[]): boolean {
  const isDestroyed = findings.some(
    (finding) => finding.path === 'archive.json' && finding.problem === 'malformed',
  );
  return isDestroyed && [...storedNames(path)].some((name) => !name.includes('.'));
}

/** An encrypted archive and no key: what lies in the folder is all that can be said, and that is no verdict. */
function locked(path: string, checks: readonly Check[], findings: readonly Finding[]): Verification {
  const reason = 'the archive is encrypted, and no key was given';
  const left = (['keys', 'catalogue', 'custody', 'originals'] as const).map((check) => {
    return { check, outcome: 'not-checked', reason } as const;
  });
  const verdict = verdictOf(checks) === 'failed' ? 'failed' : 'not-checked';
  return {
    kind: kindOf(path),
    verdict,
    checks: [...checks, ...left],
    findings,
    filesChecked: 0,
    bytesChecked: 0,
  };
}

/** The originals of an archive whose catalogue cannot be opened. */
function vaultOf(path: string, { open }: VerifyArchiveOptions): Vault {
  return openVault(path, open.files ?? realFiles, open.keys?.vault ?? null);
}

const expected = new Set([
  'archive.json',
  'originals',
  'released',
  'backups',
  'incoming',
  'damaged',
  'maps',
  backupMark,
]);
/** Written beside, and not put in place: as good as never written. */
const unplaced = new Set([
  unfinishedDescription,
  `${catalogueFile}.new`,
  `${catalogueFile}.new-journal`,
  `${backupMark}.new`,
  restoreMark,
  'archive.json.new',
]);
const databases = /^(?:catalogue|derived|lock)\.db(?:-wal|-shm|-journal)?$/;
/** Left by file managers; they belong to nobody's evidence. */
const desktopFiles = /^(?:\.DS_Store|\._.*|Thumbs\.db|desktop\.ini|\.Spotlight-V100|\.Trashes|\.fseventsd)$/i;

function strayFiles(path: string): Finding[] {
  const found: Finding[] = [];
  for (const name of readdirSync(path)) {
    if (databases.test(name) || expected.has(name)) {
      const isLink = lstatSync(join(path, name)).isSymbolicLink();
      if (isLink)
        found.push({ path: name, problem: 'unsafe', detail: 'a link; an archive holds everything itself' });
    } else if (unplaced.has(name)) {
      found.push({
        path: name,
        problem: 'warning',
        detail: 'left by a program that was cut off; it says nothing',
      });
    } else if (desktopFiles.test(name)) {
      found.push({ path: name, problem: 'warning', detail: 'left by the operating system' });
    } else {
      found.push({ path: name, problem: 'unexpected', detail: 'not part of an archive' });
    }
  }
  return found;
}
