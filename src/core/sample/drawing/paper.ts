import { layered2, noise2, smooth } from './noise.ts';
import { randomFrom, type Random } from './random.ts';

type Point = readonly [number, number];

/** Ink on paper, as a flatbed scanner sees it. */
class Sheet {
  readonly bytes: Uint8Array;
  private readonly ink: Float32Array;
  readonly width: number;
  readonly height: number;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.ink = new Float32Array(width * height);
    this.bytes = new Uint8Array(width * height * 3);
  }

  /** A pen drawn along points; it trembles a little. */
  stroke(points: readonly Point[], wide: number, dark: number): void {
    for (const [at, from] of points.slice(0, -1).entries()) {
      const to = points[at + 1] ?? from;
      const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
      const steps = Math.max(1, Math.ceil(length / 0.7));
      for (let step = 0; step <= steps; step += 1) {
        const part = step / steps;
        const x =
          from[0] + (to[0] - from[0]) * part + (noise2(part * length * 0.02 + from[1], from[0]) - 0.5) * 2.4;
        const y =
          from[1] +
          (to[1] - from[1]) * part +
          (noise2(part * length * 0.02 + from[0], to[1] + 9) - 0.5) * 2.4;
        this.dot(x, y, wide * (0.8 + 0.4 * noise2(x * 0.06, y * 0.06)), dark);
      }
    }
  }

  private dot(x: number, y: number, radius: number, dark: number): void {
    for (let py = Math.floor(y - radius - 1); py <= y + radius + 1; py += 1)
      for (let px = Math.floor(x - radius - 1); px <= x + radius + 1; px += 1) {
        if (px < 0 || py < 0 || px >= this.width || py >= this.height) continue;
        const cover = dark * smooth(radius + 0.7, radius - 0.5, Math.hypot(px - x, py - y));
        const at = py * this.width + px;
        this.ink[at] = Math.max(this.ink[at]!, cover);
      }
  }

  /** Lines of a hand that nobody can read. */
  writing(random: Random, [x, y]: Point, wide: number, lines: number): void {
    for (let line = 0; line < lines; line += 1) {
      const end = x + wide * (line === lines - 1 ? random.between(0.3, 0.7) : random.between(0.86, 1));
      let at = x;
      while (at < end - 20) {
        const word = random.between(22, 78);
        const points: Point[] = [];
        for (let way = 0; way <= word; way += 2.4)
          points.push([
            at + way + 3 * Math.sin(way * 0.9),
            y + line * 33 - (5 + 5 * noise2(way * 0.11 + at, line)) * Math.sin(way * 0.55 + at),
          ]);
        this.stroke(points, 1.1, 0.8);
        if (random.next() < 0.4)
          this.stroke(
            [
              [at + word * 0.5, y + line * 33 - 4],
              [at + word * 0.56, y + line * 33 - 22],
            ],
            1.1,
            0.8,
          );
        at += word + random.between(9, 17);
      }
    }
  }

  /** `through`: ink of the other side shows through. */
  develop(through: Sheet | null): Uint8Array {
    const { width, height, ink, bytes } = this;
    for (let y = 0; y < height; y += 1)
      for (let x = 0; x < width; x += 1) {
        const at = y * width + x;
        const edge = Math.min(
          x - 14 - 5 * noise2(y * 0.01, 3),
          y - 10,
          width - 22 - x + 4 * noise2(y * 0.013, 8),
          height - 16 - y,
        );
        const paper = 0.9 + 0.05 * layered2(x * 0.012, y * 0.012, 3) + 0.03 * noise2(x * 0.6, y * 0.6);
        const stain = 0.16 * smooth(0.6, 0.8, layered2(x * 0.004 + 3, y * 0.004, 3));
        const fold = 0.1 * smooth(5, 0, Math.abs(y - height * 0.5 - 6 * noise2(x * 0.01, 1)));
        const behind = through ? 0.13 * through.ink[y * width + (width - 1 - x)]! : 0;
        const light =
          edge < 0
            ? 0.34 + 0.05 * noise2(x * 0.3, y * 0.3)
            : (paper - stain - fold - behind) * (0.86 + 0.14 * smooth(0, 30, edge));
        const dark = edge < 0 ? 0 : ink[at]!;
        bytes[at * 3] = 255 * light * (1 - 0.86 * dark);
        bytes[at * 3 + 1] = 255 * light * (0.965 - 0.82 * dark);
        bytes[at * 3 + 2] = 255 * light * (0.88 - 0.6 * dark);
      }
    return bytes;
  }
}

