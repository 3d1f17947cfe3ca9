import type { Finding } from '../../shared/records/verification.ts';
import { decodeName, unsafeName } from './names.ts';
import {
  lengths,
  needsZip64,
  parseCentralHeader,
  parseEnd,
  parseEnd64,
  parseLocalHeader,
  parseLocator64,
  signatures,
  view,
  type CentralHeader,
  type EndRecord,
} from './records.ts';

/** Random access to the bytes of a zip. A short read only at the end. */
export interface RangeReader {
  readonly size: number;
  read(offset: number, length: number): Promise<Uint8Array>;
}

export interface ZipEntry {
  readonly name: string;
  readonly bytes: Uint8Array | null;
  readonly kind: 'file' | 'folder' | 'link' | 'special';
  readonly method: 'stored' | 'deflated';
  readonly size: number;
  readonly compressedSize: number;
  readonly crc32: number;
  /** Where its data begin. */
  readonly offset: number;
}

export type ZipListing =
  | { readonly kind: 'zip'; readonly entries: readonly ZipEntry[]; readonly findings: readonly Finding[] }
  | { readonly kind: 'not-a-zip' }
  | { readonly kind: 'damaged'; readonly findings: readonly Finding[] };

const chunk = 64 * 1024;
/** DEFLATE cannot do better than 1032 : 1 (zlib technical notes); what claims more lies. */
const bestRatio = 1032;

/**
 * Lists a zip (APPNOTE 6.3.10, ZIP64 included) by its central directory and holds every local header against it. What
 * contradicts itself is a finding, and an entry that cannot be trusted is not listed as readable.
 */
export async function readZip(file: RangeReader, crc32: (bytes: Uint8Array) => number): Promise<ZipListing> {
  const end = await findEnd(file);
  if (end === null) {
    const start = await file.read(0, 4);
    const begun = start.length === 4 && view(start).getUint32(0, true) === signatures.localHeader;
    return begun
      ? damaged('it begins as a zip and has no end record: it is cut off or overwritten')
      : { kind: 'not-a-zip' };
  }
  if (typeof end === 'string') return damaged(end);
  const findings: Finding[] = [];
  if (end.disk !== 0 || end.directoryDisk !== 0 || end.entriesHere !== end.entries)
    return damaged('it is one part of a zip in several');
  if (end.trailing > 0) malformed(findings, '', `${end.trailing} bytes follow the end of the zip`);
  const headers = await readDirectory(file, end);
  if (typeof headers === 'string') return damaged(headers);
  const entries = await checkEntries(file, headers, end, crc32, findings);
  return { kind: 'zip', entries, findings };
}

function damaged(detail: string): ZipListing {
  return { kind: 'damaged', findings: [{ path: '', problem: 'malformed', detail }] };
}

function malformed(findings: Finding[], path: string, detail: string): void {
  findings.push({ path, problem: 'malformed', detail });
}

interface Directory extends Omit<EndRecord, 'commentLength'> {
  /** Where the first of the end records begins: nothing of the directory may lie beyond. */
  readonly limit: number;
  readonly trailing: number;
}

/** The end record, with its ZIP64 form where there is one (§4.3.14–16). Null: there is none. */
async function findEnd(file: RangeReader): Promise<Directory | string | null> {
  const tailLength = Math.min(file.size, lengths.end + 0xffff);
  const tailOffset = file.size - tailLength;
  const tail = await file.read(tailOffset, tailLength);
  const data = view(tail);
  for (let at = tail.length - lengths.end; at >= 0; at -= 1) {
    if (data.getUint32(at, true) !== signatures.end) continue;
    const end = parseEnd(tail.subarray(at, at + lengths.end));
    const trailing = tail.length - at - lengths.end - end.commentLength;
    // A signature by chance inside a comment would promise more than there is.
    if (trailing < 0) continue;
    return withZip64(file, end, tailOffset + at, trailing);
  }
  return null;
}

