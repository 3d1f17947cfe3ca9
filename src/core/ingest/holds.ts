import { heldSize } from '../transfer/types.ts';

/** Buffers of one import: with more, files would only wait longer between being copied and being looked into. */
const most = 6;

/**
 * Memory that a file's bytes lie in from when they are copied until they have been looked into, so that neither the decoder
 * nor the metadata reader has the copy read (and, where it is sealed, opened) a second time. The buffers are used again:
 * new ones for every file would cost more in clearing up than the reading saves.
 */
export class Holds {
  private readonly free: SharedArrayBuffer[] = [];
  private readonly waiting: ((hold: SharedArrayBuffer) => void)[] = [];
  /** All there are, and how many bytes of each were ever used. */
  private readonly used = new Map<SharedArrayBuffer, number>();

  /** A buffer for `size` bytes, to be given back; waits for one. Null for files that are too long to be held. */
  async take(size: number): Promise<SharedArrayBuffer | null> {
    if (size > heldSize) return null;
    const hold = this.free.pop() ?? this.another() ?? (await this.next());
    this.used.set(hold, Math.max(size, this.used.get(hold) ?? 0));
    return hold;
  }

  giveBack(hold: SharedArrayBuffer): void {
    const next = this.waiting.shift();
    if (next) next(hold);
    else this.free.push(hold);
  }

  /** At the end: nothing of the files is left in memory here. */
  wipe(): void {
    for (const [hold, bytes] of this.used) new Uint8Array(hold, 0, bytes).fill(0);
  }

  private another(): SharedArrayBuffer | undefined {
    // Memory of which only what is written to is ever taken from the system.
    return this.used.size < most ? new SharedArrayBuffer(heldSize) : undefined;
  }

  private next(): Promise<SharedArrayBuffer> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}
