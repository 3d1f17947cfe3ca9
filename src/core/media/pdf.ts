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

/** The words of all pages, at most about `most` bytes. Throws PdfRefused. */
export async function pdfText(bytes: Uint8Array, most: number): Promise<string> {
  try {
    const pdf = await newPdfium();
    const { document, pages } = openDocument(pdf, bytes);
    let text = '';
    for (let index = 0; index < pages && text.length < most; index += 1)
      text += pageText(pdf, document, index);
    return text;
  } finally {
    dropPdfium();
  }
}

function pageText(pdf: Pdfium, document: number, index: number): string {
  const page = pdf.FPDF_LoadPage(document, index);
  // One that is broken is no reason to leave the others.
  if (page === 0) return '';
  const text = pdf.FPDFText_LoadPage(page);
  const count = text === 0 ? 0 : Math.max(0, pdf.FPDFText_CountChars(text));
  const into = count === 0 ? 0 : pdf.pdfium.wasmExports.malloc((count + 1) * 2);
  let found = '';
  if (into !== 0) {
    const units = Math.max(0, pdf.FPDFText_GetText(text, 0, count, into) - 1);
    const { HEAPU8 } = pdf.pdfium;
    found = `${Buffer.from(HEAPU8.subarray(into, into + units * 2)).toString('utf16le')}\n`;
    pdf.pdfium.wasmExports.free(into);
  }
  if (text !== 0) pdf.FPDFText_ClosePage(text);
  pdf.FPDF_ClosePage(page);
  return found;
}

interface Opened {
  readonly document: number;
  readonly pages: number;
}

/** What is taken from the instance's memory goes with the instance. */
function openDocument(pdf: Pdfium, bytes: Uint8Array): Opened {
  const at = pdf.pdfium.wasmExports.malloc(bytes.length);
  if (at === 0) throw new PdfRefused('damaged');
  pdf.pdfium.HEAPU8.set(bytes, at);
  const document = pdf.FPDF_LoadMemDocument(at, bytes.length, '');
  if (document === 0) throw new PdfRefused(pdf.FPDF_GetLastError() === passwordWanted ? 'locked' : 'damaged');
  const pages = Math.min(pdf.FPDF_GetPageCount(document), PAGE_LIMIT);
  if (pages < 1) throw new PdfRefused('damaged');
  return { document, pages };
}

function openPage(pdf: Pdfium, bytes: Uint8Array, index: number): PdfPage {
  const { document, pages } = openDocument(pdf, bytes);
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
