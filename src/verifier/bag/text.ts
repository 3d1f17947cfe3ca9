import { ReadError, type Container, type ContainerEntry } from '../container.ts';

/** What is read whole is small by nature; one beyond this is not taken into memory. Manifests are read line by line. */
const largestWhole = 64 * 1024 * 1024;
/** No path of any file system comes near; what claims to be such a line is not one. */
const longestLine = 1024 * 1024;

/** A whole tag file. Throws ReadError. */
export async function readWhole(container: Container, entry: ContainerEntry): Promise<Uint8Array> {
  const tooLarge = (): ReadError => new ReadError('unreadable', 'too large for a tag file');
  if (entry.size > largestWhole) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of container.stream(entry)) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > largestWhole) throw tooLarge();
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** Turns the bytes of one file into text, a chunk at a time. Throws ReadError where they are not in the encoding. */
export interface Decoder {
  push(chunk: Uint8Array): string;
  end(): string;
}

/** A character encoding that `bagit.txt` can name: makes a decoder for one file. */
export type Encoding = () => Decoder;

export function decodeWhole(encoding: Encoding, bytes: Uint8Array): string {
  const decoder = encoding();
  return decoder.push(bytes) + decoder.end();
}

/** The encoding of that name in IANA's registry, or null if it is unknown. */
export function encodingFor(name: string): Encoding | null {
  const label = name.toLowerCase();
  // TextDecoder takes "iso-8859-1" for windows-1252, which has other characters in 0x80–0x9f.
  if (['iso-8859-1', 'iso_8859-1', 'latin1', 'l1'].includes(label)) return latin1;
  if (label === 'us-ascii' || label === 'ascii') return () => strict('utf-8', name);
  if (label === 'utf-16' || label === 'utf16') return () => utf16();
  try {
    new TextDecoder(label, { fatal: true });
  } catch {
    return null;
  }
  return () => strict(label, name);
}

export const utf8: Encoding = () => strict('utf-8', 'UTF-8');

function strict(label: string, shown: string): Decoder {
  // The byte order mark is kept: in UTF-8 it has no place in a tag file, and whoever parses the text sees it.
  const decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true });
  let atStart = decoder.encoding !== 'utf-8';
  const decode = (chunk: Uint8Array | undefined): string => {
    let text: string;
    try {
      text = chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch {
      throw new ReadError('malformed', `not valid ${shown}`);
    }
    if (!atStart || text === '') return text;
    atStart = false;
    return text.startsWith('\ufeff') ? text.slice(1) : text;
  };
  return { push: decode, end: () => decode(undefined) };
}

function latin1(): Decoder {
  return {
    push(chunk) {
      let text = '';
      for (let at = 0; at < chunk.length; at += 8192)
        text += String.fromCharCode(...chunk.subarray(at, at + 8192));
      return text;
    },
    end: () => '',
  };
}

/** RFC 2781 §4.3: by its byte order mark, else big-endian. */
function utf16(): Decoder {
  let chosen: Decoder | null = null;
  let held: number[] = [];
  return {
    push(chunk) {
      if (chosen) return chosen.push(chunk);
      const bytes = Uint8Array.of(...held, ...chunk.subarray(0, 2));
      if (bytes.length < 2) {
        held = [...bytes];
        return '';
      }
      const little = bytes[0] === 0xff && bytes[1] === 0xfe;
      chosen = strict(little ? 'utf-16le' : 'utf-16be', 'UTF-16');
      return chosen.push(bytes) + chosen.push(chunk.subarray(2));
    },
    end() {
      if (!chosen && held.length > 0) throw new ReadError('malformed', 'not valid UTF-16');
      return chosen?.end() ?? '';
    },
  };
}

/** Lines ended by LF, CR or CRLF (RFC 8493 §2.1.3); the last one need not be ended. One at a time: files are long. */
export function* linesOf(text: string): Generator<string> {
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== 10 && code !== 13) continue;
    yield text.slice(start, at);
    if (code === 13 && text.charCodeAt(at + 1) === 10) at += 1;
    start = at + 1;
  }
  if (start < text.length) yield text.slice(start);
}

/** The lines of a tag file, some at a time, so that one of a million lines is never in memory as a whole. Throws ReadError. */
export async function* lineBatches(
  chunks: AsyncIterable<Uint8Array>,
  encoding: Encoding,
): AsyncGenerator<readonly string[]> {
  const decoder = encoding();
  let rest = '';
  for await (const chunk of chunks) {
    rest += decoder.push(chunk);
    // A CR at the very end may be half of a CRLF.
    const end = Math.max(rest.lastIndexOf('\n'), rest.lastIndexOf('\r', Math.max(0, rest.length - 2))) + 1;
    if (rest.length - end > longestLine)
      throw new ReadError('malformed', `a line of more than ${longestLine} letters`);
    yield [...linesOf(rest.slice(0, end))];
    rest = rest.slice(end);
  }
  yield [...linesOf(rest + decoder.end())];
}
