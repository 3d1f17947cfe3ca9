import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exportFromArchive } from '../../../src/core/packages/export-from-archive.ts';
import { noReadings, type FileReadings } from '../../../src/shared/records/readings.ts';
import { inspector, newTestArchive } from '../../helpers/archive.ts';
import { verifierWith } from '../../helpers/verifier.ts';

const empty = { code: 'time-empty', detail: 'QuickTime:CreateDate is "0000:00:00 00:00:00"' };

/** Whatever was read and committed to goes into a package as it is, or what nobody touched would be called changed. */
test.each<[string, Partial<FileReadings>]>([
  ['nothing', {}],
  ['one warning twice', { warnings: [empty, empty] }],
  ['a code that this version does not know', { warnings: [{ code: 'of-later', detail: '' }] }],
  [
    'every reading',
    {
      width: 4000,
      height: 3000,
      orientation: 6,
      captured: { value: '2020-11-09T14:05:06.700', offset: null, utc: null, basis: 'local', source: 'x' },
      camera: { make: ' Maker ', model: '', serial: '\u0000', lens: '\u202Elens' },
      software: 'e\u0301 \u{1F4F7}',
    },
  ],
])('a package of a file of which %s was read is verified', async (_, readings) => {
  const looksInto = {
    ...inspector,
    inspect: async (...of: Parameters<typeof inspector.inspect>) => ({
      ...(await inspector.inspect(...of)),
      readings: { ...noReadings, ...readings },
    }),
  };
  const world = await newTestArchive({ 'film.mp4': 'a film' }, { looksInto });
  try {
    const destination = join(world.folder, 'package');
    const itemIds = world.archive.catalogue.prepare<[], number>('SELECT id FROM item').pluck().all();
    const signal = new AbortController().signal;
    await exportFromArchive(world.archive, world.pool, {
      destination,
      profile: 'transfer',
      form: 'folder',
      itemIds,
      signal,
      onProgress: () => undefined,
    });
    expect(await verifierWith(world.pool)(destination)).toMatchObject({ verdict: 'verified', findings: [] });
  } finally {
    await world.close();
  }
});
