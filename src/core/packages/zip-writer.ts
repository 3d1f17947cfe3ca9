import fs from 'node:fs/promises';
import type { TransferSink } from '../transfer/types.ts';
import {
  centralHeader,
  dosTime,
  endRecords,
  localHeader,
  localHeaderLength,
  type DosTime,
  type ZipEntry,
} from './zip-format.ts';

/** A place in the file for an entry whose bytes are on their way. */
export interface PlacedEntry extends ZipEntry {
  /** Where the entry's bytes go, for whichever thread writes them. */
  readonly sink: TransferSink;
}

const flushSize = 256 * 1024;

/**
 * Writes a ZIP64 file of stored entries. Sizes are known beforehand, so every entry's place is known when it is asked
 * for, and threads write the bytes of many entries at once; headers follow when the checksums are known. The central
 * directory waits in a file of its own beside, so that a million entries take no memory.
 */
export class ZipWriter {
  readonly path: string;
  private readonly file: fs.FileHandle;
  private readonly central: fs.FileHandle;
  private readonly at: DosTime;
  private end = 0;
  private entries = 0;
  private centralSize = 0;
  private pending: Buffer[] = [];
  private pendingSize = 0;

  private constructor(path: string, file: fs.FileHandle, central: fs.FileHandle, at: DosTime) {
    this.path = path;
    this.file = file;
    this.central = central;
    this.at = at;
  }

  /** Creates `path`, which must not exist, and a working file beside it. All entries bear the one time (UTC). */
  static async create(path: string, time: Date): Promise<ZipWriter> {
    const file = await fs.open(path, 'wx+');
    try {
      return new ZipWriter(path, file, await fs.open(`${path}.directory`, 'wx+'), dosTime(time));
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Gives the next `size` bytes to an entry. */
  place(name: string, size: number): PlacedEntry {
    const offset = this.end;
    const data = offset + localHeaderLength(name, size);
    this.end = data + size;
    return { name, size, offset, sink: { path: this.path, offset: data } };
  }

  /** The entry's bytes are written; its checksum is now known. Entries stand in the directory in the order of these calls. */
  async complete(entry: PlacedEntry, checksum: number): Promise<void> {
    await this.write(entry, checksum, new Uint8Array(0));
    await this.list(entry, checksum);
  }

  /** The header, and the bytes if they are not written yet. */
  async write(entry: PlacedEntry, checksum: number, bytes: Uint8Array): Promise<void> {
    await writeAll(this.file, Buffer.concat([localHeader(entry, checksum, this.at), bytes]), entry.offset);
  }

  /** Enters a written entry into the directory. */
  async list(entry: PlacedEntry, checksum: number): Promise<void> {
    const header = centralHeader(entry, checksum, this.at);
    this.entries += 1;
    this.pending.push(header);
    this.pendingSize += header.length;
    if (this.pendingSize >= flushSize) await this.flushDirectory();
  }

  /** Starts getting what is written so far onto the disk, beside whatever else is going on. */
  async flush(): Promise<void> {
    await this.file.datasync();
  }

  /** Appends the directory, syncs the file and closes it. Returns the file's size. */
  async finish(): Promise<number> {
    await this.flushDirectory();
    const directory = Buffer.alloc(1024 * 1024);
    const start = this.end;
    for (let position = 0; position < this.centralSize;) {
      const { bytesRead } = await this.central.read(directory, 0, directory.length, position);
      if (bytesRead === 0) throw new Error('the directory of the zip was cut short');
      await writeAll(this.file, directory.subarray(0, bytesRead), start + position);
      position += bytesRead;
    }
    const records = endRecords(this.entries, start, this.centralSize);
    await writeAll(this.file, records, start + this.centralSize);
    await this.file.sync();
    await this.close();
    await fs.rm(`${this.path}.directory`);
    return start + this.centralSize + records.length;
  }

  async close(): Promise<void> {
    await Promise.all([this.file.close(), this.central.close()]);
  }

  private async flushDirectory(): Promise<void> {
    const bytes = Buffer.concat(this.pending);
    this.pending = [];
    this.pendingSize = 0;
    const at = this.centralSize;
    this.centralSize += bytes.length;
    await writeAll(this.central, bytes, at);
  }
}

async function writeAll(file: fs.FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}
