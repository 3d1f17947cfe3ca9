import { readFileSync, writeFileSync } from 'node:fs';
import { folderPath } from '../arguments.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { IdentityBackup, IdentityRecord } from '../../../shared/records/identity.ts';
import { requiredPositionals, textOption, type Command, type Invocation } from '../command.ts';
import { withArchive, writeHelp, writeOptions } from '../open-archive.ts';
import { exit } from '../exit-codes.ts';
import { print, printJson, visible } from '../output.ts';
import { ask, askNewPassphrase, givenPassphrase, identityPassphrase, onTerminal } from '../secrets.ts';
import { identityOptions, identityUnlockHelp, unlockingBeside } from '../secrets.ts';

export const identity: Command = {
  name: 'identity',
  usage:
    '(create | list | export | import | retire) ARCHIVE --name T (--passphrase-file F | --no-passphrase)',
  summary: 'who acts, and with which key',
  help: `  stele identity create ARCHIVE --name T   a new key; its paper words and its
                                           retirement statement, shown once
      --role T  --organisation T             what else to record of the person
      --office                               an office's: may retire others
  stele identity list ARCHIVE              who there is
  stele identity export ARCHIVE --name T   the key for minisign, and its words
      --out FILE                             writes the secret key file there
  stele identity import ARCHIVE --name T   a key brought back, or made elsewhere
      --key-file FILE                        a minisign secret key file, or
      --words-file FILE                      the twenty-four words
  stele identity retire ARCHIVE --name T   it signs nothing any more
      --statement FILE                       instead of the passphrase, or
      --by NAME                              an office's, and its passphrase
      --compromised-since YYYY-MM-DD         what it signed since is void

The passphrase is the identity's own: --passphrase-file FILE, --passphrase-fd N,
--no-passphrase for a key that lies unprotected, or asked for on a terminal.

${writeHelp}

${identityUnlockHelp}`,
  exits: { done: true, usage: true, cannotOpen: true, locked: true },
  options: {
    ...identityOptions,
    ...writeOptions,
    name: { type: 'string' },
    'no-passphrase': { type: 'boolean' },
    'passphrase-file': { type: 'string' },
    'passphrase-fd': { type: 'string' },
    role: { type: 'string' },
    organisation: { type: 'string' },
    office: { type: 'boolean' },
    out: { type: 'string' },
    'key-file': { type: 'string' },
    'words-file': { type: 'string' },
    statement: { type: 'string' },
    by: { type: 'string' },
    'compromised-since': { type: 'string' },
  },
  async run(invocation) {
    const [action, archive, extra] = requiredPositionals(invocation, [
      'create, list, export, import or retire',
      'ARCHIVE',
    ]);
    if (extra) throw new AppError('usage', { message: `"${extra.text}" is one argument too many.` });
    const run = actions[action?.text ?? ''];
    if (!run) throw new AppError('usage', { message: `There is no "stele identity ${action?.text}".` });
    return run(invocation, folderPath(archive));
  },
};

const actions: Readonly<Record<string, (invocation: Invocation, path: string) => Promise<number>>> = {
  create: async (invocation, path) => {
    const wanted = await newIdentity(invocation);
    const backup = await withIdentityArchive(invocation, path, 'write', (archive) =>
      invocation.client.identities.create({ archive, ...wanted }),
    );
    return printBackup(invocation, backup, 'created');
  },
  import: async (invocation, path) => {
    const from = await keySource(invocation);
    const wanted = await newIdentity(invocation);
    const source =
      'secretKey' in from ? { ...from, filePassphrase: from.isEncrypted ? wanted.passphrase : null } : from;
    const backup = await withIdentityArchive(invocation, path, 'write', (archive) =>
      invocation.client.identities.import({ archive, ...wanted, from: source }),
    );
    return printBackup(invocation, backup, 'imported');
  },
  export: async (invocation, path) => {
    const name = requiredName(invocation);
    const passphrase = await identityPassphrase(invocation, name);
    const backup = await withIdentityArchive(invocation, path, 'read', (archive) =>
      invocation.client.identities.export({ archive, name, passphrase }),
    );
    return printBackup(invocation, backup, 'exported');
  },
  list: async (invocation, path) => {
    const identities = await withIdentityArchive(invocation, path, 'read', (archive) =>
      invocation.client.identities.list({ archive }),
    );
    if (invocation.json) await printJson({ identities });
    else for (const entry of identities) await print(`${line(entry)}\n`);
    return exit.done;
  },
  retire: async (invocation, path) => {
    const name = requiredName(invocation);
    const compromisedSince = textOption(invocation, 'compromised-since');
    if (compromisedSince !== null && !isDate(compromisedSince))
      throw new AppError('usage', { message: '--compromised-since takes a date, as 2026-11-30.' });
    const statement = textOption(invocation, 'statement');
    const by = textOption(invocation, 'by') ?? name;
    const proof =
      statement === null
        ? { by, passphrase: await identityPassphrase(invocation, by) }
        : { statement: readText(statement) };
    const retired = await withIdentityArchive(invocation, path, 'write', (archive) =>
      invocation.client.identities.retire({ archive, name, proof, compromisedSince }),
    );
    if (invocation.json) await printJson(retired);
    else
      await print(
        `${visible(retired.name)} is retired and signs nothing any more. What it signed before stands as it was.\n`,
      );
    return exit.done;
  },
};

