import type { Finding } from '../../shared/records/verification.ts';
import type { ContainerEntry } from '../container.ts';
import { FindingList } from '../finding-list.ts';
import { findEnd, type Directory } from './end-records.ts';
import { contradiction, descriptorLength, kindOf, unreadableEntry } from './entry-checks.ts';
import { decodeName, unsafeName } from './names.ts';
import { findHeaders, type Headers } from './headers.ts';
import { lengths, parseLocalHeader, signatures, view, type CentralHeader } from './records.ts';
import { Window } from './window.ts';

/** Random access to the bytes of a zip. A short read only at the end. */
export interface RangeReader {
  readonly size: number;
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** `path` is the whole name without the slash of a folder; `bytes` where the name says it is UTF-8 and is not. */
export interface ZipEntry extends ContainerEntry {
  readonly method: 'stored' | 'deflated';
  readonly compressedSize: number;
  readonly crc32: number;
  /** Where its data begin. */
  readonly offset: number;
  /** Why it must not be read, or null. */
  readonly trouble: string | null;
}

export type ZipListing =
  | { readonly kind: 'zip'; readonly entries: readonly ZipEntry[]; readonly findings: readonly Finding[] }
  | { readonly kind: 'not-a-zip' }
  | { readonly kind: 'damaged'; readonly findings: readonly Finding[] };

/** Of a directory: enough for two million entries, and no more than a small machine has. */
const largestDirectory = 256 * 1024 * 1024;

/**
 * Lists a zip (APPNOTE 6.3.10, ZIP64 included) by its central directory and holds every local header against it. What
 * contradicts itself is a finding, and an entry that cannot be trusted is listed as one that must not be read.
 */
export async function readZip(
  file: RangeReader,
  crc32: (bytes: Uint8Array) => number,
  signal: AbortSignal,
): Promise<ZipListing> {
  const end = await findEnd(file);
  if (end === null) {
    const start = await file.read(0, 4);
    const begun = start.length === 4 && view(start).getUint32(0, true) === signatures.localHeader;
    return begun
      ? damaged('it begins as a zip and has no end record: it is cut off or overwritten')
      : { kind: 'not-a-zip' };
  }
  if (typeof end === 'string') return damaged(end);
  if (end.disk !== 0 || end.directoryDisk !== 0 || end.entriesHere !== end.entries)
    return damaged('it is one part of a zip in several');
  const headers = await readDirectory(file, end);
  if (typeof headers === 'string') return damaged(headers);
  const listing = new ZipLister(file, headers, end, crc32);
  return { kind: 'zip', entries: await listing.list(signal), findings: listing.findings() };
}

function damaged(detail: string): ZipListing {
  return { kind: 'damaged', findings: [{ path: '', problem: 'malformed', detail }] };
}

async function readDirectory(file: RangeReader, end: Directory): Promise<Headers | string> {
  const { directoryOffset, directorySize } = end;
  if (directoryOffset + directorySize > end.limit) return 'its central directory lies outside the file';
  if (directoryOffset + directorySize < end.limit)
    return 'something lies between its central directory and its end record';
  if (end.entries * lengths.centralHeader > directorySize)
    return 'its end record counts more entries than its directory can hold';
  if (directorySize > largestDirectory) return 'its central directory is too large to be read';
  const bytes = await file.read(directoryOffset, directorySize);
  return findHeaders(bytes, end.entries);
}

class ZipLister {
  private readonly found = new FindingList();
  private readonly window: Window;
  private readonly headers: Headers;
  private readonly end: Directory;
  private readonly crc32: (bytes: Uint8Array) => number;
  private readonly names = new Set<string>();
  /** The end of what entries were found to hold so far. */
  private reached = 0;
  /** False behind an entry of which it cannot be known where it ends. */
  private endKnown = true;

  constructor(file: RangeReader, headers: Headers, end: Directory, crc32: (bytes: Uint8Array) => number) {
    this.window = new Window(file);
    this.headers = headers;
    this.end = end;
    this.crc32 = crc32;
  }

