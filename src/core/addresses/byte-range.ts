/** Which bytes are asked for, both ends included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * What a Range header (RFC 9110 §14.2) asks of `size` bytes: one range, `unsatisfiable` (416), or `whole` where the header is
 * absent, not understood, or asks for several ranges, all of which a server may answer with everything.
 */
export function readRange(header: string | undefined, size: number): ByteRange | 'whole' | 'unsatisfiable' {
  const { from, to } = /^bytes=[ \t]*(?<from>\d*)-(?<to>\d*)[ \t]*$/i.exec(header ?? '')?.groups ?? {};
  if (from === undefined || to === undefined || (from === '' && to === '')) return 'whole';
  if (from === '') {
    const length = Math.min(Number(to), size);
    return length === 0 ? 'unsatisfiable' : { first: size - length, last: size - 1 };
  }
  const first = Number(from);
  if (to !== '' && Number(to) < first) return 'whole';
  if (first >= size) return 'unsatisfiable';
  return { first, last: to === '' ? size - 1 : Math.min(Number(to), size - 1) };
}
