import { readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';
import { baseMap } from './scripts/base-map/plugin.ts';
import { manual } from './scripts/manual/plugin.ts';

/** The core's process, and what it starts: each finds the others beside itself, so they lie in one folder. */
const coreEntries = {
  core: 'src/main/desktop/core/entry.ts',
  'transfer-worker': 'src/core/transfer/transfer-worker.ts',
  'snapshot-worker': 'src/core/database/snapshot-worker.ts',
  'search-worker': 'src/core/search-thread/search-worker.ts',
  'integrity-worker': 'src/core/database/integrity-worker.ts',
  'document-worker': 'src/core/reports/document-worker.ts',
  'sample-process': 'src/core/sample/sample-process.ts',
  'decode-process': 'src/core/media/decode-process.ts',
};

/** The metadata reader is Perl: no import leads to it. */
const perlProgram: Plugin = {
  name: 'perl-program',
  generateBundle() {
    const source = readFileSync(new URL('src/core/media/exiftool-process.pl', import.meta.url));
    this.emitFile({ type: 'asset', fileName: 'core/exiftool-process.pl', source });
  },
};

const root = import.meta.dirname;

export default defineConfig({
  main: {
    plugins: [perlProgram],
    build: {
      rolldownOptions: {
        input: { main: 'src/main/desktop/main.ts', ...coreEntries },
        output: {
          // .mjs, because an unpacked folder of an asar has no package.json that says so.
          entryFileNames: ({ name }) => (name === 'main' ? 'main.mjs' : 'core/[name].mjs'),
          chunkFileNames: 'core/[name]-[hash].mjs',
        },
      },
    },
  },
  preload: {
    build: {
      rolldownOptions: {
        input: { preload: 'src/preload/preload.ts' },
        // A sandboxed preload must be CommonJS, and this package is not.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react(), baseMap(root), manual(root)],
    build: { rolldownOptions: { input: 'src/renderer/index.html' } },
  },
});
