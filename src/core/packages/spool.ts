import fs from 'node:fs/promises';
import { startDigest } from '../cryptography/digest.ts';
import type { Digests } from './types.ts';

const flushSize = 256 * 1024;

/**
 * A text file that is written piece by piece while others are copied, hashed on the way: manifests and event lists of a
 * million lines never stand in memory.
 */
export class Spool {
  readonly path: string;
  private readonly handle: fs.FileHandle;
  private readonly hashes = { sha256: startDigest('sha256'), sha512: startDigest('sha512') };
  private pending: string[] = [];
  private pendingLength = 0;
  private written = 0;

  private constructor(path: string, handle: fs.FileHandle) {
    this.path = path;
    this.handle = handle;
  }

  /** Creates the file, which must not exist. */
  static async create(path: string): Promise<Spool> {
    return new Spool(path, await fs.open(path, 'wx'));
  }

  async write(text: string): Promise<void> {
    this.pending.push(text);
    this.pendingLength += text.length;
    if (this.pendingLength >= flushSize) await this.flush();
  }

  /** Syncs and closes the file. */
  async finish(): Promise<{ readonly size: number; readonly digests: Digests }> {
    await this.flush();
    await this.handle.sync();
    await this.handle.close();
    const { sha256, sha512 } = this.hashes;
    return { size: this.written, digests: { sha256: sha256.digest('hex'), sha512: sha512.digest('hex') } };
  }

  /** Closes the file if `finish` did not. */
  async abandon(): Promise<void> {
    await this.handle.close().catch(() => undefined);
  }

  private async flush(): Promise<void> {
    const bytes = Buffer.from(this.pending.join(''));
    this.pending = [];
    this.pendingLength = 0;
    this.hashes.sha256.update(bytes);
    this.hashes.sha512.update(bytes);
    const at = this.written;
    this.written += bytes.length;
    for (let done = 0; done < bytes.length;) {
      const { bytesWritten } = await this.handle.write(bytes, done, bytes.length - done, at + done);
      done += bytesWritten;
    }
  }
}

export function digestsOf(bytes: Uint8Array): Digests {
  const digest = (name: 'sha256' | 'sha512') => startDigest(name).update(bytes).digest('hex');
  return { sha256: digest('sha256'), sha512: digest('sha512') };
}
