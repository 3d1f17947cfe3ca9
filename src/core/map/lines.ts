import { setImmediate as nextTurn } from 'node:timers/promises';
import type { OpenOriginal } from '../vault/vault.ts';

/** A line of a text, or why it is none. */
export type Line =
  | { readonly number: number; readonly text: string }
  | { readonly number: number; readonly problem: 'encoding' | 'too-long' };

/** Bytes of a line beyond which it is no line of a list of places. */
const longest = 256 * 1024;
const pieceLength = 1_048_576;
const newLine = 0x0a;

/**
 * The lines of a UTF-8 text, numbered from 1, without their ends; a piece of the file is in memory at a time. `isRead`: called
 * with the bytes that are done with.
 */
export async function* linesOf(
  file: OpenOriginal,
  onRead: (bytes: number) => void = () => undefined,
): AsyncGenerator<readonly Line[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest: Uint8Array = new Uint8Array();
  let isTooLong = false;
  let number = 0;
  const read = (bytes: Uint8Array): Line => {
    number += 1;
    if (isTooLong || bytes.length > longest) {
      isTooLong = false;
      return { number, problem: 'too-long' };
    }
    try {
      const text = decoder.decode(bytes);
      return { number, text: (number === 1 ? text.replace(/^\uFEFF/, '') : text).replace(/\r$/, '') };
    } catch {
      return { number, problem: 'encoding' };
    }
  };
  for (let offset = 0; offset < file.size;) {
    const piece = await file.read(offset, pieceLength);
    if (piece.length === 0) break;
    offset += piece.length;
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    const lines: Line[] = [];
    let begin = 0;
    for (let end = bytes.indexOf(newLine); end !== -1; end = bytes.indexOf(newLine, begin)) {
      lines.push(read(bytes.subarray(begin, end)));
      begin = end + 1;
    }
    rest = bytes.subarray(begin);
    if (rest.length > longest) {
      // Its end is still to come, and none of it is kept until then.
      isTooLong = true;
      rest = new Uint8Array();
    } else rest = Uint8Array.from(rest);
    onRead(offset);
    yield lines;
  }
  if (rest.length > 0 || isTooLong) yield [read(rest)];
}

/** Whether a text has more lines than that, in a fraction of the time that reading them takes. */
export async function hasMoreLines(file: OpenOriginal, most: number): Promise<boolean> {
  let lines = 0;
  for (let offset = 0; offset < file.size && lines <= most;) {
    const piece = await file.read(offset, pieceLength);
    if (piece.length === 0) break;
    offset += piece.length;
    for (let at = piece.indexOf(newLine); at !== -1; at = piece.indexOf(newLine, at + 1)) lines += 1;
    await nextTurn();
  }
  return lines > most;
}
