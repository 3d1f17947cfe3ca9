import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { importPaths } from '../../../src/core/ingest/import.ts';
import type { MediaInspector } from '../../../src/core/media/types.ts';
import { exportFromArchive } from '../../../src/core/packages/export-from-archive.ts';
import { sha256 } from '../../../src/core/cryptography/digest.ts';
import { verifySignature } from '../../../src/core/cryptography/signing.ts';
import type { FileReadings } from '../../../src/shared/records/readings.ts';
import { checkCustody } from '../../../src/verifier/custody/package-custody.ts';
import { csvColumns } from '../../../src/verifier/records/catalogue-csv.ts';
import { newTestArchive, type TestArchive } from '../../helpers/archive.ts';
import { refit } from '../../helpers/bags.ts';
import { run, testWith } from '../../helpers/programs.ts';
import { verifierWith } from '../../helpers/verifier.ts';

const readings: FileReadings = {
  width: 4032,
  height: 3024,
  orientation: 6,
  captured: {
    value: '2026-05-01T10:00:00',
    offset: '+04:00',
    utc: null,
    basis: 'offset-tag',
    source: 'EXIF',
  },
  position: {
    latitude: 40.18,
    longitude: 44.51,
    altitude: 1000.5,
    direction: null,
    accuracy: 5,
    source: 'GPS',
  },
  camera: { make: 'Maker', model: 'Model "1"', serial: '12345', lens: null },
  software: '1.0',
  warnings: [{ code: 'clock', detail: 'in the future' }],
};
const inspector: MediaInspector = {
  inspect: () =>
    Promise.resolve({
      mediaType: 'image/jpeg',
      extension: 'jpg',
      reader: 'ExifTool 13.59',
      metadata: { EXIF: { Make: 'Maker', ExposureTime: 0.005, Tiny: 1e-7, Հեղինակ: 'Ա' } },
      readings,
      thumbnail: null,
    }),
  close: () => Promise.resolve(),
};

const metadataPath = 'data/metadata/E-0001.json';
const csvPath = 'data/catalogue.csv';
let world: TestArchive;
let pristine: string;
let root: string;

beforeAll(async () => {
  const files = {
    'church.jpg': 'a church',
    'church.xmp': '<x/>',
    'mosque, "old".jpg': 'a mosque',
    'x.jpg': 'x',
  };
  world = await newTestArchive(files, { looksInto: inspector });
  const { archive, pool, folder } = world;
  // Met again elsewhere, under a name that is no UTF-8.
  mkdirSync(join(folder, 'again'));
  writeFileSync(Buffer.concat([Buffer.from(join(folder, 'again/')), Buffer.of(0xff, 0x2e)]), 'a church');
  const paths = [Buffer.from(join(folder, 'again'))];
  const request = {
    paths,
    workingFolder: folder,
    description: { method: 'handed-over', note: 'n' },
  } as const;
  const handlers = { signal: new AbortController().signal, onProgress: () => undefined };
  await importPaths({ archive, pool, inspector }, request, handlers);
  pristine = join(folder, 'pristine');
  const itemIds = archive.catalogue.prepare<[], number>('SELECT id FROM item ORDER BY id').pluck().all();
  const wanted = {
    destination: pristine,
    profile: 'transfer',
    form: 'folder',
    itemIds,
    ...handlers,
  } as const;
  await exportFromArchive(archive, pool, wanted);
});
afterAll(() => world.close());
beforeEach(() => {
  root = join(world.folder, 'package');
  rmSync(root, { recursive: true, force: true });
  cpSync(pristine, root, { recursive: true });
});

/** What is found once everything that can be recomputed was made to fit. */
async function findings(): Promise<string[]> {
  refit(root);
  const { verdict, findings: found } = await verifierWith(world.pool)(root);
  expect(verdict).toBe(found.length > 0 ? 'failed' : 'verified');
  return found.map(({ path, problem, detail }) => `${problem} ${path}: ${detail}`);
}

