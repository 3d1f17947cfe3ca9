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

/**
 * Control characters, and those that reorder, hide or imitate text, as `\u{…}`: a name must not command a terminal. A
 * backslash that would read as the beginning of such an escape is one itself, so that no two texts come out the same.
 */
export function visible(text: string): string {
  return text.replace(unseen, (character) => {
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}}`;
  });
}

/** Control and format characters, separators, every space but U+0020, blanks that are letters by name. */
const unseen =
  /\\(?=u\{|x[0-9a-f]{2})|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u{2800}\u{3164}\u{ffa0}]|\u{34f}|[\u{115f}\u{1160}]|\u{17b4}|\u{17b5}|(?! )\p{Zs}/gu;

export function bytesText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let [value, unit] = [bytes, 0];
  while (value >= 1000 && unit < units.length - 1) [value, unit] = [value / 1000, unit + 1];
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit] ?? ''}`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
