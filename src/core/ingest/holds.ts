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
  private made = 0;

  /** A buffer for `size` bytes, to be given back; waits for one. Null for files that are too long to be held. */
  async take(size: number): Promise<SharedArrayBuffer | null> {
    if (size > heldSize) return null;
    const hold = this.free.pop();
    if (hold) return hold;
    if (this.made < most) {
      this.made += 1;
      // Memory of which only what is written to is ever taken from the system.
      return new SharedArrayBuffer(heldSize);
    }
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  giveBack(hold: SharedArrayBuffer): void {
    const next = this.waiting.shift();
    if (next) next(hold);
    else this.free.push(hold);
  }
}
