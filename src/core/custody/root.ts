import type { Database } from '../database/connection.ts';
import { sha256 } from '../cryptography/digest.ts';
import {
  GrowingTree,
  leafHash,
  makeConsistencyProof,
  makeInclusionProof,
  treeRoot,
} from '../../verifier/custody/merkle.ts';
import { blockSize, damaged, storedLevel } from './log.ts';

/** Blocks of leaves kept rehashed: a proof needs the leaf's own and the tree's last. */
const keptBlocks = 8;

/**
 * Reads a log's tree: root, inclusion and consistency proofs at any size up to the log's, each from a few stored nodes
 * and at most a few blocks of 256 leaves. The tree only grows, so what is kept stays true.
 */
export class StoredTree {
  private readonly db: Database;
  private readonly node;
  private readonly leaves;
  private readonly logId: number;
  private readonly blocks = new Map<number, { size: number; hashes: ReadonlyMap<string, Uint8Array> }>();

  constructor(db: Database, logId: number) {
    this.db = db;
    this.logId = logId;
    this.node = db.prepare<[number, number, number], { hash: Uint8Array }>(
      'SELECT hash FROM log_node WHERE log_id = ? AND level = ? AND position = ?',
    );
    this.leaves = db.prepare<[number, number, number], { leaf: Uint8Array }>(
      'SELECT leaf FROM event WHERE log_id = ? AND sequence >= ? AND sequence < ? ORDER BY sequence',
    );
  }

  rootAt(size: number): Uint8Array {
    return treeRoot(sha256, this.perfect, size);
  }

  /** RFC 6962 §2.1.1, from the leaf's sibling upwards. */
  inclusionProof(index: number, size: number): readonly Uint8Array[] {
    return makeInclusionProof(sha256, this.perfect, index, size);
  }

  /** RFC 6962 §2.1.2. */
  consistencyProof(from: number, to: number): readonly Uint8Array[] {
    return makeConsistencyProof(sha256, this.perfect, from, to);
  }

  private readonly perfect = (level: number, position: number): Uint8Array => {
    if (level >= storedLevel) {
      const stored = this.node.get(this.logId, level, position);
      if (!stored) throw damaged(this.db, `the custody log lacks its node ${level}/${position}`);
      return stored.hash;
    }
    const first = position * 2 ** level;
    const hash = this.block(Math.floor(first / blockSize), first + 2 ** level).get(`${level}/${position}`);
    if (!hash) throw damaged(this.db, `the custody log lacks events near ${first}`);
    return hash;
  };

  /** Perfect subtrees within a block, which has grown at least to `end`. */
  private block(number: number, end: number): ReadonlyMap<string, Uint8Array> {
    const start = number * blockSize;
    const kept = this.blocks.get(number);
    if (kept && start + kept.size >= end) return kept.hashes;
    const hashes = new Map<string, Uint8Array>();
    const tree = new GrowingTree(sha256, (level, position, hash) => {
      hashes.set(`${level}/${start / 2 ** level + position}`, hash);
    });
    for (const { leaf } of this.leaves.all(this.logId, start, start + blockSize)) {
      tree.appendLeaf(leafHash(sha256, leaf));
    }
    this.blocks.delete(number);
    this.blocks.set(number, { size: tree.size, hashes });
    for (const oldest of this.blocks.keys()) {
      if (this.blocks.size <= keptBlocks) break;
      this.blocks.delete(oldest);
    }
    return hashes;
  }
}
