import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { cutLine, cutRing } from '../../scripts/base-map/antimeridian.ts';
import { clustersIn, type FoundClusters } from '../../src/core/map/clusters.ts';
import { readerOf } from '../../src/core/map/gazetteer-format.ts';
import { indexGazetteer } from '../../src/core/map/gazetteer-index.ts';
import { hasMoreLines, joined, linesOf } from '../../src/core/map/lines.ts';
import { movedApart } from '../../src/renderer/features/map/apart.ts';
import { readCoordinates } from '../../src/renderer/features/map/coordinates.ts';
import { graticuleOf, scaleBar } from '../../src/renderer/features/map/graticule.ts';
import { radiusOf } from '../../src/renderer/features/map/radius.ts';
import {
  areaOf,
  extentOf,
  placeAt,
  pointOf,
  viewOf,
  within,
  zoomedAround,
} from '../../src/renderer/features/map/view.ts';

const world = { west: -180, south: -90, east: 180, north: 90 };

function clustersOf(
  points: readonly (readonly [latitude: number, longitude: number] | null)[],
  area = world,
  zoom = 3,
): FoundClusters {
  const latitude = Float64Array.from([NaN, ...points.map((point) => point?.[0] ?? NaN)]);
  const longitude = Float64Array.from([NaN, ...points.map((point) => point?.[1] ?? NaN)]);
  const steps = clustersIn({ size: latitude.length, latitude, longitude }, (id) => id > 0, area, zoom);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

function textFile(bytes: Buffer, piece: number) {
  return {
    size: bytes.length,
    read: async (offset: number, length: number) => bytes.subarray(offset, offset + Math.min(length, piece)),
    close: () => undefined,
  };
}

/** The same numbers every time. */
function seeded(): () => number {
  let state = 42;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
}

describe('items on a map', () => {
  test('every item that lies somewhere is in one cluster, and the others are counted apart', () => {
    const next = seeded();
    const points = Array.from({ length: 5000 }, (_, index) =>
      index % 10 === 0 ? null : ([next() * 160 - 80, next() * 360 - 180] as const),
    );
    const { clusters, total, without } = clustersOf(points);
    expect([total, without]).toEqual([4500, 500]);
    expect(clusters.reduce((sum, { count }) => sum + count, 0)).toBe(4500);
    for (const { bounds, count } of clusters) {
      const inside = points.filter(
        (point) =>
          point !== null &&
          point[0] >= bounds.south &&
          point[0] <= bounds.north &&
          point[1] >= bounds.west &&
          point[1] <= bounds.east,
      );
      // What a list of this area shows is what the circle counted.
      expect(inside.length).toBe(count);
    }
  });

  test('a cluster is the same in every view that has it whole', () => {
    const next = seeded();
    const points = Array.from({ length: 3000 }, () => [38 + next() * 4, 43 + next() * 5] as const);
    const area = { west: 43, south: 38, east: 48, north: 42 };
    const all = clustersOf(points, area, 7).clusters;
    const moved = clustersOf(points, { ...area, west: 44.3, north: 41.1 }, 7).clusters;
    expect(moved.length).toBeGreaterThan(10);
    for (const cluster of moved) expect(all).toContainEqual(cluster);
  });

  test('one item says which it is, and stands exactly where it was', () => {
    const { clusters } = clustersOf([[39.684, 45.2328]]);
    expect(clusters).toEqual([
      {
        ...{ count: 1, item: 1, latitude: 39.684, longitude: 45.2328 },
        bounds: { west: 45.2328, east: 45.2328, south: 39.684, north: 39.684 },
      },
    ]);
  });

  test('a view across the antimeridian has both sides of it', () => {
    const { clusters, extent } = clustersOf(
      [
        [-17, 179],
        [-17, -179],
        [0, 0],
      ],
      { west: 170, south: -30, east: -170, north: 0 },
      4,
    );
    expect(clusters.map(({ longitude }) => longitude).sort((one, other) => one - other)).toEqual([-179, 179]);
    // The shortest way round that has all three.
    expect(extent).toMatchObject({ west: 0, east: -179 });
  });

  test('all that there is in one valley is no wider than that', () => {
    const { extent } = clustersOf([
      [41.0231, -37.1042],
      [40.9968, -37.0389],
      [41.0412, -37.0623],
    ]);
    expect(extent).toEqual({ west: -37.1042, south: 40.9968, east: -37.0389, north: 41.0412 });
  });

  test('however near a large area is looked at, no answer is long', () => {
    const next = seeded();
    const points = Array.from({ length: 20_000 }, () => [next() * 160 - 80, next() * 360 - 180] as const);
    const { clusters, total } = clustersOf(points, world, 12);
    expect(clusters.length).toBeLessThanOrEqual(2000);
    expect(clusters.reduce((sum, { count }) => sum + count, 0)).toBe(total);
  });

  test('poles and impossible corners are somewhere', () => {
    const { clusters, total } = clustersOf([
      [90, 180],
      [-90, -180],
    ]);
    expect(total).toBe(2);
    expect(clusters.length).toBe(2);
  });
});

describe('circles on the map', () => {
  const group = (latitude: number, longitude: number, count: number) => ({
    ...{ latitude, longitude, count, item: null },
    bounds: { west: longitude - 0.1, east: longitude + 0.1, south: latitude - 0.1, north: latitude + 0.1 },
  });

  test('those that would hide each other are one, and count together', () => {
    const [one, ...others] = movedApart([group(40, 44, 50), group(40, 45, 30)], 2);
    expect(others).toEqual([]);
    expect(one).toMatchObject({ count: 80, bounds: { west: 43.9, east: 45.1 } });
  });

  test('those that would touch are moved apart; single items never are', () => {
    const single = { ...group(40, 44, 1), item: 'x', bounds: { west: 44, east: 44, south: 40, north: 40 } };
    const zoom = 4;
    const placed = movedApart([single, group(40, 44.6, 500)], zoom);
    const [alone, beside] = [placed.find(({ count }) => count === 1), placed.find(({ count }) => count > 1)];
    expect([alone?.shownLatitude, alone?.shownLongitude].map((value) => value?.toFixed(6))).toEqual([
      '40.000000',
      '44.000000',
    ]);
    const pixels = (((beside?.shownLongitude ?? 0) - 44) / 360) * 512 * 2 ** zoom;
    expect(pixels).toBeGreaterThanOrEqual(radiusOf(1) + radiusOf(500));
  });
});

describe('where a map looks', () => {
  const size = { width: 800, height: 600 };
  const view = { longitude: 45, latitude: 40, zoom: 6.3 };

  test('a pixel and its place are each other’s', () => {
    const place = placeAt(view, size, { x: 100, y: 500 });
    const { x, y } = pointOf(view, size, place.longitude, place.latitude);
    expect(x).toBeCloseTo(100, 6);
    expect(y).toBeCloseTo(500, 6);
  });

  test('what is pointed at stays under the pointer while the map is zoomed', () => {
    const at = { x: 700, y: 120 };
    const before = placeAt(view, size, at);
    const after = placeAt(zoomedAround(view, size, at, 1.7), size, at);
    expect(after.longitude).toBeCloseTo(before.longitude, 6);
    expect(after.latitude).toBeCloseTo(before.latitude, 6);
  });

  test('a view of an area has all of it, across the antimeridian too', () => {
    const area = { west: 170, south: -25, east: -170, north: -10 };
    const seen = viewOf(area, size);
    for (const [longitude, latitude] of [
      [170, -25],
      [-170, -10],
    ] as const) {
      const { x, y } = pointOf(seen, size, longitude, latitude);
      expect(x > 0 && x < 800 && y > 0 && y < 600).toBe(true);
    }
    const { west, east } = extentOf(seen, size);
    expect(east - west).toBeLessThan(60);
    expect(areaOf({ west: 170, south: -25, east: 190, north: -10 })).toEqual(area);
  });

  test('the world fills the height, and no view leaves it', () => {
    const { zoom, latitude } = within({ longitude: 200, latitude: 89, zoom: -3 }, size);
    expect(512 * 2 ** zoom).toBeGreaterThanOrEqual(600);
    expect(latitude).toBeLessThan(85);
  });

  test('graticule and scale are in steps that people use', () => {
    const labels = graticuleOf({ west: 44, south: 39, east: 46, north: 40.5 }, 800).map(({ label }) => label);
    expect(labels).toContain('45° E');
    expect(labels).toContain('39°30′ N');
    expect(
      graticuleOf({ west: 170, south: -20, east: 190, north: -10 }, 800).map(({ label }) => label),
    ).toContain('180°');
    expect(scaleBar(37, 110).metres).toBe(2000);
  });

  test('coordinates are read as they are typed', () => {
    expect(readCoordinates('39.684, 45.2328')).toEqual({ latitude: 39.684, longitude: 45.2328 });
    expect(readCoordinates(' −17.7 -179.5')).toEqual({ latitude: -17.7, longitude: -179.5 });
    for (const none of ['91, 10', '45', 'Noravank', '1, 2, 3', '10, 181'])
      expect(readCoordinates(none)).toBe(null);
  });
});

describe('gazetteers', () => {
  const geoNames = (name: string, alternates: string, latitude: string, longitude: string): string =>
    `616530\t${name}\t${name}\t${alternates}\t${latitude}\t${longitude}\tS\tMSTY\tAM\t\t\t\t\t\t0\t\t1500\tAsia/Yerevan\t2020-01-01`;

  test('GeoNames’ columns', () => {
    const line = geoNames('Noravank', 'Նորավանք,Нораванк,https://x', '39.684', '45.2328');
    expect(readerOf([line])?.read(line)).toEqual({
      names: ['Noravank', 'Նորավանք', 'Нораванк'],
      ...{ latitude: 39.684, longitude: 45.2328, population: 0, rank: 6, radius: 500 },
    });
  });

  test('a heading names the columns, in any order and with any of three separators', () => {
    for (const separator of [',', ';', '\t']) {
      const heading = ['lat', 'name', 'name:hy', 'LON', 'population', 'remark'].join(separator);
      const line = ['40.18', '"Yerevan"', 'Երևան|Էրեբունի', '44.51', '1090000', 'x'].join(separator);
      const read = readerOf([heading, line]);
      expect(read?.read(heading)).toBe(null);
      expect(read?.read(line)).toMatchObject({ names: ['Yerevan', 'Երևան', 'Էրեբունի'], rank: 0 });
    }
  });

  test('a column is one of names by its whole name, and no number is a name', () => {
    const namesOf = (heading: string, line: string): unknown => {
      const place = readerOf([heading])?.read(line);
      return typeof place === 'object' ? place?.names : place;
    };
    expect(namesOf('name,lat,lon,altitude,alt,name_source', 'Noravank,39.7,45.2,1550,1550,survey')).toEqual([
      'Noravank',
    ]);
    for (const column of [
      'names',
      'name:hy',
      'name_hy',
      'name:zh-Hant',
      'alternatenames',
      'alternate_names',
      'alt_name',
      'alt_names',
      'alt_name:ru',
    ])
      expect(namesOf(`name,${column},lat,lon`, 'A,B|C,1,2'), column).toEqual(['A', 'B', 'C']);
    expect(namesOf('name,alt_name,lat,lon', 'A,1550.5|B,1,2')).toEqual(['A', 'B']);
    expect(namesOf('name,lat,lon', '1550,1,2')).toBe('name');
    expect(readerOf(['altitude,lat,lon'])).toBe(null);
  });

  test('a decimal comma is read where cells are parted by something else, or quoted', () => {
    for (const [heading, line] of [
      ['name;lat;lon', 'A;39,76;-45,2'],
      ['name\tlat\tlon', 'A\t39,76\t-45,2'],
      ['name,lat,lon', 'A,"39,76","-45,2"'],
    ] as const)
      expect(readerOf([heading])?.read(line)).toMatchObject({ latitude: 39.76, longitude: -45.2 });
  });

  test('what is no place says why', () => {
    const read = readerOf([geoNames('A', '', '1', '2')]);
    expect(read?.read(geoNames('B', '', '91', '2'))).toBe('position');
    expect(read?.read(geoNames('B', '', '1', '180.5'))).toBe('position');
    expect(read?.read(geoNames('', '', '1', '2'))).toBe('name');
    expect(read?.read('1\tB')).toBe('columns');
    expect(read?.read('')).toBe(null);
    expect(readerOf(['a text', 'of no columns'])).toBe(null);
    expect(readerOf(['PK\u0003\u0004'])).toBe(null);
  });

  test('lines are read in pieces, and a broken one breaks no other', async () => {
    const long = 'x'.repeat(300_000);
    const bytes = Buffer.concat([
      Buffer.from('\uFEFFone\r\ntwo\n'),
      Buffer.from([0xff, 0xfe, 0x0a]),
      Buffer.from(`${long}\nlast`),
    ]);
    const file = textFile(bytes, 7000);
    const lines = [];
    for await (const some of linesOf(file)) lines.push(...some);
    expect(lines).toEqual([
      { number: 1, text: 'one' },
      { number: 2, text: 'two' },
      { number: 3, problem: 'encoding' },
      { number: 4, problem: 'too-long' },
      { number: 5, text: 'last' },
    ]);
  });

  test('UTF-16 that says so and ends of lines of every system are read, whatever piece they fall into', async () => {
    const text = 'name;lat\nՆորավանք;39\n\nГюмри;40\n';
    const wide = (bigEnds: boolean): Buffer => {
      const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
      return bigEnds ? bytes.swap16() : bytes;
    };
    for (const bytes of [
      Buffer.from(text),
      ...[wide(false), wide(true)],
      Buffer.from(text.replaceAll('\n', '\r')),
      Buffer.from(text.replaceAll('\n', '\r\n')),
    ]) {
      const lines = [];
      for await (const some of linesOf(textFile(bytes, 21))) lines.push(...some);
      expect(lines).toEqual(
        ['name;lat', 'Նորավանք;39', '', 'Гюмри;40'].map((line, index) => ({ number: index + 1, text: line })),
      );
      expect([
        await hasMoreLines(textFile(bytes, 21), 3),
        await hasMoreLines(textFile(bytes, 21), 4),
      ]).toEqual([true, false]);
    }
  });

  test('a quoted cell goes on over lines; a quote that is never closed takes no other line along', async () => {
    const rows = ['"A', 'a";1', 'B;2', '"C', ...Array.from({ length: 20 }, (_, index) => `D;${index}`)];
    const unfinished = (text: string): boolean => text.split('"').length % 2 === 0;
    for (const piece of [5, 1000]) {
      const lines = [];
      for await (const some of joined(linesOf(textFile(Buffer.from(rows.join('\n')), piece)), unfinished))
        lines.push(...some);
      expect(lines.slice(0, 4)).toEqual([
        { number: 1, text: '"A\na";1' },
        { number: 3, text: 'B;2' },
        { number: 4, text: '"C' },
        { number: 5, text: 'D;0' },
      ]);
      expect(lines.length).toBe(23);
    }
  });

  test('lines are taken apart and joined in turns, whatever they hold', async () => {
    // All that others get done between, which is what is asked for: nothing is measured in time.
    let [turns, looked, most, isOver] = [0, 0, 0, false];
    const other = (): void => {
      turns += 1;
      looked = 0;
      if (!isOver) setImmediate(other);
    };
    setImmediate(other);
    const unfinished = (text: string): boolean => {
      looked += text.length;
      most = Math.max(most, looked);
      return text.includes('"');
    };
    // A quote that is not closed, in each line of a piece of the file: each is looked at with nine others.
    const quoted = Buffer.from(`"${'x'.repeat(99)}\n`.repeat(10_000));
    let lines = 0;
    for await (const some of joined(linesOf(textFile(quoted, 1_048_576)), unfinished)) lines += some.length;
    expect(lines).toBe(10_000);
    expect(most).toBeLessThan(70_000);
    expect(turns).toBeGreaterThan(500);
    turns = 0;
    const empty = linesOf(textFile(Buffer.from('\n'.repeat(1_000_000)), 1_048_576));
    expect((await empty.next()).value).toHaveLength(1_000_000);
    expect(turns).toBeGreaterThan(400);
    turns = 0;
    const held = Array.from({ length: 1_000_000 }, (_, index) => ({ number: index + 1, text: '' }));
    const whole = joined(
      (async function* () {
        yield held;
      })(),
      unfinished,
    );
    expect((await whole.next()).value).toHaveLength(1_000_000);
    expect(turns).toBeGreaterThan(200);
    isOver = true;
  });

  test('of long lines each is a turn of its own', async () => {
    const line = `Noravank,39,45,"${'x'.repeat(50_000)}"`;
    const file = textFile(Buffer.from(`name,lat,lon,remark\n${`${line}\n`.repeat(100)}`), 1_048_576);
    // A clock by which whatever is done between two looks at it takes longer than half a turn.
    let now = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 7));
    onTestFinished(() => clock.mockRestore());
    let turns = 0;
    const detail = await indexGazetteer(null, Buffer.alloc(16), file, {
      ...{ name: 'long.csv', signal: new AbortController().signal },
      isOpen: () => (turns += 1) > 0,
    });
    expect(detail.places).toBe(100);
    expect(turns).toBeGreaterThan(95);
  });

  test('a cell goes on no longer than a line may be', async () => {
    const text = `"${'x'.repeat(200_000)}\n${'y'.repeat(200_000)}";1\nA;2`;
    const lines = [];
    for await (const some of joined(
      linesOf(textFile(Buffer.from(text), 1_048_576)),
      (given) => given.split('"').length % 2 === 0,
    ))
      lines.push(...some);
    expect(lines.map(({ number }) => number)).toEqual([1, 2, 3]);
  });

  test('as many columns and names are looked at as a place may have', () => {
    const heading = `${'name,'.repeat(50_000)}lat,lon`;
    const read = (names: number): unknown =>
      readerOf([heading])?.read(`${','.repeat(names)}A${','.repeat(50_000 - names)}1,2`);
    expect(read(199)).toMatchObject({ names: ['A'] });
    expect(read(200)).toBe('name');
    const bars = (count: number): unknown => readerOf(['name,lat,lon'])?.read(`${'|'.repeat(count)}A,1,2`);
    expect(bars(100)).toMatchObject({ names: ['A'] });
    expect(bars(200_000)).toBe('name');
  });
});

describe('the base map', () => {
  test('a shape across the antimeridian is cut there, and closed on both sides', () => {
    const parts = cutRing([
      [170, 0],
      [-170, 0],
      [-170, 10],
      [170, 10],
      [170, 0],
    ]);
    expect(parts.length).toBe(2);
    for (const part of parts) {
      expect(part[0]).toEqual(part.at(-1));
      const across = part.map(([longitude]) => longitude);
      expect(Math.max(...across) - Math.min(...across)).toBe(10);
    }
  });

  test('one that goes round the pole reaches it', () => {
    const parts = cutRing(
      [
        [-180, -70],
        [-60, -75],
        [60, -70],
        [180, -72],
        [-180, -70],
      ].slice(0, 4) as never,
    );
    expect(parts.flat().some(([, latitude]) => latitude === -90)).toBe(true);
  });

  test('a line is parted where it jumps', () => {
    expect(
      cutLine([
        [179, 1],
        [-179, 1],
        [-178, 1],
      ]),
    ).toEqual([
      [
        [-179, 1],
        [-178, 1],
      ],
    ]);
  });
});