async function withZip64(
  file: RangeReader,
  end: EndRecord,
  endAt: number,
  trailing: number,
): Promise<Directory | string> {
  const locatorAt = endAt - lengths.locator64;
  const locator = locatorAt >= 0 ? await file.read(locatorAt, lengths.locator64) : new Uint8Array();
  const hasLocator =
    locator.length === lengths.locator64 && view(locator).getUint32(0, true) === signatures.locator64;
  if (!hasLocator) {
    return needsZip64(end)
      ? 'its end record points to a ZIP64 record that is not there'
      : { ...end, limit: endAt, trailing };
  }
  const at = parseLocator64(locator);
  if (at === null || at + lengths.end64 > locatorAt) return 'its ZIP64 end record lies outside the file';
  const record = await file.read(at, lengths.end64);
  if (record.length < lengths.end64 || view(record).getUint32(0, true) !== signatures.end64) {
    return 'there is no ZIP64 end record where the locator says';
  }
  const wide = parseEnd64(record);
  if (!wide) return 'its ZIP64 end record counts beyond what a file can hold';
  const agrees = (narrow: number, full: number, overflow: number): boolean =>
    narrow === overflow || narrow === full;
  const same =
    agrees(end.entries, wide.entries, 0xffff) &&
    agrees(end.directorySize, wide.directorySize, 0xffffffff) &&
    agrees(end.directoryOffset, wide.directoryOffset, 0xffffffff);
  if (!same) return 'its two end records contradict each other';
  return { ...wide, limit: at, trailing };
}

async function readDirectory(file: RangeReader, end: Directory): Promise<CentralHeader[] | string> {
  const { directoryOffset, directorySize } = end;
  if (directoryOffset + directorySize > end.limit) return 'its central directory lies outside the file';
  if (directoryOffset + directorySize < end.limit)
    return 'something lies between its central directory and its end record';
  if (end.entries * lengths.centralHeader > directorySize)
    return 'its end record counts more entries than its directory can hold';
  const directory = await file.read(directoryOffset, directorySize);
  const headers: CentralHeader[] = [];
  let at = 0;
  while (at < directory.length) {
    const header = parseCentralHeader(directory, at);
    if (typeof header === 'string') return header;
    headers.push(header);
    at += header.length;
  }
  if (headers.length !== end.entries)
    return `its end record counts ${end.entries} entries, its directory has ${headers.length}`;
  return headers;
}

async function checkEntries(
  file: RangeReader,
  headers: readonly CentralHeader[],
  end: Directory,
  crc32: (bytes: Uint8Array) => number,
  findings: Finding[],
): Promise<ZipEntry[]> {
  const window = new Window(file);
  const entries: ZipEntry[] = [];
  const names = new Set<string>();
  let reached = 0;
  // In the order of their places, so that overlaps and gaps show and reading goes forward.
  for (const header of headers.toSorted((a, b) => a.offset - b.offset)) {
    const { text, bytes } = decodeName(header, crc32);
    const unsafe = unsafeName(text);
    if (unsafe !== null) {
      findings.push({ path: text, problem: 'unsafe', detail: `${unsafe}; it was not read` });
      continue;
    }
    const key = text.replace(/\/$/, '');
    if (names.has(key)) {
      malformed(findings, text, 'the zip holds this name twice');
      continue;
    }
    names.add(key);
    const local = parseLocalHeader(await window.read(header.offset, lengths.localHeader));
    if (typeof local === 'string') {
      malformed(findings, text, local);
      continue;
    }
    const problem = contradiction(header, local) ?? cannotRead(header);
    if (problem !== null) {
      malformed(findings, text, problem);
      continue;
    }
    const offset = header.offset + local.length;
    if (offset + header.compressedSize > end.directoryOffset) {
      malformed(findings, text, 'its data reach into the central directory');
      continue;
    }
    if (header.offset < reached) malformed(findings, text, 'it overlaps the entry before it');
    else if (header.offset > reached)
      malformed(findings, text, `${header.offset - reached} bytes that no entry names lie before it`);
    reached =
      offset + header.compressedSize + (await descriptorLength(window, header, offset, end.directoryOffset));
    entries.push({
      name: key,
      bytes,
      kind: kindOf(header, text),
      method: header.method === 0 ? 'stored' : 'deflated',
      size: header.size,
      compressedSize: header.compressedSize,
      crc32: header.crc32,
      offset,
    });
  }
  if (reached < end.directoryOffset && entries.length === headers.length) {
    malformed(
      findings,
      '',
      `${end.directoryOffset - reached} bytes that no entry names lie before the central directory`,
    );
  }
  return entries;
}

