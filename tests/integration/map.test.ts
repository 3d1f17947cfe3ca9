import { createRouterClient } from '@orpc/server';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync, chmodSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { openContent } from '../../src/core/addresses/open-content.ts';
import type { MediaInspector } from '../../src/core/media/types.ts';
import { openCore } from '../../src/core/router/core.ts';
import { router } from '../../src/core/router/router.ts';
import type { ItemFilter } from '../../src/shared/records/item-row.ts';
import type { RestoreResult } from '../../src/shared/records/backup.ts';
import type { MapFile } from '../../src/shared/records/map.ts';
import { noReadings } from '../../src/shared/records/readings.ts';
import type { Verification } from '../../src/shared/records/verification.ts';
import { pmtiles } from '../helpers/pmtiles.ts';
import { passphrase } from '../helpers/encryption.ts';
import { temporaryFolder } from '../helpers/folders.ts';

const everything: ItemFilter = { query: null, camera: null, accession: null, state: null };
const world = { west: -180, south: -90, east: 180, north: 90 };

/** Files say where they were taken: `latitude longitude`, or nothing. */
const inspector: MediaInspector = {
  inspect: async (file) => {
    const [latitude, longitude] = Buffer.from(await file.read(0, file.size))
      .toString()
      .split(' ')
      .map(Number);
    const position =
      latitude === undefined || longitude === undefined
        ? null
        : { latitude, longitude, altitude: null, direction: null, accuracy: null, source: 'test' };
    return {
      ...{ mediaType: 'image/jpeg', extension: 'jpg', reader: null, metadata: {}, thumbnail: null },
      readings: { ...noReadings, position },
    };
  },
  close: async () => undefined,
};

async function last<Result>(steps: AsyncIterator<unknown, unknown, void>): Promise<Result> {
  for (;;) {
    const step = await steps.next();
    if (step.done === true) return step.value as Result;
  }
}

async function opened(files: Readonly<Record<string, string>>, isEncrypted = false) {
  const whole = openCore();
  onTestFinished(() => whole.close());
  const core = { ...whole, inspector: () => inspector };
  const client = createRouterClient(router, { context: { core } });
  const folder = temporaryFolder();
  const path = join(folder, 'archive');
  const protection = { by: 'passphrase', passphrase, label: null } as const;
  await client.archives.create({
    ...{ path, name: 'M', operator: null },
    encryption: isEncrypted ? [protection] : null,
  });
  const unlock = isEncrypted ? ({ by: 'passphrase', passphrase } as const) : null;
  const open = async (): Promise<string> =>
    (await client.archives.open({ path, access: 'write', unlock })).archive;
  const archive = await open();
  const card = join(folder, 'card');
  mkdirSync(card);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(card, name), text);
  await last(
    await client.ingest.run({ archive, paths: [{ text: card }], workingFolder: card, description: {} }),
  );
  const put = (name: string, bytes: string | Buffer): string => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  const add = async (kind: 'tiles' | 'gazetteer', text: string) =>
    last<MapFile>(await client.map.addFile({ archive, path: { text }, workingFolder: folder, kind }));
  const clusters = (filter: Partial<ItemFilter> = {}, zoom = 5) =>
    client.map.clusters({ archive, filter: { ...everything, ...filter }, bounds: world, zoom });
  const number = async (title: string): Promise<string> => {
    const { items } = await client.items.list({ archive, query: null, limit: null, offset: 0 });
    return items.find((one) => one.title.startsWith(title))!.number;
  };
  return { core, client, archive, path, folder, unlock, open, put, add, clusters, number };
}

const four = {
  'apse.jpg': '39.684 45.2328',
  'bell.jpg': '39.684 45.2329',
  'quay.jpg': '-17.8 178.9',
  'door.jpg': '',
};

const places = [
  'name,name:hy,name:ru,lat,lon,population',
  'Noravank,Նորավանք,Нораванк,39.684,45.2328,',
  'Yerevan,Երևան,Ереван,40.1811,44.5136,1092800',
  'Gyumri,Գյումրի,Гюмри,40.7894,43.8475,112301',
  'Nowhere,,,91,0,',
].join('\n');

