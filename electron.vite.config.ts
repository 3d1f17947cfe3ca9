import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { build, type Plugin, type ResolvedConfig } from 'vite';
import { baseMap } from './scripts/base-map/plugin.ts';
import packages from './package.json' with { type: 'json' };
import { manual } from './scripts/manual/plugin.ts';

const root = import.meta.dirname;

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
    const source = readFileSync(join(root, 'src/core/media/exiftool-process.pl'));
    this.emitFile({ type: 'asset', fileName: 'exiftool-process.pl', source });
  },
};

/**
 * The core beside main.mjs, built by itself: what one build made of both would share chunks, and those would have to lie
 * outside the asar, where nothing checks them.
 */
function coreBeside(): Plugin {
  let main: ResolvedConfig;
  return {
    name: 'core-beside',
    configResolved(config) {
      main = config;
    },
    async writeBundle({ dir }) {
      if (dir === undefined) throw new Error('the core has no folder to be built into');
      await build({
        root,
        configFile: false,
        ...(main.logLevel === undefined ? {} : { logLevel: main.logLevel }),
        plugins: [perlProgram],
        // Installed with the program, and found where it lies: some bring binaries.
        ssr: { noExternal: true, external: Object.keys(packages.dependencies) },
        build: {
          ssr: true,
          target: main.build.target,
          outDir: join(dir, 'core'),
          copyPublicDir: false,
          reportCompressedSize: false,
          rolldownOptions: {
            input: coreEntries,
            // .mjs, because an unpacked folder of an asar has no package.json that says so.
            output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
          },
        },
      });
    },
  };
}

export default defineConfig({
  main: {
    plugins: [coreBeside()],
    build: {
      // One file with all it needs: it runs with every right, and only what lies in the asar is checked.
      externalizeDeps: false,
      rolldownOptions: {
        input: { main: 'src/main/desktop/main.ts' },
        output: { entryFileNames: '[name].mjs', codeSplitting: false },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: 'src/preload/preload.ts' },
        // A sandboxed preload must be CommonJS, and this package is not.
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react(), baseMap(root), manual(root)],
    build: { rolldownOptions: { input: 'src/renderer/index.html' } },
  },
});
