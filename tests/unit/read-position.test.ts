import { describe, expect, test } from 'vitest';
import { readPosition } from '../../src/shared/coordinates/read-position.ts';

/** The same place, as people write it. */
const ways: readonly (readonly [text: string, form: string])[] = [
  ['39.684, 45.2328', 'decimal'],
  ['39.684 45.2328', 'decimal'],
  ['39.684;45.2328', 'decimal'],
  ['39,684, 45,2328', 'decimal'],
  ['39,684; 45,2328', 'decimal'],
  ['39.684° N, 45.2328° E', 'decimal'],
  ['45.2328E 39.684N', 'decimal'],
  ['N39.684 E45.2328', 'decimal'],
  ['geo:39.684,45.2328;u=10', 'decimal'],
  ['39.684 с.ш., 45.2328 в.д.', 'decimal'],
  ['39°41\'02.4"N 45°13\'58.1"E', 'degrees'],
  ['39° 41′ 02.4″ N, 45° 13′ 58.1″ E', 'degrees'],
  ['45°13\'58.1"E, 39°41\'02.4"N', 'degrees'],
  ['N 39 41 02.4 E 45 13 58.1', 'degrees'],
  ["39°41.04'N 45°13.97'E", 'degrees'],
  ['39°41′02.4″ с. ш. 45°13′58.1″ в. д.', 'degrees'],
  ['հս. լայն. 39°41′02.4″, արլ. երկ. 45°13′58.1″', 'degrees'],
  ['38SNJ1996392711', 'mgrs'],
  ['38S NJ 19963 92711', 'mgrs'],
  ['38S 519963 4392711', 'utm'],
  ['38 N 519963 4392711', 'utm'],
  ['38S 519963mE 4392711mN', 'utm'],
  ['8HF7M6MM+J4', 'plus-code'],
];

describe('one place, in every usual form', () => {
  test.each(ways)('%s', (text, form) => {
    const read = readPosition(text);
    expect(read?.form).toBe(form);
    expect(read?.latitude).toBeCloseTo(39.684, 3);
    expect(read?.longitude).toBeCloseTo(45.2328, 2);
  });
});

test('the southern half, the west, and the ends of the earth', () => {
  expect(readPosition('-33.9, 18.4')).toMatchObject({ latitude: -33.9, longitude: 18.4 });
  expect(readPosition('33.9 S, 18.4 W')).toMatchObject({ latitude: -33.9, longitude: -18.4 });
  expect(readPosition('−33.9; −18.4')).toMatchObject({ latitude: -33.9, longitude: -18.4 });
  expect(readPosition('34H 261878 6243186')?.latitude).toBeCloseTo(-33.925, 2);
  expect(readPosition('34S 261878 6243186')?.latitude).toBeCloseTo(-33.925, 2);
  expect(readPosition('90, 180')).toMatchObject({ latitude: 90, longitude: 180 });
});

test('says how roughly it was written', () => {
  expect(readPosition('39.684, 45.2328')?.roughly).toBeCloseTo(55.7, 0);
  expect(readPosition('38SNJ1992')?.roughly).toBe(500);
  expect(readPosition('38S 519963 4392711')?.roughly).toBe(0.5);
  expect(readPosition('8HF7M600+')?.roughly).toBeGreaterThan(2000);
});

test.each([
  '',
  'Noravank',
  '39.684',
  '91, 10',
  '10, 181',
  '39.684 N, 45.2328 N',
  '39.684 E, 45.2328 E',
  "39°61'N 45°13'E",
  '61S 519963 4392711',
  'M6MM+J4',
  '38SNJ123',
  '1, 2, 3',
  '2020-11-09',
  'NaN, NaN',
  '1e5, 3',
  `${'9'.repeat(500)}, 1`,
])('is not read: %s', (text) => {
  expect(readPosition(text)).toBeNull();
});