test('items lie on the map where they were taken, narrowed as lists are, and hidden ones do not', async () => {
  const { client, archive, clusters, number } = await opened(four);
  const all = await clusters();
  expect([all.total, all.without]).toEqual([3, 1]);
  expect(all.clusters.map(({ count }) => count).sort()).toEqual([1, 2]);
  expect((await clusters({ query: 'quay' })).clusters).toMatchObject([{ count: 1, latitude: -17.8 }]);
  const area = { west: 45, south: 39, east: 46, north: 40 };
  expect((await clusters({ area })).clusters).toMatchObject([{ count: 2, item: null }]);
  await client.disposition.hide({
    archive,
    items: [await number('quay')],
    act: 'withdraw',
    reason: 'other',
    note: null,
  });
  expect((await clusters()).total).toBe(2);
});

test('what a person says of a position counts on the map, and the file’s own stays beside it', async () => {
  const { client, archive, clusters, number } = await opened(four);
  const item = await number('quay');
  const position = { latitude: 40.18, longitude: 44.51, precision: 1000, basis: 'told by the photographer' };
  await last(
    await client.items.edit({ archive, selection: { by: 'items', items: [item] }, changes: { position } }),
  );
  const found = await clusters({ query: 'quay' });
  expect(found.clusters).toMatchObject([{ latitude: 40.18, longitude: 44.51, count: 1 }]);
  const record = await client.items.show({ archive, item });
  expect(record.files[0]?.position).toMatchObject({ latitude: -17.8, longitude: 178.9 });
  expect(record.asserted.position).toEqual(position);
});

