import { openAddressBook, type AddressBook } from '../addresses/address-book.ts';
import { openPictureDesk, type PictureDesk } from '../addresses/picture-desk.ts';
import type { Archive, Clock } from '../archive/archive.ts';
import { unlockArchive } from '../archive/encryption.ts';
import { openArchive } from '../archive/open.ts';
import { randomSalt } from '../cryptography/random.ts';
import { isSameDisk, type IsSameDisk } from '../archive/same-disk.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { searcherOf, startThread } from '../search-thread/search-thread.ts';
import type { JournalMode } from '../database/connection.ts';
import { openMediaInspector } from '../media/inspector.ts';
import { spawnYielding } from '../media/launch.ts';
import type { MediaDrawer, MediaGlancer, MediaInspector, TableReader } from '../media/types.ts';
import { yieldingLimits } from '../media/types.ts';
import { openTransferPool } from '../transfer/pool.ts';
import type { TransferPool } from '../transfer/types.ts';
import type { PlaceAnswer } from '../../shared/records/replica.ts';
import type { Unlocking } from '../../shared/records/keys.ts';
import { deriveInBackground } from '../ingest/derive-in-background.ts';
import { stopJobs, type Job } from './stream.ts';
import { AppError } from '../../shared/errors/app-error.ts';

export interface CoreOptions {
  readonly clock?: Clock;
  /** Replaced in tests, which have one disk. */
  readonly isSameDisk?: IsSameDisk;
  /** Overrides the choice by file system (setting STELE_JOURNAL). */
  readonly journal?: JournalMode | undefined;
  /** The Node that decodes, where the host itself runs in something else. */
  readonly decoderNode?: string | undefined;
  /** A window waits for this core: decoders leave it the processor, and the thread that searches is started ahead. */
  readonly isBehindWindow?: boolean;
}

/** What a host holds: open archives by handle, and the workers they share. One per process. */
export interface Core {
  readonly clock: Clock;
  readonly isSameDisk: IsSameDisk;
  readonly journal: JournalMode | undefined;
  readonly pool: TransferPool;
  /** The Node that child processes run in; absent: this one. */
  readonly decoderNode: string | undefined;
  /** Started when the first file has to be looked into. */
  inspector(): MediaInspector;
  /** In the processes of `inspector`, which are started for what is taken in next. */
  glancer(): MediaGlancer;
  /** Started when the first picture has to be drawn; processes of its own. */
  drawer(): MediaDrawer;
  /** Signs and reads the addresses that hosts serve pictures and originals under. */
  readonly addresses: AddressBook;
  /** Draws what somebody looks at. */
  readonly pictures: PictureDesk;
  /** Reads spreadsheets and files of places, in processes of its own. */
  tables(): TableReader;
  /** Long work that runs. */
  readonly jobs: Set<Job>;
  /** Throws as `unlockArchive` and `openArchive` do. */
  open(
    path: string,
    access: 'write' | 'read',
    unlocking: Unlocking | null,
    as?: PlaceAnswer | null,
  ): Promise<{ readonly handle: string; readonly archive: Archive }>;
  archive(handle: string): Archive;
  /** Those that are open, by handle. */
  opened(): readonly (readonly [string, Archive])[];
  /**
   * Makes the pictures and words that an archive behind a window lacks, beside other work and without counting as such, until
   * it is closed. Does nothing where nothing is missing, or where it is being done.
   */
  catchUp(handle: string): void;
  /** What `catchUp` began, while it goes on. */
  catchingUp(handle: string): Job | null;
  /** From now on nothing begins in it; what runs is stopped and waited for, and then it is closed. */
  closeArchive(handle: string): Promise<void>;
  /**
   * Stops long work, closes every archive, wipes every key, and ends the processes that looked into files. All of it is tried;
   * throws what failed first.
   */
  lock(): Promise<void>;
  /** Closes every archive and ends every worker and process. */
  close(): Promise<void>;
}

