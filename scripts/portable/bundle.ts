import { copyFileSync, cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

/** Each finds the others beside itself. */
const entries = {
  stele: 'src/main/cli/main.ts',
  'transfer-worker': 'src/core/transfer/transfer-worker.ts',
  'snapshot-worker': 'src/core/database/snapshot-worker.ts',
  'search-worker': 'src/core/search-thread/search-worker.ts',
  'integrity-worker': 'src/core/database/integrity-worker.ts',
  'sample-process': 'src/core/sample/sample-process.ts',
  'decode-process': 'src/core/media/decode-process.ts',
};

/** What has native code or WebAssembly beside its scripts stays a package. */
export const kept = ['better-sqlite3', 'sharp', 'libheif-js', '@embedpdf/pdfium'] as const;

/** The program in a handful of files, with its interface: a stick is slow to open many. `folder` is made anew. */
export async function bundle(root: string, folder: string): Promise<void> {
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
  cpSync(join(root, 'out/renderer'), join(folder, 'renderer'), { recursive: true });
}
