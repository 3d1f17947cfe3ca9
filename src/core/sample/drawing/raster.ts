import { stride } from './mesh.ts';
import type { View } from './view.ts';

/** Nearer than this nothing is seen, in metres. */
const nearest = 0.12;

/**
 * Triangles as they lie in the picture, cut off in front of the camera: x, y and 1/depth of each corner, at `finer` samples
 * a pixel and way, and the triangle that they are part of.
 */
export interface Projected {
  readonly corners: Float32Array;
  readonly triangles: Int32Array;
  readonly count: number;
}

export function project(numbers: Float32Array, view: View, finer: number): Projected {
  const total = numbers.length / stride;
  const corners = new Float32Array(total * 18);
  const triangles = new Int32Array(total * 2);
  let count = 0;
  const { from, right, up, forward } = view;
  const focal = view.focal * finer;
  const middleX = (view.width * finer) / 2;
  const middleY = (view.height * finer) / 2;
  const width = view.width * finer;
  const height = view.height * finer;
  // Of each corner: to the right, up, and in front.
  const eye = new Float64Array(9);
  const cut = new Float64Array(12);
  for (let triangle = 0; triangle < total; triangle += 1) {
    let behind = 0;
    for (let corner = 0; corner < 3; corner += 1) {
      const at = triangle * stride + corner * 3;
      const x = numbers[at]! - from[0];
      const y = numbers[at + 1]! - from[1];
      const z = numbers[at + 2]! - from[2];
      eye[corner * 3] = x * right[0] + y * right[1] + z * right[2];
      eye[corner * 3 + 1] = x * up[0] + y * up[1] + z * up[2];
      const depth = x * forward[0] + y * forward[1] + z * forward[2];
      eye[corner * 3 + 2] = depth;
      if (depth < nearest) behind += 1;
    }
    if (behind === 3) continue;
    let points = 0;
    for (let corner = 0; corner < 3; corner += 1) {
      const a = corner * 3;
      const b = ((corner + 1) % 3) * 3;
      const da = eye[a + 2]!;
      const db = eye[b + 2]!;
      if (da >= nearest) {
        cut[points * 3] = eye[a]!;
        cut[points * 3 + 1] = eye[a + 1]!;
        cut[points * 3 + 2] = da;
        points += 1;
      }
      if (da >= nearest !== db >= nearest) {
        const part = (nearest - da) / (db - da);
        cut[points * 3] = eye[a]! + (eye[b]! - eye[a]!) * part;
        cut[points * 3 + 1] = eye[a + 1]! + (eye[b + 1]! - eye[a + 1]!) * part;
        cut[points * 3 + 2] = nearest;
        points += 1;
      }
    }
    for (let fan = 1; fan + 1 < points; fan += 1) {
      let left = Infinity;
      let rightmost = -Infinity;
      let top = Infinity;
      let bottom = -Infinity;
      for (let corner = 0; corner < 3; corner += 1) {
        const at = (corner === 0 ? 0 : fan + corner - 1) * 3;
        const inverse = 1 / cut[at + 2]!;
        const x = middleX + cut[at]! * focal * inverse;
        const y = middleY - cut[at + 1]! * focal * inverse;
        const to = count * 9 + corner * 3;
        corners[to] = x;
        corners[to + 1] = y;
        corners[to + 2] = inverse;
        left = Math.min(left, x);
        rightmost = Math.max(rightmost, x);
        top = Math.min(top, y);
        bottom = Math.max(bottom, y);
      }
      if (rightmost < 0 || left > width || bottom < 0 || top > height) continue;
      triangles[count] = triangle;
      count += 1;
    }
  }
  return { corners, triangles, count };
}

/** Which triangle is nearest, for each sample of rows `from` up to `to`; -1: none. */
export function fill(
  projected: Projected,
  width: number,
  from: number,
  to: number,
  nearness: Float32Array,
  ids: Int32Array,
): void {
  nearness.fill(0);
  ids.fill(-1);
  const { corners, triangles, count } = projected;
  for (let at = 0; at < count; at += 1) {
    const c = at * 9;
    const x0 = corners[c]!;
    const y0 = corners[c + 1]!;
    const w0 = corners[c + 2]!;
    const x1 = corners[c + 3]!;
    const y1 = corners[c + 4]!;
    const w1 = corners[c + 5]!;
    const x2 = corners[c + 6]!;
    const y2 = corners[c + 7]!;
    const w2 = corners[c + 8]!;
    const top = Math.max(from, Math.ceil(Math.min(y0, y1, y2) - 0.5));
    const bottom = Math.min(to - 1, Math.floor(Math.max(y0, y1, y2) - 0.5));
    if (bottom < top) continue;
    const area = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0);
    if (area === 0) continue;
    const inverse = 1 / area;
    const dwx = ((w1 - w0) * (y2 - y0) - (w2 - w0) * (y1 - y0)) * inverse;
    const dwy = ((w2 - w0) * (x1 - x0) - (w1 - w0) * (x2 - x0)) * inverse;
    const triangle = triangles[at]!;
    for (let y = top; y <= bottom; y += 1) {
      const line = y + 0.5;
      let left = Infinity;
      let right = -Infinity;
      for (let edge = 0; edge < 3; edge += 1) {
        const ax = edge === 0 ? x0 : edge === 1 ? x1 : x2;
        const ay = edge === 0 ? y0 : edge === 1 ? y1 : y2;
        const bx = edge === 0 ? x1 : edge === 1 ? x2 : x0;
        const by = edge === 0 ? y1 : edge === 1 ? y2 : y0;
        if (ay <= line === by <= line) continue;
        const x = ax + ((line - ay) / (by - ay)) * (bx - ax);
        if (x < left) left = x;
        if (x > right) right = x;
      }
      const first = Math.max(0, Math.ceil(left - 0.5));
      const last = Math.min(width - 1, Math.floor(right - 0.5));
      if (first > last) continue;
      let w = w0 + (first + 0.5 - x0) * dwx + (line - y0) * dwy;
      let sample = (y - from) * width + first;
      for (let x = first; x <= last; x += 1) {
        if (w > nearness[sample]!) {
          nearness[sample] = w;
          ids[sample] = triangle;
        }
        w += dwx;
        sample += 1;
      }
    }
  }
}
