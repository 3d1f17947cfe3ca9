import { mercatorX, mercatorY, worldPixels, type Size, type View } from './view.ts';

/**
 * Polygons or lines at one coarseness, in as few arrays as can be: they are made in a worker and handed over. Points are in Web
 * Mercator, x and y in turn, each from 0 to 1.
 */
export interface Level {
  readonly points: Float64Array<ArrayBuffer>;
  /** Where each ring or line begins in `points`; and at the end of all. */
  readonly starts: Uint32Array<ArrayBuffer>;
  /** Left, top, right, bottom of each. */
  readonly boxes: Float64Array<ArrayBuffer>;
}

interface Feature {
  readonly geometry: {
    readonly type: string;
    readonly coordinates: readonly (readonly (readonly number[])[] | readonly number[])[];
  };
}

export interface Collection {
  readonly features: readonly Feature[];
}

/** The last level has every point. */
export const levelCount = 10;

/**
 * For each whole zoom what is to be drawn at it: what is nearer together than half a pixel is one point. `collection`: a GeoJSON
 * FeatureCollection of polygons or of lines, as scripts/base-map makes them.
 */
export function levelsOf(collection: Collection): Level[] {
  const lines = collection.features.flatMap(({ geometry: { type, coordinates } }) =>
    (type === 'Polygon' ? coordinates : [coordinates]).map((line) =>
      projected(line as readonly (readonly number[])[]),
    ),
  );
  return Array.from({ length: levelCount }, (_, zoom) =>
    zoom === levelCount - 1
      ? levelOf(lines)
      : levelOf(lines.flatMap((line) => coarser(line, 0.5 / worldPixels(zoom)))),
  );
}

function projected(coordinates: readonly (readonly number[])[]): number[] {
  return coordinates.flatMap(([longitude = 0, latitude = 0]) => [mercatorX(longitude), mercatorY(latitude)]);
}

/** None if all of it is smaller than that. */
function coarser(line: readonly number[], step: number): number[][] {
  const kept: number[] = [];
  let [lastX, lastY] = [Infinity, Infinity];
  for (let at = 0; at < line.length; at += 2) {
    const [x = 0, y = 0] = [line[at], line[at + 1]];
    const isEnd = at === line.length - 2;
    if (!isEnd && Math.abs(x - lastX) < step && Math.abs(y - lastY) < step) continue;
    kept.push(x, y);
    [lastX, lastY] = [x, y];
  }
  return kept.length < 6 ? [] : [kept];
}

function levelOf(lines: readonly (readonly number[])[]): Level {
  const points = new Float64Array(lines.reduce((sum, { length }) => sum + length, 0));
  const starts = new Uint32Array(lines.length + 1);
  const boxes = new Float64Array(lines.length * 4);
  let end = 0;
  for (const [index, line] of lines.entries()) {
    const box = [Infinity, Infinity, -Infinity, -Infinity] as [number, number, number, number];
    for (let at = 0; at < line.length; at += 2) {
      const [x = 0, y = 0] = [line[at], line[at + 1]];
      points[end + at] = x;
      points[end + at + 1] = y;
      if (x < box[0]) box[0] = x;
      if (y < box[1]) box[1] = y;
      if (x > box[2]) box[2] = x;
      if (y > box[3]) box[3] = y;
    }
    boxes.set(box, index * 4);
    end += line.length;
    starts[index + 1] = end;
  }
  return { points, starts, boxes };
}

/** All that is in view, in pixels, in every copy of the world that is. */
export function pathOf(levels: readonly Level[], view: View, size: Size): Path2D {
  const path = new Path2D();
  const level = levels[Math.max(0, Math.min(levels.length - 1, Math.ceil(view.zoom)))];
  if (!level) return path;
  const { points, starts, boxes } = level;
  const world = worldPixels(view.zoom);
  const [x, y] = [mercatorX(view.longitude), mercatorY(view.latitude)];
  const [halfWidth, halfHeight] = [size.width / 2 / world, size.height / 2 / world];
  const [top, bottom] = [y - halfHeight, y + halfHeight];
  for (let copy = Math.floor(x - halfWidth); copy <= Math.floor(x + halfWidth); copy += 1) {
    const [left, right] = [x - halfWidth - copy, x + halfWidth - copy];
    for (let index = 0; index * 4 < boxes.length; index += 1) {
      const [itsLeft = 0, itsTop = 0, itsRight = 0, itsBottom = 0] = boxes.subarray(index * 4, index * 4 + 4);
      if (itsRight < left || itsLeft > right || itsBottom < top || itsTop > bottom) continue;
      const [from, to] = [starts[index] ?? 0, starts[index + 1] ?? 0];
      trace(path, points, from, to, { copy, x, y, world, size });
    }
  }
  return path;
}

interface Frame {
  readonly copy: number;
  readonly x: number;
  readonly y: number;
  readonly world: number;
  readonly size: Size;
}

/** Pixels beyond an edge within which a point is as good as in view. */
const margin = 8;

/**
 * Of points that all lie beyond the same edge, those between the first and the last change nothing that is seen, and a coast has
 * tens of thousands of them.
 */
function trace(path: Path2D, points: Float64Array, from: number, to: number, frame: Frame): void {
  const { copy, x, y, world, size } = frame;
  let side = 0;
  let isHeld = false;
  let [heldX, heldY] = [0, 0];
  for (let at = from; at < to; at += 2) {
    const across = ((points[at] ?? 0) + copy - x) * world + size.width / 2;
    const down = ((points[at + 1] ?? 0) - y) * world + size.height / 2;
    const now =
      (across < -margin ? 1 : across > size.width + margin ? 2 : 0) |
      (down < -margin ? 4 : down > size.height + margin ? 8 : 0);
    if (at === from) {
      path.moveTo(across, down);
      side = now;
    } else if ((side & now) !== 0) {
      side &= now;
      isHeld = true;
      [heldX, heldY] = [across, down];
    } else {
      if (isHeld) path.lineTo(heldX, heldY);
      isHeld = false;
      path.lineTo(across, down);
      side = now;
    }
  }
  if (isHeld) path.lineTo(heldX, heldY);
}
