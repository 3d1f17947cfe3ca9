/** Seven bits a byte, the low ones first: as protocol buffers and PMTiles write numbers. From 0. */
export function varint(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  for (; left > 127; left = Math.floor(left / 128)) bytes.push((left % 128) | 128);
  return [...bytes, left];
}