  async list(signal: AbortSignal): Promise<ZipEntry[]> {
    const entries: ZipEntry[] = [];
    if (this.end.trailing > 0) this.malformed('', `${this.end.trailing} bytes follow the end of the zip`);
    for (const header of this.headers.byOffset()) {
      signal.throwIfAborted();
      const entry = await this.entry(header);
      if (entry) entries.push(entry);
    }
    this.gap(this.end.directoryOffset, '', 'the central directory');
    this.filesAsFolders(entries);
    return entries;
  }

  private async entry(header: CentralHeader): Promise<ZipEntry | null> {
    const { text, bytes, note } = decodeName(header, this.crc32);
    const name = text.replace(/\/$/, '');
    const kind = kindOf(header, text);
    const place = await this.place(header, name);
    const unsafe = unsafeName(text);
    if (unsafe !== null) {
      this.found.add({ path: text, problem: 'unsafe', detail: `${unsafe}; it was not read` });
      return null;
    }
    if (note !== null) this.found.add({ path: name, problem: 'warning', detail: note });
    if (this.names.has(name)) {
      this.malformed(name, 'the zip holds this name twice');
      return null;
    }
    this.names.add(name);
    const filled = kind === 'folder' && header.size > 0 ? 'it is a folder and has contents' : null;
    const trouble = place.trouble ?? unreadableEntry(header) ?? filled;
    if (trouble !== null) this.malformed(name, trouble);
    const method = header.method === 0 ? 'stored' : 'deflated';
    const { size, compressedSize, crc32 } = header;
    return { path: name, bytes, kind, method, size, compressedSize, crc32, offset: place.offset, trouble };
  }

  /** Where the data of an entry begin; moves on to where it ends. */
  private async place(
    header: CentralHeader,
    name: string,
  ): Promise<{ offset: number; trouble: string | null }> {
    this.gap(header.offset, name, 'it');
    this.endKnown = false;
    const local = parseLocalHeader(await this.window.localHeader(header.offset));
    if (typeof local === 'string') return { offset: header.offset, trouble: local };
    const offset = header.offset + local.length;
    const ends = offset + header.compressedSize;
    const limit = this.end.directoryOffset;
    if (ends > limit) return { offset, trouble: 'its data reach into the central directory' };
    // Many entries over the same bytes make a bomb of any size: only the first is read.
    if (header.offset < this.reached) {
      this.reached = Math.max(this.reached, ends);
      return { offset, trouble: 'it overlaps the entry before it' };
    }
    const trouble = contradiction(header, local);
    if (trouble !== null) return { offset, trouble };
    this.reached = ends;
    if ((header.flags & 8) !== 0) {
      const descriptor = descriptorLength(header, await this.window.read(ends, Math.min(24, limit - ends)));
      if (descriptor === null)
        return { offset, trouble: 'the sizes behind its data contradict the directory' };
      this.reached += descriptor;
    }
    this.endKnown = true;
    return { offset, trouble: null };
  }

  private gap(next: number, name: string, what: string): void {
    const hidden = this.endKnown ? next - this.reached : 0;
    if (hidden > 0) this.malformed(name, `${hidden} bytes that no entry names lie before ${what}`);
  }

  /** One name cannot be a file and the folder of another. */
  private filesAsFolders(entries: readonly ZipEntry[]): void {
    const files = new Set<string>();
    for (const { kind, path } of entries) if (kind !== 'folder') files.add(path);
    for (const { path } of entries) {
      for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
        const folder = path.slice(0, at);
        if (files.has(folder)) this.malformed(path, `${folder} is a file, and this lies in it`);
      }
    }
  }

  findings(): Finding[] {
    return [...this.found.all()];
  }

  private malformed(path: string, detail: string): void {
    this.found.add({ path, problem: 'malformed', detail });
  }
}
