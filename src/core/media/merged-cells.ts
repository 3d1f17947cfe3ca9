/** Cells that are one: rows and columns from 0, both ends included. */
export interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

const mostMerges = 100_000;

/** Those of a sheet. They stand behind the cells that they are about, and have to be known before. */
export function mergesIn(sheet: Buffer): readonly Merge[] {
  const tail = sheet.subarray(Math.max(0, sheet.lastIndexOf('sheetData'))).toString('latin1');
  const merges: Merge[] = [];
  for (const [, from = '', to = ''] of tail.matchAll(
    /<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}):([A-Z]{1,3}\d{1,7})"/g,
  )) {
    const [[top, left], [bottom, right]] = [cellAt(from), cellAt(to)];
    if (merges.push({ top, left, bottom, right }) >= mostMerges) break;
  }
  return merges;
}

/** `B7`: row 6, column 1. */
export function cellAt(reference: string): readonly [row: number, column: number] {
  const letters = /^[A-Z]*/.exec(reference)?.[0] ?? '';
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return [Number(reference.slice(letters.length)) - 1, column - 1];
}

/** Gives cells within a merged one what its first cell says. */
export class MergedCells {
  private readonly merges: readonly Merge[];
  private next = 0;
  private open: { readonly merge: Merge; readonly text: string }[] = [];

  constructor(merges: readonly Merge[]) {
    this.merges = [...merges].sort((one, other) => one.top - other.top);
  }

  /** Rows in their order. A row that says nothing itself stays empty. Beside each other they stay apart, but for those of a heading of `width`. */
  filled(row: number, cells: readonly string[], width: number | null): string[] {
    this.open = this.open.filter(({ merge }) => merge.bottom >= row);
    for (; this.next < this.merges.length; this.next += 1) {
      const merge = this.merges[this.next];
      if (!merge || merge.top > row) break;
      const text = cells[merge.left] ?? '';
      if (merge.top === row && merge.bottom >= row && text !== '') this.open.push({ merge, text });
    }
    const filled = [...cells];
    if (filled.every((text) => text === '')) return filled;
    for (const { merge, text } of this.open) {
      const right = width === null ? merge.left : Math.min(merge.right, width - 1);
      for (let column = merge.left; column <= right; column += 1)
        if ((filled[column] ?? '') === '') filled[column] = text;
    }
    return Array.from(filled, (text: string | undefined) => text ?? '');
  }

  /** Whether headings stand below each other: some of this row's cells are one, and not all of them. */
  partsBelow(row: number, width: number): boolean {
    return this.merges.some(
      ({ top, bottom, left, right }) =>
        top <= row && bottom === row && right > left && right - left + 1 < width,
    );
  }
}