/** What the two headers of an entry say differently, or null. With bit 3 the sizes follow the data (§4.4.4). */
function contradiction(central: CentralHeader, local: ReturnType<typeof parseLocalHeader>): string | null {
  if (typeof local === 'string') return local;
  const sameName =
    local.name.length === central.name.length && local.name.every((byte, at) => byte === central.name[at]);
  if (!sameName) return 'its local header has another name than the directory';
  if (local.method !== central.method) return 'its local header has another method than the directory';
  const lies = [
    [local.size, central.size],
    [local.compressedSize, central.compressedSize],
    [local.crc32, central.crc32],
  ].some(([here, there]) => here !== there && !((local.flags & 8) !== 0 && here === 0));
  return lies ? 'its local header states other sizes or another checksum than the directory' : null;
}

function cannotRead(header: CentralHeader): string | null {
  if ((header.flags & 1) !== 0 || (header.flags & 0x40) !== 0) return 'it is encrypted';
  if (header.method !== 0 && header.method !== 8)
    return `it is compressed by method ${header.method}, which is not read here`;
  if (header.disk !== 0) return 'it lies in another part of a zip in several';
  if (header.method === 0 && header.size !== header.compressedSize)
    return 'it is stored, and states two sizes';
  if (header.method === 8 && header.size > header.compressedSize * bestRatio) {
    return `it claims to unpack ${header.compressedSize} bytes to ${header.size}, more than DEFLATE can`;
  }
  return null;
}

/** Bytes of the data descriptor behind an entry (§4.3.9): with or without its signature, with narrow or wide sizes. */
async function descriptorLength(
  window: Window,
  header: CentralHeader,
  offset: number,
  limit: number,
): Promise<number> {
  if ((header.flags & 8) === 0) return 0;
  const at = offset + header.compressedSize;
  const bytes = await window.read(at, Math.min(24, limit - at));
  const data = view(bytes);
  for (const signature of [4, 0]) {
    if (signature === 4 && (bytes.length < 4 || data.getUint32(0, true) !== 0x08074b50)) continue;
    if (bytes.length < signature + 12 || data.getUint32(signature, true) !== header.crc32) continue;
    if (
      bytes.length >= signature + 20 &&
      data.getBigUint64(signature + 4, true) === BigInt(header.compressedSize)
    ) {
      if (data.getBigUint64(signature + 12, true) === BigInt(header.size)) return signature + 20;
    }
    if (data.getUint32(signature + 4, true) === header.compressedSize) return signature + 12;
  }
  return 0;
}

/** Unix file types stand in the upper half of the external attributes when Unix or macOS made the entry (§4.4.2, §4.4.15). */
function kindOf(header: CentralHeader, name: string): ZipEntry['kind'] {
  const type = header.madeBy === 3 || header.madeBy === 19 ? (header.externalAttributes >>> 28) & 0xf : 0;
  if (type === 0xa) return 'link';
  if (name.endsWith('/')) return 'folder';
  if (type !== 0 && type !== 0x8 && type !== 0x4) return 'special';
  return type === 0x4 ? 'folder' : 'file';
}

/** Reads forward in large steps: local headers of small entries lie close together. */
class Window {
  private readonly file: RangeReader;
  private bytes = new Uint8Array();
  private offset = 0;

  constructor(file: RangeReader) {
    this.file = file;
  }

  /** `length` bytes at `offset`, and whatever follows them in the window (a local header's name and extra field). */
  async read(offset: number, length: number): Promise<Uint8Array> {
    const wanted = Math.min(
      length === lengths.localHeader ? lengths.localHeader + 2 * 0xffff : length,
      this.file.size - offset,
    );
    const end = this.offset + this.bytes.length;
    if (offset < this.offset || offset + Math.max(0, Math.min(wanted, 4096)) > end) {
      this.bytes = Uint8Array.from(await this.file.read(offset, Math.max(chunk, wanted)));
      this.offset = offset;
    }
    const from = offset - this.offset;
    const available = this.bytes.subarray(from, from + wanted);
    // A name or extra field longer than the window held: read it whole.
    if (available.length < wanted && this.needsMore(available)) {
      this.bytes = Uint8Array.from(await this.file.read(offset, wanted));
      this.offset = offset;
      return this.bytes;
    }
    return available;
  }

  private needsMore(bytes: Uint8Array): boolean {
    if (bytes.length < lengths.localHeader) return true;
    const data = view(bytes);
    return lengths.localHeader + data.getUint16(26, true) + data.getUint16(28, true) > bytes.length;
  }
}
