import { describe, expect, test } from 'vitest';
import { correct } from '../../src/core/clock/correction.ts';
import type { Check } from '../../src/core/clock/checks.ts';
import type { Shot } from '../../src/core/clock/shots.ts';

const camera = { make: 'Acme', model: 'A1', serial: '7' };
const always = { accessions: null, from: null, to: null };

const check = (part: Partial<Check> & { uid: string }): Check => ({
  itemNumber: '2026-K2-00001',
  camera,
  reading: '2023-01-14T10:00:00',
  readingOffset: null,
  offset: null,
  kind: 'gps',
  seconds: 60,
  uncertainty: 1,
  period: always,
  ...part,
});

const shot = (reading: string | null, part: Partial<Shot> = {}): Shot => ({
  file: '00000000-0000-7000-8000-000000000000',
  camera,
  reading,
  satellite: null,
  readingOffset: null,
  accession: 'A-2026-K2-00001',
  takenInAt: '2026-11-09T12:00:00.000Z',
  ...part,
});

const by = (one: Check, others: readonly Check[], of: Shot | null) => {
  const found = correct(one, [one, ...others], of);
  return 'skip' in found ? found.skip : [found.captured, found.basis.uncertainty];
};

const first = check({ uid: 'first' });

describe('a single check', () => {
  test('adds what the clock was behind, takes away what it was ahead', () => {
    expect(by(first, [], shot('2023-01-14T12:00:00'))).toEqual(['2023-01-14T12:01:00', 1]);
    const ahead = check({ uid: 'ahead', seconds: -3600 });
    expect(by(ahead, [], shot('2023-01-14T00:30:00.250'))).toEqual(['2023-01-13T23:30:00.250', 1]);
  });

  test('the zone of the reference is told, and clocks that tell theirs are brought to one', () => {
    const zoned = check({ uid: 'zoned', readingOffset: '+03:00', offset: '+04:00', seconds: 3600 });
    expect(by(zoned, [], shot('2023-01-14T12:00:00', { readingOffset: '+03:00' }))).toEqual([
      '2023-01-14T13:00:00+04:00',
      1,
    ]);
    // The camera was set to summer time meanwhile; its video is in UTC.
    expect(by(zoned, [], shot('2023-01-14T13:00:00', { readingOffset: '+04:00' }))).toEqual([
      '2023-01-14T13:00:00+04:00',
      1,
    ]);
    expect(by(zoned, [], shot('2023-01-14T09:00:00', { readingOffset: 'Z' }))).toEqual([
      '2023-01-14T13:00:00+04:00',
      1,
    ]);
  });

  test('what cannot be right is left alone', () => {
    expect(by(first, [], null)).toBe('no-reading');
    expect(by(first, [], shot(null))).toBe('no-reading');
    const another = shot('2023-01-14T12:00:00', { camera: { ...camera, serial: '8' } });
    expect(by(first, [], another)).toBe('other-camera');
    expect(by(first, [], shot('2023-01-14T12:00:00', { camera: null }))).toBe('other-camera');
    expect(by(first, [], shot('2023-01-14T12:00:00', { readingOffset: 'Z' }))).toBe('other-clock');
    // A clock that was reset to 2000 says nothing of pictures from before it was.
    const reset = check({ uid: 'reset', reading: '2000-01-01T00:05:00', seconds: 725_846_400 });
    expect(by(reset, [], shot('2000-01-01T02:00:00'))).toEqual(['2023-01-01T02:00:00', 1]);
    expect(by(reset, [], shot('2022-12-31T10:00:00'))).toBe('after-taking-in');
    expect(by(check({ uid: 'far', seconds: -80_000_000_000 }), [], shot('2022-12-31T10:00:00'))).toBe(
      'impossible',
    );
  });

  test('the period is by the camera’s clock, both ends included', () => {
    const period = { accessions: ['A-2026-K2-00001'], from: '2023-01-14', to: '2023-01-15' };
    const bounded = check({ uid: 'bounded', period });
    expect(by(bounded, [], shot('2023-01-13T23:59:59'))).toBe('out-of-period');
    expect(by(bounded, [], shot('2023-01-14T00:00:00'))).toEqual(['2023-01-14T00:01:00', 1]);
    expect(by(bounded, [], shot('2023-01-15T23:59:59'))).toEqual(['2023-01-16T00:00:59', 1]);
    expect(by(bounded, [], shot('2023-01-16T00:00:00'))).toBe('out-of-period');
    expect(by(bounded, [], shot('2023-01-14T00:00:00', { accession: 'A-2026-K2-00002' }))).toBe(
      'out-of-period',
    );
  });
});

describe('several checks of one camera', () => {
  const second = check({ uid: 'second', reading: '2023-01-20T10:00:00', seconds: 80, uncertainty: 30 });

  test('the nearest one is asked', () => {
    expect(by(first, [second], shot('2023-01-19T10:00:00'))).toBe('nearer-check');
    expect(by(second, [first], shot('2023-01-13T10:00:00'))).toBe('nearer-check');
    expect(by(first, [second], shot('2023-01-10T10:00:00'))).toEqual(['2023-01-10T10:01:00', 1]);
  });

  test('between two of them the doubt is as wide as both', () => {
    expect(by(first, [second], shot('2023-01-15T10:00:00'))).toEqual(['2023-01-15T10:01:00', 50]);
    expect(by(second, [first], shot('2023-01-18T10:00:00'))).toEqual(['2023-01-18T10:01:20', 30]);
  });

  test('one that is for another period is not asked', () => {
    const other = check({ ...second, uid: 'other', period: { ...always, from: '2023-01-19' } });
    expect(by(first, [other], shot('2023-01-18T10:00:00'))).toEqual(['2023-01-18T10:01:00', 1]);
  });

  test('references in two zones are compared as instants', () => {
    const here = check({ uid: 'here', offset: '+04:00', seconds: 3600 });
    const utc = check({ uid: 'utc', offset: '+00:00', seconds: -10_790, reading: '2023-01-16T10:00:00' });
    expect(by(here, [utc], shot('2023-01-14T20:00:00'))).toEqual(['2023-01-14T21:00:00+04:00', 11]);
  });
});
