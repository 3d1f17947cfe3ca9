import { utf8 } from './encoding.ts';
import { GrowingTree, leafHash, type Sha256 } from './merkle.ts';

/** A file under data/exhibits/ with the SHA-256 (lower-case hex) that the payload manifest gives. */
export interface Exhibit {
  readonly path: string;
  readonly sha256: string;
}

/** What was met of each exhibit: the event that took its bytes in, a metadata file that tells of it. */
export class ExhibitLedger {
  private readonly sha256: Sha256;
  private readonly exhibits: () => Iterable<Exhibit>;
  /** By SHA-256. */
  private readonly met = new Map<string, { takenIn: boolean; told: boolean }>();

  constructor(sha256: Sha256, exhibits: () => Iterable<Exhibit>) {
    this.sha256 = sha256;
    this.exhibits = exhibits;
  }

  begin(): void {
    for (const { sha256 } of this.exhibits()) this.met.set(sha256, { takenIn: false, told: false });
  }

  /** False if no exhibit has these bytes. */
  noteTakenIn(sha256: string): boolean {
    const met = this.met.get(sha256);
    if (met) met.takenIn = true;
    return met !== undefined;
  }

  noteTold(sha256: string): void {
    const met = this.met.get(sha256);
    if (met) met.told = true;
  }

  *notTakenIn(): Generator<string> {
    for (const { path, sha256 } of this.exhibits()) if (this.met.get(sha256)?.takenIn !== true) yield path;
  }

  *notTold(): Generator<string> {
    for (const { path, sha256 } of this.exhibits()) if (this.met.get(sha256)?.told !== true) yield path;
  }

  /** RFC 6962 root over the lines of manifest-sha256.txt for exhibits, without line feeds, sorted by path. */
  root(): Uint8Array {
    const sorted = Array.from(this.exhibits(), ({ path, sha256 }) => ({ path, line: `${sha256}  ${path}` }));
    // All ASCII: the order of code units is that of bytes.
    sorted.sort((left, right) => (left.path < right.path ? -1 : 1));
    const tree = new GrowingTree(this.sha256);
    for (const { line } of sorted) tree.appendLeaf(leafHash(this.sha256, utf8(line)));
    return tree.root();
  }
}
