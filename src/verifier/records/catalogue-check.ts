import { csvColumns, csvHead, type CsvRow } from './catalogue-csv.ts';
import { csvCells, csvRecords } from './csv-reader.ts';

/** A place in the catalogue: number of the exhibit, number of the file in it. */
type Rank = readonly [exhibit: number, file: number];

const exhibitFile = /^data\/exhibits\/E-(\d{1,15})(?:-(\d{1,15}))?\./;

/**
 * data/catalogue.csv against what the metadata files say, line by line, both in the order of the exhibits: a line that is not
 * there is one finding and not one for every line behind it.
 */
export class CatalogueCheck {
  private readonly records: AsyncGenerator<string>;
  private readonly add: (problem: 'changed' | 'missing' | 'unexpected', detail: string) => void;
  private next: string | null = null;
  private ended = false;

  constructor(pieces: AsyncIterable<string>, add: CatalogueCheck['add']) {
    this.records = csvRecords(pieces);
    this.add = add;
  }

  async head(): Promise<void> {
    if ((await this.peek()) === csvHead) this.next = null;
    else {
      this.add('changed', 'the first line does not name the columns');
      // What stands there in its place is judged as the heading that it was.
      if (!exhibitFile.test(csvCells(this.next ?? '')[1] ?? '')) this.next = null;
    }
  }

  /** The lines of one exhibit; null where what they have to say is not known. */
  async exhibit(
    position: number,
    rows: readonly { readonly row: CsvRow; readonly line: string }[] | null,
  ): Promise<void> {
    for (const { row, line } of rows ?? []) await this.row(row, line);
    for (;;) {
      const record = rows ? null : await this.peek();
      const rank = record === null ? null : rankOf(csvCells(record));
      if (!rank || rank[0] > position) return;
      this.next = null;
    }
  }

  async end(): Promise<void> {
    for (let record = await this.peek(); record !== null; record = await this.peek()) {
      this.unexpected(csvCells(record));
      this.next = null;
    }
  }

  async close(): Promise<void> {
    await this.records.return(undefined);
  }

  private async row(row: CsvRow, line: string): Promise<void> {
    const wanted = rankOf([row.exhibit, row.file]) ?? [0, 0];
    for (;;) {
      const record = await this.peek();
      if (record === line) {
        this.next = null;
        return;
      }
      const cells = record === null ? null : csvCells(record);
      const rank = cells && rankOf(cells);
      const order = rank ? compareRanks(rank, wanted) : 0;
      if (!cells || order > 0) {
        this.add('missing', `no line for ${row.file}`);
        return;
      }
      this.next = null;
      if (order < 0) {
        this.unexpected(cells);
        continue;
      }
      const differing = csvColumns.filter((column, at) => cells[at] !== row[column]);
      const names = differing.length > 0 ? differing.join(', ') : 'written in another form';
      const further = cells.length > csvColumns.length ? '; more cells than columns' : '';
      this.add('changed', `the line for ${row.file}: ${names}${further}`);
      return;
    }
  }

  private unexpected(cells: readonly string[]): void {
    const name = (cells[1] ?? cells[0] ?? '').slice(0, 200);
    this.add('unexpected', `a line for ${JSON.stringify(name)}, which is not where the exhibits have it`);
  }

  private async peek(): Promise<string | null> {
    if (this.next !== null || this.ended) return this.next;
    const next = await this.records.next();
    this.ended = next.done === true;
    this.next = next.done === true ? null : next.value;
    return this.next;
  }
}

/** Null where exhibit and file disagree: then it is judged as the line that is expected where it stands. */
function rankOf([exhibit = '', file = '']: readonly string[]): Rank | null {
  const byFile = exhibitFile.exec(file);
  const byExhibit = /^E-(\d{1,15})$/.exec(exhibit);
  if (byFile && (!byExhibit || byExhibit[1] === byFile[1]))
    return [Number(byFile[1]), Number(byFile[2] ?? 1)];
  return null;
}

function compareRanks(left: Rank, right: Rank): number {
  return left[0] === right[0] ? left[1] - right[1] : left[0] - right[0];
}
