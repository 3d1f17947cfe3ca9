import sax from 'sax';
import { TableRefused } from './table-refusals.ts';

/** Names without their prefix; what an element says of itself by the same. */
export interface XmlHandlers {
  open?(name: string, attributes: ReadonlyMap<string, string>): void;
  /** Text directly within an element, in as many pieces as it comes. */
  text?(text: string): void;
  close?(name: string): void;
}

const deepest = 100;
const piece = 65_536;

/**
 * Reads XML 1.0 in UTF-8 or UTF-16. A document type is refused before anything that it declares could be expanded; entities are
 * the five that every document has. Throws `TableRefused`.
 */
export function readXml(bytes: Uint8Array, handlers: XmlHandlers): void {
  const parser = sax.parser(true, { position: false });
  let depth = 0;
  parser.onerror = () => {
    throw new TableRefused('not-well-formed');
  };
  parser.ondoctype = () => {
    throw new TableRefused('has-doctype');
  };
  parser.onopentag = ({ name, attributes }) => {
    depth += 1;
    if (depth > deepest) throw new TableRefused('too-deep');
    const given = Object.entries(attributes).map(([key, value]) => [local(key), String(value)] as const);
    handlers.open?.(local(name), new Map(given));
  };
  parser.onclosetag = (name) => {
    depth -= 1;
    handlers.close?.(local(name));
  };
  parser.ontext = (text) => handlers.text?.(text);
  parser.oncdata = (text) => handlers.text?.(text);
  const decoder = new TextDecoder(encodingOf(bytes));
  for (let at = 0; at < bytes.length; at += piece)
    parser.write(decoder.decode(bytes.subarray(at, at + piece), { stream: true }));
  parser.write(decoder.decode()).close();
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);
