import { isUtf8 } from 'node:buffer';
import { constants, lstatSync, openSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { dirname, basename } from 'node:path';
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { AppError } from '../../shared/errors/app-error.ts';
import { didYouMean } from './did-you-mean.ts';

/** One argument as text and as the bytes the shell gave. */
export interface Argument {
  readonly text: string;
  readonly bytes: Buffer;
}

export interface ParsedArguments {
  readonly positionals: readonly Argument[];
  /** What was given: the value, or true for an option that takes none. */
  readonly options: Readonly<Record<string, Argument | true | undefined>>;
  /** Every value of the options that may be given again; `options` has the last of them. */
  readonly repeated: Readonly<Record<string, readonly Argument[] | undefined>>;
}

/** Reads a command's arguments; anything it does not know is a usage error. `rest` excludes the command's name. */
export function parseCommand(rest: readonly Argument[], known: ParseArgsOptionsConfig): ParsedArguments {
  // Not strict: it is judged here, in words that fit the rest of the program.
  const { tokens } = parseArgs({
    args: rest.map((argument) => argument.text),
    options: known,
    strict: false,
    tokens: true,
  });
  const positionals: Argument[] = [];
  const options: Record<string, Argument | true> = {};
  const repeated: Record<string, Argument[]> = {};
  for (const token of tokens) {
    const argument = rest[token.index];
    if (!argument || token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') positionals.push(argument);
    else {
      const value = optionValue(token, rest, known);
      options[token.name] = value;
      if (value !== true && known[token.name]?.multiple === true) (repeated[token.name] ??= []).push(value);
    }
  }
  return { positionals, options, repeated };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly index: number;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function optionValue(
  { name, rawName, index, value, inlineValue }: OptionToken,
  rest: readonly Argument[],
  known: ParseArgsOptionsConfig,
): Argument | true {
  const option = known[name];
  if (!option || !Object.hasOwn(known, name)) {
    const meant = didYouMean(name, Object.keys(known), '--');
    const hint = meant === '' ? ' A name that begins with "-" goes behind "--".' : '';
    throw new AppError('usage', { message: `There is no option ${rawName} here${meant}.${hint}` });
  }
  if (option.type === 'boolean') {
    if (inlineValue === true) throw new AppError('usage', { message: `${rawName} takes no value.` });
    return true;
  }
  if (value === undefined) throw new AppError('usage', { message: `${rawName} needs a value.` });
  if (inlineValue !== true) {
    if (value.startsWith('-') && value.length > 1) {
      const message = `${rawName} needs a value; one that begins with "-" is given as ${rawName}=${value}.`;
      throw new AppError('usage', { message });
    }
    return rest[index + 1] ?? { text: value, bytes: Buffer.from(value) };
  }
  const bytes = rest[index]?.bytes ?? Buffer.from(value);
  return { text: value, bytes: bytes.subarray(bytes.indexOf('=') + 1) };
}

/**
 * The arguments after the program's name. Node decodes them as UTF-8 and loses what is not; Linux still has the bytes,
 * of this process or of the one that started it on its behalf (bin/stele.mjs hands them on).
 */
export function commandLine(): Argument[] {
  const texts = process.argv.slice(2);
  const raw = rawArguments(texts.length);
  return texts.map((text, index) => {
    const bytes = raw?.[index];
    return { text, bytes: bytes?.toString('utf8') === text ? bytes : Buffer.from(text) };
  });
}

function rawArguments(count: number): Buffer[] | null {
  const handed = process.env.STELE_RAW_ARGUMENTS;
  delete process.env.STELE_RAW_ARGUMENTS;
  try {
    const block = handed === undefined ? readFileSync('/proc/self/cmdline') : Buffer.from(handed, 'base64');
    const parts: Buffer[] = [];
    let start = 0;
    for (let end = block.indexOf(0); end >= 0; end = block.indexOf(0, start)) {
      parts.push(block.subarray(start, end));
      start = end + 1;
    }
    return count === 0 ? [] : parts.slice(-count);
  } catch {
    return null;
  }
}

/**
 * A path argument as the file system has it. npx and shells written in JavaScript turn bytes that are not UTF-8 into
 * U+FFFD before this program starts; such a name is looked up in its folder, and must fit exactly one.
 */
export function existingPath(argument: Argument): Buffer {
  if (!argument.text.includes('\uFFFD') || exists(argument.bytes)) return argument.bytes;
  // These bytes are what was typed, and there is nothing of that name.
  if (!isUtf8(argument.bytes)) return argument.bytes;
  const folder = dirname(argument.text);
  const parent = existingPath({ text: folder, bytes: Buffer.from(folder) });
  const name = basename(argument.text);
  let names: Buffer[];
  try {
    names = readdirSync(parent, { encoding: 'buffer' }).filter(
      (candidate) => candidate.toString('utf8') === name,
    );
  } catch {
    return argument.bytes;
  }
  const [only, another] = names;
  if (only === undefined) return argument.bytes;
  if (another !== undefined) {
    throw new AppError('usage', {
      message: `"${argument.text}" fits ${names.length} names that are not valid UTF-8; give their folder instead.`,
    });
  }
  return Buffer.concat([parent, Buffer.from('/'), only]);
}

/**
 * The path of something new, an archive or a package: usage error where its name would not survive as text, before
 * anything is made under another.
 */
export function newPath(argument: Argument): string {
  const known = isUtf8(argument.bytes) && (!argument.text.includes('\uFFFD') || exists(argument.bytes));
  if (known && isUtf8(absoluteSource(argument.bytes))) return argument.text;
  throw new AppError('usage', {
    message: `"${argument.text}" is not valid UTF-8, or lies in a folder whose name is not. A new archive or package needs a path that is: choose another.`,
  });
}

/** Names of folders that go by the number under which this process holds them open. */
const openFolders = new Map<string, string>();

/**
 * The path of a folder that exists, as text. One whose bytes are not UTF-8 is held open, and goes by the name that Linux
 * gives to what a process holds open; `readableText` turns it back into what was typed.
 */
export function folderPath(argument: Argument | undefined): string {
  if (!argument) return '';
  const bytes = absoluteSource(existingPath(argument));
  if (isUtf8(bytes)) return bytes.toString('utf8');
  try {
    const path = `/proc/self/fd/${openSync(bytes, constants.O_RDONLY | constants.O_DIRECTORY)}`;
    openFolders.set(path, bytes.toString('utf8'));
    return path;
  } catch {
    return bytes.toString('utf8');
  }
}

/** A path for the contract: as text where it is, else as bytes. */
export function anyPath(argument: Argument): { readonly text: string } | { readonly bytes: string } {
  const bytes = absoluteSource(existingPath(argument));
  if (isUtf8(bytes)) return { text: bytes.toString('utf8') };
  const folder = folderPath(argument);
  return openFolders.has(folder) ? { text: folder } : { bytes: bytes.toString('base64') };
}

/** A message with the folders of `folderPath` by their names. */
export function readableText(message: string): string {
  return message.replace(/\/proc\/self\/fd\/\d+/g, (path) => openFolders.get(path) ?? path);
}

/** A source as an absolute path, where the working folder's own name is not UTF-8 and would not survive as text. */
export function absoluteSource(path: Buffer): Buffer {
  if (path[0] === slash || !process.cwd().includes('\uFFFD')) return path;
  try {
    return Buffer.concat([readlinkSync('/proc/self/cwd', 'buffer'), Buffer.from('/'), path]);
  } catch {
    return path;
  }
}

const slash = 0x2f;

function exists(path: Buffer): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}
