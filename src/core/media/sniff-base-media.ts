import type { MediaType } from './media-types.ts';

/** Brands of the ISO base media file format (ISO/IEC 14496-12), the most telling first. */
const brands: readonly (readonly [MediaType, RegExp])[] = [
  ['image/avif', /^avif$/],
  ['image/avif-sequence', /^avis$/],
  ['image/heic', /^(heic|heix|heim|heis)$/],
  ['image/heic-sequence', /^(hevc|hevx|hevm|hevs)$/],
  ['image/x-canon-cr3', /^crx $/],
  ['audio/x-m4a', /^M4[ABP] $/],
  ['video/x-m4v', /^(M4V |M4VH|M4VP)$/],
  ['video/quicktime', /^qt {2}$/],
  ['video/3gpp2', /^3g2/],
  ['video/3gpp', /^3g[ep]/],
  ['image/jp2', /^jp2 $/],
  ['image/jpx', /^jpx $/],
];

/** mif1 and msf1 say "some HEIF": which coding it is stands among the compatible brands. */
const heifFamily: readonly MediaType[] = [
  'image/avif',
  'image/heic',
  'image/avif-sequence',
  'image/heic-sequence',
];

export function sniffBaseMedia(head: Uint8Array): MediaType | null {
  if (head.length < 8) return null;
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const name = (offset: number): string => String.fromCharCode(...head.subarray(offset, offset + 4));
  const first = name(4);
  // QuickTime from before the file type box starts with any of these.
  if (/^(moov|mdat|wide|pnot)$/.test(first) || (/^(free|skip)$/.test(first) && followedByMovie(head, view))) {
    return 'video/quicktime';
  }
  if (first !== 'ftyp' || head.length < 16) return null;
  const end = Math.min(view.getUint32(0), head.length, 1024);
  const compatible: string[] = [];
  for (let offset = 16; offset + 4 <= end; offset += 4) compatible.push(name(offset));
  const major = name(8);
  const byMajor = typeOf(major);
  if (byMajor !== null) return byMajor;
  if (major === 'mif1' || major === 'msf1' || major === 'miaf' || major === 'MiHE') {
    const coded = compatible.map(typeOf);
    const sequence = major === 'msf1';
    const exact = heifFamily.find((type) => coded.includes(type));
    return exact ?? (sequence ? 'image/heif-sequence' : 'image/heif');
  }
  return 'video/mp4';
}

function typeOf(brand: string): MediaType | null {
  return brands.find(([, pattern]) => pattern.test(brand))?.[0] ?? null;
}

function followedByMovie(head: Uint8Array, view: DataView): boolean {
  const next = view.getUint32(0);
  if (next < 8 || next + 8 > head.length) return false;
  return /^(moov|mdat|wide)$/.test(String.fromCharCode(...head.subarray(next + 4, next + 8)));
}
