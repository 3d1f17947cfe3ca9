import { cross, subtract, unit, type Vector } from './vector.ts';

export const materials = [
  'ground',
  'tuff',
  'slate',
  'void',
  'rubble',
  'lime',
  'lead',
  'wood',
  'metal',
  'headstone',
  'engraved',
  'fieldstone',
  'bark',
  'leaf',
  'grass',
  'plaster',
  'earth',
  'panel',
  'pole',
  'display',
  'char',
  'gold',
  'case',
] as const;
export type Material = (typeof materials)[number];
export const materialIndex: Readonly<Record<Material, number>> = Object.fromEntries(
  materials.map((name, index) => [name, index]),
) as Record<Material, number>;

/** Numbers that a triangle takes: three positions, three normals, three texture positions in metres, material, tint, group. */
export const stride = 27;

/** Where things are put: turned about the vertical, tilted, then moved. */
export interface Placement {
  readonly at: Vector;
  /** Radians, from east to north. */
  readonly turn?: number;
  /** Radians about the turned x axis, then about the turned y axis. */
  readonly tilt?: number;
  readonly roll?: number;
}

function put(numbers: Float32Array, at: number, vector: Vector): void {
  numbers[at] = vector[0];
  numbers[at + 1] = vector[1];
  numbers[at + 2] = vector[2];
}

/** Triangles, one after the other. A group is what is seen as one face: no edge is drawn finer within it. */
export class Mesh {
  private kept = new Float32Array(stride * 4096);
  private length = 0;
  private placing: ((point: Vector, isDirection: boolean) => Vector) | null = null;
  private nextGroup = 1;

  /** All triangles so far. */
  get numbers(): Float32Array {
    return this.kept.subarray(0, this.length);
  }

  /** What `build` adds stands at `placement`. */
  placed(placement: Placement, build: () => void): void {
    const { at, turn = 0, tilt = 0, roll = 0 } = placement;
    const outer = this.placing;
    const [ct, st, cx, sx, cy, sy] = [
      Math.cos(turn),
      Math.sin(turn),
      Math.cos(tilt),
      Math.sin(tilt),
      Math.cos(roll),
      Math.sin(roll),
    ];
    this.placing = ([x, y, z], isDirection) => {
      const [y1, z1] = [y * cx - z * sx, y * sx + z * cx];
      const [x2, z2] = [x * cy + z1 * sy, -x * sy + z1 * cy];
      const turned: Vector = [x2 * ct - y1 * st, x2 * st + y1 * ct, z2];
      const moved: Vector = isDirection ? turned : [turned[0] + at[0], turned[1] + at[1], turned[2] + at[2]];
      return outer === null ? moved : outer(moved, isDirection);
    };
    build();
    this.placing = outer;
  }

  group(): number {
    this.nextGroup += 1;
    return this.nextGroup;
  }

  triangle(
    points: readonly [Vector, Vector, Vector],
    normals: readonly [Vector, Vector, Vector] | null,
    texture: readonly [readonly [number, number], readonly [number, number], readonly [number, number]],
    material: Material,
    tint: number,
    group: number,
  ): void {
    const place = this.placing;
    const [a, b, c] = place
      ? [place(points[0], false), place(points[1], false), place(points[2], false)]
      : points;
    const flat = unit(cross(subtract(b, a), subtract(c, a)));
    const [na, nb, nc] =
      normals === null
        ? [flat, flat, flat]
        : place
          ? [place(normals[0], true), place(normals[1], true), place(normals[2], true)]
          : normals;
    if (this.length + stride > this.kept.length) {
      const larger = new Float32Array(this.kept.length * 2);
      larger.set(this.kept);
      this.kept = larger;
    }
    const { kept, length } = this;
    put(kept, length, a);
    put(kept, length + 3, b);
    put(kept, length + 6, c);
    put(kept, length + 9, na);
    put(kept, length + 12, nb);
    put(kept, length + 15, nc);
    for (let corner = 0; corner < 3; corner += 1) {
      kept[length + 18 + corner * 2] = texture[corner]![0];
      kept[length + 19 + corner * 2] = texture[corner]![1];
    }
    kept[length + 24] = materialIndex[material];
    kept[length + 25] = tint;
    kept[length + 26] = group;
    this.length += stride;
  }

  /** Corners counter-clockwise as seen from outside; texture from the first corner, along the first and the last edge. */
  quad(
    a: Vector,
    b: Vector,
    c: Vector,
    d: Vector,
    material: Material,
    tint = 1,
    from: readonly [number, number] = [0, 0],
  ): void {
    const group = this.group();
    const [right, up] = [unit(subtract(b, a)), unit(subtract(d, a))];
    const on = (p: Vector): readonly [number, number] => {
      const way = subtract(p, a);
      return [
        from[0] + way[0] * right[0] + way[1] * right[1] + way[2] * right[2],
        from[1] + way[0] * up[0] + way[1] * up[1] + way[2] * up[2],
      ];
    };
    this.triangle([a, b, c], null, [on(a), on(b), on(c)], material, tint, group);
    this.triangle([a, c, d], null, [on(a), on(c), on(d)], material, tint, group);
  }

