import { RowSink, type ReadTable } from './table-sink.ts';
import { COLUMN_LIMIT } from './wire-limits.ts';

/** What the column is headed that holds where something lies, as a GeoJSON geometry (RFC 7946). */
export const shapeHeading = 'Shape (GeoJSON)';

/** Features of a map as a table: a column for each property that any of them has, and one for where it lies. */
export class GeoColumns {
  private readonly columns = new Map<string, number>();
  private readonly features: { readonly cells: string[]; readonly shape: string }[] = [];

  add(properties: Iterable<readonly [string, string]>, shape: string): void {
    const cells: string[] = [];
    for (const [name, value] of properties) {
      const column = this.columns.get(name) ?? this.columns.size;
      // One more is for the shape. What nobody can map is left.
      if (column >= COLUMN_LIMIT - 1) continue;
      this.columns.set(name, column);
      cells[column] = value;
    }
    this.features.push({ cells, shape });
  }

  finish(): ReadTable {
    const sink = new RowSink();
    const width = this.columns.size;
    for (const [at, { cells, shape }] of this.features.entries())
      sink.add(at + 1, [...Array.from({ length: width }, (_, column) => cells[column] ?? ''), shape]);
    const heading = [...this.columns.keys(), shapeHeading];
    return { sheets: [], sheet: 0, heading, rows: sink.rows, uncomputed: 0, body: sink.bytes() };
  }
}
