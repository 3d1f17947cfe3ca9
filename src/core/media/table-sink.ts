import { TableRefused } from './table-refusals.ts';
import { COLUMN_LIMIT, ROW_LIMIT, TABLE_LIMIT } from './wire-limits.ts';

/** What a file holds as a table of texts; its rows one JSON array `[line, cells]` after the other, each in a line of its own. */
export interface ReadTable {
  readonly sheets: readonly string[];
  readonly sheet: number;
  readonly heading: readonly string[];
  readonly rows: number;
  /** Cells with a formula whose value was never worked out. */
  readonly uncomputed: number;
  readonly body: Uint8Array;
}

/** Gathers rows as they are read, and refuses more of them than anybody works through. */
export class RowSink {
  private readonly pieces: Buffer[] = [];
  private pending: string[] = [];
  private length = 0;
  rows = 0;

  add(line: number, cells: readonly string[]): void {
    this.rows += 1;
    if (this.rows > ROW_LIMIT) throw new TableRefused('too-many-rows');
    if (cells.length > COLUMN_LIMIT) throw new TableRefused('too-many-columns');
    const text = JSON.stringify([line, cells]);
    this.length += text.length;
    if (this.length > TABLE_LIMIT) throw new TableRefused('too-large');
    if (this.pending.push(text) === 1000) this.flush();
  }

  /** All of it in UTF-8. */
  bytes(): Buffer {
    this.flush();
    const whole = Buffer.concat(this.pieces);
    if (whole.length > TABLE_LIMIT) throw new TableRefused('too-large');
    return whole;
  }

  private flush(): void {
    if (this.pending.length === 0) return;
    this.pieces.push(Buffer.from(`${this.pending.join('\n')}\n`));
    this.pending = [];
  }
}