/** The custody check alone, with another first metadata file: hundreds of edits are tried by it. */
function custodyInMemory(): (metadata: string) => Promise<string[]> {
  const manifest = read('manifest-sha256.txt').trimEnd().split('\n');
  const digests = new Map(manifest.map((line) => [line.slice(66), line.slice(0, 64)]));
  const bytes = new Map([...digests.keys()].map((path) => [path, readFileSync(join(root, path))]));
  return async (metadata) => {
    bytes.set(metadataPath, Buffer.from(metadata));
    const { findings: found } = await checkCustody({
      read: (path) => Promise.resolve(bytes.get(path) ?? null),
      sha256,
      verifySignature,
      exhibits: () =>
        [...digests]
          .filter(([path]) => path.startsWith('data/exhibits/'))
          .map(([path, digest]) => ({ path, sha256: digest })),
      records: {
        async *metadata() {
          for (const [path, content] of bytes)
            if (path.startsWith('data/metadata/')) yield { path, bytes: content };
        },
        catalogue: async () =>
          (async function* () {
            yield read(csvPath);
          })(),
        digestOf: (path) => digests.get(path) ?? null,
      },
    });
    return found.map(({ path, problem, detail }) => `${problem} ${path}: ${detail}`);
  };
}

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const write = (path: string, text: string): void => writeFileSync(join(root, path), text);
const edit = (path: string, from: string | RegExp, to: string): void => {
  const text = read(path);
  expect(text.replace(from, to)).not.toBe(text);
  write(path, text.replace(from, to));
};

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Place = readonly (string | number)[];

/** Every value inside, with its place. */
function* places(value: Json, place: Place = []): Generator<Place> {
  if (place.length > 0) yield place;
  if (value === null || typeof value !== 'object') return;
  for (const [name, inner] of Object.entries(value))
    yield* places(inner, [...place, Array.isArray(value) ? Number(name) : name]);
}

function another(value: Json): Json {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'string')
    return value === '' ? 'x' : `${value.slice(0, -1)}${value.endsWith('1') ? '2' : '1'}`;
  if (Array.isArray(value)) return [...value, null];
  return value === null ? 'x' : typeof value === 'object' ? { ...value, added: null } : !value;
}

function parent(document: Json, place: Place): Record<string | number, Json> {
  return place
    .slice(0, -1)
    .reduce<Json>(
      (value, name) => (value as Record<string | number, Json>)[name] ?? null,
      document,
    ) as Record<string | number, Json>;
}

function whileMetadata(change: (document: Json) => void): void {
  const document = JSON.parse(read(metadataPath)) as Json;
  change(document);
  write(metadataPath, `${JSON.stringify(document, null, 1)}\n`);
}

test('a package as it was written is verified, and says what is covered', async () => {
  const { verdict, findings: found, checks } = await verifierWith(world.pool)(root);
  expect(found).toEqual([]);
  expect(verdict).toBe('verified');
  expect(checks.find(({ check }) => check === 'custody')?.reason).toMatch(
    /what was recorded of them when they were taken in/,
  );
  expect(await findings()).toEqual([]);
});

