import type { MapLabel } from '../../../shared/records/map.ts';
import type { Placed } from './apart.ts';
import type { MapColors } from './colors.ts';
import { graticuleOf } from './graticule.ts';
import { fitCanvas } from './plain-base.ts';
import { radiusOf } from './radius.ts';
import { drawSites, type Site } from './sites.ts';
import { spriteOf } from './sprites.ts';
import { extentOf, metresOfPixel, pointOf, type Extent, type Point, type Size, type View } from './view.ts';

/** One position that is pointed out: what a file says, what a person says, where something is about to be put, what was sought. */
export interface Pin {
  readonly kind: 'reading' | 'asserted' | 'draft' | 'found';
  readonly latitude: number;
  readonly longitude: number;
  /** Metres within which it lies. */
  readonly radius: number | null;
}

/** All that is drawn above land and water. */
export interface Marks {
  readonly colors: MapColors;
  readonly clusters: readonly Placed[];
  /** Places in `clusters`. */
  readonly hovered: number | null;
  readonly chosen: number | null;
  readonly sites: readonly Site[];
  /** Id of the one that is looked at. */
  readonly chosenSite: string | null;
  readonly labels: readonly MapLabel[];
  readonly pins: readonly Pin[];
  readonly area: Extent | null;
  readonly isPlacing: boolean;
  readonly number: (value: number) => string;
}

const sans = '"Noto Sans Variable", "Noto Sans Armenian Variable", system-ui, sans-serif';

export function drawMarks(context: CanvasRenderingContext2D, view: View, size: Size, marks: Marks): void {
  const scale = fitCanvas(context.canvas, size);
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, size.width, size.height);
  drawGraticule(context, view, size, marks);
  const places = marks.clusters.map(({ shownLongitude, shownLatitude }) =>
    pointOf(view, size, shownLongitude, shownLatitude),
  );
  drawLabels(context, view, size, marks, places);
  drawClusters(context, size, marks, places, scale);
  drawSites(context, view, size, marks.sites, marks.chosenSite, marks.colors);
  drawPins(context, view, size, marks);
  if (marks.area) drawArea(context, view, size, marks.area, marks.colors);
  if (marks.isPlacing) drawCross(context, size, marks.colors);
}

/** Which cluster lies under a point, the topmost one. */
export function clusterAt(clusters: readonly Placed[], view: View, size: Size, at: Point): number | null {
  let [found, nearest]: [number | null, number] = [null, Infinity];
  for (const [index, { shownLongitude, shownLatitude, count }] of clusters.entries()) {
    const { x, y } = pointOf(view, size, shownLongitude, shownLatitude);
    const distance = Math.hypot(x - at.x, y - at.y) - Math.max(12, radiusOf(count));
    if (distance <= 0 && distance < nearest) [found, nearest] = [index, distance];
  }
  return found;
}

function drawGraticule(context: CanvasRenderingContext2D, view: View, size: Size, { colors }: Marks): void {
  context.font = `10px ${sans}`;
  context.lineWidth = 1;
  context.strokeStyle = colors.line;
  context.beginPath();
  const texts: (readonly [string, number, number, CanvasTextAlign])[] = [];
  const middle = { longitude: view.longitude, latitude: view.latitude };
  for (const { along, at, label } of graticuleOf(extentOf(view, size), size.width)) {
    if (along === 'meridian') {
      const x = Math.round(size.width / 2 + ((at - middle.longitude) / 360) * 512 * 2 ** view.zoom) + 0.5;
      context.moveTo(x, 0);
      context.lineTo(x, size.height);
      // Above a notice of two lines.
      texts.push([label, x + 4, size.height - 48, 'left']);
    } else {
      const y = Math.round(pointOf(view, size, middle.longitude, at).y) + 0.5;
      context.moveTo(0, y);
      context.lineTo(size.width, y);
      if (y > 72 && y < size.height - 72) texts.push([label, 6, y - 4, 'left']);
    }
  }
  context.stroke();
  context.textBaseline = 'alphabetic';
  for (const [text, x, y, align] of texts) {
    context.textAlign = align;
    written(context, text, x, y, colors.labelQuiet, colors.halo, 2.5);
  }
}

function written(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  ink: string,
  halo: string,
  width: number,
): void {
  context.lineJoin = 'round';
  context.lineWidth = width;
  context.strokeStyle = halo;
  context.strokeText(text, x, y);
  context.fillStyle = ink;
  context.fillText(text, x, y);
}

const widths = new Map<string, number>();

/** Names from the greatest place on; one that would lie on another, or on a cluster, is left out. */
function drawLabels(
  context: CanvasRenderingContext2D,
  view: View,
  size: Size,
  { labels, clusters, sites, colors }: Marks,
  places: readonly Point[],
): void {
  const marked = sites.map(({ longitude, latitude }) => pointOf(view, size, longitude, latitude));
  const taken: [number, number, number, number][] = places.map(({ x, y }, index) => {
    const radius = radiusOf(clusters[index]?.count ?? 1);
    return [x - radius, y - radius, x + radius, y + radius];
  });
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  if (widths.size > 5000) widths.clear();
  for (const { name, longitude, latitude, rank } of labels) {
    const { x, y } = pointOf(view, size, longitude, latitude);
    if (x < -200 || y < -20 || x > size.width + 20 || y > size.height + 20) continue;
    const font = `${rank === 0 ? '600 13px' : rank === 1 ? '500 12px' : '11px'} ${sans}`;
    context.font = font;
    const key = `${font} ${name}`;
    const width = widths.get(key) ?? context.measureText(name).width;
    widths.set(key, width);
    // Of a place that has a mark of its own the name stands beside that.
    const isMarked = marked.some((mark) => Math.hypot(mark.x - x, mark.y - y) < 8);
    const start = x + (isMarked ? 13 : 6);
    const box: [number, number, number, number] = [x - 4, y - 8, start + 2 + width, y + 8];
    if (
      taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])
    )
      continue;
    taken.push(box);
    if (!isMarked) {
      context.beginPath();
      context.arc(x, y, rank === 0 ? 2.4 : 1.8, 0, 7);
      context.fillStyle = colors.labelQuiet;
      context.fill();
    }
    written(context, name, start, y, rank < 2 ? colors.label : colors.labelQuiet, colors.halo, 3);
  }
}

