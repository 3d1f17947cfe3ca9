import { expect, test } from 'vitest';
import { readDate } from '../../src/core/search/query.ts';
import { bandsOf } from '../../src/renderer/features/timeline/rows.ts';
import {
  binAt,
  binsBetween,
  edtfOf,
  possible,
  ticksOf,
  within,
  zoomed,
} from '../../src/renderer/features/timeline/view.ts';

const utc = (text: string): number => Date.parse(`${text}Z`);
const day = 86_400_000;

test('a chosen time is written as an EDTF date that the search reads back as the same time', () => {
  const spans: readonly (readonly [from: string, to: string, written: string])[] = [
    ['2019-01-01T00:00', '2020-01-01T00:00', '2019'],
    ['2019-01-01T00:00', '2022-01-01T00:00', '2019/2021'],
    ['2019-05-01T00:00', '2019-08-01T00:00', '2019-05/2019-07'],
    ['2019-05-03T00:00', '2019-05-04T00:00', '2019-05-03'],
    ['2019-05-03T10:00', '2019-05-03T12:00', '2019-05-03T10:00/2019-05-03T11:59'],
    ['2019-05-03T10:00', '2019-05-03T10:01', '2019-05-03T10:00/2019-05-03T10:00'],
    ['2019-05-03T23:50', '2019-05-04T00:00', '2019-05-03T23:50/2019-05-03T23:59'],
    ['0090-01-01T00:00', '0100-01-01T00:00', '0090/0099'],
  ];
  for (const [from, to, written] of spans) {
    expect(edtfOf({ from: utc(from), to: utc(to) })).toBe(written);
    expect(readDate(written)).toEqual({ earliest: utc(from), before: utc(to) });
  }
  const old = { from: utc('-000050-01-01T00:00'), to: utc('-000040-01-01T00:00') };
  expect(edtfOf(old)).toBe('-0050/-0041');
});

test('bins are taken whole, and the nearest where there is none', () => {
  const edges = [0, 10, 20, 30];
  expect([-5, 0, 9, 10, 29, 30, 99].map((time) => binAt(edges, time))).toEqual([0, 0, 0, 1, 2, 2, 2]);
  expect(binsBetween(edges, 25, 12)).toEqual({ from: 10, to: 30 });
});

test('doubt counts in every bin that it covers', () => {
  const lane = { camera: null, cameras: 0, items: 6, sure: [0, 0, 0] };
  const doubtful = [
    { from: 0, to: 20, items: 2 },
    { from: null, to: 10, items: 1 },
    { from: 10, to: null, items: 3 },
  ];
  expect(possible({ edges: [0, 10, 20, 30], lanes: [{ ...lane, doubtful }] }, 0)).toEqual([3, 5, 3]);
});

test('spans that do not touch share a row; what goes beyond the edge is drawn beyond it', () => {
  const bands = bandsOf(
    [
      { from: null, to: 10, items: 1 },
      { from: 10, to: 30, items: 1 },
      { from: 20, to: 40, items: 1 },
      { from: 500, to: 600, items: 1 },
    ],
    (time) => time,
    100,
  );
  expect(bands.map(({ row }) => row)).toEqual([0, 0, 1]);
  expect(bands[0]?.from).toBeLessThan(0);
});

test('ticks stand at the beginnings of calendar units, far enough apart, from years to minutes', () => {
  for (const days of [0.02, 0.3, 2, 20, 90, 700, 5000, 90_000]) {
    const view = { from: utc('2019-04-27T08:13'), to: utc('2019-04-27T08:13') + days * day };
    const ticks = ticksOf(view, 900, 60);
    expect(ticks.length).toBeGreaterThan(1);
    expect(ticks.length).toBeLessThanOrEqual(18);
    for (const { time } of ticks) expect(time % 60_000).toBe(0);
  }
  const months = ticksOf({ from: utc('2019-11-10T00:00'), to: utc('2020-03-10T00:00') }, 600, 60);
  expect(months.map(({ isMain }) => isMain)).toEqual(
    months.map(({ time, unit }) =>
      new Date(time).toISOString().includes(unit === 'month' ? '-01-01' : '-01T'),
    ),
  );
});

test('what is looked at keeps within what there is, and zooms round a point', () => {
  const extent = { from: 0, to: 100 * day };
  expect(zoomed({ from: 0, to: 100 }, 25, 0.5)).toEqual({ from: 12.5, to: 62.5 });
  const wide = within({ from: -1e12, to: 1e12 }, extent);
  expect(wide.from).toBeLessThan(0);
  expect(wide.to).toBeGreaterThan(extent.to);
  const close = within({ from: 50 * day, to: 50 * day + 1 }, extent);
  expect(close.to - close.from).toBeGreaterThanOrEqual(60_000);
  expect(within({ from: 500 * day, to: 510 * day }, extent).to).toBe(wide.to);
});
