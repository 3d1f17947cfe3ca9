import type { Database } from '../database/connection.ts';
import { sha256 } from '../cryptography/digest.ts';
import { GrowingTree, leafHash } from '../../verifier/custody/merkle.ts';
import { sameBytes } from '../../verifier/custody/encoding.ts';
import type { FindingList } from './log-findings.ts';
import { blockSize, storedLevel, type LogRow } from './log.ts';
import type { History } from './history.ts';
import type { KnownCheckpoint } from './verify-checkpoints.ts';
import type { Suspicion } from './verify-event.ts';
import type { LogEventRow } from './verify-log.ts';

interface Block {
  readonly start: number;
  readonly end: number;
  readonly suspicions: readonly Suspicion[];
}

/** Damage beyond this many blocks is one more finding, not more memory. */
const mostBlocks = 5_000;

/**
 * Two trees are grown side by side: `leaves` from the leaves' bytes, `stored` from the stored nodes over each whole
 * block. They differ only where something was changed, and which of them leads to the acknowledged root tells what:
 * a leaf, or merely a stored node. A bit that rotted in one leaf is thus never mistaken for a rewritten history.
 */
export class TreeChecker {
  agreeing = 0;
  anchored: number | null = null;
  private readonly leaves: GrowingTree;
  private readonly stored: GrowingTree;
  private readonly wrongInLeaves = new Map<string, string>();
  private readonly wrongInStored = new Map<string, string>();
  private readonly mismatched: Block[] = [];
  private tail: Block | null = null;
  /** A leaf is missing where no stored node stands in for it: beyond, no root can be known. */
  private broken = false;
  private readonly node;
  private next = 0;
  private readonly db: Database;
  private readonly log: LogRow;
  private readonly checkpoints: readonly KnownCheckpoint[];
  private readonly findings: FindingList;
  private readonly history: History;

  constructor(
    db: Database,
    log: LogRow,
    checkpoints: readonly KnownCheckpoint[],
    history: History,
    findings: FindingList,
  ) {
    this.db = db;
    this.log = log;
    this.checkpoints = checkpoints;
    this.history = history;
    this.findings = findings;
    this.node = db.prepare<[number, number, number], { hash: Uint8Array }>(
      'SELECT hash FROM log_node WHERE log_id = ? AND level = ? AND position = ?',
    );
    this.leaves = new GrowingTree(sha256, (level, position, hash) => {
      if (level > storedLevel) this.compareNode(this.wrongInLeaves, level, position, hash);
    });
    this.stored = new GrowingTree(sha256, (level, position, hash) => {
      if (level > storedLevel) this.compareNode(this.wrongInStored, level, position, hash);
    });
    this.skipEmptyCheckpoints();
  }

  takeBlock(
    start: number,
    end: number,
    rows: readonly LogEventRow[],
    suspicions: readonly Suspicion[],
  ): void {
    const hashes = new Map(rows.map((row) => [row.sequence, leafHash(sha256, row.leaf)]));
    this.reportGaps(start, end, hashes);
    const block = { start, end, suspicions };
    this.compareCheckpoints(block, hashes);
    if (this.broken) {
      this.reportSuspicions(suspicions, false);
      return;
    }
    if (end - start < blockSize) {
      this.tail = block;
      if (hashes.size < end - start) this.broken = true;
      else for (const hash of hashes.values()) this.appendLeaf(hash);
      return;
    }
    this.takeWholeBlock(block, hashes);
  }