export function openCore(options: CoreOptions = {}): Core {
  const clock = options.clock ?? (() => new Date());
  const archives = new Map<string, Archive>();
  const pool = openTransferPool();
  let inspector: (MediaInspector & MediaGlancer) | null = null;
  const jobs = new Set<Job>();
  /** What runs beside, by archive: nobody waits for it, so it holds up neither a lock nor the end of the program. */
  const background = new Map<string, Job>();
  const closing = new Map<string, Promise<void>>();
  const closeWhenIdle = async (handle: string, archive: Archive): Promise<void> => {
    await stopJobs(jobs, (job) => job.archive === handle);
    const beside = background.get(handle);
    beside?.stop();
    await beside?.ended;
    pictures.forget(handle);
    archive.close();
  };
  // Processes of its own: somebody who looks at pictures, or at a table, does not wait for an import.
  let drawer: ReturnType<typeof openMediaInspector> | null = null;
  const draws = (): NonNullable<typeof drawer> =>
    (drawer ??= openMediaInspector({ node: options.decoderNode }));
  const pictures = openPictureDesk(draws, jobs);
  const looksInto = (): MediaInspector & MediaGlancer =>
    (inspector ??= openMediaInspector({
      node: options.decoderNode,
      ...(options.isBehindWindow === true && { spawn: spawnYielding, limits: yieldingLimits }),
    }));
  const core: Core = {
    clock,
    isSameDisk: options.isSameDisk ?? isSameDisk,
    addresses: openAddressBook(),
    pictures,
    drawer: draws,
    tables: draws,
    jobs,
    journal: options.journal,
    pool,
    decoderNode: options.decoderNode,
    inspector: looksInto,
    glancer: looksInto,
    async open(path, access, unlocking, as) {
      const ready = options.isBehindWindow === true ? startThread() : null;
      // It may be this one that is being closed.
      await Promise.allSettled(closing.values());
      let keys: KeyRing | null = null;
      let archive: Archive;
      try {
        keys = unlocking ? await unlockArchive(path, unlocking) : null;
        archive = openArchive(path, { access, clock, journal: options.journal, keys, as });
      } catch (error) {
        keys?.wipe();
        void ready?.worker.terminate();
        throw error;
      }
      if (ready) searcherOf(archive, ready);
      const handle = Buffer.from(randomSalt()).toString('base64url');
      archives.set(handle, archive);
      core.catchUp(handle);
      return { handle, archive };
    },
    archive(handle) {
      const archive = archives.get(handle);
      if (!archive) throw new AppError('archive-not-open');
      return archive;
    },
    opened: () => [...archives],
    catchUp(handle) {
      const archive = archives.get(handle);
      if (!archive || options.isBehindWindow !== true || background.has(handle)) return;
      const begun = deriveInBackground(archive, () => core.inspector(), jobs);
      if (!begun) return;
      background.set(handle, { ...begun, archive: handle });
      void begun.ended.then(() => background.delete(handle));
    },
    catchingUp: (handle) => background.get(handle) ?? null,
    async closeArchive(handle) {
      const archive = archives.get(handle);
      archives.delete(handle);
      if (archive) {
        const closed = closeWhenIdle(handle, archive).finally(() => closing.delete(handle));
        closing.set(handle, closed);
      }
      await closing.get(handle);
    },
    async lock() {
      const failures: unknown[] = [];
      const attempt = async (work: () => unknown): Promise<void> => {
        try {
          await work();
        } catch (error) {
          failures.push(error);
        }
      };
      const open = new Set([...archives.keys(), ...closing.keys()]);
      // From here on nothing begins in them. All together: none waits with its keys in memory for the work of another.
      const closed = [...open].map((handle) => attempt(() => core.closeArchive(handle)));
      await stopJobs(jobs, () => true);
      await Promise.all(closed);
      // What was read of originals lies in these processes until they end.
      const children = [inspector, drawer];
      [inspector, drawer] = [null, null];
      for (const child of children) await attempt(() => child?.close());
      if (failures.length > 0) throw failures[0];
    },
    async close() {
      try {
        await core.lock();
      } finally {
        await pool.close();
      }
    },
  };
  return core;
}
