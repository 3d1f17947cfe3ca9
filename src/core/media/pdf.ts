import { dropPdfium, newPdfium, type Pdfium } from './pdfium.ts';
import type { Pixels } from './thumbnail.ts';
import { PAGE_LIMIT } from './wire-limits.ts';

/** From PDFium's headers. */
const passwordWanted = 4;
const formatBgra = 4;
/** Annotations as well: a stamp or a mark may be what matters. Bytes in the order red, green, blue. */
const renderFlags = 0x01 | 0x10;
const white = 0xffffffff;

/** A page has no pixels of its own: this is what a good scan has. */
const dotsPerPoint = 200 / 72;
/** Pages may say that they are kilometres wide. */
const longestSide = 20_000;

export class PdfRefused extends Error {
  override readonly name = 'PdfRefused';
  readonly reason: 'locked' | 'damaged' | 'no-such-page';
  constructor(reason: 'locked' | 'damaged' | 'no-such-page') {
    super(reason);
    this.reason = reason;
  }
}

export interface PdfPage {
  readonly pages: number;
  /** Pixels at 200 dots an inch. */
  readonly width: number;
  readonly height: number;
  /** A part of the page that is as wide and high as given, on white: three of the four bytes of a pixel count. */
  draw(area: {
    /** Pixels of the page as a whole in this drawing. */
    readonly width: number;
    readonly height: number;
    readonly left: number;
    readonly top: number;
    readonly drawnWidth: number;
    readonly drawnHeight: number;
  }): Pixels;
}

/** Opens a page (from 0) for as long as `use` takes. Throws PdfRefused. */
export async function withPdfPage<T>(
  bytes: Uint8Array,
  index: number,
  use: (page: PdfPage) => Promise<T>,
): Promise<T> {
  try {
    return await use(openPage(await newPdfium(), bytes, index));
  } finally {
    dropPdfium();
  }
}

/** What is taken from the instance's memory goes with the instance. */
function openPage(pdf: Pdfium, bytes: Uint8Array, index: number): PdfPage {
  const at = pdf.pdfium.wasmExports.malloc(bytes.length);
  if (at === 0) throw new PdfRefused('damaged');
  pdf.pdfium.HEAPU8.set(bytes, at);
  const document = pdf.FPDF_LoadMemDocument(at, bytes.length, '');
  if (document === 0) throw new PdfRefused(pdf.FPDF_GetLastError() === passwordWanted ? 'locked' : 'damaged');
  const pages = Math.min(pdf.FPDF_GetPageCount(document), PAGE_LIMIT);
  if (pages < 1) throw new PdfRefused('damaged');
  if (index >= pages) throw new PdfRefused('no-such-page');
  const page = pdf.FPDF_LoadPage(document, index);
  if (page === 0) throw new PdfRefused('damaged');
  const [wide, high] = [pdf.FPDF_GetPageWidthF(page), pdf.FPDF_GetPageHeightF(page)];
  if (!(wide > 0 && high > 0)) throw new PdfRefused('damaged');
  const scale = Math.min(dotsPerPoint, longestSide / Math.max(wide, high));
  const pixels = (points: number): number => Math.max(1, Math.round(points * scale));
  return {
    pages,
    width: pixels(wide),
    height: pixels(high),
    draw({ width, height, left, top, drawnWidth, drawnHeight }) {
      const bitmap = pdf.FPDFBitmap_CreateEx(drawnWidth, drawnHeight, formatBgra, 0, 0);
      if (bitmap === 0) throw new Error('no memory for the page');
      pdf.FPDFBitmap_FillRect(bitmap, 0, 0, drawnWidth, drawnHeight, white);
      pdf.FPDF_RenderPageBitmap(bitmap, page, -left, -top, width, height, 0, renderFlags);
      const buffer = pdf.FPDFBitmap_GetBuffer(bitmap);
      if (buffer === 0 || pdf.FPDFBitmap_GetStride(bitmap) !== drawnWidth * 4) throw new Error('no pixels');
      const data = pdf.pdfium.HEAPU8.subarray(buffer, buffer + drawnWidth * drawnHeight * 4);
      return { data, width: drawnWidth, height: drawnHeight, channels: 4 };
    },
  };
}