  finish(): void {
    this.reportShorter();
    const rootOfLeaves = !this.broken && sameBytes(this.leaves.root(), this.log.root);
    const rootOfStored = !this.broken && sameBytes(this.stored.root(), this.log.root);
    const leavesHold = rootOfLeaves || (this.broken && this.mismatched.length === 0);
    for (const block of this.mismatched) {
      if (leavesHold) {
        this.reportSuspicions(block.suspicions, false);
        this.reportNode(
          `${storedLevel}/${block.start / blockSize}`,
          'is not the hash of the leaves below it',
        );
      } else this.reportChangedBlock(block);
    }
    const wrongNodes = leavesHold ? this.wrongInLeaves : this.wrongInStored;
    for (const [name, detail] of wrongNodes) this.reportNode(name, detail);
    const tailChanged = !this.broken && !rootOfLeaves && !rootOfStored;
    if (this.tail) this.reportSuspicions(this.tail.suspicions, tailChanged);
    const explained = (this.tail?.suspicions.length ?? 0) > 0;
    if (tailChanged && !explained && this.log.size > 0) {
      const start = this.tail?.start ?? this.log.size;
      const where = start < this.log.size ? `, or one of the events ${start} to ${this.log.size - 1}` : '';
      this.findings.add('root-wrong', null, `the stored root was changed${where}: the tree has another`);
    }
    this.reportSurplusNodes();
  }

  root(): Uint8Array | null {
    return this.broken ? null : this.leaves.root();
  }

  private takeWholeBlock(block: Block, hashes: ReadonlyMap<number, Uint8Array>): void {
    const position = block.start / blockSize;
    const recorded = this.node.get(this.log.id, storedLevel, position)?.hash;
    if (hashes.size < blockSize) {
      // The stored node stands in for the missing leaf, so that everything else can still be checked.
      this.reportSuspicions(block.suspicions, false);
      if (recorded) this.appendBoth(recorded, recorded);
      else this.broken = true;
      return;
    }
    const local = new GrowingTree(sha256);
    for (const hash of hashes.values()) local.appendLeaf(hash);
    const computed = local.root();
    this.appendBoth(computed, recorded ?? computed);
    if (!recorded) this.reportNode(`${storedLevel}/${position}`, 'is missing');
    if (recorded && !sameBytes(recorded, computed)) this.keepMismatch(block);
    else this.reportSuspicions(block.suspicions, false);
  }

  private appendBoth(ofLeaves: Uint8Array, ofStored: Uint8Array): void {
    this.leaves.appendSubtree(storedLevel, ofLeaves);
    this.stored.appendSubtree(storedLevel, ofStored);
  }

  private appendLeaf(hash: Uint8Array): void {
    this.leaves.appendLeaf(hash);
    this.stored.appendLeaf(hash);
  }

  private keepMismatch(block: Block): void {
    if (this.mismatched.length < mostBlocks) this.mismatched.push(block);
    else this.reportChangedBlock(block);
  }

  private compareNode(wrong: Map<string, string>, level: number, position: number, hash: Uint8Array): void {
    const recorded = this.node.get(this.log.id, level, position)?.hash;
    if (recorded && sameBytes(recorded, hash)) return;
    if (wrong.size >= mostBlocks) return;
    wrong.set(`${level}/${position}`, recorded ? 'is not the hash of what is below it' : 'is missing');
  }

  private reportChangedBlock({ start, end, suspicions }: Block): void {
    if (suspicions.length > 0) {
      this.reportSuspicions(suspicions, true);
      return;
    }
    const detail = 'one of these leaves is not the one that was acknowledged';
    this.findings.add('leaf-changed', { first: start, last: end - 1 }, detail);
  }

  /** Where the tree says that leaves were changed, a value at odds with its digest points to the leaf. */
  private reportSuspicions(suspicions: readonly Suspicion[], leafChanged: boolean): void {
    for (const { sequence, problem, detail } of suspicions) {
      const named = leafChanged && problem === 'value-changed' ? 'leaf-changed' : problem;
      this.findings.add(named, { first: sequence }, detail);
    }
  }

  private reportNode(name: string, detail: string): void {
    this.findings.add('node-wrong', null, `the stored node ${name} ${detail}`);
  }

  private reportGaps(start: number, end: number, hashes: ReadonlyMap<number, Uint8Array>): void {
    if (hashes.size === end - start) return;
    for (let first = start; first < end; first += 1) {
      if (hashes.has(first)) continue;
      let last = first;
      while (last + 1 < end && !hashes.has(last + 1)) last += 1;
      this.findings.add('event-missing', { first, last }, 'acknowledged, and not there');
      first = last;
    }
  }

