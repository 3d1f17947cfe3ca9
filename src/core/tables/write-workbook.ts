import { crc32 } from 'node:zlib';
import { centralHeader, dosTime, endRecords, localHeader, type ZipEntry } from '../packages/zip-format.ts';

/** A workbook of texts (ECMA-376, SpreadsheetML), as little of it as spreadsheets ask for. */

export interface SheetToWrite {
  /** At most 31 characters, none of []:*?/\ */
  readonly name: string;
  /** The first is the heading. */
  readonly rows: readonly (readonly string[])[];
  /** The second row is an example. */
  readonly isExample: boolean;
  /** Columns, from 0, in which values are offered, and where these stand. Others may be written too. */
  readonly choices: readonly { readonly column: number; readonly from: string }[];
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const parts = 'http://schemas.openxmlformats.org/package/2006';
const media = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** Of what a person fills in: no archive gets that many lines at once. */
const lastRow = 200_001;

/** Cells are formatted as text, so that a spreadsheet makes no day out of `2020-11` and no number out of `007`. */
export function writeWorkbook(sheets: readonly SheetToWrite[]): Uint8Array {
  const numbered = sheets.map((sheet, at) => ({ sheet, at: String(at + 1) }));
  const list = (one: (sheet: SheetToWrite, at: string) => string): string =>
    numbered.map(({ sheet, at }) => one(sheet, at)).join('');
  return zipOf({
    '[Content_Types].xml': `<Types xmlns="${parts}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${media}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${media}.styles+xml"/>${list((_, at) => `<Override PartName="/xl/worksheets/sheet${at}.xml" ContentType="${media}.worksheet+xml"/>`)}</Types>`,
    '_rels/.rels': `<Relationships xmlns="${parts}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${list(({ name }, at) => `<sheet name="${xml(name)}" sheetId="${at}" r:id="rId${at}"/>`)}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${parts}/relationships">${list((_, at) => `<Relationship Id="rId${at}" Type="${office}/worksheet" Target="worksheets/sheet${at}.xml"/>`)}<Relationship Id="styles" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': styles,
    ...Object.fromEntries(numbered.map(({ sheet, at }) => [`xl/worksheets/sheet${at}.xml`, sheetXml(sheet)])),
  });
}

/** Numbers of the formats below. 49 is text (§18.8.30). */
const [textStyle, headingStyle, exampleStyle] = ['1', '2', '3'];
const styles = `<styleSheet xmlns="${main}"><fonts count="3"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font><font><i/><sz val="11"/><color rgb="FF6B6B6B"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EDF2"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"/><xf numFmtId="49" fontId="2" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`;

function sheetXml({ rows, isExample, choices }: SheetToWrite): string {
  const [heading = []] = rows;
  const widths = heading.map((_, column) =>
    Math.min(48, Math.max(12, ...rows.map((row) => (row[column] ?? '').length + 3))),
  );
  const columns = widths.map((width, at) => {
    const number = String(at + 1);
    return `<col min="${number}" max="${number}" width="${String(width)}" style="${textStyle}" customWidth="1"/>`;
  });
  const lines = rows.map((row, at) => {
    const style = at === 0 ? headingStyle : at === 1 && isExample ? exampleStyle : textStyle;
    const number = String(at + 1);
    const cells = row.map((text, column) =>
      text === ''
        ? ''
        : `<c r="${columnName(column)}${number}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xml(text)}</t></is></c>`,
    );
    return `<row r="${number}">${cells.join('')}</row>`;
  });
  const offered = choices.map(({ column, from }) => {
    const name = columnName(column);
    return `<dataValidation type="list" allowBlank="1" showErrorMessage="0" sqref="${name}2:${name}${String(lastRow)}"><formula1>${xml(from)}</formula1></dataValidation>`;
  });
  const validations =
    offered.length === 0
      ? ''
      : `<dataValidations count="${String(offered.length)}">${offered.join('')}</dataValidations>`;
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  return `<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><cols>${columns.join('')}</cols><sheetData>${lines.join('')}</sheetData>${validations}</worksheet>`;
}

/** `A` of 0, `AA` of 26. */
export function columnName(column: number): string {
  const before = column >= 26 ? columnName(Math.floor(column / 26) - 1) : '';
  return before + String.fromCharCode(65 + (column % 26));
}

/** Text in XML 1.0, without what it cannot hold, and without what reads as an escape of SpreadsheetML (§22.9.2.19). */
function xml(text: string): string {
  return text
    .toWellFormed()
    .replace(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu, '')
    .replace(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Parts that are stored as they are: they are small. */
function zipOf(files: Readonly<Record<string, string>>): Uint8Array {
  // The same template is the same bytes.
  const at = dosTime(new Date(0));
  const [bodies, directory]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const bytes = Buffer.from(head + text);
    const entry: ZipEntry = { name, size: bytes.length, offset };
    const local = localHeader(entry, crc32(bytes), at);
    bodies.push(local, bytes);
    directory.push(centralHeader(entry, crc32(bytes), at));
    offset += local.length + bytes.length;
  }
  const central = Buffer.concat(directory);
  return Buffer.concat([...bodies, central, endRecords(directory.length, offset, central.length)]);
}
