import { levelsOf, type Collection } from './shapes.ts';

/** Reads the base map and makes it ready to be drawn, beside the page: it would stand still for a second. */
self.addEventListener('message', ({ data: address }: MessageEvent<string>) => {
  void (async () => {
    const collection = (await (await fetch(address)).json()) as Collection;
    const levels = levelsOf(collection);
    const held = levels.flatMap(({ points, starts, boxes }) => [points.buffer, starts.buffer, boxes.buffer]);
    self.postMessage(levels, { transfer: held });
  })();
});
