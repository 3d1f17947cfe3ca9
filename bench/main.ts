import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, release, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { backingUp } from './backup.ts';
import { encryption, unlocking } from './encrypted.ts';
import { gapsOfMany } from './gaps.ts';
import { grid, type GridFigure } from './grid.ts';
import { mapAtWork } from './map.ts';
import type { Figure } from './measure.ts';
import { windowAtWork } from './window.ts';
import { recordsAtWork } from './records.ts';
import { searching } from './search.ts';
import { exporting, ingest, scale, startUp, verifying, type Size } from './rows.ts';

/**
 * `npm run bench [-- --quick] [--only ingest,export,verify,encrypted,scale,backup,grid,search,records,gaps,map,window] [--json]`: each row beside its peer in the same run,
 * median of five (three with --quick). Peers that are not installed are named and skipped.
 */
const { values } = parseArgs({
  options: { quick: { type: 'boolean' }, only: { type: 'string' }, json: { type: 'boolean' } },
});
const size: Size =
  values.quick === true
    ? { rounds: 3, photographs: 80, bagBytes: 1024 ** 3, smallFiles: 3000, largeBytes: 1024 ** 3 }
    : { rounds: 5, photographs: 280, bagBytes: 4 * 1024 ** 3, smallFiles: 20_000, largeBytes: 8 * 1024 ** 3 };
const wanted = values.only?.split(',') ?? [
  'ingest',
  'export',
  'verify',
  'encrypted',
  'scale',
  'backup',
  'grid',
  'search',
  'records',
  'gaps',
  'map',
  'window',
];
const say = (text: string): void => void process.stderr.write(`${text}\n`);

const folder = mkdtempSync(join(tmpdir(), 'stele-bench-'));
const figures: Figure[] = [];
try {
  const start = await startUp(size.rounds);
  const unlock = await unlocking(size.rounds);
  if (wanted.includes('ingest')) figures.push(...(say('ingest …'), await ingest(size)));
  if (wanted.includes('export')) figures.push(...(say('export …'), await exporting(size, folder)));
  if (wanted.includes('verify')) figures.push(...(say('verify …'), await verifying(size)));
  if (wanted.includes('encrypted')) figures.push(...(say('encrypted …'), await encryption(size)));
  const scaled = wanted.includes('scale') ? (say('scale …'), await scale(size, folder)) : null;
  const backups = wanted.includes('backup')
    ? (say('backup …'), await backingUp(values.quick === true ? 10_000 : 100_000, folder))
    : null;
  const grids: Record<string, GridFigure[] | string | null> = {};
  if (wanted.includes('grid')) {
    const items = values.quick === true ? 100_000 : 1_000_000;
    grids[`grid of ${items} items`] = (say('grid …'), await grid(items, folder, false));
    grids[`grid of ${items} items, encrypted`] = (say('grid, encrypted …'), await grid(items, folder, true));
  }
  if (wanted.includes('search')) {
    const items = values.quick === true ? 100_000 : 1_000_000;
    grids[`search in ${items} items`] = (say('search …'), await searching(items, folder));
  }
  if (wanted.includes('records')) {
    const items = values.quick === true ? 100_000 : 1_000_000;
    const what = `places, incidents and people beside ${items} items`;
    grids[what] = (say('records …'), await recordsAtWork(items, folder));
  }
  if (wanted.includes('gaps')) {
    grids['duplicates and gaps'] = (say('gaps …'), await gapsOfMany(folder));
  }
  if (wanted.includes('map')) {
    const items = values.quick === true ? 100_000 : 1_000_000;
    grids[`map of ${items} points`] = (say('map …'), await mapAtWork(items, folder));
  }
  if (wanted.includes('window')) {
    say('window …');
    const rows = await windowAtWork(values.quick === true ? 200 : 1000, folder);
    Object.assign(grids, rows ?? { 'take in photographs in the window': null });
  }
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 1e9)} GB, ${process.platform} ${release()}, Node ${process.version}`;
  if (values.json === true)
    console.log(
      JSON.stringify(
        {
          machine,
          startUpSeconds: start,
          unlockSeconds: unlock,
          figures,
          scale: scaled,
          backup: backups,
          grids,
        },
        null,
        2,
      ),
    );
  else {
    console.log(
      `${machine}\nThe command line's own start-up: ${(start * 1000).toFixed(0)} ms; an encrypted archive's passphrase: ${(unlock * 1000).toFixed(0)} ms\n`,
    );
    for (const { what, seconds, peer, peerSeconds, ratio, target, reached } of figures) {
      const beside = peerSeconds === null ? 'not installed, skipped' : `${peerSeconds.toFixed(2)} s`;
      const verdict =
        ratio === null
          ? ''
          : `   ratio ${ratio.toFixed(2)}, to reach ${target}: ${reached === true ? 'reached' : 'NOT reached'}`;
      console.log(`${what}: ${seconds.toFixed(2)} s\n   ${peer}: ${beside}${verdict}`);
    }
    if (scaled) {
      console.log(
        `${scaled.what}: peak memory of all processes ${scaled.peakMegabytes} MB, to reach ${scaled.target}: ${scaled.reached ? 'reached' : 'NOT reached'}`,
      );
      console.log(
        `   a file costs ${scaled.costFirst.toFixed(2)} ms near the beginning, ${scaled.costLast.toFixed(2)} ms near the end`,
      );
    }
    for (const [what, rows] of Object.entries(grids)) {
      const skipped =
        rows === null ? 'skipped: Chromium is not installed' : typeof rows === 'string' ? rows : '';
      console.log(`${what}: ${skipped}`);
      for (const { what: row, value, target, reached } of typeof rows === 'object' ? (rows ?? []) : []) {
        const verdict =
          reached === null ? '' : `, to reach ${target}: ${reached ? 'reached' : 'NOT reached'}`;
        console.log(`   ${row}: ${value}${verdict}`);
      }
    }
    if (backups) {
      const { files, firstSeconds, againSeconds } = backups;
      console.log(
        `back up ${files} small files: ${firstSeconds.toFixed(1)} s; again after ten more: ${againSeconds.toFixed(1)} s`,
      );
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