export interface Scan {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

const [width, height] = [1000, 1400];

/** A sheet out of a field book: a measured plan on its front, notes on its back. */
export function scannedSheets(): readonly [recto: Scan, verso: Scan] {
  const [recto, verso] = [new Sheet(width, height), new Sheet(width, height)];
  const random = randomFrom(404);
  plan(recto, [500, 640], 46);
  recto.writing(random, [110, 130], 620, 2);
  recto.writing(random, [110, 1130], 760, 5);
  verso.writing(random, [130, 160], 720, 17);
  elevation(verso, [500, 1120], 20);
  for (const sheet of [recto, verso]) stamp(sheet, [800, 1290]);
  return [
    { bytes: recto.develop(null), width, height },
    { bytes: verso.develop(recto), width, height },
  ];
}

/** The plan of the sample's church, `metre` pixels to a metre, with lines of measure. */
function plan(sheet: Sheet, [x, y]: Point, metre: number): void {
  const at = (px: number, py: number): Point => [x + px * metre, y - py * metre];
  const outline = (long: number, wide: number): Point[] => [
    at(-long, -wide),
    at(long, -wide),
    at(long, wide),
    at(-long, wide),
    at(-long, -wide),
  ];
  sheet.stroke(outline(7.6, 5.4), 2.6, 0.9);
  sheet.stroke(outline(6.9, 4.7), 1.8, 0.85);
  for (const [px, py] of [
    [-2.6, -2.6],
    [2.6, -2.6],
    [2.6, 2.6],
    [-2.6, 2.6],
  ] as const)
    sheet.stroke(
      [
        at(px - 0.45, py - 0.45),
        at(px + 0.45, py - 0.45),
        at(px + 0.45, py + 0.45),
        at(px - 0.45, py + 0.45),
        at(px - 0.45, py - 0.45),
      ],
      2.2,
      0.9,
    );
  const circle = (radius: number): Point[] =>
    Array.from({ length: 49 }, (_, step) =>
      at(radius * Math.cos((step * Math.PI) / 24), radius * Math.sin((step * Math.PI) / 24)),
    );
  sheet.stroke(circle(2.5), 1.2, 0.6);
  sheet.stroke(circle(1.9), 1.2, 0.6);
  for (const [from, to] of [
    [at(-7.6, -6.6), at(7.6, -6.6)],
    [at(-8.8, -5.4), at(-8.8, 5.4)],
  ] as const) {
    sheet.stroke([from, to], 0.9, 0.7);
    for (const end of [from, to])
      sheet.stroke(
        [
          [end[0] - 9, end[1] + 9],
          [end[0] + 9, end[1] - 9],
        ],
        1.4,
        0.8,
      );
  }
  for (let crack = 0; crack < 3; crack += 1)
    sheet.stroke([at(4 + crack, -5.8), at(4.4 + crack * 0.8, -4.6), at(4 + crack * 1.1, -3.8)], 1.1, 0.75);
  sheet.stroke([at(8.6, 6.4), at(8.6, 8), at(8.3, 7.5), at(8.6, 8), at(8.9, 7.5)], 1.5, 0.85);
}

function elevation(sheet: Sheet, [x, y]: Point, metre: number): void {
  const at = (px: number, py: number): Point => [x + px * metre, y - py * metre];
  sheet.stroke([at(-9, 0), at(9, 0)], 1.4, 0.8);
  sheet.stroke(
    [
      at(-7.6, 0),
      at(-7.6, 5.2),
      at(-2.6, 6.7),
      at(-2.6, 7.4),
      at(0, 9.2),
      at(2.6, 7.4),
      at(2.6, 6.7),
      at(7.6, 5.2),
      at(7.6, 0),
    ],
    1.8,
    0.85,
  );
  sheet.stroke([at(-2.5, 9.2), at(-2.5, 13), at(0, 18.2), at(2.5, 13), at(2.5, 9.2)], 1.6, 0.85);
  sheet.stroke([at(-2.9, 13), at(2.9, 13)], 1.4, 0.8);
}

function stamp(sheet: Sheet, [x, y]: Point): void {
  for (const radius of [54, 46, 20])
    sheet.stroke(
      Array.from(
        { length: 41 },
        (_, step) => [x + radius * Math.cos(step * 0.157), y + radius * Math.sin(step * 0.157)] as const,
      ),
      1.4,
      0.42,
    );
  for (let ray = 0; ray < 12; ray += 1)
    sheet.stroke(
      [
        [x + 24 * Math.cos(ray * 0.524), y + 24 * Math.sin(ray * 0.524)],
        [x + 42 * Math.cos(ray * 0.524), y + 42 * Math.sin(ray * 0.524)],
      ],
      1.2,
      0.4,
    );
}