for (const isEncrypted of [false, true]) {
  const where = isEncrypted ? 'an encrypted archive' : 'a plain archive';

  test(`a gazetteer is kept in ${where}, and finds a place in whatever script it is typed`, async () => {
    const { client, archive, path, add, put } = await opened(four, isEncrypted);
    const file = await add('gazetteer', put('places.csv', places));
    expect(file.detail).toEqual({
      ...{ kind: 'gazetteer', places: 3, names: 9, skipped: 1 },
      problems: [{ line: 5, problem: 'position' }],
    });
    for (const text of ['Noravank', 'Նորավանք', 'Нораванк', 'noravanq', 'Норованк']) {
      const [found] = await client.map.places({ archive, text, limit: 5 });
      expect(found, text).toMatchObject({ name: 'Noravank', latitude: 39.684 });
    }
    expect(await client.map.places({ archive, text: 'Tbilisi', limit: 5 })).toEqual([]);
    const labels = async (language: string) =>
      client.map.labels({ archive, bounds: world, zoom: 12, language, limit: 10 });
    expect((await labels('hy')).map(({ name }) => name)).toEqual(['Երևան', 'Գյումրի', 'Նորավանք']);
    expect((await labels('ru'))[0]?.name).toBe('Ереван');
    const far = await client.map.labels({ archive, bounds: world, zoom: 2, language: 'en', limit: 10 });
    expect(far.map(({ name }) => name)).toEqual(['Yerevan']);
    const [folder = ''] = readdirSync(join(path, 'maps'));
    const [name = ''] = readdirSync(join(path, 'maps', folder));
    const kept = readFileSync(join(path, 'maps', folder, name));
    expect(kept.includes('Noravank')).toBe(!isEncrypted);
    if (!isEncrypted) expect(name).toBe(`${createHash('sha256').update(places).digest('hex')}.txt`);
  });

  test(`what lies near a place is found by its name, in ${where}`, async () => {
    const { client, archive, add, put } = await opened(four, isEncrypted);
    const found = async (query: string): Promise<readonly string[]> =>
      (await client.items.list({ archive, query, limit: null, offset: 0 })).items
        .map(({ title }) => title)
        .sort();
    expect(await found('place:Noravank')).toEqual([]);
    await add('gazetteer', put('places.csv', places));
    expect(await found('place:Noravank')).toEqual(['apse.jpg', 'bell.jpg']);
    expect(await found('место:Нораванк apse')).toEqual(['apse.jpg']);
    expect(await found('տեղ:Երևան')).toEqual([]);
    expect(await found('-place:Noravank')).toEqual(['door.jpg', 'quay.jpg']);
  });

  test(`a map is kept in ${where} and served in ranges, by a signed address`, async () => {
    const { core, client, archive, add, put } = await opened(four, isEncrypted);
    const bytes = pmtiles();
    const file = await add('tiles', put('own.pmtiles', bytes));
    expect(file).toMatchObject({
      name: 'own.pmtiles',
      size: bytes.length,
      detail: {
        kind: 'tiles',
        tiles: 'vector',
        minZoom: 0,
        maxZoom: 3,
        layers: ['things'],
        attribution: 'Drawn here',
      },
    });
    expect(await add('tiles', put('again.pmtiles', bytes))).toMatchObject({ id: file.id });
    const { files } = await client.map.files({ archive });
    expect(files.length).toBe(1);
    const addressed = core.addresses.read(files[0]!.address, core.clock());
    const content = await openContent(core, addressed!, new AbortController().signal);
    expect(content?.saveAs).toBe(null);
    expect(Buffer.from((await content?.read(5, 100))!)).toEqual(bytes.subarray(5, 105));
    content?.close();
    await client.map.removeFile({ archive, file: file.id });
    expect(await openContent(core, addressed!, new AbortController().signal)).toBe(null);
    await expect(client.map.removeFile({ archive, file: file.id })).rejects.toMatchObject({
      code: 'map-not-found',
    });
  });

  test(`maps of ${where} go into its backup, come back from it, and are verified`, async () => {
    const { client, archive, folder, path, unlock, add, put } = await opened(four, isEncrypted);
    await add('gazetteer', put('places.csv', places));
    const map = await add('tiles', put('own.pmtiles', pmtiles()));
    const backup = join(folder, 'backup');
    const run = async () =>
      last(
        await client.backup.run({
          archive,
          destination: backup,
          label: null,
        }),
      );
    expect(await run()).toMatchObject({ complete: true, problems: [] });
    // Files, not folders: two random names may begin with the same two digits, and then share one.
    const copied = () =>
      readdirSync(join(backup, 'maps')).flatMap((name) => readdirSync(join(backup, 'maps', name)));
    expect(copied().length).toBe(2);
    const verified = async (text: string) =>
      last<Verification>(await client.verification.run({ path: { text }, unlock }));
    expect(await verified(backup)).toMatchObject({ verdict: 'verified' });
    const again = join(folder, 'restored');
    const restored = await last<RestoreResult>(
      await client.backup.restore({
        backup,
        destination: again,
        partial: false,
        unlock,
      }),
    );
    expect(restored.complete).toBe(true);
    expect(await verified(again)).toMatchObject({ verdict: 'verified' });
    const other = (await client.archives.open({ path: again, access: 'write', unlock })).archive;
    // Its derived.db is a new one: the gazetteer is read into it again.
    expect(await client.map.places({ archive: other, text: 'Երևան', limit: 1 })).toMatchObject([
      { name: 'Yerevan' },
    ]);
    await client.archives.close({ archive: other });

    await client.map.removeFile({ archive, file: map.id });
    await run();
    expect(copied().length).toBe(1);
    await client.archives.close({ archive });
    expect(await verified(path)).toMatchObject({ verdict: 'verified' });
    const [name = ''] = readdirSync(join(path, 'maps'));
    const [stored = ''] = readdirSync(join(path, 'maps', name));
    const kept = join(path, 'maps', name, stored);
    const bytes = readFileSync(kept);
    bytes[bytes.length - 30]! ^= 1;
    chmodSync(kept, 0o644);
    writeFileSync(kept, bytes);
    writeFileSync(join(path, 'maps', 'stray.txt'), 'x');
    const { verdict, findings } = await verified(path);
    expect(verdict).toBe('failed');
    expect(findings.map(({ path: at, problem }) => [at, problem])).toEqual([
      [`maps/${name}/${stored}`, 'changed'],
      ['maps/stray.txt', 'unexpected'],
    ]);
  });
}

