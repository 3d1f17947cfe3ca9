import { describe, expect, test } from 'vitest';
import { readQuery } from '../../src/core/search/query.ts';
import { unknownFields } from '../../src/core/search/unknown-fields.ts';

describe('what is typed as a field and is none is told, with the field that is near', () => {
  test.each([
    ['camra:nikon', 'camra', 'camera'],
    ['wall -Camra:"nikon d5"', 'Camra', 'camera'],
    ['camra: nikon', 'camra', 'camera'],
    ['camra:', 'camra', 'camera'],
    ['tags:wall', 'tags', 'tag'],
    ['camera-model:nikon', 'camera-model', 'camera'],
    ['file_name:a.jpg', 'file_name', 'file'],
    ['տեսխցիկ:nikon', 'տեսխցիկ', 'տեսախցիկ'],
    ['камра:nikon', 'камра', 'камера'],
    // A word of one language in the letters of another.
    ['amsativ:2020', 'amsativ', 'date'],
    ['կամերա:nikon', 'կամերա', 'տեսախցիկ'],
    ['(camra:nikon)', 'camra', 'camera'],
    ['кэмера:nikon', 'кэмера', 'камера'],
    ['weather:rain', 'weather', null],
  ])('%s', (query, field, meant) => {
    expect(unknownFields(query)).toEqual([{ field, meant }]);
  });

  test('each once, and those that are fields not at all', () => {
    expect(unknownFields('camra:a camera:b camra:c wether:d дата:2020 տեղ:ք')).toEqual([
      { field: 'camra', meant: 'camera' },
      { field: 'wether', meant: null },
    ]);
  });
});

test.each([
  'http://example.org/a',
  '12:30',
  'C:\\photos',
  'C:/photos',
  'c:photos',
  'file:/tmp',
  'mailto:someone@example.org',
  'тег:wall',
  'թեգ:wall',
  '"camra:nikon"',
  'camera:camra:nikon',
  'camera:"camra:nikon"',
  'camera:',
  'wall :nikon ::',
  '',
])('of %j nothing is said', (query) => {
  expect(unknownFields(query)).toEqual([]);
});

test('a warning is one of those that there are', () => {
  expect(readQuery('warning:GPS-time-differs')).toMatchObject([{ facet: 'warning', value: 'gps-time-differs' }]); // prettier-ignore
  expect(() => readQuery('warning:gps-differs')).toThrow(
    expect.objectContaining({
      code: 'search-not-understood',
      details: { field: 'warning', value: 'gps-differs' },
    }),
  );
});