  private skipEmptyCheckpoints(): void {
    for (let known = this.checkpoints[0]; known?.size === 0; known = this.checkpoints[this.next]) {
      this.next += 1;
      if (sameBytes(known.root, this.leaves.root())) this.agree(known);
      else this.reportRewritten(known);
    }
  }

  /** Compares the checkpoints whose size falls into this block, before the block is added to the trees. */
  private compareCheckpoints(block: Block, hashes: ReadonlyMap<number, Uint8Array>): void {
    const trees = this.broken ? [] : [this.leaves.clone(), this.stored.clone()];
    let at = block.start;
    for (let known = this.checkpoints[this.next]; known && known.size <= block.end;) {
      for (; at < known.size; at += 1) {
        const hash = hashes.get(at);
        if (!hash) trees.length = 0;
        else for (const tree of trees) tree.appendLeaf(hash);
      }
      const { root } = known;
      if (trees.some((tree) => sameBytes(tree.root(), root))) this.agree(known);
      else if (trees.length > 0 && !this.isDamaged(block, hashes)) this.reportRewritten(known);
      this.next += 1;
      known = this.checkpoints[this.next];
    }
  }

  /** A block that disagrees with its own stored node, or a tail that disagrees with the stored root, is damaged: not proof of rewriting. */
  private isDamaged(block: Block, hashes: ReadonlyMap<number, Uint8Array>): boolean {
    if (hashes.size < block.end - block.start) return true;
    const trees = [this.leaves.clone(), this.stored.clone()];
    for (const hash of hashes.values()) for (const tree of trees) tree.appendLeaf(hash);
    if (block.end === this.log.size) return !trees.some((tree) => sameBytes(tree.root(), this.log.root));
    if (block.end - block.start < blockSize) return true;
    const local = new GrowingTree(sha256);
    for (const hash of hashes.values()) local.appendLeaf(hash);
    const recorded = this.node.get(this.log.id, storedLevel, block.start / blockSize)?.hash;
    return recorded !== undefined && !sameBytes(recorded, local.root());
  }

  private agree({ size, isNoted }: KnownCheckpoint): void {
    this.agreeing += 1;
    if (isNoted) this.anchored = size;
  }

  private reportRewritten(known: KnownCheckpoint): void {
    if (this.isParted(known)) return;
    const detail = `the first ${known.size} events are not those that ${known.name} was signed over`;
    this.findings.add('rewritten', null, detail);
  }

  /** A copy that said where it parted from the others is not blamed for what they signed after that. */
  private isParted({ name, size, key }: KnownCheckpoint): boolean {
    const branch = this.history.branchBefore(size, key);
    if (!branch) return false;
    const since = `event ${branch.sequence}, where this copy was ${branch.reason}`;
    const detail = `${name} was signed over ${size} events by another copy of this archive; up to ${since}, both have the same log, and what that copy wrote from there on is in its own`;
    this.findings.add('parted', { first: branch.sequence }, detail);
    return true;
  }

  private reportShorter(): void {
    for (const known of this.checkpoints.slice(this.next)) {
      if (this.isParted(known)) continue;
      const detail = `${known.name} was signed over ${known.size} events, the log has ${this.log.size}: this copy was restored from a backup, or lost its last events to a power cut on a disk that does not keep what it confirms, or they were cut off`;
      this.findings.add('shorter-than-checkpoint', { first: this.log.size, last: known.size - 1 }, detail);
    }
  }

  private reportSurplusNodes(): void {
    const surplus = this.db
      .prepare<[number, number], { count: number }>(
        'SELECT count(*) AS count FROM log_node WHERE log_id = ? AND (position + 1) * (1 << level) > ?',
      )
      .get(this.log.id, this.log.size);
    if (surplus && surplus.count > 0)
      this.findings.add('node-wrong', null, 'there are stored nodes beyond the end of the log');
  }
}
