/**
 * Records of a ZIP64 archive (APPNOTE 6.3.10), stored entries only. Names are ASCII or UTF-8; sizes and offsets from
 * 0xFFFFFFFF up, and counts from 0xFFFF up, move into the ZIP64 records.
 */

export interface ZipEntry {
  /** `/` separated. */
  readonly name: string;
  readonly size: number;
  /** Of the local header. */
  readonly offset: number;
}

const most32 = 0xffffffff;
const most16 = 0xffff;
/** Version 4.5: ZIP64 (§4.4.3.2). */
const zip64Version = 45;
const plainVersion = 10;
/** Made on Unix (§4.4.2), so that readers take the permission bits of the external attributes. */
const madeBy = (3 << 8) | zip64Version;
const regularFile = (0o100644 << 16) >>> 0;

export interface DosTime {
  readonly time: number;
  readonly date: number;
}

/** §4.4.6, in UTC: two-second steps, from 1980 to 2107. */
export function dosTime(instant: Date): DosTime {
  const year = Math.min(Math.max(instant.getUTCFullYear(), 1980), 2107);
  return {
    time: (instant.getUTCHours() << 11) | (instant.getUTCMinutes() << 5) | (instant.getUTCSeconds() >> 1),
    date: ((year - 1980) << 9) | ((instant.getUTCMonth() + 1) << 5) | instant.getUTCDate(),
  };
}

/** Length of the local header: what stands before an entry's bytes. */
export function localHeaderLength(name: string, size: number): number {
  return 30 + Buffer.byteLength(name) + (size >= most32 ? 20 : 0);
}

/** §4.3.7. */
export function localHeader(entry: ZipEntry, crc32: number, at: DosTime): Buffer {
  const name = Buffer.from(entry.name);
  const big = entry.size >= most32;
  // In a local header both sizes stand in the extra field (§4.5.3).
  const extra = big ? zip64Extra([entry.size, entry.size]) : Buffer.alloc(0);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(big ? zip64Version : plainVersion, 4);
  header.writeUInt16LE(flags(entry.name), 6);
  header.writeUInt16LE(0, 8);
  header.writeUInt16LE(at.time, 10);
  header.writeUInt16LE(at.date, 12);
  header.writeUInt32LE(crc32, 14);
  header.writeUInt32LE(big ? most32 : entry.size, 18);
  header.writeUInt32LE(big ? most32 : entry.size, 22);
  header.writeUInt16LE(name.length, 26);
  header.writeUInt16LE(extra.length, 28);
  return Buffer.concat([header, name, extra]);
}

/** §4.3.12. */
export function centralHeader(entry: ZipEntry, crc32: number, at: DosTime): Buffer {
  const name = Buffer.from(entry.name);
  const bigSize = entry.size >= most32;
  const bigOffset = entry.offset >= most32;
  const values = [...(bigSize ? [entry.size, entry.size] : []), ...(bigOffset ? [entry.offset] : [])];
  const extra = values.length > 0 ? zip64Extra(values) : Buffer.alloc(0);
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(madeBy, 4);
  header.writeUInt16LE(values.length > 0 ? zip64Version : plainVersion, 6);
  header.writeUInt16LE(flags(entry.name), 8);
  header.writeUInt16LE(0, 10);
  header.writeUInt16LE(at.time, 12);
  header.writeUInt16LE(at.date, 14);
  header.writeUInt32LE(crc32, 16);
  header.writeUInt32LE(bigSize ? most32 : entry.size, 20);
  header.writeUInt32LE(bigSize ? most32 : entry.size, 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE(regularFile, 38);
  header.writeUInt32LE(bigOffset ? most32 : entry.offset, 42);
  return Buffer.concat([header, name, extra]);
}

/** §4.3.14 to §4.3.16: the ZIP64 records only where they are needed, then the end record. */
export function endRecords(entries: number, centralOffset: number, centralSize: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(entries, most16), 8);
  end.writeUInt16LE(Math.min(entries, most16), 10);
  end.writeUInt32LE(Math.min(centralSize, most32), 12);
  end.writeUInt32LE(Math.min(centralOffset, most32), 16);
  if (entries < most16 && centralOffset < most32 && centralSize < most32) return end;
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeUInt16LE(madeBy, 12);
  record.writeUInt16LE(zip64Version, 14);
  record.writeBigUInt64LE(BigInt(entries), 24);
  record.writeBigUInt64LE(BigInt(entries), 32);
  record.writeBigUInt64LE(BigInt(centralSize), 40);
  record.writeBigUInt64LE(BigInt(centralOffset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(centralOffset + centralSize), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([record, locator, end]);
}

/** Bit 11 says that a name is UTF-8 (§4.4.4); ASCII needs no saying. */
function flags(name: string): number {
  return /^[\x20-\x7e]*$/.test(name) ? 0 : 0x0800;
}

function zip64Extra(values: readonly number[]): Buffer {
  const extra = Buffer.alloc(4 + 8 * values.length);
  extra.writeUInt16LE(0x0001, 0);
  extra.writeUInt16LE(8 * values.length, 2);
  values.forEach((value, index) => extra.writeBigUInt64LE(BigInt(value), 4 + 8 * index));
  return extra;
}
