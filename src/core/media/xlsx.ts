import { MergedCells, cellAt, mergesIn } from './merged-cells.ts';
import { dateText, shownBy, type Shown } from './spreadsheet-dates.ts';
import { TableRefused } from './table-refusals.ts';
import { RowSink, type ReadTable } from './table-sink.ts';
import { zipParts, type ZipPart } from './unzip.ts';
import { COLUMN_LIMIT } from './wire-limits.ts';
import { readXml } from './xml.ts';

/** Bytes of the parts, inflated. */
const longestSheet = 128 * 1_048_576;
const longestStrings = 64 * 1_048_576;
const longestOther = 8 * 1_048_576;

/** Rows in which the heading is looked for, above it a title may stand. */
const above = 10;

interface Workbook {
  readonly sheets: readonly { readonly name: string; readonly part: string; readonly isHidden: boolean }[];
  readonly is1904: boolean;
}

/**
 * A sheet of a workbook (ECMA-376, SpreadsheetML) as texts: of a formula the value that was last worked out, of a number that is
 * shown as a date that date, as exactly as it is shown. `sheet` counts from 0; null: the first that is not hidden. Throws `TableRefused`.
 */
export function readXlsx(bytes: Buffer, sheet: number | null): ReadTable {
  const parts = new Map<string, ZipPart>();
  for (const part of zipParts(bytes)) parts.set(part.name, part);
  const read = (name: string, longest: number): Buffer | null => {
    const part = parts.get(name);
    if (!part) return null;
    try {
      return part.read(longest);
    } catch {
      throw new TableRefused('too-large');
    }
  };
  const book = bookOf(read);
  const first = book.sheets.findIndex(({ isHidden }) => !isHidden);
  const at = sheet ?? Math.max(0, first);
  const chosen = book.sheets[at];
  const cells = chosen && read(chosen.part, longestSheet);
  if (!cells) throw new TableRefused('no-such-sheet');
  const strings = sharedStrings(read('xl/sharedStrings.xml', longestStrings));
  const formats = cellFormats(read('xl/styles.xml', longestOther));
  const table = new SheetRows(cells);
  const uncomputed = readCells(cells, { strings, formats, is1904: book.is1904 }, (row, texts) =>
    table.add(row, texts),
  );
  return { sheets: book.sheets.map(({ name }) => name), sheet: at, uncomputed, ...table.finish() };
}

type Read = (name: string, longest: number) => Buffer | null;

function bookOf(read: Read): Workbook {
  const main = relationsOf(read, '', '_rels/.rels').find(({ type }) => type.endsWith('/officeDocument'));
  const path = main?.target ?? 'xl/workbook.xml';
  const book = read(path, longestOther);
  if (!book) throw new TableRefused('not-of-the-form');
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const name = path.slice(folder.length);
  const targets = new Map(
    relationsOf(read, folder, `${folder}_rels/${name}.rels`).map(({ id, target }) => [id, target]),
  );
  const sheets: { name: string; part: string; isHidden: boolean }[] = [];
  let is1904 = false;
  readXml(book, {
    open(element, attributes) {
      if (element === 'workbookPr') is1904 = /^(?:1|true)$/.test(attributes.get('date1904') ?? '');
      if (element !== 'sheet' || sheets.length >= 1000) return;
      const part = targets.get(attributes.get('id') ?? '') ?? '';
      const isHidden = (attributes.get('state') ?? 'visible') !== 'visible';
      sheets.push({ name: (attributes.get('name') ?? '').slice(0, 200), part, isHidden });
    },
  });
  return { sheets, is1904 };
}

function relationsOf(
  read: Read,
  folder: string,
  path: string,
): readonly { readonly id: string; readonly type: string; readonly target: string }[] {
  const bytes = read(path, longestOther);
  const found: { id: string; type: string; target: string }[] = [];
  if (bytes)
    readXml(bytes, {
      open(element, attributes) {
        if (element !== 'Relationship' || attributes.get('TargetMode') === 'External') return;
        const target = attributes.get('Target') ?? '';
        const [id, type] = [attributes.get('Id') ?? '', attributes.get('Type') ?? ''];
        found.push({ id, type, target: target.startsWith('/') ? target.slice(1) : folder + target });
      },
    });
  return found;
}

/** Texts that cells refer to by number; without how they are read aloud. */
function sharedStrings(bytes: Buffer | null): readonly string[] {
  const strings: string[] = [];
  let [text, isText, aloud] = ['', false, 0];
  if (bytes)
    readXml(bytes, {
      open(element) {
        if (element === 'si') text = '';
        else if (element === 'rPh') aloud += 1;
        else if (element === 't') isText = aloud === 0;
      },
      text(piece) {
        if (isText) text += piece;
      },
      close(element) {
        if (element === 'si') strings.push(unescaped(text));
        else if (element === 'rPh') aloud -= 1;
        else if (element === 't') isText = false;
      },
    });
  return strings;
}

