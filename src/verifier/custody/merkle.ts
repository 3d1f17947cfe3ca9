import { sameBytes } from './encoding.ts';

/** Merkle trees of RFC 6962 §2.1 (unchanged in RFC 9162). Sizes and indexes are integers below 2⁵³, hashes 32 bytes. */

export type Sha256 = (data: Uint8Array) => Uint8Array;

/** Hash of the perfect subtree over leaves [position · 2^level, (position + 1) · 2^level). */
export type PerfectSubtree = (level: number, position: number) => Uint8Array;

/** §2.1: SHA-256(0x00 ‖ entry). */
export function leafHash(sha256: Sha256, leaf: Uint8Array): Uint8Array {
  const data = new Uint8Array(leaf.length + 1);
  data.set(leaf, 1);
  return sha256(data);
}

/** §2.1: SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array {
  const data = new Uint8Array(65);
  data[0] = 1;
  data.set(left, 1);
  data.set(right, 33);
  return sha256(data);
}

/** §2.1: the hash of the empty tree is the hash of the empty text. */
export function emptyRoot(sha256: Sha256): Uint8Array {
  return sha256(new Uint8Array(0));
}

/**
 * Hash over leaves [start, end), where `start` is a multiple of the greatest power of two not above `end - start`:
 * true of every range that a proof asks for. Folds perfect subtrees, the smallest last.
 */
export function rangeHash(sha256: Sha256, perfect: PerfectSubtree, start: number, end: number): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = start; at < end;) {
    let level = 0;
    while (2 ** (level + 1) <= end - at) level += 1;
    parts.push(perfect(level, at / 2 ** level));
    at += 2 ** level;
  }
  return foldRight(sha256, parts);
}

/** Root of the tree over the first `size` leaves. */
export function treeRoot(sha256: Sha256, perfect: PerfectSubtree, size: number): Uint8Array {
  return rangeHash(sha256, perfect, 0, size);
}

/** §2.1.1: PATH(index, D[size]), from the leaf's sibling upwards. */
export function makeInclusionProof(
  sha256: Sha256,
  perfect: PerfectSubtree,
  index: number,
  size: number,
): Uint8Array[] {
  const path: Uint8Array[] = [];
  let start = 0;
  let end = size;
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    if (index < middle) {
      path.push(rangeHash(sha256, perfect, middle, end));
      end = middle;
    } else {
      path.push(rangeHash(sha256, perfect, start, middle));
      start = middle;
    }
  }
  return path.reverse();
}

/** §2.1.2: PROOF(from, D[to]) for 0 < from ≤ to; empty when they are equal. */
export function makeConsistencyProof(
  sha256: Sha256,
  perfect: PerfectSubtree,
  from: number,
  to: number,
): Uint8Array[] {
  const proof: Uint8Array[] = [];
  let start = 0;
  let end = to;
  while (from < end) {
    const middle = start + splitOf(end - start);
    if (from <= middle) {
      proof.push(rangeHash(sha256, perfect, middle, end));
      end = middle;
    } else {
      proof.push(rangeHash(sha256, perfect, start, middle));
      start = middle;
    }
  }
  // The old tree's own root is known to whoever checks; any other complete subtree of it is not.
  if (start > 0) proof.push(rangeHash(sha256, perfect, start, end));
  return proof.reverse();
}

/** RFC 9162 §2.1.3.2. */
export function verifyInclusion(
  sha256: Sha256,
  leaf: Uint8Array,
  index: number,
  size: number,
  path: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (index < 0 || index >= size) return false;
  let node = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of path) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(sha256, sibling, hash);
      while (node % 2 === 0 && node !== 0) {
        node /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      hash = nodeHash(sha256, hash, sibling);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && sameBytes(hash, root);
}

/** RFC 9162 §2.1.4.2: the tree of `to` leaves begins with the tree of `from` leaves. */
export function verifyConsistency(
  sha256: Sha256,
  from: number,
  to: number,
  fromRoot: Uint8Array,
  toRoot: Uint8Array,
  proof: readonly Uint8Array[],
): boolean {
  if (from > to) return false;
  if (from === to) return proof.length === 0 && sameBytes(fromRoot, toRoot);
  if (from === 0) return proof.length === 0 && sameBytes(fromRoot, emptyRoot(sha256));
  const isPerfect = from === 1 || splitOf(from) * 2 === from;
  const path = isPerfect ? [fromRoot, ...proof] : [...proof];
  const first = path.shift();
  if (!first) return false;
  let node = from - 1;
  let last = to - 1;
  while (node % 2 === 1) {
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  let oldHash = first;
  let newHash = first;
  for (const sibling of path) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      oldHash = nodeHash(sha256, sibling, oldHash);
      newHash = nodeHash(sha256, sibling, newHash);
      while (node % 2 === 0 && node !== 0) {
        node /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      newHash = nodeHash(sha256, newHash, sibling);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && sameBytes(oldHash, fromRoot) && sameBytes(newHash, toRoot);
}

/**
 * A tree that grows leaf by leaf and holds only the perfect subtrees at its right edge. `onSubtree` hears of each
 * perfect subtree as it is completed.
 */
export class GrowingTree {
  private readonly edge: { readonly level: number; readonly hash: Uint8Array }[] = [];
  private leaves = 0;
  private readonly sha256: Sha256;
  private readonly onSubtree: (level: number, position: number, hash: Uint8Array) => void;

  constructor(
    sha256: Sha256,
    onSubtree: (level: number, position: number, hash: Uint8Array) => void = () => undefined,
  ) {
    this.sha256 = sha256;
    this.onSubtree = onSubtree;
  }

  get size(): number {
    return this.leaves;
  }

  appendLeaf(hash: Uint8Array): void {
    this.appendSubtree(0, hash);
  }

  /** Adds 2^level leaves at once; the size must be a multiple of that. */
  appendSubtree(level: number, hash: Uint8Array): void {
    if (this.leaves % 2 ** level !== 0) throw new Error(`no place for a subtree of level ${level}`);
    this.leaves += 2 ** level;
    this.onSubtree(level, this.leaves / 2 ** level - 1, hash);
    let current = { level, hash };
    for (let left = this.edge.at(-1); left?.level === current.level; left = this.edge.at(-1)) {
      this.edge.pop();
      current = { level: current.level + 1, hash: nodeHash(this.sha256, left.hash, current.hash) };
      this.onSubtree(current.level, this.leaves / 2 ** current.level - 1, current.hash);
    }
    this.edge.push(current);
  }

  /** A copy that grows on its own; nobody hears of its subtrees. */
  clone(): GrowingTree {
    const copy = new GrowingTree(this.sha256);
    copy.edge.push(...this.edge);
    copy.leaves = this.leaves;
    return copy;
  }

  root(): Uint8Array {
    return foldRight(
      this.sha256,
      this.edge.map((subtree) => subtree.hash),
    );
  }
}

function foldRight(sha256: Sha256, parts: readonly Uint8Array[]): Uint8Array {
  let hash = parts.at(-1);
  if (!hash) return emptyRoot(sha256);
  for (let index = parts.length - 2; index >= 0; index -= 1) {
    const left = parts[index];
    if (left) hash = nodeHash(sha256, left, hash);
  }
  return hash;
}

/** The greatest power of two below `width` (width ≥ 2). */
function splitOf(width: number): number {
  let split = 1;
  while (split * 2 < width) split *= 2;
  return split;
}
