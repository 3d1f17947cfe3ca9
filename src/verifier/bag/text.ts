import { ReadError, type Container, type ContainerEntry } from '../container.ts';

/** Tag files are small or a line a file; one beyond this is not read into memory. */
const largestTagFile = 1024 * 1024 * 1024;

/** A whole tag file. Throws ReadError. */
export async function readWhole(container: Container, entry: ContainerEntry): Promise<Uint8Array> {
  if (entry.size > largestTagFile) throw new ReadError('unreadable', 'too large for a tag file');
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of container.stream(entry)) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > largestTagFile) throw new ReadError('unreadable', 'too large for a tag file');
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** Decodes a tag file by the encoding that bagit.txt names. Throws ReadError where the bytes are not in it. */
export type Decode = (bytes: Uint8Array) => string;

/** The decoder for a name of the IANA registry, or null if it is unknown. */
export function decoderFor(encoding: string): Decode | null {
  const name = encoding.toLowerCase();
  // TextDecoder takes "iso-8859-1" for windows-1252, which has other characters in 0x80–0x9f.
  if (['iso-8859-1', 'iso_8859-1', 'latin1', 'l1'].includes(name)) return latin1;
  if (name === 'us-ascii' || name === 'ascii') return strict('utf-8', encoding);
  if (name === 'utf-16' || name === 'utf16') return utf16;
  try {
    return strict(name, encoding);
  } catch {
    return null;
  }
}

export const decodeUtf8: Decode = (bytes) => strict('utf-8', 'UTF-8')(bytes);

function strict(label: string, shown: string): Decode {
  // The byte order mark is kept: in UTF-8 it has no place in a tag file, and whoever parses the text sees it.
  const decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true });
  const keepsMark = decoder.encoding === 'utf-8';
  return (bytes) => {
    try {
      const text = decoder.decode(bytes);
      return !keepsMark && text.startsWith('\ufeff') ? text.slice(1) : text;
    } catch {
      throw new ReadError('malformed', `not valid ${shown}`);
    }
  };
}

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

/** RFC 2781 §4.3: by its byte order mark, else big-endian. */
function utf16(bytes: Uint8Array): string {
  const little = bytes[0] === 0xff && bytes[1] === 0xfe;
  return strict(little ? 'utf-16le' : 'utf-16be', 'UTF-16')(bytes);
}

/** Lines ended by LF, CR or CRLF (RFC 8493 §2.1.3); the last one need not be ended. One at a time: manifests are long. */
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
