import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';

/** One entry of a zip to be made, and the lies it is to tell. */
export interface CraftedEntry {
  readonly name: string;
  readonly content: Buffer;
  readonly deflate?: boolean;
  /** Sizes and checksum behind the data, zeros in the local header. */
  readonly descriptor?: boolean;
  readonly zip64?: boolean;
  readonly mode?: number;
  readonly flags?: number;
  readonly method?: number;
  readonly crc?: number;
  /** Data to write instead of what the content compresses to. */
  readonly raw?: Buffer;
  /** The name's bytes in place of `name`, and no word about their encoding. */
  readonly rawName?: Buffer;
  /** Extra field of the directory's record. */
  readonly extra?: Buffer;
  readonly localName?: string;
  readonly localFlags?: number;
  /** Size in the data descriptor. */
  readonly descriptorSize?: number;
  readonly localSize?: number;
  readonly statedSize?: number;
  /** The directory points to the local header of the entry before, or to the first byte of that entry's data. */
  readonly at?: 'previous' | 'within-previous';
  readonly gapBefore?: Buffer;
}

/** A zip of a folder as it lies there: links as links, empty folders as folders. */
export function zipOfFolder(folder: string, base: string): Buffer {
  const entries: CraftedEntry[] = [];
  for (const path of pathsBelow(folder)) {
    const full = join(folder, path);
    const stat = lstatSync(full);
    const name = `${base}/${path}`;
    if (stat.isSymbolicLink())
      entries.push({ name, content: Buffer.from(readlinkSync(full)), mode: stat.mode });
    else if (stat.isDirectory())
      entries.push({ name: `${name}/`, content: Buffer.alloc(0), mode: stat.mode });
    else entries.push({ name, content: readFileSync(full), mode: stat.mode, deflate: stat.size % 2 === 0 });
  }
  return buildZip(entries);
}

/** Folders before what they hold; links are not followed. */
function pathsBelow(folder: string, prefix = ''): string[] {
  return readdirSync(join(folder, prefix))
    .sort()
    .map((name) => prefix + name)
    .flatMap((path) =>
      lstatSync(join(folder, path)).isDirectory() ? [path, ...pathsBelow(folder, `${path}/`)] : [path],
    );
}

/** Builds a zip byte by byte (APPNOTE 6.3.10); ZIP64 end records where the counts need them. */
export function buildZip(entries: readonly CraftedEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  let previous = 0;
  let previousData = 0;
  const add = (part: Buffer): void => {
    parts.push(part);
    offset += part.length;
  };
  for (const entry of entries) {
    if (entry.gapBefore) add(entry.gapBefore);
    const facts = factsOf(entry);
    const at = entry.at === undefined ? offset : entry.at === 'previous' ? previous : previousData;
    directory.push(centralHeader(entry, facts, at));
    if (entry.at !== undefined) continue;
    previous = offset;
    add(localHeader(entry, facts));
    previousData = offset;
    add(facts.data);
    if (entry.descriptor === true)
      add(numbers([0x08074b50, facts.crc, facts.data.length, entry.descriptorSize ?? facts.size]));
  }
  const directoryBytes = Buffer.concat(directory);
  return Buffer.concat([...parts, directoryBytes, endRecords(entries.length, directoryBytes.length, offset)]);
}

/** An entry as it lies in a zip, header and data: to be laid into the data of another. */
export function entryBytes(entry: CraftedEntry): Buffer {
  const facts = factsOf(entry);
  return Buffer.concat([localHeader(entry, facts), facts.data]);
}

interface Facts {
  readonly data: Buffer;
  readonly size: number;
  readonly crc: number;
  readonly method: number;
  readonly flags: number;
}

function factsOf(entry: CraftedEntry): Facts {
  const data = entry.raw ?? (entry.deflate === true ? deflateRawSync(entry.content) : entry.content);
  return {
    data,
    size: entry.statedSize ?? entry.content.length,
    crc: entry.crc ?? crc32(entry.content),
    method: entry.method ?? (entry.deflate === true ? 8 : 0),
    flags: (entry.flags ?? 0) | (entry.rawName ? 0 : 0x800) | (entry.descriptor === true ? 8 : 0),
  };
}

function localHeader(entry: CraftedEntry, facts: Facts): Buffer {
  const name = entry.rawName ?? Buffer.from(entry.localName ?? entry.name);
  const late = entry.descriptor === true;
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(facts.flags | (entry.localFlags ?? 0), 6);
  header.writeUInt16LE(facts.method, 8);
  header.writeUInt32LE(late ? 0 : facts.crc, 14);
  const wide = entry.zip64 === true;
  header.writeUInt32LE(wide ? 0xffffffff : late ? 0 : facts.data.length, 18);
  header.writeUInt32LE(wide ? 0xffffffff : late ? 0 : (entry.localSize ?? facts.size), 22);
  header.writeUInt16LE(name.length, 26);
  const extra = wide ? zip64Extra([facts.size, facts.data.length]) : Buffer.alloc(0);
  header.writeUInt16LE(extra.length, 28);
  return Buffer.concat([header, name, extra]);
}

function centralHeader(entry: CraftedEntry, facts: Facts, at: number): Buffer {
  const name = entry.rawName ?? Buffer.from(entry.name);
  const header = Buffer.alloc(46);
  const wide = entry.zip64 === true;
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE((3 << 8) | 20, 4);
  header.writeUInt16LE(20, 6);
  header.writeUInt16LE(facts.flags, 8);
  header.writeUInt16LE(facts.method, 10);
  header.writeUInt32LE(facts.crc, 16);
  header.writeUInt32LE(wide ? 0xffffffff : facts.data.length, 20);
  header.writeUInt32LE(wide ? 0xffffffff : facts.size, 24);
  header.writeUInt16LE(name.length, 28);
  const extra = entry.extra ?? (wide ? zip64Extra([facts.size, facts.data.length]) : Buffer.alloc(0));
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 38);
  header.writeUInt32LE(at, 42);
  return Buffer.concat([header, name, extra]);
}

function zip64Extra(values: readonly number[]): Buffer {
  const extra = Buffer.alloc(4 + 8 * values.length);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(8 * values.length, 2);
  values.forEach((value, index) => extra.writeBigUInt64LE(BigInt(value), 4 + 8 * index));
  return extra;
}

function endRecords(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  const wide = count >= 0xffff;
  end.writeUInt16LE(wide ? 0xffff : count, 8);
  end.writeUInt16LE(wide ? 0xffff : count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  if (!wide) return end;
  const end64 = Buffer.alloc(56);
  end64.writeUInt32LE(0x06064b50, 0);
  end64.writeBigUInt64LE(44n, 4);
  for (const [at, value] of [
    [24, count],
    [32, count],
    [40, size],
    [48, offset],
  ] as const)
    end64.writeBigUInt64LE(BigInt(value), at);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(offset + size), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([end64, locator, end]);
}

function numbers(values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => buffer.writeUInt32LE(value, 4 * index));
  return buffer;
}
