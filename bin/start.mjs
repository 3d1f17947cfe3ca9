#!/usr/bin/env node
// `npm start [-- ARCHIVE] [-- --no-open]`: the application. Without the Electron runtime that is the browser host. Whether
// the runtime is there is looked up, and never asked of its package, which would download it. Plain JavaScript, as
// stele.mjs is, which finds the Node that the program needs.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

if (!existsSync(fileURLToPath(new URL('../node_modules/electron/path.txt', import.meta.url))))
  process.stderr.write('The Electron runtime is not here: Stele opens in your browser.\n');
process.argv.splice(2, 0, 'open');
await import('./stele.mjs');
