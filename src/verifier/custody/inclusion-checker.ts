import { sameBytes } from './encoding.ts';
import { nodeHash, type Sha256 } from './merkle.ts';

/**
 * Checks many inclusion proofs into one root (RFC 9162 §2.1.3.2). Neighbours share the upper part of their paths, and
 * what the last proof established is not hashed again: a million proofs cost two or three hashes each and not twenty.
 */
export class InclusionChecker {
  private readonly sha256: Sha256;
  private readonly size: number;
  private readonly root: Uint8Array;
  /** The last proved path, from its leaf up. */
  private proved: readonly ProvedNode[] = [];

  constructor(sha256: Sha256, size: number, root: Uint8Array) {
    this.sha256 = sha256;
    this.size = size;
    this.root = root;
  }

  check(leaf: Uint8Array, index: number, path: readonly Uint8Array[]): boolean {
    if (index >= this.size) return false;
    const steps: ProvedNode[] = [];
    let level = 0;
    let node = index;
    let last = this.size - 1;
    let hash = leaf;
    for (const [step, sibling] of path.entries()) {
      if (last === 0) return false;
      const known = this.proved.findIndex((entry) => entry.level === level && entry.node === node);
      const met = this.proved[known];
      if (met && sameBytes(met.hash, hash) && samePath(met.above, path.slice(step))) {
        this.proved = [...steps, ...this.proved.slice(known)];
        return true;
      }
      steps.push({ level, node, hash, above: path.slice(step) });
      if (node % 2 === 1 || node === last) {
        hash = nodeHash(this.sha256, sibling, hash);
        while (node % 2 === 0 && node !== 0) {
          node /= 2;
          last = Math.floor(last / 2);
          level += 1;
        }
      } else {
        hash = nodeHash(this.sha256, hash, sibling);
      }
      node = Math.floor(node / 2);
      last = Math.floor(last / 2);
      level += 1;
    }
    if (last !== 0 || !sameBytes(hash, this.root)) return false;
    this.proved = steps;
    return true;
  }
}

/** A node that leads to the root by the siblings `above`. */
interface ProvedNode {
  readonly level: number;
  readonly node: number;
  readonly hash: Uint8Array;
  readonly above: readonly Uint8Array[];
}

function samePath(left: readonly Uint8Array[], right: readonly Uint8Array[]): boolean {
  if (left.length !== right.length) return false;
  return left.every((hash, index) => sameBytes(hash, right[index] ?? new Uint8Array(0)));
}
