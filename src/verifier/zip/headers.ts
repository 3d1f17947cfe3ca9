import { parseCentralHeader, type CentralHeader } from './records.ts';

/** The records of a central directory, parsed again each time they are asked for: a million would be a lot of memory. */
export interface Headers {
  /** In the order of their places, so that overlaps and gaps show and reading goes forward. */
  byOffset(): Generator<CentralHeader>;
}

/** Finds the records of a directory, or what is wrong with it. */
export function findHeaders(bytes: Uint8Array, count: number): Headers | string {
  const places = new Float64Array(count);
  const offsets = new Float64Array(count);
  let found = 0;
  let sorted = true;
  for (let at = 0; at < bytes.length; found += 1) {
    const header = parseCentralHeader(bytes, at);
    if (typeof header === 'string') return header;
    // Further ones are counted only: the end record is wrong then.
    if (found < count) {
      places[found] = at;
      offsets[found] = header.offset;
      sorted &&= found === 0 || header.offset >= (offsets[found - 1] ?? 0);
    }
    at += header.length;
  }
  if (found !== count) return `its end record counts ${count} entries, its directory has ${found}`;
  const order = Uint32Array.from(places.keys());
  if (!sorted) order.sort((a, b) => (offsets[a] ?? 0) - (offsets[b] ?? 0));
  return {
    *byOffset() {
      for (const index of order) {
        const header = parseCentralHeader(bytes, places[index] ?? 0);
        if (typeof header === 'string') throw new Error(header);
        yield header;
      }
    },
  };
}
