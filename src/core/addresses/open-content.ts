import type { Archive } from '../archive/archive.ts';
import { isAppError } from '../../shared/errors/app-error.ts';
import { mapFileOf, mapVault } from '../map/map-files.ts';
import type { Addressed } from './address-book.ts';
import { openMedia, type MediaContent } from './find-media.ts';
import type { PictureDesk } from './picture-desk.ts';

/** As much of a core as is needed here. */
interface Holder {
  archive(handle: string): Archive;
  readonly pictures: PictureDesk;
}

/**
 * What an address leads to, drawn if it has to be; null if it is not there (any more), or its archive is not open. Throws
 * `interrupted` when aborted. The caller closes it.
 */
export async function openContent(
  core: Holder,
  addressed: Addressed,
  signal: AbortSignal,
): Promise<MediaContent | null> {
  try {
    const archive = core.archive(addressed.archive);
    if (addressed.kind === 'map') return openMapContent(archive, addressed.file);
    if (addressed.kind !== 'view') return openMedia(archive, addressed);
    const drawn = await core.pictures.draw(addressed.archive, archive, addressed, signal);
    if (drawn.kind === 'none') return null;
    // A copy: what is held is wiped when the archive is closed, and a piece may be on its way.
    const bytes = Uint8Array.from(drawn.bytes);
    return {
      mediaType: 'image/jpeg',
      saveAs: null,
      size: bytes.length,
      read: async (offset, length) => bytes.subarray(offset, offset + length),
      close: () => bytes.fill(0),
    };
  } catch (error) {
    if (isAppError(error) && error.code === 'archive-not-open') return null;
    throw error;
  }
}

/** A gazetteer is read by the core alone. */
function openMapContent(archive: Archive, file: string): MediaContent | null {
  const row = mapFileOf(archive, file);
  if (row?.kind !== 'tiles') return null;
  const map = mapVault(archive).open(row.storedName);
  return {
    mediaType: 'application/octet-stream',
    saveAs: null,
    size: map.size,
    read: (offset, length) => map.read(offset, length),
    close: () => map.close(),
  };
}

/** What a browser may want it for (Sec-Fetch-Dest): pictures are drawn, originals are saved, maps are fetched by the page. */
export const mediaPurposes: Readonly<Record<Addressed['kind'], readonly string[]>> = {
  thumbnail: ['image', 'empty'],
  view: ['image', 'empty'],
  original: ['document', 'empty'],
  map: ['empty'],
};
