import { open, readFile, stat } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { AppError } from '../../shared/errors/app-error.ts';
import type { ErrorCode } from '../../shared/errors/texts.ts';
import type { Archive } from '../archive/archive.ts';
import type { TableForm } from '../media/read-table.ts';
import type { TableReader, TableReading } from '../media/types.ts';
import { readablePath } from '../paths/path-bytes.ts';
import { HeldLast } from './held.ts';
import { largestTable, plain, readCsv, type Table } from './read-csv.ts';
import { withoutTemplateParts } from './template.ts';

export interface OpenedTable {
  readonly table: Table;
  /** Of the file as it stood: another one when it was saved since. */
  readonly key: string;
}

const held = new HeldLast();

/**
 * Reads a table from a file: CSV here, whatever else in a process that is shut in. The one that was read last lies ready. `sheet`: of a
 * workbook, from 0. Throws `source-not-found`, and by
 * what is wrong with it `table-damaged`, `table-too-large`, `table-empty` and the like.
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
  if (size > BigInt(largestTable)) throw new AppError('table-too-large');
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
    if (read.kind === 'none') throw refused(read.reason, form);
    const { sheets, sheet: chosen, heading, uncomputed } = read;
    const rows = await rowsIn(read.body, heading.length, form);
    const names = heading.map((name) => name.trim());
    return { form, heading: names, rows, encoding: null, delimiter: null, sheets, sheet: chosen, uncomputed };
  } finally {
    await file.close();
  }
}

const row = z.tuple([z.int().min(1), z.array(z.string()).max(500)]);

/** What the process sent, believed no further than it is of the form; a few hundred at a time. */
async function rowsIn(body: Uint8Array, width: number, form: TableForm): Promise<Table['rows']> {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const rows: Table['rows'][number][] = [];
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(10, at);
    const read = row.safeParse(JSON.parse(bytes.toString('utf8', at, end < 0 ? bytes.length : end)));
    if (!read.success) throw refused('misbehaved', form);
    const [line, cells] = read.data;
    rows.push({ line, cells: cells.slice(0, width).map(plain) });
    at = end < 0 ? bytes.length : end + 1;
    if (rows.length % 200 === 0) await setImmediate();
  }
  return rows;
}

type Refusal = Extract<TableReading, { kind: 'none' }>['reason'];

/** What was wrong, as a person is told it. `reason` is for whoever looks into it. */
function refused(reason: Refusal, form: TableForm): AppError {
  return new AppError(codes[reason], { reason, form: forms[form] });
}

const forms: Readonly<Record<TableForm, string>> = { xlsx: 'XLSX', geojson: 'GeoJSON', kml: 'KML' };

const codes = {
  'not-of-the-form': 'table-damaged',
  'not-well-formed': 'table-damaged',
  'has-doctype': 'table-damaged',
  'too-deep': 'table-damaged',
  crashed: 'table-damaged',
  misbehaved: 'table-damaged',
  'too-large': 'table-too-large',
  'too-many-rows': 'table-too-large',
  'too-many-columns': 'table-too-large',
  timeout: 'table-too-large',
  memory: 'table-too-large',
  locked: 'table-locked',
  'old-form': 'table-old-form',
  'no-such-sheet': 'table-sheet-missing',
  empty: 'table-empty',
  'other-reference-system': 'table-other-reference-system',
  unavailable: 'table-unreadable',
} as const satisfies Readonly<Record<Refusal, ErrorCode>>;
