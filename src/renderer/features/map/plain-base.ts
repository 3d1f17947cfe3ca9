import { boundaries, land } from 'virtual:base-map';
import type { BaseMap, BaseMapEvents, Look } from './base.ts';
import { pathOf, type Level } from './shapes.ts';
import type { Size, View } from './view.ts';

/** As far as they are there. */
interface Drawn {
  land: readonly Level[] | null;
  boundaries: readonly Level[] | null;
}

/** Land and water on a canvas, where WebGL2 cannot be had, or is drawn by the processor alone. */
export function openPlainBase(
  container: HTMLElement,
  _first: View,
  first: Look,
  events: BaseMapEvents,
): BaseMap {
  const canvas = document.createElement('canvas');
  canvas.className = 'map-canvas';
  canvas.setAttribute('aria-hidden', 'true');
  container.append(canvas);
  // Read frequently: drawn by the processor itself. Where it plays a graphics card, that takes many times as long.
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  let look = first;
  const shapes: Drawn = { land: null, boundaries: null };
  const workers = new Set<Worker>();
  const load = (part: keyof Drawn, path: string): void => {
    const worker = new Worker(new URL('./shapes-worker.ts', import.meta.url), { type: 'module' });
    workers.add(worker);
    worker.addEventListener('message', ({ data }: MessageEvent<readonly Level[]>) => {
      shapes[part] = data;
      worker.terminate();
      if (part === 'land') events.onReady();
      events.onChange();
    });
    worker.postMessage(new URL(path, document.baseURI).href);
  };
  let areBoundariesLoaded = false;
  const loadWanted = (): void => {
    if (!look.boundaries || areBoundariesLoaded) return;
    areBoundariesLoaded = true;
    load('boundaries', boundaries);
  };
  load('land', land);
  loadWanted();
  return {
    kind: 'plain',
    draw(view, size) {
      if (context) draw(canvas, context, view, size, look, shapes);
    },
    setLook(next) {
      look = next;
      loadWanted();
      events.onChange();
    },
    destroy() {
      for (const worker of workers) worker.terminate();
      canvas.remove();
    },
  };
}

function draw(
  canvas: HTMLCanvasElement,
  context: CanvasRenderingContext2D,
  view: View,
  size: Size,
  { colors, boundaries: areDrawn }: Look,
  shapes: Drawn,
): void {
  const scale = fitCanvas(canvas, size);
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.fillStyle = colors.water;
  context.fillRect(0, 0, size.width, size.height);
  context.lineJoin = 'round';
  if (shapes.land) {
    const path = pathOf(shapes.land, view, size);
    context.fillStyle = colors.land;
    context.fill(path, 'evenodd');
    context.strokeStyle = colors.coast;
    context.lineWidth = 0.75;
    context.stroke(path);
  }
  if (areDrawn && shapes.boundaries) {
    context.strokeStyle = colors.boundary;
    context.lineWidth = 0.7;
    context.setLineDash([3, 2]);
    context.stroke(pathOf(shapes.boundaries, view, size));
    context.setLineDash([]);
  }
}

/** As many pixels as the screen has under it; gives back how many to one of the page. */
export function fitCanvas(canvas: HTMLCanvasElement, size: Size): number {
  const scale = Math.min(2, window.devicePixelRatio);
  const [width, height] = [Math.round(size.width * scale), Math.round(size.height * scale)];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  return scale;
}
