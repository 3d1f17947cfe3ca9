/** Integers below 2⁵³ in eight bytes each: a million row ids or event positions are eight megabytes. */
export class PackedNumbers {
  private values = new Float64Array(1024);
  private count = 0;

  static from(values: Iterable<number>): PackedNumbers {
    const packed = new PackedNumbers();
    for (const value of values) packed.push(value);
    return packed;
  }

  get length(): number {
    return this.count;
  }

  push(value: number): void {
    if (this.count === this.values.length) {
      const larger = new Float64Array(this.count * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.count] = value;
    this.count += 1;
  }

  *[Symbol.iterator](): Generator<number> {
    for (let index = 0; index < this.count; index += 1) yield this.values[index] ?? 0;
  }

  /** Each number once, ascending. */
  *sorted(): Generator<number> {
    const sorted = this.values.slice(0, this.count).sort();
    let before = Number.NaN;
    for (const value of sorted) {
      if (value !== before) yield value;
      before = value;
    }
  }
}
