import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { folderPath } from '../arguments.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { Protection } from '../../../shared/records/keys.ts';
import type { SealedRecord } from '../../../shared/records/sealed.ts';
import { requiredPositionals, textOption, type Command, type Invocation } from '../command.ts';
import { withArchive, writeHelp, writeOptions } from '../open-archive.ts';
import { exit } from '../exit-codes.ts';
import { print, printJson, visible } from '../output.ts';
import { ask, askNewPassphrase, givenPassphrase, onTerminal, unlockHelp, unlockOptions } from '../secrets.ts';
import { confirmedWords } from './init.ts';

export const sealed: Command = {
  name: 'sealed',
  usage: '(create | write | show | find) ARCHIVE [ITEM | QUERY]',
  summary: 'text that takes a second passphrase: names of witnesses, addresses',
  help: `  stele sealed create ARCHIVE            makes the second key, and words for it
  stele sealed write ARCHIVE ITEM        seals a text about an item
      --field NAME                         what it is: source-name, note …
      --text-file FILE                     the text; - is standard input
  stele sealed show ARCHIVE ITEM         what is sealed of an item, newest first
  stele sealed find ARCHIVE QUERY        sealed texts that hold every word

The second passphrase is asked for on a terminal, or taken from
--sealed-passphrase-file FILE or --sealed-passphrase-fd N. Nothing that is
sealed is in any other command's answer, in any package, or in the log.

${writeHelp}
${unlockHelp}`,
  exits: { done: true, usage: true, cannotOpen: true, locked: true },
  options: {
    ...unlockOptions,
    ...writeOptions,
    'sealed-passphrase-file': { type: 'string' },
    'sealed-passphrase-fd': { type: 'string' },
    field: { type: 'string' },
    'text-file': { type: 'string' },
  },
  async run(invocation) {
    const [action, archive, subject, extra] = requiredPositionals(invocation, [
      'create, write, show or find',
      'ARCHIVE',
    ]);
    const name = action?.text ?? '';
    const stray = name === 'create' ? subject : extra;
    if (stray) throw new AppError('usage', { message: `"${stray.text}" is one argument too many.` });
    const path = folderPath(archive);
    if (name === 'create') return create(invocation, path);
    if (!['write', 'show', 'find'].includes(name))
      throw new AppError('usage', { message: `There is no "stele sealed ${name}".` });
    if (!subject)
      throw new AppError('usage', { message: `${name === 'find' ? 'QUERY' : 'ITEM'} is missing.` });
    return use(invocation, path, name as 'write' | 'show' | 'find', subject.text);
  },
};

async function create(invocation: Invocation, path: string): Promise<number> {
  const passphrase = givenPassphrase(invocation, 'sealed-passphrase') ?? (await newPassphrase());
  const words = await confirmedWords(invocation);
  const protections: Protection[] = [
    { by: 'passphrase', passphrase, label: null },
    { by: 'recovery', words, label: null },
  ];
  await withArchive(invocation, path, 'write', (archive) =>
    invocation.client.sealed.create({ archive, protections }),
  );
  if (invocation.json) await printJson({ recoveryWords: words });
  else {
    await print('Sealed records can be written now.\n');
    if (!onTerminal())
      await print(`Recovery words of the second key, to be written down on paper:\n  ${words}\n`);
  }
  process.stderr.write(
    'Without the second passphrase or these words nobody can read what is sealed, ever.\n',
  );
  return exit.done;
}

async function use(
  invocation: Invocation,
  path: string,
  action: 'write' | 'show' | 'find',
  subject: string,
): Promise<number> {
  const { client } = invocation;
  const given = givenPassphrase(invocation, 'sealed-passphrase');
  if (given === null && !onTerminal())
    throw new AppError('usage', { message: 'Give --sealed-passphrase-file or --sealed-passphrase-fd.' });
  const passphrase = given ?? (await ask('Second passphrase: '));
  const write = action === 'write' ? { field: requiredField(invocation), text: textOf(invocation) } : null;
  return withArchive(invocation, path, write ? 'write' : 'read', async (archive) => {
    await client.sealed.unlock({ archive, unlock: { by: 'passphrase', passphrase } });
    const records = write
      ? [await client.sealed.write({ archive, item: subject, ...write })]
      : action === 'find'
        ? await client.sealed.find({ archive, query: subject })
        : await client.sealed.read({ archive, item: subject });
    if (invocation.json) await printJson({ records });
    else for (const record of records) await print(recordText(record));
    return exit.done;
  });
}

function recordText({ item, field, text, writtenAt }: SealedRecord): string {
  const lines = text.split('\n').map((line) => `    ${visible(line)}\n`);
  return `${visible(field)}  ${writtenAt.slice(0, 10)}  item ${item}\n${lines.join('')}`;
}

function requiredField(invocation: Invocation): string {
  const field = textOption(invocation, 'field');
  if (field === null || field.trim() === '') throw new AppError('usage', { message: '--field is missing.' });
  return field.trim();
}

function textOf(invocation: Invocation): string {
  const file = textOption(invocation, 'text-file');
  if (file === null) throw new AppError('usage', { message: '--text-file is missing.' });
  let bytes: Buffer;
  try {
    bytes = readFileSync(file === '-' ? 0 : file);
  } catch (error) {
    throw new AppError('usage', { message: `"${file}" cannot be read.` }, error);
  }
  if (!isUtf8(bytes)) throw new AppError('usage', { message: `"${file}" is not UTF-8 text.` });
  return bytes.toString('utf8').replace(/\r?\n$/, '');
}

async function newPassphrase(): Promise<string> {
  if (onTerminal()) return askNewPassphrase();
  throw new AppError('usage', { message: 'Give --sealed-passphrase-file or --sealed-passphrase-fd.' });
}
