import { once } from 'node:events';

/** Whoever read the output stopped (`stele list | head`): no fault, but nothing more to do for the command either. */
export class ReaderGone extends Error {
  override readonly name = 'ReaderGone';
}

let readerGone = false;
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  readerGone = true;
});

/** Writes to standard output, waiting when the reader is slow. Throws ReaderGone. */
export async function print(text: string): Promise<void> {
  if (readerGone) throw new ReaderGone();
  if (process.stdout.write(text)) return;
  // An error ends the wait as well; the next call tells.
  await once(process.stdout, 'drain').catch(() => undefined);
}

export async function printJson(value: unknown): Promise<void> {
  await print(`${JSON.stringify(value)}\n`);
}

/**
 * One JSON document whose last member is an array too long to hold: `head` first, then `name` filled from the stream.
 * Returns what the stream returned; its members follow the array.
 */
export async function printJsonStream<Entry>(
  head: Readonly<Record<string, unknown>>,
  name: string,
  entries: AsyncIterable<Entry>,
): Promise<void> {
  const opening = JSON.stringify(head).slice(0, -1);
  await print(`${opening}${opening === '{' ? '' : ','}${JSON.stringify(name)}:[`);
  let separator = '';
  for await (const entry of entries) {
    await print(separator + JSON.stringify(entry));
    separator = ',';
  }
  await print(']}\n');
}

/** Control characters, and those that reorder or hide text, as visible escapes: a name must not command a terminal. */
export function visible(text: string): string {
  return text.replace(
    // C0, DEL, C1, soft hyphen, zero-width and bidirectional controls, line separators, BOM.
    /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g,
    (character) => `\\u{${character.charCodeAt(0).toString(16).padStart(4, '0')}}`,
  );
}

export function bytesText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let [value, unit] = [bytes, 0];
  while (value >= 1000 && unit < units.length - 1) [value, unit] = [value / 1000, unit + 1];
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit] ?? ''}`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
