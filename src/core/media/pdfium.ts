import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The exports of PDFium's wasm build (C names and signatures of its public headers) that are used here. */
export interface Pdfium {
  PDFiumExt_Init(): void;
  FPDF_LoadMemDocument(data: number, size: number, password: string): number;
  FPDF_GetLastError(): number;
  FPDF_GetPageCount(document: number): number;
  FPDF_LoadPage(document: number, page: number): number;
  /** Points, turned as the page says. */
  FPDF_GetPageWidthF(page: number): number;
  FPDF_GetPageHeightF(page: number): number;
  FPDFBitmap_CreateEx(width: number, height: number, format: number, scan: number, stride: number): number;
  FPDFBitmap_FillRect(
    bitmap: number,
    left: number,
    top: number,
    width: number,
    height: number,
    colour: number,
  ): boolean;
  FPDF_RenderPageBitmap(
    bitmap: number,
    page: number,
    left: number,
    top: number,
    width: number,
    height: number,
    turn: number,
    flags: number,
  ): void;
  FPDFBitmap_GetBuffer(bitmap: number): number;
  FPDFBitmap_GetStride(bitmap: number): number;
  FPDF_ClosePage(page: number): void;
  /** A page's characters; 0: it has none that can be had. */
  FPDFText_LoadPage(page: number): number;
  FPDFText_CountChars(text: number): number;
  /** Writes UTF-16 with a final zero to `into`; the number of units that it wrote, that one too. */
  FPDFText_GetText(text: number, start: number, count: number, into: number): number;
  FPDFText_ClosePage(text: number): void;
  readonly pdfium: {
    readonly HEAPU8: Uint8Array; // replaced whenever the memory grows: never keep it
    readonly wasmExports: { malloc(size: number): number; free(at: number): void };
  };
}

declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (program: object, imports: object) => { readonly exports: object };
};
type Instance = InstanceType<typeof WebAssembly.Instance>;

let compiled: { readonly init: (options: object) => Promise<unknown>; readonly program: object } | null =
  null;

/**
 * A fresh instance for every document, of a program compiled once: what one document did to the memory is gone with it. The
 * build has neither JavaScript nor XFA, and can open nothing but the bytes it is given.
 */
export async function newPdfium(): Promise<Pdfium> {
  compiled ??= compile();
  const { init, program } = compiled;
  const made = await init({
    print: () => undefined,
    printErr: () => undefined,
    instantiateWasm: (imports: object, done: (instance: Instance, module: object) => void) => {
      const instance = new WebAssembly.Instance(program, imports);
      done(instance, program);
      return instance.exports;
    },
  });
  if (!isPdfium(made)) throw new Error('@embedpdf/pdfium lacks its exports');
  made.PDFiumExt_Init();
  return made;
}

/** Gives dropped instances back to the system at once; the collector would let several pile up. */
export function dropPdfium(): void {
  globalThis.gc?.();
}

function compile(): NonNullable<typeof compiled> {
  const require = createRequire(import.meta.url);
  const { init }: { init: unknown } = require('@embedpdf/pdfium') as { init: unknown };
  if (typeof init !== 'function') throw new Error('@embedpdf/pdfium has no init');
  const bytes = readFileSync(require.resolve('@embedpdf/pdfium/pdfium.wasm'));
  return {
    init: async (options) => (await Reflect.apply(init, undefined, [options])) as unknown,
    program: new WebAssembly.Module(bytes),
  };
}

function isPdfium(value: unknown): value is Pdfium {
  return typeof value === 'object' && value !== null && 'FPDF_RenderPageBitmap' in value && 'pdfium' in value;
}
