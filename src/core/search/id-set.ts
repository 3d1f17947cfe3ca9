/** Row ids of items, from 1, a bit each: a million take 125 kB, and two sets are joined within a millisecond. */
export class IdSet {
  readonly highest: number;
  private readonly bits: Uint32Array;

  /** Holds ids up to `highest`; others are passed over. */
  constructor(highest: number) {
    this.highest = highest;
    this.bits = new Uint32Array((highest >>> 5) + 1);
  }

  copy(): IdSet {
    const other = new IdSet(this.highest);
    other.bits.set(this.bits);
    return other;
  }

  has(id: number): boolean {
    return (((this.bits[id >>> 5] ?? 0) >>> (id & 31)) & 1) === 1;
  }

  add(id: number): void {
    if (id > this.highest) return;
    this.bits[id >>> 5] = (this.bits[id >>> 5] ?? 0) | (1 << (id & 31));
  }

  delete(id: number): void {
    this.bits[id >>> 5] = (this.bits[id >>> 5] ?? 0) & ~(1 << (id & 31));
  }

  addAll(other: IdSet): void {
    for (let at = 0; at < this.bits.length; at += 1)
      this.bits[at] = (this.bits[at] ?? 0) | (other.bits[at] ?? 0);
  }

  keepOnly(other: IdSet): void {
    for (let at = 0; at < this.bits.length; at += 1)
      this.bits[at] = (this.bits[at] ?? 0) & (other.bits[at] ?? 0);
  }

  deleteAll(other: IdSet): void {
    for (let at = 0; at < this.bits.length; at += 1)
      this.bits[at] = (this.bits[at] ?? 0) & ~(other.bits[at] ?? 0);
  }

  keepWhere(test: (id: number) => boolean): void {
    for (let at = 0; at < this.bits.length; at += 1) {
      let left = 0;
      for (let word = this.bits[at] ?? 0; word !== 0; word &= word - 1) {
        const bit = 31 - Math.clz32(word & -word);
        if (test(at * 32 + bit)) left |= 1 << bit;
      }
      this.bits[at] = left;
    }
  }

  /** Holds then what it did not. */
  turnRound(): void {
    for (let at = 0; at < this.bits.length; at += 1) this.bits[at] = ~(this.bits[at] ?? 0);
    const beyond = (this.highest & 31) + 1;
    const last = this.bits.length - 1;
    if (beyond < 32) this.bits[last] = (this.bits[last] ?? 0) & ((1 << beyond) - 1);
    this.delete(0);
  }

  count(): number {
    let sum = 0;
    for (const word of this.bits) {
      // Pairs of bits, then fours, then bytes.
      const pairs = word - ((word >>> 1) & 0x55555555);
      const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
      sum += Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
    }
    return sum;
  }

  /** The lowest first. What `visit` takes out is not met again, and what it adds may be. */
  each(visit: (id: number) => void): void {
    for (let at = 0; at < this.bits.length; at += 1)
      for (let word = this.bits[at] ?? 0; word !== 0; word &= word - 1)
        visit(at * 32 + 31 - Math.clz32(word & -word));
  }
}