function withIdentityArchive<T>(
  invocation: Invocation,
  path: string,
  access: 'read' | 'write',
  action: (archive: string) => Promise<T>,
): Promise<T> {
  return unlockingBeside(invocation, path).then((unlock) =>
    withArchive(invocation, path, access, action, unlock),
  );
}

async function newIdentity(invocation: Invocation) {
  const name = requiredName(invocation);
  return {
    name,
    role: textOption(invocation, 'role'),
    organisation: textOption(invocation, 'organisation'),
    isOffice: invocation.options.office === true,
    passphrase: await newPassphrase(invocation),
  };
}

async function newPassphrase(invocation: Invocation): Promise<string | null> {
  const given = givenPassphrase(invocation, 'passphrase');
  if (invocation.options['no-passphrase'] === true) {
    if (given !== null)
      throw new AppError('usage', { message: 'Give one of a passphrase and --no-passphrase.' });
    return null;
  }
  if (given !== null) return given;
  if (onTerminal()) return askNewPassphrase();
  throw new AppError('usage', { message: 'Give --passphrase-file, --passphrase-fd or --no-passphrase.' });
}

async function keySource(
  invocation: Invocation,
): Promise<{ words: string } | { secretKey: string; isEncrypted: boolean }> {
  const file = textOption(invocation, 'key-file');
  const words = textOption(invocation, 'words-file');
  if (file !== null && words !== null)
    throw new AppError('usage', { message: 'Give one of --key-file and --words-file.' });
  if (words !== null) return { words: readText(words) };
  if (file !== null) {
    const secretKey = readText(file);
    const body = Buffer.from(secretKey.trim().split('\n').at(-1) ?? '', 'base64');
    return { secretKey, isEncrypted: body[2] !== 0 };
  }
  if (onTerminal()) return { words: await ask('The twenty-four words: ', false) };
  throw new AppError('usage', { message: 'Give --key-file or --words-file.' });
}

async function printBackup(
  invocation: Invocation,
  backup: IdentityBackup,
  what: 'created' | 'imported' | 'exported',
): Promise<number> {
  const out = textOption(invocation, 'out');
  if (out !== null) writeKeyFile(out, backup.secretKey);
  const { identity: record, secretKey, words, retirement } = backup;
  if (invocation.json) {
    await printJson({ ...record, secretKey, words, retirement });
    return exit.done;
  }
  await print(`${line(record)}\n\nPublic key, for whoever checks what it signs:\n  ${record.publicKey}\n`);
  if (what === 'exported' && out === null)
    await print(`\nSecret key file, as minisign takes it:\n\n${secretKey}`);
  if (out !== null) await print(`\nSecret key file: ${visible(out)}\n`);
  if (what !== 'imported') {
    await print(`
Write these words on paper. They are the key: whoever has them signs as this person, without any passphrase.

${rows(words)}

Keep this statement with the paper. Whoever shows it retires the key, also when key and passphrase are lost:

${retirement}`);
  }
  return exit.done;
}

/** Six words a line, counted, so that a line left out is noticed. */
function rows(words: string): string {
  const list = words.split(' ').map((word, index) => `${String(index + 1).padStart(3)} ${word.padEnd(9)}`);
  const lines: string[] = [];
  for (let at = 0; at < list.length; at += 6)
    lines.push(
      list
        .slice(at, at + 6)
        .join(' ')
        .trimEnd(),
    );
  return lines.join('\n');
}

function line({
  name,
  role,
  organisation,
  keyId,
  isOffice,
  retiredAt,
  compromisedSince,
  erasedBy,
}: IdentityRecord): string {
  const parts = [
    erasedBy === undefined ? name : `(erased by event ${erasedBy})`,
    [role, organisation].filter((part) => part !== null).join(', '),
    isOffice ? 'office' : '',
    keyId === null ? 'no key' : `key ${keyId}`,
    retiredAt === null ? '' : `retired ${retiredAt.slice(0, 10)}`,
    compromisedSince === null ? '' : `compromised since ${compromisedSince}`,
  ];
  return parts
    .filter((part) => part !== '')
    .map(visible)
    .join('  ');
}

function requiredName(invocation: Invocation): string {
  const name = textOption(invocation, 'name');
  if (name === null || name.trim() === '') throw new AppError('usage', { message: '--name is missing.' });
  return name;
}

function isDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new AppError('usage', { message: `"${path}" cannot be read.` }, error);
  }
}

function writeKeyFile(path: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    throw new AppError('usage', { message: `"${path}" cannot be written, or is there already.` }, error);
  }
}
