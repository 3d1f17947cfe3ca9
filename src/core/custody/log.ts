import type { Database } from '../database/connection.ts';
import { sha256 } from '../cryptography/digest.ts';
import { emptyRoot, GrowingTree, leafHash } from '../../verifier/custody/merkle.ts';
import { sameBytes } from '../../verifier/custody/encoding.ts';
import { AppError } from '../../shared/errors/app-error.ts';

/** Hashes of perfect subtrees are stored from this level up: a block of 2⁸ leaves is rehashed in under a millisecond. */
export const storedLevel = 8;
export const blockSize = 2 ** storedLevel;

export interface LogRow {
  readonly id: number;
  readonly origin: string;
  /** Events acknowledged. */
  readonly size: number;
  /** RFC 6962 root over them. */
  readonly root: Uint8Array;
}

export interface StoredNode {
  readonly level: number;
  readonly position: number;
  readonly hash: Uint8Array;
}

/** Adds an empty log and returns its row id. `origin` is the first line of its checkpoints: no white space, no plus sign. */
export function createLog(db: Database, log: { readonly uid: Uint8Array; readonly origin: string }): number {
  const insert = db.prepare<[Uint8Array, string, Uint8Array]>(
    'INSERT INTO log (uid, origin, size, root) VALUES (?, ?, 0, ?)',
  );
  return Number(insert.run(log.uid, log.origin, emptyRoot(sha256)).lastInsertRowid);
}

export function readLogRow(db: Database, logId: number): LogRow {
  const row = db.prepare<[number], LogRow>('SELECT id, origin, size, root FROM log WHERE id = ?').get(logId);
  if (!row) throw damaged(db, `there is no custody log ${logId}`);
  return row;
}

export function damaged(db: Database, reason: string): AppError {
  return new AppError('archive-damaged', { path: db.name, reason });
}

/** Opens a log for appending. Keep the object as long as the connection: it spares reading the tree's edge each time. */
export function openCustodyLog(db: Database, logId: number): CustodyLog {
  return new CustodyLog(db, logId);
}

/**
 * The right edge of a log's tree in memory. It is only a cache: before each use it is compared with the log row, and
 * rebuilt when a transaction was rolled back or another connection has appended.
 */
export class CustodyLog {
  readonly db: Database;
  readonly id: number;
  private edge: { readonly tree: GrowingTree; readonly completed: StoredNode[] } | null = null;
  private readonly rowStatement;

  constructor(db: Database, id: number) {
    this.db = db;
    this.id = id;
    this.rowStatement = db.prepare<[number], LogRow>('SELECT id, origin, size, root FROM log WHERE id = ?');
  }

  row(): LogRow {
    const row = this.rowStatement.get(this.id);
    if (!row) throw damaged(this.db, `there is no custody log ${this.id}`);
    return row;
  }

  /**
   * The tree at the size of the log row, to append to. `completed` gathers the perfect subtrees that have to be stored;
   * the caller empties it.
   */
  growing(): { readonly tree: GrowingTree; readonly completed: StoredNode[] } {
    const row = this.row();
    if (this.edge?.tree.size !== row.size || !sameBytes(this.edge.tree.root(), row.root)) {
      this.edge = this.rebuild(row);
    }
    return this.edge;
  }

  private rebuild(row: LogRow) {
    const completed: StoredNode[] = [];
    const tree = new GrowingTree(sha256, (level, position, hash) => {
      if (level >= storedLevel) completed.push({ level, position, hash });
    });
    const node = this.db.prepare<[number, number, number], { hash: Uint8Array }>(
      'SELECT hash FROM log_node WHERE log_id = ? AND level = ? AND position = ?',
    );
    for (let level = 52; level >= storedLevel; level -= 1) {
      if (Math.floor(row.size / 2 ** level) % 2 === 0) continue;
      const stored = node.get(this.id, level, tree.size / 2 ** level);
      if (!stored) throw damaged(this.db, 'the custody log lacks a stored node');
      tree.appendSubtree(level, stored.hash);
    }
    const leaves = this.db.prepare<[number, number, number], { leaf: Uint8Array }>(
      'SELECT leaf FROM event WHERE log_id = ? AND sequence >= ? AND sequence < ? ORDER BY sequence',
    );
    for (const { leaf } of leaves.all(this.id, tree.size, row.size)) tree.appendLeaf(leafHash(sha256, leaf));
    // Appending to a log that is not whole would make the damage look acknowledged.
    if (tree.size !== row.size || !sameBytes(tree.root(), row.root)) {
      throw damaged(this.db, 'the head of the custody log does not match its events');
    }
    completed.length = 0;
    return { tree, completed };
  }
}
