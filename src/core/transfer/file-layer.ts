import fs from 'node:fs';

/**
 * The file operations that durability hangs on, as one replaceable layer: tests put one under the vault that forgets
 * whatever was not synced, as a power cut does. Everything is synchronous: it runs in worker threads.
 */
export interface FileLayer {
  openForReading(path: string | Buffer): number;
  /** Opens a file so that reads come from the medium and not from memory, in whole blocks; null where there is no way. */
  openDirect(path: string | Buffer): number | null;
  /** Creates the file; fails if it exists. */
  create(path: string, mode: number): number;
  /** Opens an existing file for writing in place. */
  openForWriting(path: string): number;
  stat(descriptor: number): fs.BigIntStats;
  /** Reads at `position`, or from where the last read ended if null. Returns bytes read, 0 at the end. */
  read(
    descriptor: number,
    buffer: Uint8Array,
    offset: number,
    length: number,
    position: number | null,
  ): number;
  write(
    descriptor: number,
    buffer: Uint8Array,
    offset: number,
    length: number,
    position: number | null,
  ): number;
  sync(descriptor: number): void;
  close(descriptor: number): void;
  rename(from: string, to: string): void;
  remove(path: string): void;
  makeFolder(path: string): void;
  /** Makes renames and creations in a folder survive a power cut. */
  syncFolder(path: string): void;
}

const constants: Readonly<Record<string, number | undefined>> = fs.constants;
/** No link is followed at the last step, a pipe does not block, and (where allowed) reading leaves the access time alone. */
const careful = fs.constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
/** O_DIRECT, and on Windows FILE_FLAG_NO_BUFFERING, by the number that libuv gives it (UV_FS_O_DIRECT). macOS has neither. */
const direct = process.platform === 'win32' ? 0x02000000 : constants.O_DIRECT;
const withoutAccessTime = careful | (constants.O_NOATIME ?? 0);

export const realFiles: FileLayer = {
  openForReading(path) {
    try {
      return fs.openSync(path, withoutAccessTime);
    } catch (error) {
      // O_NOATIME is for the file's owner only.
      if (systemCode(error) === 'EPERM') return fs.openSync(path, careful);
      throw error;
    }
  },
  openDirect(path) {
    if (direct === undefined) return null;
    try {
      return fs.openSync(path, careful | direct);
    } catch (error) {
      // The file system has no such way.
      if (['EINVAL', 'ENOTSUP', 'EOPNOTSUPP'].includes(systemCode(error) ?? '')) return null;
      throw error;
    }
  },
  create: (path, mode) => fs.openSync(path, 'wx+', mode),
  openForWriting: (path) => fs.openSync(path, 'r+'),
  stat: (descriptor) => fs.fstatSync(descriptor, { bigint: true }),
  read: (descriptor, buffer, offset, length, position) =>
    fs.readSync(descriptor, buffer, offset, length, position),
  write: (descriptor, buffer, offset, length, position) =>
    fs.writeSync(descriptor, buffer, offset, length, position),
  sync: (descriptor) => fs.fsyncSync(descriptor),
  close: (descriptor) => fs.closeSync(descriptor),
  rename: (from, to) => fs.renameSync(from, to),
  remove: (path) => fs.unlinkSync(path),
  makeFolder: (path) => {
    fs.mkdirSync(path, { recursive: true });
  },
  syncFolder(path) {
    // Windows has no way to sync a folder: NTFS journals the rename itself.
    if (process.platform === 'win32') return;
    const descriptor = fs.openSync(path, 'r');
    try {
      fs.fsyncSync(descriptor);
    } catch (error) {
      // Some file systems (FUSE, network) refuse to sync a folder.
      if (!['EINVAL', 'ENOTSUP', 'EISDIR', 'EPERM'].includes(systemCode(error) ?? '')) throw error;
    } finally {
      fs.closeSync(descriptor);
    }
  },
};

/** `ENOENT`, `ENOSPC` … of a failed system call, or null. */
export function systemCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