describe('whoever edits a metadata file and makes every manifest fit is found out', () => {
  test('whichever member it is', async () => {
    const original = read(metadataPath);
    const custody = custodyInMemory();
    const missed: string[] = [];
    let edits = 0;
    for (const place of places(JSON.parse(original) as Json)) {
      const name = place.at(-1) ?? '';
      for (const kind of ['changed', 'removed'] as const) {
        const document = JSON.parse(original) as Json;
        const holder = parent(document, place);
        if (kind === 'changed') holder[name] = another(holder[name] ?? null);
        else if (Array.isArray(holder)) holder.splice(Number(name), 1);
        else Reflect.deleteProperty(holder, name);
        edits += 1;
        const found = await custody(`${JSON.stringify(document, null, 1)}\n`);
        if (!found.some((line) => line.includes(` ${metadataPath}: `)))
          missed.push(`${kind} ${place.join('.')}: ${found.join() || 'nothing found'}`);
      }
    }
    expect(await custody(original)).toEqual([]);
    expect(missed).toEqual([]);
    expect(edits).toBeGreaterThan(500);
  });

  test.each<[string, Place, Json, RegExp]>([
    [
      'the capture time',
      ['files', 0, 'captured', 'value'],
      '2020-01-01T00:00:00',
      /^changed .*: files\[0\]\.captured$/,
    ],
    ['a camera', ['files', 1, 'camera', 'model'], 'x', /^changed .*: files\[1\]\.camera$/],
    ['the number', ['number'], '2026-K2-99999', /^changed .*: number$/],
    ['the accession', ['files', 0, 'accession', 'description'], { note: 'x' }, /accession\.description$/],
    ['where it was seen again', ['files', 0, 'seenAgain', 0, 'path'], '/x', /seenAgain\[0\]\.path$/],
    ['a tag', ['files', 0, 'metadata', 'EXIF', 'Make'], 'x', /files\[0\]\.metadata$/],
    ['an unbound member', ['files', 0, 'verdict'], 'genuine', /^unexpected .*files\[0\]\.verdict: nothing/],
    ['the revision', ['revision'], 2, /^changed .*: revision$/],
  ])('by name: %s', async (_, place, value, expected) => {
    whileMetadata((document) => (parent(document, place)[place.at(-1) ?? ''] = value));
    const found = await findings();
    expect(found[0]).toMatch(expected);
    expect(found).toHaveLength(1);
  });

  test('together with the record that it comes from', async () => {
    whileMetadata((document) => {
      const text = JSON.stringify(document).replaceAll('2026-05-01T10', '2020-05-01T10');
      Object.assign(document as object, JSON.parse(text));
    });
    edit(csvPath, '2026-05-01T10', '2020-05-01T10');
    edit(csvPath, '2026-05-01T10', '2020-05-01T10');
    const found = await findings();
    expect(found.length).toBeGreaterThan(0);
    for (const line of found)
      expect(line).toMatch(/^changed data\/metadata\/E-0001\.json: files\[\d\]\.record is not what/);
  });

  test('with a member that stands twice, so that readers differ', async () => {
    edit(metadataPath, '"number":', '"number": "2020-K2-00001",\n "number":');
    expect(await findings()).toEqual([expect.stringMatching(/^changed .*E-0001\.json: .*stand twice/)]);
  });

  test('by another exhibit’s metadata', async () => {
    cpSync(join(root, 'data/metadata/E-0002.json'), join(root, metadataPath));
    expect((await findings()).some((line) => line.startsWith(`changed ${metadataPath}: exhibit`))).toBe(true);
  });

  test('by one more, or one less', async () => {
    cpSync(join(root, metadataPath), join(root, 'data/metadata/E-0009.json'));
    expect((await findings()).every((line) => line.includes('E-0009.json'))).toBe(true);
    rmSync(join(root, 'data/metadata/E-0009.json'));
    rmSync(join(root, 'data/metadata/E-0002.json'));
    expect(await findings()).toContainEqual(
      expect.stringMatching(/^missing data\/metadata\/E-0002\.json: no metadata file tells of/),
    );
  });

  test.each(['[]', '{"a":', '{"files":[]}', '{"files":[{}],"record":{}}', '['.repeat(100_000)])(
    'by nonsense: %.20s',
    async (text) => {
      write(metadataPath, text);
      expect((await findings()).some((line) => line.includes(metadataPath))).toBe(true);
    },
  );
});

describe('whoever edits the catalogue and makes every manifest fit is found out', () => {
  const lines = (): string[] => read(csvPath).split('\r\n');

  test.each(csvColumns.map((column, at) => [column, at] as const))('column %s', async (column, at) => {
    const [head = '', , ...others] = lines();
    // Every column of the third exhibit's line is without quotation marks.
    const cells = others[2]?.split(',') ?? [];
    expect(cells).toHaveLength(csvColumns.length);
    cells[at] = `${cells[at] ?? ''}1`;
    write(csvPath, [head, lines()[1], ...others.with(2, cells.join(','))].join('\r\n'));
    const found = await findings();
    expect(found).toEqual([
      expect.stringMatching(
        new RegExp(`^changed ${csvPath}: the line for data/exhibits/E-0003\\.jpg: .*${column}`),
      ),
    ]);
  });

  test.each<[string, (all: string[]) => string[], RegExp[]]>([
    [
      'a line taken out',
      (all) => all.toSpliced(2, 1),
      [/^missing .*: no line for data\/exhibits\/E-0001-2\.\w+$/],
    ],
    ['the last line taken out', (all) => all.toSpliced(4, 1), [/^missing .*E-0003/]],
    ['a line twice', (all) => all.toSpliced(2, 0, all[1] ?? ''), [/^unexpected .*E-0001\.jpg/]],
    [
      'a line added',
      (all) => all.toSpliced(5, 0, 'E-0004,data/exhibits/E-0004.jpg'),
      [/^unexpected .*E-0004/],
    ],
    [
      'a column’s name',
      (all) => all.with(0, all[0]?.replace('title', 'name') ?? ''),
      [/^changed .*does not name/],
    ],
    ['quotation marks', (all) => all.with(1, all[1]?.replace('E-0001', '"E-0001"') ?? ''), [/another form/]],
  ])('%s', async (_, change, expected) => {
    write(csvPath, change(lines()).join('\r\n'));
    const found = await findings();
    expect(found).toHaveLength(expected.length);
    for (const [at, pattern] of expected.entries()) expect(found[at]).toMatch(pattern);
  });

  test('by taking it away', async () => {
    rmSync(join(root, csvPath));
    expect(await findings()).toEqual([expect.stringMatching(/^missing data\/catalogue\.csv/)]);
  });
});

