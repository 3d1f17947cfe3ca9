import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { stele } from '../helpers/cli.ts';
import { initArchive } from '../helpers/encryption.ts';
import { temporaryFolder } from '../helpers/folders.ts';
import { pmtiles } from '../helpers/pmtiles.ts';

let folder: string;
let archive: string;

beforeEach(async () => {
  folder = temporaryFolder();
  archive = join(folder, 'archive');
  await initArchive(archive, 'M', 'A. Person');
});

const put = (name: string, bytes: string | Buffer): string => {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};
const kept = (): readonly string[] =>
  readdirSync(join(archive, 'maps')).flatMap((name) => readdirSync(join(archive, 'maps', name)));

test('a map is added once, listed and removed, and the log says so', () => {
  const added = stele(['map', 'add', archive, put('own.pmtiles', pmtiles())]);
  expect([added.code, added.stderr]).toEqual([0, '']);
  expect(added.stdout).toMatch(/^own\.pmtiles is in the archive: vector tiles, zooms 0 to 3, .* B\.\n$/);
  const again = stele(['map', 'add', archive, put('again.pmtiles', pmtiles())]);
  expect(again.stdout).toMatch(/^own\.pmtiles is in the archive already: /);
  const { files } = stele(['map', 'list', archive, '--json']).json() as { files: Record<string, unknown>[] };
  expect(files).toMatchObject([{ name: 'own.pmtiles', detail: { kind: 'tiles', layers: ['things'] } }]);
  expect(Object.keys(files[0]!).sort()).toEqual(['addedAt', 'detail', 'id', 'name', 'sha256', 'size']);
  expect(stele(['map', 'list', archive]).stdout).toContain(
    `${String(files[0]?.id)}  own.pmtiles  vector tiles`,
  );
  expect(stele(['gazetteer', 'list', archive]).stdout).toBe('0 gazetteers\n');

  const wrong = stele(['map', 'remove', archive, 'own.pmtile']);
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toContain(
    'There is no map "own.pmtile" in this archive (did you mean "own.pmtiles"?).',
  );
  expect(stele(['gazetteer', 'remove', archive, 'own.pmtiles']).code).toBe(2);
  expect(kept()).toHaveLength(1);
  const removed = stele(['map', 'remove', archive, String(files[0]?.sha256).slice(0, 8), '--json']);
  expect(removed.json()).toEqual({ removed: files[0]?.id });
  expect(kept()).toEqual([]);
  expect(stele(['map', 'list', archive]).stdout).toBe('0 maps\n');
  const { events } = stele(['log', archive, '--json']).json() as { events: { subject: { kind: string } }[] };
  expect(events.filter(({ subject }) => subject.kind === 'map')).toHaveLength(2);
  expect(stele(['verify', archive]).code).toBe(0);
});

test('a gazetteer says which lines it left out, and finds places', () => {
  const lines = ['name,lat,lon', 'Noravank,39.684,45.2328', ',1,1', 'Nowhere,91,0'];
  const added = stele(['gazetteer', 'add', archive, put('places.csv', lines.join('\n'))]);
  expect(added.stdout.split('\n')).toEqual([
    expect.stringMatching(/^places\.csv is in the archive: 1 place, \d+ B\.$/),
    'Left out, because no place could be made of them: 2 lines',
    '  line 3: it has no name',
    '  line 4: its position is not a possible one',
    '',
  ]);
  expect(stele(['gazetteer', 'remove', archive, 'places.csv']).stdout).toBe(
    'places.csv is no longer in the archive.\n',
  );
  expect(stele(['gazetteer', 'list', archive, '--json']).json()).toEqual({ files: [] });
});

test.skipIf(process.platform === 'win32')(
  'a pipe and a folder are no files, and nobody waits for them',
  () => {
    const pipe = join(folder, 'pipe');
    spawnSync('mkfifo', [pipe]);
    for (const room of ['map', 'gazetteer'])
      for (const path of [pipe, folder]) {
        const refused = stele([room, 'add', archive, path, '--json']);
        expect([refused.code, refused.json()]).toMatchObject([2, { error: { code: `${room}-unusable` } }]);
      }
    expect(existsSync(join(archive, 'maps')) ? kept() : []).toEqual([]);
  },
);

test('what cannot be used is refused with its reason, and nothing of it is kept', () => {
  const noMap = stele(['map', 'add', archive, put('a.pmtiles', 'text'), '--json']);
  expect([noMap.code, noMap.json()]).toMatchObject([2, { error: { code: 'map-unusable' } }]);
  const noColumns = stele(['gazetteer', 'add', archive, put('a.csv', 'Ort;Breite\nA;1\n')]);
  expect(noColumns.code).toBe(2);
  expect(noColumns.stderr).toContain('Its first line reads: Ort;Breite');
  expect(stele(['map', 'add', archive, join(folder, 'none')]).code).toBe(3);
  expect(existsSync(join(archive, 'maps')) ? kept() : []).toEqual([]);
  const told = stele(['map', 'add', archive, put('b.pmtiles', pmtiles()), '--json', '--progress']);
  expect(told.lines().at(-1)).toMatchObject({ type: 'result', name: 'b.pmtiles' });
});

test.each([
  [['add', 'ARCHIVE'], 'FILE is missing.'],
  [['remove', 'ARCHIVE'], 'MAP is missing.'],
  [['list', 'ARCHIVE', 'x'], '"x" is one argument too many.'],
  [['lst', 'ARCHIVE'], 'Say one of add, list, remove.'],
])('wrong usage is told: %j', (words, message) => {
  const ran = stele(['map', ...words.map((word) => (word === 'ARCHIVE' ? archive : word))]);
  expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining(message)]);
});
