import type { Camera } from './camera.ts';
import { dragged, zoomedAround, type Point } from './view.ts';

/** Pixels that a pointer may stray and still be a click. */
const stray = 4;
/** Pixels that one press of an arrow key moves the map by. */
const step = 96;

export interface Handlers {
  /** Pointed at and let go in one place. */
  onPoint(at: Point, event: PointerEvent): void;
  /** Null: the pointer left. */
  onHover(at: Point | null): void;
  /** True: the gesture is taken by a mode of the map (drawing an area), and moves nothing. */
  onDrag?(kind: 'begin' | 'go' | 'end', from: Point, to: Point): boolean;
  /** True: the key was taken. */
  onKey?(event: KeyboardEvent): boolean;
}

/** Pointer, wheel, touch and keys on `element`: what moves the map, and what is pointed at. Gives back what ends it. */
export function listenToGestures(element: HTMLElement, camera: Camera, handlers: () => Handlers): () => void {
  const pointers = new Map<number, Point>();
  let began: Point | null = null;
  let strayed = false;
  let isTaken = false;
  const at = (event: MouseEvent): Point => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const stop = new AbortController();
  const on = <Name extends keyof HTMLElementEventMap>(
    name: Name,
    listener: (event: HTMLElementEventMap[Name]) => void,
    passive = true,
  ): void => element.addEventListener(name, listener, { signal: stop.signal, passive });

  on('pointerdown', (event) => {
    if (event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, at(event));
    if (pointers.size === 1) {
      began = at(event);
      strayed = false;
      isTaken = handlers().onDrag?.('begin', began, began) ?? false;
    } else strayed = true;
  });
  on('pointermove', (event) => {
    const now = at(event);
    const before = pointers.get(event.pointerId);
    if (!before || !began) {
      handlers().onHover(now);
      return;
    }
    if (!strayed && Math.hypot(now.x - began.x, now.y - began.y) > stray) strayed = true;
    if (!strayed) return;
    if (isTaken) handlers().onDrag?.('go', began, now);
    else if (pointers.size === 2) pinch(camera, pointers, event.pointerId, now);
    else camera.jump(dragged(camera.view(), { x: now.x - before.x, y: now.y - before.y }));
    pointers.set(event.pointerId, now);
  });
  const release = (event: PointerEvent): void => {
    if (!pointers.delete(event.pointerId) || !began || pointers.size > 0) return;
    if (isTaken) handlers().onDrag?.('end', began, at(event));
    else if (!strayed && event.type === 'pointerup') handlers().onPoint(at(event), event);
    began = null;
  };
  on('pointerup', release);
  on('pointercancel', release);
  on('pointerleave', () => {
    if (pointers.size === 0) handlers().onHover(null);
  });
  on('dblclick', (event) => camera.ease(zoomedAround(camera.view(), camera.size(), at(event), 1)));
  on(
    'wheel',
    (event) => {
      event.preventDefault();
      // Lines of a wheel, or pixels of a touchpad; pinching on one comes as a wheel with the control key.
      const pixels = event.deltaMode === 0 ? event.deltaY : event.deltaY * 40;
      const by = -pixels / (event.ctrlKey ? 100 : 300);
      camera.jump(zoomedAround(camera.view(), camera.size(), at(event), Math.max(-1, Math.min(1, by))));
    },
    false,
  );
  on(
    'keydown',
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (handlers().onKey?.(event) === true || byKey(camera, event)) event.preventDefault();
    },
    false,
  );
  return () => stop.abort();
}

function byKey(camera: Camera, { key }: KeyboardEvent): boolean {
  const [view, size] = [camera.view(), camera.size()];
  const middle = { x: size.width / 2, y: size.height / 2 };
  const moves: Readonly<Record<string, Point>> = {
    ArrowLeft: { x: step, y: 0 },
    ArrowRight: { x: -step, y: 0 },
    ArrowUp: { x: 0, y: step },
    ArrowDown: { x: 0, y: -step },
  };
  const move = moves[key];
  if (move) camera.ease(dragged(view, move));
  else if (key === '+' || key === '=') camera.ease(zoomedAround(view, size, middle, 1));
  else if (key === '-' || key === '_') camera.ease(zoomedAround(view, size, middle, -1));
  else return false;
  return true;
}

function pinch(camera: Camera, pointers: ReadonlyMap<number, Point>, moved: number, now: Point): void {
  const before = pointers.get(moved);
  const other = [...pointers].find(([id]) => id !== moved)?.[1];
  if (!before || !other) return;
  const apart = (one: Point): number => Math.max(16, Math.hypot(one.x - other.x, one.y - other.y));
  const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
  const turned = dragged(camera.view(), { x: (now.x - before.x) / 2, y: (now.y - before.y) / 2 });
  camera.jump(zoomedAround(turned, camera.size(), middle, Math.log2(apart(now) / apart(before))));
}
