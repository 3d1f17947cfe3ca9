/** Browsers cap an element at 33,554,428 pixels: beyond this, what is scrolled stands for more than it measures. */
const tallest = 16_000_000;

/** How far a scroll container of `view` pixels scrolls, and what of the content of `content` pixels it then shows. */
export interface ScrollRange {
  /** Height to give the element that is scrolled. */
  readonly height: number;
  /** Whether a pixel that is scrolled is more than a pixel of the content. */
  readonly scaled: boolean;
  /** From `scrollTop` to the distance from the content's beginning: exact at both ends. */
  toContent(scrolled: number): number;
  toScrolled(distance: number): number;
}

export function scrollRange(content: number, view: number, cap: number = tallest): ScrollRange {
  const height = Math.min(content, Math.max(cap, view));
  const [most, reach] = [Math.max(0, content - view), Math.max(0, height - view)];
  const within = (value: number, limit: number): number => Math.min(limit, Math.max(0, value));
  const scaled = height < content;
  return {
    height,
    scaled,
    // The end is taken as such: a fraction of it might not come back whole.
    toContent(scrolled) {
      const at = within(scrolled, reach);
      if (!scaled) return at;
      return at >= reach ? most : (at / reach) * most;
    },
    toScrolled(distance) {
      const at = within(distance, most);
      if (!scaled) return at;
      return at >= most ? reach : (at / most) * reach;
    },
  };
}
