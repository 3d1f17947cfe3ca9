/**
 * Draws the sample's pictures, in a process of its own: it takes a processor for half a minute, which no window should wait
 * for. Told a place in the list of photographs, or null for the papers, it answers with the files, one frame each.
 */
import { receiveFrame, sendFrame } from '../media/parent-pipe.ts';
import { drawPapers } from './papers.ts';
import { drawPhotograph } from './draw-photograph.ts';
import { photographs } from './photographs.ts';

for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);

for (;;) {
  const { place } = receiveFrame().header as { readonly place: number | null };
  const photograph = place === null ? null : photographs[place];
  const files = photograph && place !== null ? await drawPhotograph(photograph, place) : await drawPapers();
  for (const { folder, name, bytes } of files) sendFrame({ folder, name }, bytes);
  sendFrame({ done: true });
}
