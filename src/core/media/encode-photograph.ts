import sharp, { type Exif } from 'sharp';

export interface RawPicture {
  /** Red, green, blue; row by row. */
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export interface Encoding {
  readonly quality: number;
  /** Values by tag and directory; null: none is written. */
  readonly exif: Exif | null;
  /** EXIF 1 to 8. */
  readonly orientation: number;
  readonly crop?: {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
  };
  /** Longest side, where it is to be smaller. */
  readonly longest?: number;
}

/** A JPEG of pixels of our own, with the metadata that a camera would write. */
export async function encodePhotograph(
  { bytes, width, height }: RawPicture,
  encoding: Encoding,
): Promise<Buffer> {
  const { quality, exif, orientation, crop, longest } = encoding;
  let picture = sharp(bytes, { raw: { width, height, channels: 3 } });
  if (crop) picture = picture.extract(crop);
  if (longest !== undefined) picture = picture.resize(longest, longest, { fit: 'inside' });
  picture = picture.jpeg({ quality, chromaSubsampling: '4:2:0' });
  if (exif) picture = picture.withExif(exif).withMetadata({ orientation, exif });
  return picture.toBuffer();
}