  /** Between two corners; `jitter` moves each of the eight. */
  box(low: Vector, high: Vector, material: Material, tint = 1, jitter?: () => number): void {
    const corner = (x: 0 | 1, y: 0 | 1, z: 0 | 1): Vector => [
      (x ? high : low)[0] + (jitter?.() ?? 0),
      (y ? high : low)[1] + (jitter?.() ?? 0),
      (z ? high : low)[2] + (jitter?.() ?? 0),
    ];
    const [a, b, c, d] = [corner(0, 0, 0), corner(1, 0, 0), corner(1, 1, 0), corner(0, 1, 0)];
    const [e, f, g, h] = [corner(0, 0, 1), corner(1, 0, 1), corner(1, 1, 1), corner(0, 1, 1)];
    const [u, v, z] = [low[0], low[1], low[2]];
    this.quad(a, b, f, e, material, tint, [u, z]);
    this.quad(b, c, g, f, material, tint, [v, z]);
    this.quad(c, d, h, g, material, tint, [-high[0], z]);
    this.quad(d, a, e, h, material, tint, [-high[1], z]);
    this.quad(e, f, g, h, material, tint, [u, v]);
    this.quad(d, c, b, a, material, tint, [u, v]);
  }

  /**
   * What a profile of [radius, height] becomes when it is turned about the vertical axis through the origin. `sides` flat
   * ones where `isFaceted`. `keeps` leaves parts out: of the step along the profile and around.
   */
  turned(
    profile: readonly (readonly [number, number])[],
    sides: number,
    material: Material,
    options: {
      readonly isFaceted?: boolean;
      readonly keeps?: (step: number, side: number) => boolean;
      readonly tint?: number;
      readonly from?: number;
      readonly to?: number;
    } = {},
  ): void {
    const { isFaceted = false, keeps, tint = 1, from = 0, to = Math.PI * 2 } = options;
    const shared = this.group();
    for (let step = 0; step + 1 < profile.length; step += 1) {
      const [r0, z0] = profile[step]!;
      const [r1, z1] = profile[step + 1]!;
      const steep = unit([z1 - z0, 0, r0 - r1]);
      const length = Math.hypot(r1 - r0, z1 - z0);
      for (let side = 0; side < sides; side += 1) {
        if (keeps && !keeps(step, side)) continue;
        const [a0, a1] = [from + ((to - from) * side) / sides, from + ((to - from) * (side + 1)) / sides];
        const at = (r: number, z: number, angle: number): Vector => [
          r * Math.cos(angle),
          r * Math.sin(angle),
          z,
        ];
        const normal = (angle: number): Vector => [
          steep[0] * Math.cos(angle),
          steep[0] * Math.sin(angle),
          steep[2],
        ];
        const middle = (a0 + a1) / 2;
        const [n0, n1] = isFaceted ? [normal(middle), normal(middle)] : [normal(a0), normal(a1)];
        const wide = Math.max(r0, r1);
        const group = isFaceted ? this.group() : shared;
        const [u0, u1] = [a0 * wide, a1 * wide];
        const [v0, v1] = [step === 0 ? 0 : z0, step === 0 ? length : z0 + length];
        const corners = [at(r0, z0, a0), at(r0, z0, a1), at(r1, z1, a1), at(r1, z1, a0)] as const;
        this.triangle(
          [corners[0], corners[1], corners[2]],
          [n0, n1, n1],
          [
            [u0, v0],
            [u1, v0],
            [u1, v1],
          ],
          material,
          tint,
          group,
        );
        if (r1 > 0.001)
          this.triangle(
            [corners[0], corners[2], corners[3]],
            [n0, n1, n0],
            [
              [u0, v0],
              [u1, v1],
              [u0, v1],
            ],
            material,
            tint,
            group,
          );
      }
    }
  }

  /** A flat shape in the plane x, z (as seen from −y), pushed to `depth` along y. Points counter-clockwise, convex. */
  extruded(
    points: readonly (readonly [number, number])[],
    depth: number,
    [material, others]: readonly [Material, Material],
    tint = 1,
  ): void {
    const [front, back] = [this.group(), this.group()];
    const first = points[0]!;
    for (let at = 1; at + 1 < points.length; at += 1) {
      const [b, c] = [points[at]!, points[at + 1]!];
      const flat = (p: readonly [number, number], y: number): Vector => [p[0], y, p[1]];
      this.triangle([flat(first, 0), flat(b, 0), flat(c, 0)], null, [first, b, c], material, tint, front);
      this.triangle(
        [flat(first, depth), flat(c, depth), flat(b, depth)],
        null,
        [first, c, b],
        others,
        tint,
        back,
      );
    }
    for (let at = 0; at < points.length; at += 1) {
      const [a, b] = [points[at]!, points[(at + 1) % points.length]!];
      this.quad([b[0], 0, b[1]], [a[0], 0, a[1]], [a[0], depth, a[1]], [b[0], depth, b[1]], others, tint);
    }
  }
}
