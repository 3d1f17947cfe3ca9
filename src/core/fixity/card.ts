import type { CardEntry, CardReport, LeftOutEntry } from '../../shared/records/fixity.ts';
import type { Archive } from '../archive/archive.ts';
import { schemaVersion } from '../database/migrate.ts';
import { onOtherDisk } from '../backup/backup-records.ts';
import { storedSize } from '../backup/catalogued-files.ts';
import { uuidText } from '../cryptography/random.ts';
import { LeftOutFiles } from './left-out.ts';
import { scan } from '../ingest/scan.ts';
import { resolveRoots, walk, type Encounter } from '../ingest/walk.ts';
import { inOrder } from '../jobs/in-order.ts';
import { ProgressMeter, type ReportProgress } from '../jobs/progress.ts';
import { liesWithin, pathBelow, readablePath } from '../paths/path-bytes.ts';
import { TransferError, type TransferPool } from '../transfer/types.ts';
import { AppError } from '../../shared/errors/app-error.ts';

export interface CardContext {
  readonly archive: Archive;
  readonly pool: TransferPool;
  readonly signal: AbortSignal;
  readonly onProgress: ReportProgress;
}

/** The schema that has the tables of backups and fixity. */
const tablesSince = 3;

/** Entries of one list beyond this many are counted only. */
const mostEntries = 10_000;

/**
 * Whether a card may be cleared: every file on it is hashed and looked for in the archive, among what was confirmed, and on
 * the backups. Nothing on the card is changed, and the program never erases one. Throws `source-not-found`,
 * `source-inside-archive`, `archive-needs-migration`, `interrupted`.
 */
export async function checkCard(
  context: CardContext,
  paths: readonly Buffer[],
  workingFolder: string,
): Promise<CardReport> {
  const { archive, pool, signal, onProgress } = context;
  const roots = resolveRoots(paths, workingFolder, archive.path);
  const totals = await scan(walk(roots, archive.path), signal);
  const meter = new ProgressMeter('verify', onProgress);
  const before = pool.bytesRead();
  const tally = new CardTally(archive, roots);
  const look = async (encounter: Encounter): Promise<Looked> => ({
    encounter,
    hash: encounter.kind === 'file' ? await hashOf(pool, encounter.path, signal) : null,
  });
  let done = 0;
  const report = (force: boolean): void => {
    const bytes = Math.min(totals.bytes, pool.bytesRead() - before);
    const counts = { done, total: totals.files, bytes, totalBytes: totals.bytes };
    meter.update({ ...counts, failures: tally.problems }, force);
  };
  for await (const looked of inOrder(walk(roots, archive.path), pool.size * 2, look)) {
    tally.add(looked);
    done += 1;
    report(false);
  }
  report(true);
  return tally.report();
}

interface Looked {
  readonly encounter: Encounter;
  /** SHA-256 and size, or why it cannot be read; null for what is not a file. */
  readonly hash: { readonly sha256: string; readonly bytes: number } | { readonly reason: string } | null;
}

async function hashOf(pool: TransferPool, path: Buffer, signal: AbortSignal): Promise<Looked['hash']> {
  try {
    const { digests, bytes } = await pool.run(
      { source: { path, mustNotChange: true }, algorithms: ['sha256'] },
      signal,
    );
    return { sha256: digests.sha256 ?? '', bytes };
  } catch (error) {
    if (!(error instanceof TransferError)) throw error;
    if (error.failure === 'interrupted') throw new AppError('interrupted', {}, error);
    return { reason: error.message };
  }
}

interface KnownFile {
  readonly id: number;
  readonly number: string;
  readonly vaultName: string;
  readonly size: number;
  readonly confirmedAt: string | null;
  readonly outcome: string | null;
}

/** By name and size: that costs nothing, and an original that is gone must never be called safe. */
function isThere({ vault, keys }: Archive, { vaultName, size }: KnownFile): boolean {
  return vault.storedBytes(vaultName) === storedSize(size, keys !== null);
}

class CardTally {
  problems = 0;
  private readonly counts = {
    files: 0,
    bytes: 0,
    inArchive: 0,
    confirmed: 0,
    backedUp: 0,
    skipped: 0,
    leftOut: 0,
  };
  private readonly lists = {
    notInArchive: [] as CardEntry[],
    notConfirmed: [] as CardEntry[],
    notBackedUp: [] as CardEntry[],
    unreadable: [] as CardEntry[],
  };
  private readonly leftOutFiles: LeftOutEntry[] = [];
  private readonly onBackups = new Map<number, number>();
  private readonly find;
  private readonly holders;
  private readonly archive: Archive;
  private readonly roots: readonly Buffer[];
  private readonly leftOut: LeftOutFiles;