function drawClusters(
  context: CanvasRenderingContext2D,
  size: Size,
  { clusters, colors, hovered, chosen, number }: Marks,
  places: readonly Point[],
  scale: number,
): void {
  for (const [index, { count }] of clusters.entries()) {
    const place = places[index];
    const radius = radiusOf(count);
    if (!place || place.x < -radius || place.y < -radius) continue;
    if (place.x > size.width + radius || place.y > size.height + radius) continue;
    const standing = index === chosen ? 'chosen' : index === hovered ? 'hovered' : 'plain';
    const sprite = spriteOf(count, number(count), standing, colors, scale);
    const half = sprite.width / scale / 2;
    context.drawImage(sprite, place.x - half, place.y - half, half * 2, half * 2);
  }
}

function drawPins(context: CanvasRenderingContext2D, view: View, size: Size, { pins, colors }: Marks): void {
  const at = (pin: Pin): Point => pointOf(view, size, pin.longitude, pin.latitude);
  const [reading, said] = [
    pins.find(({ kind }) => kind === 'reading'),
    pins.find(({ kind }) => kind === 'draft') ?? pins.find(({ kind }) => kind === 'asserted'),
  ];
  if (reading && said) {
    const [from, to] = [at(reading), at(said)];
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
    context.setLineDash([5, 4]);
    context.lineWidth = 1.5;
    context.strokeStyle = colors.chosen;
    context.stroke();
    context.setLineDash([]);
  }
  for (const pin of pins) {
    const { x, y } = at(pin);
    if (pin.radius !== null) {
      const radius = pin.radius / metresOfPixel(view.zoom, pin.latitude);
      if (radius > 6 && radius < 20_000) {
        context.beginPath();
        context.arc(x, y, radius, 0, 7);
        // How far a place that was sought may reach is no statement, and hides nothing.
        if (pin.kind === 'found') context.setLineDash([2, 5]);
        else {
          context.globalAlpha = 0.14;
          context.fillStyle = colors.chosen;
          context.fill();
          context.globalAlpha = 1;
        }
        context.lineWidth = 1.25;
        context.strokeStyle = colors.chosen;
        context.stroke();
        context.setLineDash([]);
      }
    }
    drawPin(context, pin.kind, x, y, colors);
  }
}

/** Told apart by shape: a reading is a hollow square, what a person says a drop, what was sought a ring. */
function drawPin(
  context: CanvasRenderingContext2D,
  kind: Pin['kind'],
  x: number,
  y: number,
  colors: MapColors,
): void {
  context.beginPath();
  context.lineWidth = 2.5;
  if (kind === 'reading') {
    context.rect(x - 5.5, y - 5.5, 11, 11);
    context.fillStyle = colors.halo;
    context.fill();
    context.strokeStyle = colors.chosen;
    context.stroke();
  } else if (kind === 'found') {
    context.arc(x, y, 9, 0, 7);
    context.strokeStyle = colors.chosen;
    context.stroke();
  } else {
    context.moveTo(x, y);
    context.bezierCurveTo(x - 4, y - 9, x - 11, y - 13, x - 11, y - 20);
    context.arc(x, y - 20, 11, Math.PI, 0);
    context.bezierCurveTo(x + 11, y - 13, x + 4, y - 9, x, y);
    context.fillStyle = colors.chosen;
    context.fill();
    context.lineWidth = 1.5;
    context.strokeStyle = colors.markEdge;
    context.stroke();
    context.beginPath();
    context.arc(x, y - 20, 4, 0, 7);
    context.fillStyle = colors.markEdge;
    context.fill();
  }
}

function drawArea(
  context: CanvasRenderingContext2D,
  view: View,
  size: Size,
  { west, south, east, north }: Extent,
  colors: MapColors,
): void {
  const right = east < west ? east + 360 : east;
  const middle = (west + right) / 2;
  const centre = pointOf(view, size, middle, north);
  const half = (((right - west) / 360) * 512 * 2 ** view.zoom) / 2;
  const bottom = pointOf(view, size, middle, south).y;
  context.globalAlpha = 0.12;
  context.fillStyle = colors.chosen;
  context.fillRect(centre.x - half, centre.y, half * 2, bottom - centre.y);
  context.globalAlpha = 1;
  context.lineWidth = 2;
  context.strokeStyle = colors.chosen;
  context.strokeRect(centre.x - half, centre.y, half * 2, bottom - centre.y);
}

function drawCross(context: CanvasRenderingContext2D, { width, height }: Size, colors: MapColors): void {
  const [x, y] = [Math.round(width / 2) + 0.5, Math.round(height / 2) + 0.5];
  for (const [ink, line] of [
    [colors.halo, 4],
    [colors.chosen, 1.75],
  ] as const) {
    context.beginPath();
    for (const [dx, dy] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      context.moveTo(x + dx * 5, y + dy * 5);
      context.lineTo(x + dx * 18, y + dy * 18);
    }
    context.lineWidth = line;
    context.strokeStyle = ink;
    context.stroke();
  }
}
