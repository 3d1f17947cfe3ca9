import { buildZip, type CraftedEntry } from './zips.ts';

/** A cell: text, a number, a number that is shown by a style (its place in `formats`), a formula with the value it had. */
export type Cell =
  | string
  | number
  | null
  | { readonly serial: number; readonly style: number }
  | { readonly formula: string; readonly value?: string | number };

export interface SheetDraft {
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
  readonly merges?: readonly string[];
  readonly isHidden?: boolean;
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

export function columnName(column: number): string {
  return (
    (column >= 26 ? columnName(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26))
  );
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A workbook as spreadsheets write it. `parts` take the place of what would be written. */
export function workbook(
  sheets: readonly SheetDraft[],
  options: {
    readonly formats?: readonly string[];
    readonly is1904?: boolean;
    readonly parts?: Readonly<Record<string, string | Buffer>>;
  } = {},
): Buffer {
  const strings = new Map<string, number>();
  const numberOf = (text: string): number => {
    const at = strings.get(text) ?? strings.size;
    strings.set(text, at);
    return at;
  };
  const cellOf = (cell: Cell, reference: string): string => {
    if (cell === null || cell === '') return '';
    if (typeof cell === 'string') return `<c r="${reference}" t="s"><v>${numberOf(cell)}</v></c>`;
    if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`;
    if ('serial' in cell) return `<c r="${reference}" s="${cell.style}"><v>${cell.serial}</v></c>`;
    const type = typeof cell.value === 'string' ? ' t="str"' : '';
    const value = cell.value === undefined ? '' : `<v>${escape(String(cell.value))}</v>`;
    return `<c r="${reference}"${type}><f>${escape(cell.formula)}</f>${value}</c>`;
  };
  const drawn = sheets.map(({ rows, merges = [] }) => {
    const lines = rows.map(
      (row, at) =>
        `<row r="${at + 1}">${row.map((cell, column) => cellOf(cell, `${columnName(column)}${at + 1}`)).join('')}</row>`,
    );
    const merged = merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('');
    return `${head}<worksheet ${main}><sheetData>${lines.join('')}</sheetData>${merged === '' ? '' : `<mergeCells>${merged}</mergeCells>`}</worksheet>`;
  });
  const formats = options.formats ?? [];
  const parts: Record<string, string | Buffer> = {
    '[Content_Types].xml': `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    '_rels/.rels': `${head}<Relationships><Relationship Id="r" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${head}<workbook ${main} xmlns:r="${office}"><workbookPr${options.is1904 === true ? ' date1904="1"' : ''}/><sheets>${sheets
      .map(
        ({ name, isHidden }, at) =>
          `<sheet name="${escape(name)}" sheetId="${at + 1}"${isHidden === true ? ' state="hidden"' : ''} r:id="s${at}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships>${sheets.map((_, at) => `<Relationship Id="s${at}" Type="${office}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`).join('')}</Relationships>`,
    'xl/styles.xml': `${head}<styleSheet ${main}><numFmts>${formats.map((code, at) => `<numFmt numFmtId="${200 + at}" formatCode="${escape(code)}"/>`).join('')}</numFmts><cellXfs>${formats.map((_, at) => `<xf numFmtId="${200 + at}"/>`).join('')}</cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `${head}<sst ${main}>${[...strings.keys()].map((text) => `<si><t xml:space="preserve">${escape(text)}</t></si>`).join('')}</sst>`,
    ...Object.fromEntries(drawn.map((text, at) => [`xl/worksheets/sheet${at + 1}.xml`, text])),
    ...options.parts,
  };
  const entries: CraftedEntry[] = Object.entries(parts).map(([name, content]) => ({
    name,
    content: Buffer.from(content as string),
    deflate: true,
  }));
  return buildZip(entries);
}
