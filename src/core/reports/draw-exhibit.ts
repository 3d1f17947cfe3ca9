import type { Archive } from '../archive/archive.ts';
import { parseUuid } from '../cryptography/random.ts';
import { statement } from '../database/statements.ts';
import type { MediaDrawer } from '../media/types.ts';
import type { Picture } from './outline.ts';
import type { DrawExhibit } from './tell-exhibit.ts';

/** Small pictures for documents, from the thumbnails that are there; a media process makes a JPEG of each. */
export function exhibitDrawer(archive: Archive, drawer: () => MediaDrawer): DrawExhibit {
  return async (file, signal): Promise<Picture | null> => {
    const bytes = thumbnailOf(archive, file);
    if (!bytes) return null;
    const source = {
      size: bytes.length,
      read: async (offset: number, length: number) => bytes.subarray(offset, offset + length),
    };
    const drawn = await drawer().draw(source, { page: 0, tile: null, orientation: null }, { signal });
    if (drawn.kind !== 'drawn') return null;
    return { bytes: drawn.bytes, width: drawn.drawnWidth, height: drawn.drawnHeight };
  };
}

function thumbnailOf({ catalogue, derived }: Archive, file: string): Uint8Array | undefined {
  const uid = parseUuid(file);
  const row =
    uid && statement<[Uint8Array], { id: number }>(catalogue, 'SELECT id FROM file WHERE uid = ?').get(uid);
  if (!row || !derived) return undefined;
  return statement<[number], { bytes: Uint8Array }>(
    derived,
    "SELECT bytes FROM thumbnail WHERE file_id = ? AND media_type = 'image/webp'",
  ).get(row.id)?.bytes;
}
