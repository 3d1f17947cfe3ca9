/** Fixed records of the ZIP format (APPNOTE 6.3.10), read from little-endian bytes. */

export const signatures = {
  localHeader: 0x04034b50, // §4.3.7
  centralHeader: 0x02014b50, // §4.3.12
  end: 0x06054b50, // §4.3.16
  end64: 0x06064b50, // §4.3.14
  locator64: 0x07064b50, // §4.3.15
} as const;

export const lengths = { localHeader: 30, centralHeader: 46, end: 22, end64: 56, locator64: 20 } as const;

/** A number that the 16- or 32-bit field is too small for stands in a ZIP64 record instead. */
const overflow16 = 0xffff;
const overflow32 = 0xffffffff;

export const view = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** A 64-bit number, or null where it is beyond what can be counted exactly. */
function count64(data: DataView, at: number): number | null {
  const value = data.getBigUint64(at, true);
  return value > BigInt(Number.MAX_SAFE_INTEGER) ? null : Number(value);
}

export interface EndRecord {
  readonly disk: number;
  readonly directoryDisk: number;
  /** Entries in this part; of a zip in one part, all of them. */
  readonly entriesHere: number;
  readonly entries: number;
  readonly directorySize: number;
  readonly directoryOffset: number;
  readonly commentLength: number;
}

export function parseEnd(bytes: Uint8Array): EndRecord {
  const data = view(bytes);
  return {
    disk: data.getUint16(4, true),
    directoryDisk: data.getUint16(6, true),
    entriesHere: data.getUint16(8, true),
    entries: data.getUint16(10, true),
    directorySize: data.getUint32(12, true),
    directoryOffset: data.getUint32(16, true),
    commentLength: data.getUint16(20, true),
  };
}

export function needsZip64(end: EndRecord): boolean {
  return end.entries === overflow16 || end.directorySize === overflow32 || end.directoryOffset === overflow32;
}

/** The ZIP64 end record's counts, or null if they cannot be. */
export function parseEnd64(
  bytes: Uint8Array,
): (Omit<EndRecord, 'commentLength'> & { readonly recordSize: number }) | null {
  const data = view(bytes);
  const recordSize = count64(data, 4);
  const entriesHere = count64(data, 24);
  const [entries, directorySize, directoryOffset] = [count64(data, 32), count64(data, 40), count64(data, 48)];
  if (entriesHere === null || entries === null || directorySize === null || directoryOffset === null)
    return null;
  if (recordSize === null) return null;
  return {
    disk: data.getUint32(16, true),
    directoryDisk: data.getUint32(20, true),
    entriesHere,
    entries,
    directorySize,
    directoryOffset,
    recordSize,
  };
}

/** Offset of the ZIP64 end record, or null. */
export function parseLocator64(bytes: Uint8Array): number | null {
  return count64(view(bytes), 8);
}

export interface Header {
  readonly flags: number;
  readonly method: number;
  readonly crc32: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly name: Uint8Array;
  readonly extra: Uint8Array;
}

export interface CentralHeader extends Header {
  readonly madeBy: number;
  readonly externalAttributes: number;
  readonly disk: number;
  readonly offset: number;
  /** Bytes of this record in the directory. */
  readonly length: number;
}

/** One record of the central directory at `at`, or what is wrong with it. */
export function parseCentralHeader(bytes: Uint8Array, at: number): CentralHeader | string {
  if (at + lengths.centralHeader > bytes.length) return 'the central directory ends inside a record';
  const data = view(bytes);
  if (data.getUint32(at, true) !== signatures.centralHeader)
    return 'a record of the central directory has no signature';
  const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) =>
    data.getUint16(at + field, true),
  );
  const nameAt = at + lengths.centralHeader;
  const extraAt = nameAt + (nameLength ?? 0);
  const end = extraAt + (extraLength ?? 0) + (commentLength ?? 0);
  if (end > bytes.length) return 'the central directory ends inside a record';
  const extra = bytes.subarray(extraAt, extraAt + (extraLength ?? 0));
  const fields = [
    data.getUint32(at + 24, true),
    data.getUint32(at + 20, true),
    data.getUint32(at + 42, true),
  ] as const;
  const wide = widen(extra, fields);
  if (wide === null) return 'a record of the central directory lacks the ZIP64 sizes it points to';
  return {
    madeBy: data.getUint16(at + 4, true) >> 8,
    flags: data.getUint16(at + 8, true),
    method: data.getUint16(at + 10, true),
    crc32: data.getUint32(at + 16, true),
    size: wide[0],
    compressedSize: wide[1],
    offset: wide[2],
    disk: data.getUint16(at + 34, true),
    externalAttributes: data.getUint32(at + 38, true),
    name: bytes.subarray(nameAt, extraAt),
    extra,
    length: end - at,
  };
}

/** A local header whose name and extra field follow its fixed part, or what is wrong with it. */
export function parseLocalHeader(bytes: Uint8Array): (Header & { readonly length: number }) | string {
  if (bytes.length < lengths.localHeader) return 'its local header lies outside the file';
  const data = view(bytes);
  if (data.getUint32(0, true) !== signatures.localHeader)
    return 'there is no local header where the directory says';
  const nameEnd = lengths.localHeader + data.getUint16(26, true);
  const length = nameEnd + data.getUint16(28, true);
  if (length > bytes.length) return 'its local header lies outside the file';
  const extra = bytes.subarray(nameEnd, length);
  const wide = widen(extra, [data.getUint32(22, true), data.getUint32(18, true), 0]);
  if (wide === null) return 'its local header lacks the ZIP64 sizes it points to';
  return {
    flags: data.getUint16(6, true),
    method: data.getUint16(8, true),
    crc32: data.getUint32(14, true),
    size: wide[0],
    compressedSize: wide[1],
    name: bytes.subarray(lengths.localHeader, nameEnd),
    extra,
    length,
  };
}

/** Size, compressed size and offset with the ZIP64 extra field (§4.5.3) in place of those that overflow. */
function widen(
  extra: Uint8Array,
  fields: readonly [number, number, number],
): readonly [number, number, number] | null {
  if (!fields.includes(overflow32)) return fields;
  const block = extraField(extra, 0x0001);
  if (!block) return null;
  const data = view(block);
  let at = 0;
  const next = (value: number): number | null => {
    if (value !== overflow32) return value;
    if (at + 8 > block.length) return null;
    const wide = count64(data, at);
    at += 8;
    return wide;
  };
  const [size, compressedSize, offset] = [next(fields[0]), next(fields[1]), next(fields[2])];
  return size === null || compressedSize === null || offset === null ? null : [size, compressedSize, offset];
}

/** Data of the extra field with this id (§4.5.1), or null. */
export function extraField(extra: Uint8Array, id: number): Uint8Array | null {
  const data = view(extra);
  for (let at = 0; at + 4 <= extra.length;) {
    const length = data.getUint16(at + 2, true);
    if (data.getUint16(at, true) === id) return extra.subarray(at + 4, at + 4 + length);
    at += 4 + length;
  }
  return null;
}