  constructor(archive: Archive, roots: readonly Buffer[]) {
    const db = archive.catalogue;
    // Read by a newer program beside an older one that writes: nothing is known to be confirmed, and nothing may be cleared.
    if (schemaVersion(db) < tablesSince)
      throw new AppError('archive-needs-migration', { path: archive.path });
    this.archive = archive;
    this.roots = roots;
    this.leftOut = new LeftOutFiles(archive);
    this.find = db.prepare<[Uint8Array], KnownFile>(
      `SELECT file.id, item.number, vault_name AS vaultName, file.size, confirmed_at AS confirmedAt, outcome FROM file
       JOIN item ON item.id = file.item_id LEFT JOIN fixity ON fixity.file_id = file.id WHERE sha256 = ?`,
    );
    this.holders = db.prepare<[number], { id: number; elsewhere: 0 | 1 }>(
      `SELECT backup_id AS id, ${onOtherDisk} AS elsewhere FROM backup_file JOIN backup ON backup.id = backup_id
         WHERE file_id = ? AND finished_at IS NOT NULL AND retired_at IS NULL`,
    );
  }

  add({ encounter, hash }: Looked): void {
    const { counts } = this;
    const path = readablePath(encounter.path).text;
    if (encounter.kind === 'skipped') {
      counts.skipped += 1;
      return;
    }
    counts.files += 1;
    if (encounter.kind === 'failed') this.note('unreadable', path, null, `the system says ${encounter.code}`);
    else if (!hash || 'reason' in hash) this.note('unreadable', path, null, hash?.reason ?? '');
    else this.addRead(encounter, path, hash);
  }

  private addRead(
    encounter: Extract<Encounter, { kind: 'file' }>,
    path: string,
    { sha256, bytes }: { readonly sha256: string; readonly bytes: number },
  ): void {
    this.counts.bytes += bytes;
    const known = this.find.get(Buffer.from(sha256, 'hex'));
    if (!known) {
      if (this.wasLeftOut(encounter, path)) return;
      this.note('notInArchive', path, null, 'the archive has no file with these bytes');
      return;
    }
    this.counts.inArchive += 1;
    this.addKnown(path, known);
  }

  private wasLeftOut({ path, stat }: Extract<Encounter, { kind: 'file' }>, name: string): boolean {
    const root = this.roots.find((each) => liesWithin(path, each));
    const below = root ? pathBelow(path, root) : null;
    const size = Number(stat.size);
    const left = this.leftOut.accessionOf(path, below, size, String(stat.mtimeNs));
    if (left === null) return false;
    this.counts.leftOut += 1;
    if (this.leftOutFiles.length < mostEntries) this.leftOutFiles.push({ path: name, size, ...left });
    return true;
  }

  private addKnown(path: string, known: KnownFile): void {
    const { number, confirmedAt, outcome } = known;
    if (!isThere(this.archive, known))
      this.note('notConfirmed', path, number, 'its original is not in the archive now, or not whole');
    else if (outcome !== null && outcome !== 'verified')
      this.note('notConfirmed', path, number, `its original in the archive was found ${outcome}`);
    else if (confirmedAt === null)
      this.note('notConfirmed', path, number, 'stored, and not read back from the medium yet');
    else this.counts.confirmed += 1;
    const holders = this.holders.all(known.id);
    for (const { id } of holders) this.onBackups.set(id, (this.onBackups.get(id) ?? 0) + 1);
    if (holders.length === 0) this.note('notBackedUp', path, number, 'on no backup');
    else if (holders.every(({ elsewhere }) => elsewhere === 0))
      this.note(
        'notBackedUp',
        path,
        number,
        "on a backup on the archive's own disk only: what takes one takes both",
      );
    else this.counts.backedUp += 1;
  }

  report(): CardReport {
    const backups = this.archive.catalogue
      .prepare<
        [],
        { id: number; uid: Uint8Array; label: string | null; finishedAt: string | null; other: 0 | 1 }
      >(
        `SELECT id, uid, label, finished_at AS finishedAt, ${onOtherDisk} AS other FROM backup
         WHERE retired_at IS NULL ORDER BY finished_at DESC`,
      )
      .all()
      .map(({ id, uid, other, ...row }) => {
        return { ...row, id: uuidText(uid), files: this.onBackups.get(id) ?? 0, sameDisk: other === 0 };
      });
    const verdict = this.verdict();
    const { leftOutFiles } = this;
    return {
      verdict,
      mayClear: verdict === 'may-clear',
      ...this.counts,
      backups,
      ...this.lists,
      leftOutFiles,
    };
  }

  private verdict(): CardReport['verdict'] {
    // A card with nothing on it says nothing, and is often one that was put in wrongly.
    if (this.counts.files === 0) return 'empty';
    if (this.problems > 0) return 'not-yet';
    return this.counts.leftOut > 0 ? 'left-out' : 'may-clear';
  }

  private note(list: keyof CardTally['lists'], path: string, number: string | null, reason: string): void {
    this.problems += 1;
    if (this.lists[list].length < mostEntries) this.lists[list].push({ path, number, reason });
  }
}
