import type { HashAlgorithm } from '../container.ts';
import type { Inventory, Position } from './inventory.ts';
import { digestLengths, type ManifestName } from './manifest.ts';

/** What one manifest says of the files that are there: a bit and a digest a file, in two blocks of memory. */
export class Listing {
  /** The manifest's file name. */
  readonly name: string;
  readonly kind: 'payload' | 'tag';
  readonly algorithm: HashAlgorithm | null;
  private readonly first: Position;
  private readonly listed: Uint8Array;
  private readonly digests: Uint8Array;
  private readonly width: number;

  constructor(name: string, { kind, algorithm }: ManifestName, inventory: Inventory) {
    this.name = name;
    this.kind = kind;
    this.algorithm = algorithm;
    this.first = kind === 'tag' ? 0 : inventory.tagCount;
    this.width = algorithm === null ? 0 : digestLengths[algorithm] / 2;
    const count = kind === 'tag' ? inventory.tagCount : inventory.payloadCount;
    this.listed = new Uint8Array(count);
    this.digests = new Uint8Array(count * this.width);
  }

  has(position: Position): boolean {
    return this.listed[position - this.first] === 1;
  }

  set(position: Position, digest: string): void {
    const index = position - this.first;
    this.listed[index] = 1;
    for (let at = 0; at < this.width; at += 1)
      this.digests[index * this.width + at] = parseInt(digest.slice(2 * at, 2 * at + 2), 16);
  }

  /** Lower-case hex, or null if the file is not listed or the algorithm is not one that is computed. */
  digest(position: Position): string | null {
    if (this.width === 0 || !this.has(position)) return null;
    const from = (position - this.first) * this.width;
    let hex = '';
    for (const byte of this.digests.subarray(from, from + this.width))
      hex += byte.toString(16).padStart(2, '0');
    return hex;
  }
}
