import { isSameDisk, noneIsSameDisk } from '../../../core/archive/same-disk.ts';
import { openCore } from '../../../core/router/core.ts';
import { serveDesktop } from './serve.ts';

// The core's process: a utilityProcess of Electron, which gives it `process.parentPort` and nothing else of Electron.

const [decoderNode] = process.argv.slice(2);
const journal = process.env['STELE_JOURNAL'];
const core = openCore({
  decoderNode,
  isBehindWindow: true,
  isSameDisk: process.env['STELE_DISKS'] === 'folders' ? noneIsSameDisk : isSameDisk,
  journal: journal === 'shared' || journal === 'exclusive' ? journal : undefined,
});
serveDesktop(core, process.parentPort, {
  lockAfter: 15 * 60_000,
  onFault: (error) =>
    process.stderr.write(`${error instanceof Error ? (error.stack ?? '') : String(error)}\n`),
  onEnded: () => process.exit(0),
});
