import { open, readFile, stat } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Archive } from '../archive/archive.ts';
import type { TableForm } from '../media/read-table.ts';
import type { TableReader, TableReading } from '../media/types.ts';
import { readablePath } from '../paths/path-bytes.ts';
import { HeldLast } from './held.ts';
import { largestTable, plain, readCsv, unreadable, type Table } from './read-csv.ts';
import { withoutTemplateParts } from './template.ts';

export interface OpenedTable {
  readonly table: Table;
  /** Of the file as it stood: another one when it was saved since. */
  readonly key: string;
}

const held = new HeldLast();

/**
 * Reads a table from a file: CSV here, whatever else in a process that is shut in. The one that was read last lies ready. `sheet`: of a
 * workbook, from 0. Throws `table-unreadable`, `source-not-found`.
 */
export async function openTable(
  archive: Archive,
  reader: TableReader,
  path: Buffer,
  sheet: number | null = null,
): Promise<OpenedTable> {
  const notFound = (error: unknown): AppError =>
    new AppError('source-not-found', { path: readablePath(path).text }, error);
  const { dev, ino, size, mtimeNs } = await stat(path, { bigint: true }).catch((error: unknown) => {
    throw notFound(error);
  });
  if (size > BigInt(largestTable)) throw unreadable(`it is longer than ${largestTable >> 20} MiB`);
  const key = [path.toString('base64'), dev, ino, size, mtimeNs, sheet].join(' ');
  const table = await held.get(archive, key, async () => {
    try {
      const form = await formOf(path);
      return withoutTemplateParts(
        form === 'csv'
          ? readCsv(await readFile(path))
          : await confined(reader, path, Number(size), form, sheet),
      );
    } catch (error) {
      throw error instanceof AppError ? error : notFound(error);
    }
  });
  return { table, key };
}

const byExtension: Readonly<Record<string, TableForm>> = {
  xlsx: 'xlsx',
  xlsm: 'xlsx',
  xls: 'xlsx',
  geojson: 'geojson',
  json: 'geojson',
  kml: 'kml',
  kmz: 'kml',
};

/** By what it is called; what calls itself text is looked at first. */
async function formOf(path: Buffer): Promise<TableForm | 'csv'> {
  const extension = /\.(\w+)$/.exec(path.toString('latin1'))?.[1]?.toLowerCase() ?? '';
  const named = Object.hasOwn(byExtension, extension) ? byExtension[extension] : undefined;
  if (named) return named;
  const head = (await firstBytes(path, 4)).toString('hex');
  return head === '504b0304' || head === 'd0cf11e0' ? 'xlsx' : 'csv';
}

async function firstBytes(path: Buffer, length: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function confined(
  reader: TableReader,
  path: Buffer,
  size: number,
  form: TableForm,
  sheet: number | null,
): Promise<Table> {
  const file = await open(path);
  try {
    const source = {
      size,
      read: async (offset: number, length: number) => {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
        return buffer.subarray(0, bytesRead);
      },
    };
    const read = await reader.readTable(source, { form, sheet });
    if (read.kind === 'none') throw unreadable(reasons[read.reason]);
    const { sheets, sheet: chosen, heading, uncomputed } = read;
    const rows = await rowsIn(read.body, heading.length);
    const names = heading.map((name) => name.trim());
    return { form, heading: names, rows, encoding: null, delimiter: null, sheets, sheet: chosen, uncomputed };
  } finally {
    await file.close();
  }
}

const row = z.tuple([z.int().min(1), z.array(z.string()).max(500)]);

/** What the process sent, believed no further than it is of the form; a few hundred at a time. */
async function rowsIn(body: Uint8Array, width: number): Promise<Table['rows']> {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const rows: Table['rows'][number][] = [];
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(10, at);
    const read = row.safeParse(JSON.parse(bytes.toString('utf8', at, end < 0 ? bytes.length : end)));
    if (!read.success) throw unreadable(reasons.misbehaved);
    const [line, cells] = read.data;
    rows.push({ line, cells: cells.slice(0, width).map(plain) });
    at = end < 0 ? bytes.length : end + 1;
    if (rows.length % 200 === 0) await setImmediate();
  }
  return rows;
}

const reasons: Readonly<Record<Extract<TableReading, { kind: 'none' }>['reason'], string>> = {
  'not-of-the-form': 'it is not of the form that its name says',
  'not-well-formed': 'it is no well-formed XML',
  'has-doctype': 'it declares a document type, which no spreadsheet or map needs',
  'too-deep': 'it is nested deeper than any such file',
  'too-large': 'it holds more than can be taken in at once',
  'too-many-rows': 'it has more than 200000 rows',
  'too-many-columns': 'it has more than 500 columns',
  locked: 'it is locked with a passphrase',
  'old-form': 'it is of the form before XLSX: save it as XLSX or CSV',
  'no-such-sheet': 'it has no such sheet',
  empty: 'nothing stands in it',
  'other-reference-system': 'its positions are not WGS 84: save it as EPSG:4326',
  crashed: 'the process that read it ended',
  timeout: 'reading it took too long',
  memory: 'reading it took too much memory',
  misbehaved: 'the process that read it broke the protocol',
  unavailable: 'the process that reads it cannot be started',
};
