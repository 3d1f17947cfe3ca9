import { setImmediate as nextTurn } from 'node:timers/promises';
import type { OpenOriginal } from '../vault/vault.ts';

/** A line of a text, or why it is none. */
export type Line =
  | { readonly number: number; readonly text: string }
  | { readonly number: number; readonly problem: 'encoding' | 'too-long' };

/** Bytes of a line beyond which it is no line of a list of places. */
const longest = 256 * 1024;
const pieceLength = 1_048_576;
/** Lines that are made of a piece, and letters in which an end is looked for, before others get their turn: some milliseconds. */
const linesAtOnce = 2000;
const lettersAtOnce = 64 * 1024;
/** What a line takes however short it is, in letters. */
const perLine = 20;
const newLine = 0x0a;
const carriageReturn = 0x0d;

interface Piece {
  /** UTF-8. */
  readonly bytes: Uint8Array;
  /** The byte that ends lines here: a carriage return where the beginning of the text knows no other end. */
  readonly end: number;
  /** Bytes of the file that are done with. */
  readonly read: number;
}

/** A text in UTF-8, or in UTF-16 with a byte order mark, as UTF-8. */
async function* piecesOf(file: OpenOriginal): AsyncGenerator<Piece> {
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  let end: number | null = null;
  for (let offset = 0; offset < file.size;) {
    const piece = await file.read(offset, pieceLength);
    if (piece.length === 0) return;
    if (offset === 0) decoder = wideDecoder(piece);
    offset += piece.length;
    const bytes = decoder
      ? Buffer.from(decoder.decode(piece, { stream: offset < file.size }), 'utf8')
      : piece;
    end ??= !bytes.includes(newLine) && bytes.includes(carriageReturn) ? carriageReturn : newLine;
    yield { bytes, end, read: offset };
  }
}

function wideDecoder([first, second]: Uint8Array): InstanceType<typeof TextDecoder> | null {
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le');
  return first === 0xfe && second === 0xff ? new TextDecoder('utf-16be') : null;
}

/**
 * The lines of a text, numbered from 1, without their ends; a piece of the file is in memory at a time, and others get their turn
 * while it is taken apart. `onRead`: called with the bytes that are done with.
 */
export async function* linesOf(
  file: OpenOriginal,
  onRead: (bytes: number) => void = () => undefined,
): AsyncGenerator<readonly Line[], void> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest: Uint8Array = new Uint8Array();
  let isTooLong = false;
  let number = 0;
  const line = (bytes: Uint8Array): Line => {
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
  for await (const piece of piecesOf(file)) {
    const bytes = rest.length === 0 ? piece.bytes : Buffer.concat([rest, piece.bytes]);
    const lines: Line[] = [];
    let begin = 0;
    for (let at = bytes.indexOf(piece.end); at !== -1; at = bytes.indexOf(piece.end, begin)) {
      lines.push(line(bytes.subarray(begin, at)));
      begin = at + 1;
      if (lines.length % linesAtOnce === 0) await nextTurn();
    }
    rest = bytes.subarray(begin);
    if (rest.length > longest) {
      // Its end is still to come, and none of it is kept until then.
      isTooLong = true;
      rest = new Uint8Array();
    } else rest = Uint8Array.from(rest);
    onRead(piece.read);
    yield lines;
  }
  if (rest.length > 0 || isTooLong) yield [line(rest)];
}

/** Lines that a cell goes on over: a quote that is not closed by then is a mistake of its own line, and takes no others along. */
const mostJoined = 10;

/**
 * `lines`, of which one that `isUnfinished` is one with those after it that finish it, if there are such and it is no longer than a
 * line may be. Others get their turn between.
 */
export async function* joined(
  lines: AsyncIterable<readonly Line[]>,
  isUnfinished: (text: string) => boolean,
): AsyncGenerator<readonly Line[], void> {
  let held: readonly Line[] = [];
  for await (const some of lines) {
    const batch = [...held, ...some];
    const { whole, used } = await inTurns(join(batch, isUnfinished, false));
    held = batch.slice(used);
    yield whole;
  }
  if (held.length > 0) yield (await inTurns(join(held, isUnfinished, true))).whole;
}

/** Draws from `steps`, each of which says how many letters it is about to look at. */
async function inTurns<Result>(steps: Generator<number, Result>): Promise<Result> {
  for (let looked = 0; ;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (looked > 0 && looked + step.value > lettersAtOnce) {
      await nextTurn();
      looked = 0;
    }
    looked += step.value;
  }
}

interface Joined {
  readonly whole: readonly Line[];
  /** Lines that are done with. */
  readonly used: number;
}

function* join(
  lines: readonly Line[],
  isUnfinished: (text: string) => boolean,
  isLast: boolean,
): Generator<number, Joined> {
  const whole: Line[] = [];
  let at = 0;
  for (let line = lines[at]; line; line = lines[at]) {
    let [text, next] = ['text' in line ? line.text : '', at + 1];
    yield text.length + perLine;
    let isOpen = isUnfinished(text);
    while (isOpen && next < at + mostJoined) {
      const more = lines[next];
      if (!more && !isLast) return { whole, used: at };
      if (!more || !('text' in more) || text.length + more.text.length > longest) break;
      text += `\n${more.text}`;
      next += 1;
      yield text.length + perLine;
      isOpen = isUnfinished(text);
    }
    if (!('text' in line) || isOpen) {
      whole.push(line);
      at += 1;
    } else {
      whole.push({ number: line.number, text });
      at = next;
    }
  }
  return { whole, used: at };
}

/** Whether a text has more lines than that, in a fraction of the time that reading them takes. */
export async function hasMoreLines(file: OpenOriginal, most: number): Promise<boolean> {
  let lines = 0;
  for await (const { bytes, end } of piecesOf(file)) {
    for (let at = bytes.indexOf(end); at !== -1; at = bytes.indexOf(end, at + 1)) lines += 1;
    if (lines > most) return true;
    await nextTurn();
  }
  return false;
}
