import { within, type Size, type View } from './view.ts';

/** Where the map looks, and how it gets from one view to the next. */
export interface Camera {
  readonly view: () => View;
  readonly size: () => Size;
  /** At once, in the next frame. */
  jump(view: View): void;
  /** In a few frames, unless motion is unwanted. */
  ease(view: View): void;
  resize(size: Size): void;
  /** Drawn anew though nothing moved. */
  redraw(): void;
  /** Called in a frame whenever there is something to draw. */
  onFrame(listener: (view: View, size: Size) => void): () => void;
  /** Called when it rests. */
  onRest(listener: (view: View, size: Size) => void): () => void;
  destroy(): void;
}

const easing = 220;
/** Milliseconds without motion after which it rests. */
const rest = 90;

const isStill = (): boolean => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

export function openCamera(first: View): Camera {
  let view = first;
  let size: Size = { width: 0, height: 0 };
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let motion: { readonly from: View; readonly to: View; readonly began: number } | null = null;
  const frames = new Set<(view: View, size: Size) => void>();
  const rests = new Set<(view: View, size: Size) => void>();

  const draw = (now: number): void => {
    frame = 0;
    if (size.width === 0 || size.height === 0) return;
    if (motion) {
      const part = Math.min(1, (now - motion.began) / easing);
      view = within(between(motion.from, motion.to, 1 - (1 - part) ** 3), size);
      if (part === 1) motion = null;
      else ask();
    }
    for (const listener of frames) listener(view, size);
  };
  const ask = (): void => {
    if (frame === 0) frame = requestAnimationFrame(draw);
  };
  const moved = (): void => {
    ask();
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (motion) moved();
      else if (size.width > 0) for (const listener of rests) listener(view, size);
    }, rest);
  };
  const jump = (next: View): void => {
    motion = null;
    view = size.width === 0 ? next : within(next, size);
    moved();
  };
  return {
    view: () => motion?.to ?? view,
    size: () => size,
    jump,
    ease(next) {
      if (isStill() || size.width === 0) {
        jump(next);
        return;
      }
      const to = within(next, size);
      // Round the world the short way.
      const turns = Math.round((view.longitude - to.longitude) / 360);
      motion = {
        from: view,
        to: { ...to, longitude: to.longitude + turns * 360 },
        began: performance.now(),
      };
      moved();
    },
    resize(next) {
      size = next;
      if (size.width > 0) view = within(view, size);
      moved();
    },
    redraw: ask,
    onFrame: (listener) => added(frames, listener),
    onRest: (listener) => added(rests, listener),
    destroy() {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      frames.clear();
      rests.clear();
    },
  };
}

function added<Value>(set: Set<Value>, value: Value): () => void {
  set.add(value);
  return () => void set.delete(value);
}

const between = (from: View, to: View, part: number): View => ({
  longitude: from.longitude + (to.longitude - from.longitude) * part,
  latitude: from.latitude + (to.latitude - from.latitude) * part,
  zoom: from.zoom + (to.zoom - from.zoom) * part,
});
