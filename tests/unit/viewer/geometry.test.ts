import { expect, test } from 'vitest';
import {
  fitScale,
  fitted,
  overlaps,
  panBy,
  placeOf,
  seenPart,
  within,
  zoomAt,
} from '../../../src/renderer/features/viewer/geometry.ts';

const picture = { width: 4000, height: 2000 };
const pane = { width: 1000, height: 800 };

test('a fitted picture fills the pane on one side and is seen whole, however it is turned', () => {
  expect(fitScale(picture, 0, pane)).toBe(0.25);
  expect(fitScale(picture, 90, pane)).toBe(0.2);
  expect(placeOf(fitted, picture, 0, pane)).toEqual({ left: 0, top: 150, width: 1000, height: 500 });
  // It is laid out unturned and turned about its middle.
  expect(placeOf(fitted, picture, 90, pane)).toEqual({ left: 100, top: 200, width: 800, height: 400 });
  for (const turn of [0, 90, 180, 270] as const) {
    const seen = seenPart(fitted, picture, turn, pane);
    expect(seen.left).toBeLessThanOrEqual(0);
    expect(seen.top).toBeLessThanOrEqual(0);
    expect(seen.width).toBeGreaterThanOrEqual(4000);
    expect(seen.height).toBeGreaterThanOrEqual(2000);
  }
});

test.each([0, 90, 180, 270] as const)('zooming keeps what lies under the pointer (turned by %i)', (turn) => {
  const at = { x: 130, y: -70 };
  const under = (view: typeof fitted) => {
    const scale = fitScale(picture, turn, pane) * view.times;
    const [wide, high] = turn === 90 || turn === 270 ? [2000, 4000] : [4000, 2000];
    return [view.x * wide + at.x / scale, view.y * high + at.y / scale];
  };
  const near = zoomAt(fitted, 6, at, picture, turn, pane);
  expect(near.times).toBe(6);
  for (const [index, place] of under(near).entries()) expect(place).toBeCloseTo(under(fitted)[index]!, 6);
});

test('the picture never leaves the pane, and is enlarged to 32 screen pixels for one at most', () => {
  const far = within({ times: 4, x: -3, y: 9 }, picture, 0, pane, 1);
  expect(seenPart(far, picture, 0, pane)).toMatchObject({ left: 0, width: 1000 });
  expect(seenPart(far, picture, 0, pane).top).toBeCloseTo(2000 - 800, 6);
  expect(within({ ...fitted, times: 1e9 }, picture, 0, pane, 1).times * 0.25).toBe(32);
  expect(within({ ...fitted, times: 1e9 }, picture, 0, pane, 2).times * 0.25).toBe(16);
  expect(within({ ...fitted, times: 0 }, picture, 0, pane, 1).times).toBe(1);
  // A small picture may be looked at in its own size.
  expect(within({ ...fitted, times: 0 }, { width: 100, height: 100 }, 0, pane, 1).times).toBe(1 / 8);
});

test('moving by pixels of the screen moves the picture by as many', () => {
  const near = { times: 8, x: 0.5, y: 0.5 };
  const [before, after] = [near, panBy(near, 60, -20, picture, 0, pane)].map((view) =>
    placeOf(view, picture, 0, pane),
  );
  expect(after!.left - before!.left).toBeCloseTo(60, 6);
  expect(after!.top - before!.top).toBeCloseTo(-20, 6);
});

test('what is seen of a turned picture is the same corner of the stored one', () => {
  // The upper left corner on the screen.
  const corner = { times: 10, x: 0.05, y: 0.05 };
  const centre = (turn: 0 | 90 | 180 | 270) => {
    const { left, top, width, height } = seenPart(corner, picture, turn, pane);
    return [Math.round(left + width / 2), Math.round(top + height / 2)];
  };
  expect(centre(0)).toEqual([200, 100]);
  expect(centre(90)).toEqual([200, 1900]);
  expect(centre(180)).toEqual([3800, 1900]);
  expect(centre(270)).toEqual([3800, 100]);
});

test('areas that only touch do not overlap', () => {
  const one = { left: 0, top: 0, width: 10, height: 10 };
  expect(overlaps(one, { ...one, left: 10 })).toBe(false);
  expect(overlaps(one, { ...one, left: 9 })).toBe(true);
});
