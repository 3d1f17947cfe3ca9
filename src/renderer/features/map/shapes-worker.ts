import { levelsOf } from './shapes.ts';

/** Reads the base map and makes it ready to be drawn, beside the page: it would stand still for a second. */
self.addEventListener('message', ({ data: address }: MessageEvent<string>) => {
  void (async () => {
    const levels = levelsOf(await (await fetch(address)).json());
    const held = levels.flatMap(({ points, starts, boxes }) => [points.buffer, starts.buffer, boxes.buffer]);
    self.postMessage(levels, { transfer: held });
  })();
});