describe('whoever takes exhibits or events away, or gives them other names, is found out', () => {
  test('another ending', async () => {
    renameSync(join(root, 'data/exhibits/E-0003.jpg'), join(root, 'data/exhibits/E-0003.exe'));
    edit('data/metadata/E-0003.json', 'E-0003.jpg', 'E-0003.exe');
    edit(csvPath, 'E-0003.jpg', 'E-0003.exe');
    expect(await findings()).toEqual([expect.stringMatching(/^changed data\/exhibits: not the exhibits/)]);
  });

  test('a whole exhibit, and another in its place', async () => {
    for (const path of ['data/exhibits/E-0002.jpg', 'data/metadata/E-0002.json']) rmSync(join(root, path));
    const all = read(csvPath).split('\r\n');
    write(csvPath, all.filter((line) => !line.startsWith('E-0002')).join('\r\n'));
    withoutEvent((line) => line.includes('E-0002') || line.includes(digestAt('E-0002')));
    expect((await findings()).length).toBeGreaterThan(0);
  });

  test('where it was seen again, together with event and proof', async () => {
    whileMetadata((document) => (parent(document, ['files', 0, 'seenAgain']).seenAgain = []));
    withoutEvent((line) => line.includes('seenAgain'));
    expect(await findings()).toEqual([
      expect.stringMatching(/^missing data\/custody\/events\.jsonl: events were taken out/),
    ]);
  });

  /** SHA-256 of an exhibit, as the pristine manifest has it. */
  function digestAt(exhibit: string): string {
    const manifest = readFileSync(join(pristine, 'manifest-sha256.txt'), 'utf8');
    return (
      manifest
        .split('\n')
        .find((line) => line.includes(`data/exhibits/${exhibit}.`))
        ?.slice(0, 64) ?? 'none'
    );
  }

  /** Takes out the lines of events with their proofs. */
  function withoutEvent(is: (line: string) => boolean): void {
    const events = read('data/custody/events.jsonl').trimEnd().split('\n');
    const gone = events.flatMap((line, at) => (is(line) ? [at] : []));
    expect(gone.length).toBeGreaterThan(0);
    const [head = '', ...proofs] = read('data/custody/proofs.json').trimEnd().split('\n');
    const kept = proofs
      .slice(0, -1)
      .filter((_, at) => !gone.includes(at))
      .map((line) => line.replace(/,$/, ''));
    write('data/custody/events.jsonl', `${events.filter((_, at) => !gone.includes(at)).join('\n')}\n`);
    write('data/custody/proofs.json', `${head}\n${kept.join(',\n')}\n]}\n`);
  }
});

describe('a reader written from the documents alone', () => {
  const reader = fileURLToPath(new URL('../../fixtures/package_reader.py', import.meta.url));
  const withPython = testWith('python3', ['--version']);
  const stranger = (): unknown => JSON.parse(run('python3', [reader, root]));

  withPython('recomputes every record of a package (python3)', () => {
    // Three items, four files with an accession each, one that was seen again.
    expect(stranger()).toEqual({ exhibits: 4, records: 12, problems: [] });
  });

  withPython('finds a record that was changed (python3)', () => {
    whileMetadata((document) => (parent(document, ['files', 0, 'record', 'readings', 1])[1] = '{}'));
    expect(stranger()).toMatchObject({ problems: ['E-0001.json: record of a file'] });
  });

  withPython('finds a reading that is not the one on record (python3)', () => {
    whileMetadata((document) => (parent(document, ['files', 0, 'orientation']).orientation = 1));
    expect(stranger()).toMatchObject({ problems: ['E-0001.json: orientation'] });
  });
});
