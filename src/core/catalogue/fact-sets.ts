import { facetNames, type FacetName } from './item-facts.ts';

/**
 * Sets of facts, each with a number from 1: what is counted by set is counted by value afterwards. Values have numbers as well,
 * and lie one after the other.
 */
export class FactSets {
  private readonly values: { readonly facet: FacetName; readonly value: string }[] = [];
  private readonly numbers = new Map<string, number>();
  /** Where the values of a set begin in `members`; those of the next one begin where they end. */
  private readonly begins: number[] = [0, 0];
  private readonly members: number[] = [];
  /** By their ids in derived.db, and of those that are not in it by what they are made of. */
  private readonly byId: number[] = [];
  private readonly byContent = new Map<string, number>();

  /** One more than the highest number. */
  get size(): number {
    return this.begins.length - 1;
  }

  /** Number of a set that derived.db has, if it was stored. */
  stored(id: number): number | undefined {
    return this.byId[id];
  }

  store(id: number, content: string): number {
    return (this.byId[id] = this.add(content));
  }

  number(content: string): number {
    const known = this.byContent.get(content) ?? this.add(content);
    this.byContent.set(content, known);
    return known;
  }

  /** What is no list of texts is nothing. */
  private add(content: string): number {
    const parsed: unknown = JSON.parse(content);
    const set = typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {};
    for (const facet of facetNames) {
      const values = set[facet];
      if (!Array.isArray(values)) continue;
      for (const value of values) this.members.push(this.valueNumber(facet, String(value)));
    }
    return this.begins.push(this.members.length) - 2;
  }

  private valueNumber(facet: FacetName, value: string): number {
    const key = `${facet}\n${value}`;
    const known = this.numbers.get(key) ?? this.values.push({ facet, value }) - 1;
    this.numbers.set(key, known);
    return known;
  }

  /** A mark for each set that has a value of a facet to which `is` applies. */
  having(facet: FacetName, is: (value: string) => boolean): Uint8Array {
    const wanted = Uint8Array.from(this.values, (one) => (one.facet === facet && is(one.value) ? 1 : 0));
    const marks = new Uint8Array(this.size);
    for (let set = 1; set < this.size; set += 1) {
      const end = this.begins[set + 1] ?? 0;
      for (let at = this.begins[set] ?? 0; at < end; at += 1)
        if (wanted[this.members[at] ?? 0] === 1) marks[set] = 1;
    }
    return marks;
  }

  /** How many items have each value, from how many have each set. */
  count(items: Uint32Array): ReadonlyMap<FacetName, ReadonlyMap<string, number>> {
    const sums = new Uint32Array(this.values.length);
    for (let set = 1; set < this.size; set += 1) {
      const more = items[set] ?? 0;
      if (more === 0) continue;
      const end = this.begins[set + 1] ?? 0;
      for (let at = this.begins[set] ?? 0; at < end; at += 1) {
        const value = this.members[at] ?? 0;
        sums[value] = (sums[value] ?? 0) + more;
      }
    }
    const counted = new Map<FacetName, Map<string, number>>(facetNames.map((facet) => [facet, new Map()]));
    for (const [at, { facet, value }] of this.values.entries()) {
      const sum = sums[at] ?? 0;
      if (sum > 0) counted.get(facet)?.set(value, sum);
    }
    return counted;
  }

  /** What one of them is made of, facet by facet. */
  contents(set: number): Partial<Record<FacetName, readonly string[]>> {
    const found: Partial<Record<FacetName, string[]>> = {};
    for (const member of this.members.slice(this.begins[set], this.begins[set + 1])) {
      const one = this.values[member];
      if (one) (found[one.facet] ??= []).push(one.value);
    }
    return found;
  }
}
