import type { MapColors } from './colors.ts';
import { radiusOf } from './radius.ts';

/** How a circle stands among the others. */
export type Standing = 'plain' | 'hovered' | 'chosen';

const sans = '"Noto Sans Variable", system-ui, sans-serif';
/** Room round a circle for its ring, in pixels. */
const room = 8;
const most = 4000;

let known = new Map<string, HTMLCanvasElement>();
let of: MapColors | null = null;

/**
 * A cluster's circle with its number, drawn once for each look: there may be a thousand in view, and a processor that draws
 * everything copies a picture many times faster than it draws one. `scale`: pixels of the screen to one of the page.
 */
export function spriteOf(
  count: number,
  text: string,
  standing: Standing,
  colors: MapColors,
  scale: number,
): HTMLCanvasElement {
  if (of !== colors || known.size > most) {
    known = new Map();
    of = colors;
  }
  const key = `${text} ${standing} ${scale}`;
  const drawn = known.get(key) ?? draw(count, text, standing, colors, scale);
  known.set(key, drawn);
  return drawn;
}

function draw(
  count: number,
  text: string,
  standing: Standing,
  colors: MapColors,
  scale: number,
): HTMLCanvasElement {
  const radius = radiusOf(count);
  const half = Math.ceil(radius + room);
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = Math.round(half * 2 * scale);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return canvas;
  context.scale(scale, scale);
  context.translate(half, half);
  const fill = standing === 'chosen' ? colors.chosen : colors.mark;
  const circle = (size: number): void => {
    context.beginPath();
    context.arc(0, 0, size, 0, 7);
  };
  circle(radius + (standing === 'hovered' ? 1.5 : 0));
  context.fillStyle = fill;
  context.fill();
  context.lineWidth = count === 1 ? 1.75 : 2;
  context.strokeStyle = colors.markEdge;
  context.stroke();
  if (standing !== 'plain') {
    circle(radius + 4.5);
    context.lineWidth = 2;
    context.strokeStyle = fill;
    context.stroke();
  }
  if (count > 1) {
    context.font = `600 11px ${sans}`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillStyle = colors.markInk;
    context.fillText(text, 0, 0.5);
  }
  return canvas;
}