test('files that are no maps are refused with a reason, and nothing of them is left', async () => {
  const { client, archive, path, add, put } = await opened(four);
  const gazetteer = await add('gazetteer', put('places.csv', places));
  const bomb = gzipSync(Buffer.alloc(64 * 1_048_576));
  const refused: [string, 'tiles' | 'gazetteer', string | Buffer, string][] = [
    ['a text', 'tiles', 'not a map', 'map-unusable'],
    ['empty', 'tiles', '', 'map-unusable'],
    ['an older version', 'tiles', pmtiles({ version: 2 }), 'map-unusable'],
    ['cut off', 'tiles', pmtiles().subarray(0, 250), 'map-unusable'],
    ['of an unknown kind of tile', 'tiles', pmtiles({ type: 6 }), 'map-unusable'],
    ['packed in another way', 'tiles', pmtiles({ packing: 3 }), 'map-unusable'],
    ['lying nowhere', 'tiles', pmtiles({ bounds: [0, 0, 10, 91] }), 'map-unusable'],
    ['with a bomb for metadata', 'tiles', pmtiles({ metadata: bomb }), 'map-unusable'],
    ['with metadata that are none', 'tiles', pmtiles({ metadata: gzipSync('[') }), 'map-unusable'],
    ['a zip', 'gazetteer', Buffer.from('PK\u0003\u0004\0 not unpacked\n'), 'gazetteer-encoding'],
    ['empty', 'gazetteer', '', 'gazetteer-unusable'],
    ['in UTF-16 that does not say so', 'gazetteer', Buffer.from(places, 'utf16le'), 'gazetteer-encoding'],
    ['without a place', 'gazetteer', 'name,lat,lon\nA,91,0\nB,0,181\n', 'gazetteer-no-place'],
    ['one line without an end', 'gazetteer', 'x'.repeat(3_000_000), 'gazetteer-unusable'],
    [
      'with more places than are read',
      'gazetteer',
      `name,lat,lon\n${'A,1,1\n'.repeat(1_000_001)}`,
      'gazetteer-too-large',
    ],
  ];
  for (const [what, kind, bytes, code] of refused)
    await expect(add(kind, put('given', bytes)), `${kind} ${what}`).rejects.toMatchObject({ code });
  await expect(add('tiles', join(path, 'not there'))).rejects.toMatchObject({ code: 'path-not-found' });
  const { files } = await client.map.files({ archive });
  expect(files.map(({ id }) => id)).toEqual([gazetteer.id]);
  expect(await client.map.places({ archive, text: 'Yerevan', limit: 2 })).toHaveLength(1);
  expect(existsSync(join(path, 'incoming')) ? readdirSync(join(path, 'incoming')) : []).toEqual([]);
  expect(
    readdirSync(join(path, 'maps')).flatMap((name) => readdirSync(join(path, 'maps', name))).length,
  ).toBe(1);
}, 120_000);

test('why no place could be read is said: what the first line is, which line failed first, that it is no UTF-8', async () => {
  const { add, put, client, archive } = await opened({});
  const refused = async (bytes: string | Buffer) =>
    add('gazetteer', put('given.csv', bytes)).catch((error: unknown) => error);
  expect(await refused('\nOrt;Breite;Länge\nA;1;1\n')).toMatchObject({
    code: 'gazetteer-unusable',
    details: { heading: 'Ort;Breite;Länge' },
  });
  expect(await refused('name,lat,lon\nA,39°40,45\n')).toMatchObject({
    code: 'gazetteer-no-place',
    details: { first: '2: A,39°40,45' },
  });
  // Гюмри in Windows-1251.
  const old = Buffer.from([0xc3, 0xfe, 0xec, 0xf0, 0xe8]);
  const rows = [Buffer.from('name,lat,lon\n'), old, Buffer.from(',40.7,43.8\n')];
  expect(await refused(Buffer.concat(rows))).toMatchObject({ code: 'gazetteer-encoding' });
  const { detail } = await add('gazetteer', put('mac.csv', '"name";lat;lon\r"Гюм-\rри";40,7894;43,8475\r'));
  expect(detail).toMatchObject({ places: 1, skipped: 0 });
  expect(await client.map.places({ archive, text: 'Гюм-ри', limit: 1 })).toMatchObject([
    { name: 'Гюм- ри', latitude: 40.7894 },
  ]);
});

test('lines that are broken are left out and named; what is whole is read', async () => {
  const { add, put, client, archive } = await opened({});
  const bytes = Buffer.concat([
    Buffer.from('name;lat;lon\nNoravank;39.684;45.2328\n'),
    Buffer.from([0x41, 0xff, 0x3b, 0x31, 0x3b, 0x31, 0x0a]),
    Buffer.from(';1;1\n"A;1;1\nB;latitude;1\nGyumri;40.7894;43.8475'),
  ]);
  const { detail } = await add('gazetteer', put('broken.csv', bytes));
  expect(detail).toMatchObject({
    ...{ places: 2, skipped: 4 },
    problems: [
      { line: 3, problem: 'encoding' },
      { line: 4, problem: 'name' },
      { line: 5, problem: 'columns' },
      { line: 6, problem: 'position' },
    ],
  });
  expect(await client.map.places({ archive, text: 'Գյումրի', limit: 1 })).toMatchObject([{ name: 'Gyumri' }]);
});