/** What the formats of cells show, by their number. */
function cellFormats(bytes: Buffer | null): readonly Shown[] {
  const codes = new Map<number, string>();
  const shown: Shown[] = [];
  let isCells = false;
  if (bytes)
    readXml(bytes, {
      open(element, attributes) {
        if (element === 'numFmt')
          codes.set(Number(attributes.get('numFmtId')), attributes.get('formatCode') ?? '');
        else if (element === 'cellXfs') isCells = true;
        else if (element === 'xf' && isCells) {
          const id = Number(attributes.get('numFmtId') ?? 0);
          shown.push(shownBy(id, codes.get(id)));
        }
      },
      close(element) {
        if (element === 'cellXfs') isCells = false;
      },
    });
  return shown;
}

interface Meaning {
  readonly strings: readonly string[];
  readonly formats: readonly Shown[];
  readonly is1904: boolean;
}

/** Calls `give` for each row, from 0; returns how many formulas have no value. */
function readCells(bytes: Buffer, meaning: Meaning, give: (row: number, cells: string[]) => void): number {
  let [row, column, uncomputed] = [-1, -1, 0];
  let [type, style, value, hasFormula, isValue] = ['', 0, '', false, false];
  let cells: string[] = [];
  readXml(bytes, {
    open(element, attributes) {
      if (element === 'row') {
        const number = Number(attributes.get('r') ?? row + 2);
        if (!Number.isSafeInteger(number) || number < row + 2) throw new TableRefused('not-of-the-form');
        [row, column, cells] = [number - 1, -1, []];
      } else if (element === 'c') {
        const reference = attributes.get('r');
        column = reference === undefined ? column + 1 : cellAt(reference)[1];
        [type, style, value] = [attributes.get('t') ?? 'n', Number(attributes.get('s') ?? 0), ''];
        hasFormula = false;
      } else if (element === 'f') hasFormula = true;
      else if (element === 'v' || (element === 't' && type === 'inlineStr')) isValue = true;
    },
    text(piece) {
      if (isValue) value += piece;
    },
    close(element) {
      if (element === 'v' || element === 't') isValue = false;
      else if (element === 'row') give(row, cells);
      else if (element === 'c') {
        if (value === '') uncomputed += hasFormula && type !== 'str' ? 1 : 0;
        else if (column >= COLUMN_LIMIT || column < 0) throw new TableRefused('too-many-columns');
        else cells[column] = textOf(value, type, style, meaning);
      }
    },
  });
  return uncomputed;
}

function textOf(value: string, type: string, style: number, meaning: Meaning): string {
  if (type === 's') return (meaning.strings[Number(value)] ?? '').trim();
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
  if (type !== 'n') return unescaped(value).trim();
  const number = Number(value);
  if (!Number.isFinite(number)) return value.trim();
  const date = dateText(number, meaning.formats[style] ?? 'number', meaning.is1904);
  // As many figures as a spreadsheet shows: 40.1833, not 40.183300000000003.
  return date ?? String(Number(number.toPrecision(15)));
}

/** `_x000D_`: a character that XML cannot hold. */
function unescaped(text: string): string {
  return text.replace(/_x([\dA-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** Finds the heading among the first rows, below what is only a title, and puts together one that stands in two rows. */
class SheetRows {
  private readonly sink = new RowSink();
  private readonly merged: MergedCells;
  private first: { readonly row: number; readonly cells: readonly string[] }[] | null = [];
  private heading: string[] = [];

  constructor(sheet: Buffer) {
    this.merged = new MergedCells(mergesIn(sheet));
  }

  add(row: number, given: readonly string[]): void {
    const cells = Array.from(given, (text: string | undefined) => text ?? '');
    if (cells.every((text) => text === '')) return;
    if (this.first === null) this.sink.add(row + 1, this.merged.filled(row, cells, null));
    else if (this.first.push({ row, cells }) === above) this.settle();
  }

  finish(): Pick<ReadTable, 'heading' | 'rows' | 'body'> {
    this.settle();
    return { heading: this.heading, rows: this.sink.rows, body: this.sink.bytes() };
  }

  private settle(): void {
    const rows = this.first;
    if (rows === null) return;
    this.first = null;
    if (rows.length === 0) throw new TableRefused('empty');
    const says = (cells: readonly string[]): number => new Set(cells.filter((text) => text !== '')).size;
    const at = Math.max(0, rows.findIndex(({ cells }) => says(cells) > 1)); // prettier-ignore
    const width = Math.max(...rows.map(({ cells }) => cells.length));
    const isParted = this.merged.partsBelow(rows[at]?.row ?? 0, width);
    for (const [index, { row, cells }] of rows.entries()) {
      const isHeading = index === at || (isParted && index === at + 1);
      const filled = this.merged.filled(row, cells, isHeading ? width : null);
      if (index === at) this.heading = filled;
      else if (isHeading) this.heading = below(this.heading, filled);
      else if (index > at) this.sink.add(row + 1, filled);
    }
  }
}

function below(top: readonly string[], under: readonly string[]): string[] {
  return Array.from({ length: Math.max(top.length, under.length) }, (_, column) => {
    const [above, text] = [top[column] ?? '', under[column] ?? ''];
    return above === '' || text === '' || above === text ? above || text : `${above} / ${text}`;
  });
}
