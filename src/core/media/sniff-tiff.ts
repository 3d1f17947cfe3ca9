import type { MediaType } from './media-types.ts';
import { latin1, type RemoteFile } from './remote-file.ts';

/**
 * TIFF, and the RAW formats that are TIFF underneath. They are told apart by what their first directory holds, as
 * nothing in their first bytes does: a camera maker's name together with a sensor image kept in a sub-directory.
 */
export async function sniffTiff(file: RemoteFile): Promise<MediaType | null> {
  const start = latin1(file.head.subarray(0, 12));
  if (/^II(RO|RS)|^MMOR/.test(start)) return 'image/x-olympus-orf';
  if (start.startsWith('IIU\0')) return 'image/x-panasonic-rw2';
  if (start.startsWith('II\x2b\0') || start.startsWith('MM\0\x2b')) return 'image/tiff';
  if (!start.startsWith('II\x2a\0') && !start.startsWith('MM\0\x2a')) return null;
  if (start.startsWith('CR', 8)) return 'image/x-canon-cr2';
  return rawType(await firstDirectory(file, start.startsWith('II')));
}

interface Directory {
  readonly tags: ReadonlySet<number>;
  readonly make: string;
  /** NewSubfileType of the first directory is "reduced resolution": the picture proper lies elsewhere. */
  readonly reduced: boolean;
  readonly compression: number;
}

const subDirectories = 0x014a;
const dngVersion = 0xc612;

function rawType(directory: Directory | null): MediaType {
  if (directory === null) return 'image/tiff';
  const { tags, make, reduced, compression } = directory;
  if (tags.has(dngVersion)) return 'image/x-adobe-dng';
  const sensorElsewhere = tags.has(subDirectories) && reduced;
  if (/^nikon/i.test(make) && (sensorElsewhere || compression === 34_713)) return 'image/x-nikon-nef';
  if (/^sony/i.test(make) && (sensorElsewhere || compression === 32_767)) return 'image/x-sony-arw';
  if (/^samsung/i.test(make) && (sensorElsewhere || compression === 32_769)) return 'image/x-samsung-srw';
  if (/^(pentax|asahi|ricoh)/i.test(make) && (reduced || compression === 65_535)) return 'image/x-pentax-pef';
  return 'image/tiff';
}

async function firstDirectory(file: RemoteFile, little: boolean): Promise<Directory | null> {
  const bytes = async (offset: number, length: number): Promise<DataView | null> => {
    if (offset + length > file.size) return null;
    const inHead = offset + length <= file.head.length;
    const found = inHead ? file.head.subarray(offset, offset + length) : await file.read(offset, length);
    return found.length < length ? null : new DataView(found.buffer, found.byteOffset, length);
  };
  const offset = (await bytes(4, 4))?.getUint32(0, little);
  const count = offset === undefined ? undefined : (await bytes(offset, 2))?.getUint16(0, little);
  if (offset === undefined || count === undefined || count > 1000) return null;
  const entries = await bytes(offset + 2, count * 12);
  if (entries === null) return null;
  const tags = new Set<number>();
  let [make, reduced, compression] = ['', false, 0];
  for (let at = 0; at < count * 12; at += 12) {
    const tag = entries.getUint16(at, little);
    const length = entries.getUint32(at + 4, little);
    tags.add(tag);
    if (tag === 0x00fe) reduced = (entries.getUint32(at + 8, little) & 1) === 1;
    if (tag === 0x0103) compression = entries.getUint16(at + 8, little);
    if (tag === 0x010f && length > 4) {
      const text = await bytes(entries.getUint32(at + 8, little), Math.min(length, 64));
      if (text !== null) make = latin1(new Uint8Array(text.buffer, text.byteOffset, text.byteLength));
    }
  }
  return { tags, make, reduced, compression };
}
