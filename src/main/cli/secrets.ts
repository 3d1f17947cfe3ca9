import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Unlocking } from '../../shared/records/keys.ts';
import { textOption, type Invocation } from './command.ts';
import { visible } from './output.ts';

/** Options of every command that opens an archive. A secret is never an argument: other users can read those. */
export const unlockOptions = {
  'passphrase-file': { type: 'string' },
  'passphrase-fd': { type: 'string' },
  'recovery-words-file': { type: 'string' },
  'office-key-file': { type: 'string' },
} as const;

/** Out of the environment as soon as they were read: what this program starts has no business with them. */
const fromEnvironment = take('STELE_PASSPHRASE');
export const newPassphraseFromEnvironment = take('STELE_NEW_PASSPHRASE');

function take(name: string): string | null {
  const value = process.env[name];
  Reflect.deleteProperty(process.env, name);
  return value === undefined || value === '' ? null : value;
}

export const unlockHelp = `An encrypted archive asks for its passphrase on a terminal, or takes one of:
  --passphrase-file FILE
                    the passphrase is the file's one line
  --passphrase-fd N the same from an open file descriptor
  --recovery-words-file FILE
                    the twelve words instead
  --office-key-file FILE
                    an office's AGE-SECRET-KEY-1… instead
  STELE_PASSPHRASE  environment variable with the passphrase`;

/** The second passphrase, of sealed records. */
export const sealedOptions = {
  'sealed-passphrase-file': { type: 'string' },
  'sealed-passphrase-fd': { type: 'string' },
} as const;

/** Null: what is sealed stays locked. */
export async function unlockSealed(
  { client }: Invocation,
  archive: string,
  passphrase: string | null,
): Promise<void> {
  if (passphrase !== null) await client.sealed.unlock({ archive, unlock: { by: 'passphrase', passphrase } });
}

/** Options of commands in which --passphrase-file is an identity's: the archive's own secret has other names there. */
export const identityOptions = {
  'archive-passphrase-file': { type: 'string' },
  'archive-passphrase-fd': { type: 'string' },
  'recovery-words-file': { type: 'string' },
  'office-key-file': { type: 'string' },
} as const;

export const identityUnlockHelp = `An encrypted archive takes its own passphrase beside it:
--archive-passphrase-file FILE, --archive-passphrase-fd N, STELE_PASSPHRASE or
the terminal; where none is given, the identity's is tried on the archive too.`;

/** Of commands that write: who acts. */
export const signOptions = {
  ...identityOptions,
  'sign-as': { type: 'string' },
  'no-passphrase': { type: 'boolean' },
} as const;

export const signHelp = `  --sign-as NAME    unlocks this identity: the log says that it acted and proved
                    it, and a package bears its signature. --passphrase-file,
                    --passphrase-fd and --no-passphrase are then the identity's,
                    and the archive's own is --archive-passphrase-file FILE,
                    --archive-passphrase-fd N or STELE_PASSPHRASE`;

/** What opens the archive in a command whose --passphrase-file is an identity's. Null if the archive takes nothing. */
export async function unlockingBeside(invocation: Invocation, path: string): Promise<Unlocking | null> {
  if (!(await invocation.client.archives.isEncrypted({ path }))) return null;
  const own = givenPassphrase(invocation, 'archive-passphrase');
  if (own !== null) return { by: 'passphrase', passphrase: own };
  const others = { ...invocation.options, 'passphrase-file': undefined, 'passphrase-fd': undefined };
  const given = givenUnlocking({ ...invocation, options: others });
  if (given) return given;
  if (onTerminal()) return { by: 'passphrase', passphrase: await ask(`Passphrase of the archive: `) };
  const shared = givenPassphrase(invocation, 'passphrase');
  return shared === null ? null : { by: 'passphrase', passphrase: shared };
}

/** The passphrase of an identity that exists: given, or asked for; null with --no-passphrase. */
export async function identityPassphrase(invocation: Invocation, name: string): Promise<string | null> {
  if (invocation.options['no-passphrase'] === true) return null;
  const given = givenPassphrase(invocation, 'passphrase');
  if (given !== null || !onTerminal()) return given;
  const typed = await ask(`Passphrase of ${visible(name)}: `);
  return typed === '' ? null : typed;
}

/** The passphrase of the environment variable, for an archive that is yet to be made. */
export function environmentPassphrase(): string | null {
  return fromEnvironment;
}

