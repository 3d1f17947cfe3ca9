import { view, type CentralHeader, type Header } from './records.ts';

/** DEFLATE cannot do better than 1032 : 1 (zlib technical notes); what claims more lies. */
const bestRatio = 1032;
/** Flags that change what the bytes mean: encrypted, patch data, strong encryption, masked headers (§4.4.4). */
const unreadableFlags = 0x0001 | 0x0020 | 0x0040 | 0x2000;

/** What the two headers of an entry say differently, or null. With bit 3 the sizes follow the data (§4.4.4). */
export function contradiction(central: CentralHeader, local: Header): string | null {
  const sameName =
    local.name.length === central.name.length && local.name.every((byte, at) => byte === central.name[at]);
  if (!sameName) return 'its local header has another name than the directory';
  if (local.method !== central.method) return 'its local header has another method than the directory';
  if ((local.flags & unreadableFlags) !== (central.flags & unreadableFlags))
    return 'its local header and the directory contradict each other about encryption';
  const lies = [
    [local.size, central.size],
    [local.compressedSize, central.compressedSize],
    [local.crc32, central.crc32],
  ].some(([here, there]) => here !== there && !((local.flags & 8) !== 0 && here === 0));
  return lies ? 'its local header states other sizes or another checksum than the directory' : null;
}

/** Why the data of an entry cannot be read, or null. */
export function unreadableEntry(header: CentralHeader): string | null {
  if ((header.flags & 0x2041) !== 0) return 'it is encrypted';
  if ((header.flags & 0x0020) !== 0) return 'it is a patch for another file';
  if (header.method !== 0 && header.method !== 8)
    return `it is compressed by method ${header.method}, which is not read here`;
  if (header.disk !== 0) return 'it lies in another part of a zip in several';
  if (header.method === 0 && header.size !== header.compressedSize)
    return 'it is stored, and states two sizes';
  if (header.method === 8 && header.size > header.compressedSize * bestRatio)
    return `it claims to unpack ${header.compressedSize} bytes to ${header.size}, more than DEFLATE can`;
  return null;
}

/**
 * Bytes of the data descriptor behind an entry (§4.3.9), given what follows its data: with or without a signature, with
 * narrow or wide sizes. Null if there is none that fits the directory.
 */
export function descriptorLength(header: CentralHeader, bytes: Uint8Array): number | null {
  const data = view(bytes);
  for (const signature of [4, 0]) {
    if (signature === 4 && (bytes.length < 4 || data.getUint32(0, true) !== 0x08074b50)) continue;
    if (bytes.length < signature + 12 || data.getUint32(signature, true) !== header.crc32) continue;
    const wide =
      bytes.length >= signature + 20 &&
      data.getBigUint64(signature + 4, true) === BigInt(header.compressedSize) &&
      data.getBigUint64(signature + 12, true) === BigInt(header.size);
    if (wide) return signature + 20;
    const narrow =
      data.getUint32(signature + 4, true) === header.compressedSize &&
      data.getUint32(signature + 8, true) === header.size;
    if (narrow) return signature + 12;
  }
  return null;
}

/** Unix file types stand in the upper half of the external attributes when Unix or macOS made the entry (§4.4.2, §4.4.15). */
export function kindOf(header: CentralHeader, name: string): 'file' | 'folder' | 'link' | 'special' {
  const type = (header.externalAttributes >>> 28) & 0xf;
  // Some programs make the link whatever system the entry says it comes from.
  if (type === 0xa) return 'link';
  if (name.endsWith('/')) return 'folder';
  const isUnix = header.madeBy === 3 || header.madeBy === 19;
  if (!isUnix || type === 0 || type === 0x8) return 'file';
  return type === 0x4 ? 'folder' : 'special';
}