test('a map whose taking in is stopped leaves nothing, and one that was cut off goes when the archive is opened', async () => {
  const { core, client, archive, path, open, add, put } = await opened({});
  const stop = new AbortController();
  const adding = client.map.addFile(
    {
      archive,
      path: { text: put('large.csv', `name,lat,lon\n${'Noravank,39,45\n'.repeat(200_000)}`) },
      workingFolder: '/',
      kind: 'gazetteer',
    },
    { signal: stop.signal },
  );
  const steps = await adding;
  const ending = last(steps).catch(() => null);
  setTimeout(() => stop.abort(), 60);
  await ending;
  expect((await client.map.files({ archive })).files).toEqual([]);
  const map = await add('tiles', put('own.pmtiles', pmtiles()));
  const { catalogue } = core.archive(archive);
  catalogue.prepare('UPDATE map_file SET added_at = NULL').run();
  await client.archives.close({ archive });
  const again = await open();
  expect((await client.map.files({ archive: again })).files).toEqual([]);
  expect(readdirSync(join(path, 'maps')).flatMap((name) => readdirSync(join(path, 'maps', name)))).toEqual(
    [],
  );
  expect(map.id).not.toBe('');
});

const two = [
  'name,lat,lon',
  'Noravank,39.684,45.2328',
  'Zorats Qarer,39.55,46.03',
  'Khndzoresk,39.5,46.4',
].join('\n');

test('of a gazetteer that is taken out no word is left: not to be found, and not in the bytes of derived.db', async () => {
  const { core, client, archive, path, add, put } = await opened({});
  const kept = await add('gazetteer', put('places.csv', places));
  const gone = await add('gazetteer', put('two.csv', two));
  const found = async (text: string) => (await client.map.places({ archive, text, limit: 5 })).length;
  expect(await found('Khndzoresk')).toBe(1);
  const holds = (word: string): readonly boolean[] =>
    ['derived.db', 'derived.db-wal'].map(
      (name) =>
        existsSync(join(path, name)) &&
        readFileSync(join(path, name)).toString('latin1').toLowerCase().includes(word),
    );
  expect(holds('khndzoresk')).toContain(true);
  await client.map.removeFile({ archive, file: gone.id });
  for (const word of ['khndzoresk', 'zorats', 'qarer']) expect(holds(word), word).toEqual([false, false]);
  expect(await found('Khndzoresk')).toBe(0);
  // What another gazetteer names stays found, also by its sound.
  expect([await found('Noravank'), await found('noravanq')]).toEqual([1, 1]);
  const words = core
    .archive(archive)
    .derived?.prepare('SELECT DISTINCT word FROM gazetteer_word ORDER BY word')
    .pluck();
  expect(words?.all()).toContain('noravank');
  await client.map.removeFile({ archive, file: kept.id });
  expect(words?.all()).toEqual([]);
  expect(holds('noravank')).toEqual([false, false]);
  expect(core.archive(archive).catalogue.prepare('SELECT 1 FROM map_file').all()).toEqual([]);
});

test('of a gazetteer whose reading was cut off nothing is left when the archive is opened', async () => {
  const { core, client, archive, path, open, add, put } = await opened({});
  await add('gazetteer', put('two.csv', two));
  // As a crash leaves it that comes before it is announced.
  core.archive(archive).catalogue.exec('DELETE FROM map_file');
  await client.archives.close({ archive });
  expect(readFileSync(join(path, 'derived.db')).includes('khndzoresk')).toBe(true);
  const again = await open();
  expect(await client.map.places({ archive: again, text: 'Khndzoresk', limit: 1 })).toEqual([]);
  await client.archives.close({ archive: again });
  expect(readFileSync(join(path, 'derived.db')).toString('latin1').toLowerCase()).not.toContain('khndzoresk');
});

test('a new derived.db learns the gazetteers again', async () => {
  const { client, archive, path, open, add, put } = await opened({});
  await add('gazetteer', put('places.csv', places));
  await client.archives.close({ archive });
  rmSync(join(path, 'derived.db'));
  const again = await open();
  expect(await client.map.places({ archive: again, text: 'Гюмри', limit: 1 })).toMatchObject([
    { name: 'Gyumri' },
  ]);
});
