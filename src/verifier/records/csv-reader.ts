/** Longer records are no lines of a catalogue: what claims to be one must not exhaust memory. */
const longestRecord = 64 * 1024 * 1024;

/** Records of an RFC 4180 file, a piece of text at a time: each as it is written, without its end (CR LF). */
export async function* csvRecords(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  let scanned = 0;
  let quoted = false;
  for await (const piece of pieces) {
    rest += piece;
    let start = 0;
    for (let at = scanned; at < rest.length; at += 1) {
      const code = rest.charCodeAt(at);
      if (code === 34) quoted = !quoted;
      else if (code === 10 && !quoted && rest.charCodeAt(at - 1) === 13) {
        yield rest.slice(start, at - 1);
        start = at + 1;
      }
    }
    rest = rest.slice(start);
    scanned = rest.length;
    if (rest.length > longestRecord) break;
  }
  if (rest !== '') yield rest;
}

/** The cells of a record. What is not of the form comes out as it can be read. */
export function csvCells(record: string): string[] {
  const cells: string[] = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^,]*))(,|$)/gy;
  for (;;) {
    // Something always fits: the second form takes whatever stands before the next comma.
    const match = pattern.exec(record);
    cells.push(match?.[1]?.replaceAll('""', '"') ?? match?.[2] ?? '');
    if (match?.[3] !== ',') return cells;
  }
}
