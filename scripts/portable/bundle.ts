import { copyFileSync, cpSync, mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'vite';
import { faceNames, fontPath } from '../../src/core/reports/fonts.ts';

/** Each finds the others beside itself. */
const entries = {
  stele: 'src/main/cli/main.ts',
  'transfer-worker': 'src/core/transfer/transfer-worker.ts',
  'snapshot-worker': 'src/core/database/snapshot-worker.ts',
  'search-worker': 'src/core/search-thread/search-worker.ts',
  'integrity-worker': 'src/core/database/integrity-worker.ts',
  'document-worker': 'src/core/reports/document-worker.ts',
  'sample-process': 'src/core/sample/sample-process.ts',
  'decode-process': 'src/core/media/decode-process.ts',
};

/** What has native code or WebAssembly beside its scripts stays a package. */
export const kept = ['better-sqlite3', 'sharp', 'libheif-js', '@embedpdf/pdfium'] as const;

/** The program in a handful of files, with its interface: a stick is slow to open many. `folder` is made anew. */
export async function bundle(root: string, folder: string): Promise<void> {
  await bundleProgram(root, folder);
  cpSync(join(root, 'out/renderer'), join(folder, 'renderer'), { recursive: true });
}

/** The same without the interface. */
export async function bundleProgram(root: string, folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: [...kept] },
    build: {
      ssr: true,
      target: 'node22',
      outDir: folder,
      copyPublicDir: false,
      emptyOutDir: false,
      rolldownOptions: {
        input: Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, join(root, path)])),
        output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  });
  copyFileSync(join(root, 'src/core/media/exiftool-process.pl'), join(folder, 'exiftool-process.pl'));
  // Read as files: the fonts of documents, and the colour profile that a PDF/A carries.
  mkdirSync(join(folder, 'fonts'));
  for (const face of faceNames)
    for (const weight of ['regular', 'bold'] as const) {
      const font = join(root, 'node_modules', fontPath(face, weight));
      copyFileSync(font, join(folder, 'fonts', basename(font)));
    }
  const profile = 'data/sRGB_IEC61966_2_1.icc';
  mkdirSync(join(folder, 'data'));
  copyFileSync(join(root, 'node_modules/pdfkit/js', profile), join(folder, profile));
}
