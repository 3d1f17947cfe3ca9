import { drawPage, drawPicture, drawPixels, NoSuchPage, type MadeDrawing } from './draw.ts';
import { withHeic } from './heic.ts';
import type { MediaType } from './media-types.ts';
import type { DrawRequest, ResultOf } from './messages.ts';
import { PdfRefused, withPdfPage } from './pdf.ts';
import type { RemoteFile } from './remote-file.ts';
import { storedSize, thumbnailOf, thumbnailOfPixels, type MadeThumbnail } from './thumbnail.ts';
import { DECODE_LIMIT, READ_LIMIT, THUMBNAIL_SIDE } from './wire-limits.ts';

export interface DecodedPicture {
  readonly width: number | null;
  readonly height: number | null;
  readonly thumbnail: MadeThumbnail | null;
  readonly previewWanted: boolean;
  readonly warnings: readonly { readonly code: 'not-decodable' | 'decode-limit'; readonly detail: string }[];
}

const nothing: DecodedPicture = {
  width: null,
  height: null,
  thumbnail: null,
  previewWanted: false,
  warnings: [],
};

/** What sharp's build decodes. SVG is not among them: it may name other files, and is a program more than a picture. */
const bySharp: ReadonlySet<MediaType> = new Set<MediaType>([
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/tiff',
]);
const byLibheif: ReadonlySet<MediaType> = new Set<MediaType>([
  'image/heic',
  'image/heif',
  'image/heic-sequence',
]);
const byPreview = /^image\/(x-(?!icon)|vnd\.adobe\.photoshop)/;

export async function decodePicture(file: RemoteFile, mediaType: MediaType): Promise<DecodedPicture> {
  if (byPreview.test(mediaType)) return { ...nothing, previewWanted: true };
  const sharpReads = bySharp.has(mediaType);
  const isPdf = mediaType === 'application/pdf';
  if (!sharpReads && !isPdf && !byLibheif.has(mediaType)) return nothing;
  if (file.size > DECODE_LIMIT) {
    return warned('decode-limit', `The picture file is longer than ${DECODE_LIMIT} bytes and was not drawn.`);
  }
  const bytes = await wholeOf(file);
  if (isPdf) {
    const drawn = await attempt(() => firstPage(bytes));
    return drawn instanceof Error ? undecodable(drawn) : { ...nothing, thumbnail: drawn };
  }
  if (!sharpReads) {
    const heic = await attempt(() =>
      withHeic(bytes, 'enough', ({ pixels, profile }) => thumbnailOfPixels(pixels, profile)),
    );
    // Some HEIF files hold AV1 or JPEG, which sharp may know.
    const drawn = heic instanceof Error ? await attempt(() => thumbnailOf(bytes)) : heic;
    return drawn instanceof Error ? undecodable(heic) : { ...nothing, thumbnail: drawn };
  }
  const size = await attempt(() => storedSize(bytes));
  if (size instanceof Error) return undecodable(size);
  const thumbnail = await attempt(() => thumbnailOf(bytes));
  if (thumbnail instanceof Error) return { ...undecodable(thumbnail), ...size };
  return { ...nothing, ...size, thumbnail };
}

/** A preview out of a RAW file, turned as the RAW file says. */
export async function decodePreview(file: RemoteFile, orientation: number | null): Promise<DecodedPicture> {
  const bytes = await wholeOf(file);
  const thumbnail = await attempt(() => thumbnailOf(bytes, orientation));
  return thumbnail instanceof Error ? undecodable(thumbnail) : { ...nothing, thumbnail };
}

/** Of a document, its first page. */
function firstPage(bytes: Uint8Array): Promise<MadeThumbnail> {
  return withPdfPage(bytes, 0, (page) => {
    const scale = Math.min(1, THUMBNAIL_SIDE / Math.max(page.width, page.height));
    const [width, height] = [page.width, page.height].map((side) => Math.max(1, Math.round(side * scale)));
    const size = { width: width ?? 1, height: height ?? 1 };
    const whole = { left: 0, top: 0, drawnWidth: size.width, drawnHeight: size.height };
    return thumbnailOfPixels(page.draw({ ...size, ...whole }), null);
  });
}

type Refusal = NonNullable<ResultOf<'drawn'>['refused']>;
export type Drawing =
  { readonly made: MadeDrawing; readonly isPage: boolean } | { readonly refused: Refusal };

/** Draws a file for somebody to look at. */
export async function drawFile(
  file: RemoteFile,
  mediaType: MediaType,
  request: DrawRequest,
): Promise<Drawing> {
  if (byPreview.test(mediaType)) return { refused: 'preview-wanted' };
  const isPdf = mediaType === 'application/pdf';
  const sharpReads = bySharp.has(mediaType);
  if (!isPdf && !sharpReads && !byLibheif.has(mediaType)) return { refused: 'not-drawn' };
  if (file.size > DECODE_LIMIT) return { refused: 'too-large' };
  const bytes = await wholeOf(file);
  const drawn = await attempt(async () => {
    if (isPdf) return withPdfPage(bytes, request.page, (page) => drawPage(page, request));
    if (sharpReads) return drawPicture(bytes, request, mediaType === 'image/tiff');
    // Some HEIF files hold AV1 or JPEG, which sharp may know.
    return withHeic(bytes, 'all', ({ pixels, profile }) => drawPixels(pixels, profile, request)).catch(
      (error: unknown) => {
        if (error instanceof NoSuchPage) throw error;
        return drawPicture(bytes, request, false);
      },
    );
  });
  if (!(drawn instanceof Error)) return { made: drawn, isPage: isPdf };
  if (drawn instanceof NoSuchPage) return { refused: 'no-such-page' };
  if (drawn instanceof PdfRefused) return { refused: drawn.reason };
  return { refused: /pixel limit/i.test(drawn.message) ? 'too-large' : 'damaged' };
}

async function wholeOf(file: RemoteFile): Promise<Uint8Array> {
  if (file.head.length >= file.size) return file.head;
  const bytes = Buffer.allocUnsafe(file.size);
  bytes.set(file.head);
  let filled = file.head.length;
  while (filled < file.size) {
    const part = await file.read(filled, Math.min(READ_LIMIT, file.size - filled));
    if (part.length === 0) break;
    bytes.set(part, filled);
    filled += part.length;
  }
  return bytes.subarray(0, filled);
}

async function attempt<T>(work: () => Promise<T>): Promise<T | Error> {
  try {
    return await work();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function undecodable(reason: unknown): DecodedPicture {
  const said = reason instanceof Error ? reason.message.split('\n', 1)[0] : undefined;
  return warned('not-decodable', `The picture could not be drawn (${printable(said ?? 'no reason given')}).`);
}

function warned(code: 'not-decodable' | 'decode-limit', detail: string): DecodedPicture {
  return { ...nothing, warnings: [{ code, detail }] };
}

function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 200);
}
