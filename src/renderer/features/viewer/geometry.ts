/** Where somebody looks at in a picture, whatever its size and the window's: what two pictures can have in common. */
export interface View {
  /** How much larger than fitted into the pane; 1 is fitted. */
  readonly times: number;
  /** What lies in the middle of the pane, as a part of the picture as it is turned: from 0 to 1 each. */
  readonly x: number;
  readonly y: number;
}

export type Turn = 0 | 90 | 180 | 270;

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Box extends Size {
  readonly left: number;
  readonly top: number;
}

export const fitted: View = { times: 1, x: 0.5, y: 0.5 };

/** Screen pixels that a pixel of the picture may be enlarged to. */
export const most = 32;

export function turnedSize({ width, height }: Size, turn: Turn): Size {
  return turn === 90 || turn === 270 ? { width: height, height: width } : { width, height };
}

/** CSS pixels for a pixel of the picture when it is fitted into the pane. */
export function fitScale(picture: Size, turn: Turn, pane: Size): number {
  const { width, height } = turnedSize(picture, turn);
  return Math.min(pane.width / width, pane.height / height);
}

/** A view that shows the picture and not the void beside it. `density`: screen pixels for a CSS pixel. */
export function within(view: View, picture: Size, turn: Turn, pane: Size, density: number): View {
  const fit = fitScale(picture, turn, pane);
  const highest = Math.max(1, most / density / fit);
  // A small picture may be looked at as small as it is.
  const lowest = Math.min(1, 1 / density / fit);
  const times = Math.min(highest, Math.max(lowest, view.times));
  const size = turnedSize(picture, turn);
  const centre = (at: number, length: number, room: number): number => {
    const half = room / 2 / (length * fit * times);
    return half >= 0.5 ? 0.5 : Math.min(1 - half, Math.max(half, at));
  };
  return { times, x: centre(view.x, size.width, pane.width), y: centre(view.y, size.height, pane.height) };
}

/** Larger or smaller, so that what lies at a point (CSS pixels from the pane's middle) stays there. */
export function zoomAt(
  view: View,
  times: number,
  at: { readonly x: number; readonly y: number },
  picture: Size,
  turn: Turn,
  pane: Size,
): View {
  const fit = fitScale(picture, turn, pane);
  const { width, height } = turnedSize(picture, turn);
  const move = (centre: number, offset: number, length: number): number =>
    centre + offset / (length * fit * view.times) - offset / (length * fit * times);
  return { times, x: move(view.x, at.x, width), y: move(view.y, at.y, height) };
}

/** Moves the picture by CSS pixels. */
export function panBy(view: View, x: number, y: number, picture: Size, turn: Turn, pane: Size): View {
  const scale = fitScale(picture, turn, pane) * view.times;
  const { width, height } = turnedSize(picture, turn);
  return { ...view, x: view.x - x / (width * scale), y: view.y - y / (height * scale) };
}

/** Where the picture lies before it is turned about its middle, in CSS pixels of the pane. */
export function placeOf(view: View, picture: Size, turn: Turn, pane: Size): Box {
  const scale = fitScale(picture, turn, pane) * view.times;
  const { width, height } = turnedSize(picture, turn);
  const middle = {
    x: pane.width / 2 - (view.x - 0.5) * width * scale,
    y: pane.height / 2 - (view.y - 0.5) * height * scale,
  };
  return {
    left: middle.x - (picture.width * scale) / 2,
    top: middle.y - (picture.height * scale) / 2,
    width: picture.width * scale,
    height: picture.height * scale,
  };
}

/** The part of the unturned picture that can be seen, in its own pixels. */
export function seenPart(view: View, picture: Size, turn: Turn, pane: Size): Box {
  const scale = fitScale(picture, turn, pane) * view.times;
  const { width, height } = turnedSize(picture, turn);
  const [wide, high] = [pane.width / scale, pane.height / scale];
  const seen = {
    left: view.x * width - wide / 2,
    top: view.y * height - high / 2,
    width: wide,
    height: high,
  };
  const [right, below] = [width - seen.left - wide, height - seen.top - high];
  if (turn === 90) return { left: seen.top, top: right, width: high, height: wide };
  if (turn === 180) return { left: right, top: below, width: wide, height: high };
  if (turn === 270) return { left: below, top: seen.left, width: high, height: wide };
  return seen;
}

export function overlaps(one: Box, other: Box): boolean {
  return (
    one.left < other.left + other.width &&
    other.left < one.left + one.width &&
    one.top < other.top + other.height &&
    other.top < one.top + one.height
  );
}