/** What is to open an archive, as far as options or the environment say; null if they do not. */
export function givenUnlocking(invocation: Invocation): Unlocking | null {
  const passphrase = givenPassphrase(invocation, 'passphrase');
  const words = textOption(invocation, 'recovery-words-file');
  const key = textOption(invocation, 'office-key-file');
  if ([passphrase, words, key].filter((given) => given !== null).length > 1)
    throw new AppError('usage', { message: 'Give one of passphrase, recovery words and office key.' });
  if (passphrase !== null) return { by: 'passphrase', passphrase };
  if (words !== null) return { by: 'recovery', words: secretText(readSecret(words), words) };
  if (key !== null) return { by: 'office', key: officeKey(key) };
  return fromEnvironment !== null ? { by: 'passphrase', passphrase: fromEnvironment } : null;
}

/** The passphrase of `--NAME-file` or `--NAME-fd`, or null if neither was given. */
export function givenPassphrase(invocation: Invocation, name: string): string | null {
  const file = textOption(invocation, `${name}-file`);
  const descriptor = textOption(invocation, `${name}-fd`);
  if (file !== null && descriptor !== null)
    throw new AppError('usage', { message: `Give one of --${name}-file and --${name}-fd.` });
  if (file !== null) return oneLine(readSecret(file), file);
  if (descriptor === null) return null;
  if (!/^\d{1,6}$/.test(descriptor))
    throw new AppError('usage', { message: `--${name}-fd takes the number of an open file descriptor.` });
  return oneLine(readSecret(Number(descriptor)), `file descriptor ${descriptor}`);
}

/** Whether somebody is there to be asked. */
export function onTerminal(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY;
}

/** Asks on the terminal; what is typed is not shown if it is `hidden`. Throws `interrupted` on Ctrl-C or end of input. */
export async function ask(question: string, hidden = true): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write(question);
  stdin.setRawMode(true);
  stdin.resume();
  try {
    return await new Promise<string>((resolve, reject) => {
      let typed = '';
      const take = (chunk: Buffer): void => {
        for (const character of chunk.toString('utf8')) {
          if (character === '\r' || character === '\n') {
            stdin.off('data', take);
            resolve(typed);
            return;
          }
          if (character === '\u0003' || character === '\u0004') {
            stdin.off('data', take);
            reject(new AppError('interrupted'));
            return;
          }
          if (character === '\u007f' || character === '\b') {
            if (!hidden && typed !== '') stderr.write('\b \b');
            typed = typed.replace(/.$/su, '');
          } else {
            typed += character;
            if (!hidden) stderr.write(character);
          }
        }
      };
      stdin.on('data', take);
    });
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
    stderr.write('\n');
  }
}

/** Asks for a new passphrase, twice. */
export async function askNewPassphrase(): Promise<string> {
  for (;;) {
    const first = await ask('New passphrase: ');
    if (first === '') continue;
    if ((await ask('The same again: ')) === first) return first;
    process.stderr.write('They differ. Once more.\n');
  }
}

function officeKey(file: string): string {
  // age-keygen writes comments above the key.
  const line = secretText(readSecret(file), file)
    .split(/\r?\n/)
    .find((candidate) => candidate !== '' && !candidate.startsWith('#'));
  return line ?? '';
}

/** A descriptor gives its bytes once, and two steps of a command may need them. */
const read = new Map<number, Buffer>();

function readSecret(source: string | number): Buffer {
  const known = typeof source === 'number' ? read.get(source) : undefined;
  if (known) return known;
  try {
    const bytes = readFileSync(source);
    if (typeof source === 'number') read.set(source, bytes);
    return bytes;
  } catch (error) {
    const named = typeof source === 'number' ? `file descriptor ${source}` : `"${source}"`;
    throw new AppError('usage', { message: `The secret in ${named} cannot be read.` }, error);
  }
}

function secretText(bytes: Buffer, source: string): string {
  if (!isUtf8(bytes)) throw new AppError('usage', { message: `What stands in ${source} is not UTF-8 text.` });
  return bytes
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trim();
}

/** One line, with its spaces; only the line's own end is not part of it. */
function oneLine(bytes: Buffer, source: string): string {
  if (!isUtf8(bytes)) throw new AppError('usage', { message: `What stands in ${source} is not UTF-8 text.` });
  const text = bytes
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .replace(/\r?\n$/, '');
  if (text === '' || /[\r\n]/.test(text))
    throw new AppError('usage', { message: `The passphrase in ${source} has to be one line.` });
  return text;
}
