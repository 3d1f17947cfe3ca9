import { createRouterClient } from '@orpc/server';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { generateArchive } from '../scripts/generate/archive.ts';
import { openDatabase } from '../src/core/database/connection.ts';
import { openCore } from '../src/core/router/core.ts';
import { router } from '../src/core/router/router.ts';
import { findingKinds } from '../src/shared/records/finding.ts';
import type { GridFigure } from './grid.ts';

const size = { places: 10_000, incidents: 50_000, items: 1_000_000, links: 2_000_000 };
/** Genuine ones; the others are rows beside them, without files. */
const genuine = 2000;

/**
 * Looks an archive through that has ten thousand places, fifty thousand incidents, a million items and two million links: how long it
 * takes, what it holds up meanwhile, and how fast what was found is shown.
 */
export async function gapsOfMany(folder: string): Promise<GridFigure[]> {
  const path = join(folder, 'gaps.stele');
  await generateArchive({ path, items: genuine, encrypted: false });
  const core = openCore({});
  try {
    const client = createRouterClient(router, { context: { core } });
    // Migrated, and then filled.
    await client.archives.close(await client.archives.open({ path, access: 'write', unlock: null }));
    fill(path);
    const { archive } = await client.archives.open({ path, access: 'read', unlock: null });
    const asked = { archive, language: 'en', translation: 'en' };
    await client.records.list({ archive, kind: 'place', filter: {}, order: { by: 'name', descending: false }, offset: 0, limit: 1, language: 'en' }); // prettier-ignore
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const whole = await timed(() => client.gaps.count({ ...asked, wait: true }));
    delay.disable();
    const count = await timed(() => client.gaps.count({ ...asked, wait: false }));
    const pages: number[] = [];
    for (const kind of findingKinds)
      pages.push(
        await timed(() =>
          client.gaps.list({ ...asked, wait: false, kind, isAside: false, offset: 0, limit: 20 }),
        ),
      );
    const slowest = Math.max(...pages);
    const held = delay.max / 1e6;
    return [
      {
        what: 'looked through once, in steps',
        value: `${(whole / 1000).toFixed(1)} s`,
        target: '',
        reached: null,
      },
      {
        what: 'longest that held up others',
        value: `${held.toFixed(0)} ms`,
        target: '50 ms',
        reached: held <= 50,
      },
      { what: 'counts by kind', value: `${count.toFixed(0)} ms`, target: '100 ms', reached: count <= 100 },
      {
        what: 'first page, slowest kind',
        value: `${slowest.toFixed(0)} ms`,
        target: '100 ms',
        reached: slowest <= 100,
      },
    ];
  } finally {
    await core.close();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Rows as the program would have written them, without their events. */
function fill(path: string): void {
  const catalogue = openDatabase(join(path, 'catalogue.db'), { journal: 'shared', access: 'write' });
  catalogue.exec('PRAGMA foreign_keys = OFF');
  const uuid = (): Buffer => {
    const bytes = randomBytes(16);
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
    return bytes;
  };
  const at = '2026-01-01T00:00:00.000Z';
  const record = catalogue.prepare(
    'INSERT INTO record (uid, kind, number, created_at, content) VALUES (?, ?, ?, ?, ?)',
  );
  const revision = catalogue.prepare(
    "INSERT INTO revision (record_uid, record_kind, number, changed_at, changes) VALUES (?, ?, 1, ?, '{}')",
  );
  const syllables = ['ma', 'ka', 'ra', 'vo', 'ne', 'ti', 'sha', 'go', 'lu', 'ze', 'pi', 'dor'];
  const word = (n: number): string =>
    [n, n / 12, n / 144, n / 1728].map((part) => syllables[Math.floor(part) % 12]).join('');
  const firstRecord = catalogue.transaction(() => {
    let first = 0;
    for (let n = 0; n < size.places + size.incidents; n += 1) {
      const uid = uuid();
      const isPlace = n < size.places;
      const position = [40 + ((n * 7919) % 10_000) / 1000, 38 + ((n * 104_729) % 8000) / 1000];
      const content = isPlace
        ? { names: [{ text: `${word(n % 9000)} church` }], geometry: { shape: { type: 'Point', coordinates: position }, precision: 50 } } // prettier-ignore
        : { title: `Incident ${String(n)}`, date: `20${String(10 + (n % 15))}-05` };
      const kind = isPlace ? 'place' : 'incident';
      const { lastInsertRowid } = record.run(uid, kind, `X-${String(n)}`, at, JSON.stringify(content));
      first ||= Number(lastInsertRowid);
      revision.run(uid, kind, at);
    }
    return first;
  })();
  const uuid7 = `unhex(hex(randomblob(6)) || '7' || substr(hex(randomblob(2)), 2) || '8' || substr(hex(randomblob(8)), 2))`;
  const numbers = (count: number): string =>
    `WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ${String(count)})`;
  catalogue.exec(`
    INSERT INTO item (uid, number, created_at) ${numbers(size.items - genuine)}
      SELECT ${uuid7}, 'B-' || n, '${at}' FROM n;
    INSERT INTO link (uid, type, from_table, from_id, to_table, to_id, created_at) ${numbers(size.links)}
      SELECT ${uuid7}, iif(n % 2, 'shows', 'documents'), 'item', n % ${String(size.items)} + 1, 'record',
        ${String(firstRecord)} + iif(n % 2, n * 31 % ${String(size.places)}, ${String(size.places)} + n * 17 % ${String(size.incidents - 500)}), '${at}'
      FROM n WHERE n % 40 <> 0;`);
  catalogue.close();
  const derived = openDatabase(join(path, 'derived.db'), { journal: 'shared', access: 'write' });
  derived.exec(`INSERT INTO item_facts (item_id, captured, before, number, title, latitude, longitude, taken, said)
    ${numbers(size.items - genuine)} SELECT n + ${String(genuine)}, 1400000000000 + n * 400000, 1400086400000 + n * 400000, 'B-' || n, '',
      iif(n % 3, NULL, 38 + n % 8000 / 1000.0), iif(n % 3, NULL, 40 + n % 10000 / 1000.0), 1, 1 FROM n`);
  derived.close();
}
