import { folderPath } from '../arguments.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { KeySlotSummary, Protection } from '../../../shared/records/keys.ts';
import { requiredPositionals, textOption, type Command, type Invocation } from '../command.ts';
import { withArchive, unlockingFor, writeHelp, writeOptions } from '../open-archive.ts';
import { exit } from '../exit-codes.ts';
import { print, printJson, visible } from '../output.ts';
import {
  askNewPassphrase,
  givenPassphrase,
  newPassphraseFromEnvironment,
  onTerminal,
  unlockHelp,
  unlockOptions,
} from '../secrets.ts';
import { confirmedWords } from './init.ts';

export const key: Command = {
  name: 'key',
  usage: '(list | add | revoke | passphrase) ARCHIVE [SLOT]',
  summary: 'what opens an encrypted archive',
  help: `  stele key list ARCHIVE               the key slots
  stele key add ARCHIVE                one more: a passphrase, or one of
      --recovery-words                   twelve new words
      --office-key AGE1…                 an office's X25519 key (of age)
      --label TEXT                       what to call it, for those with a key
  stele key revoke ARCHIVE SLOT        takes one away; older copies still open
  stele key passphrase ARCHIVE         a new one for the one that opens it

A new passphrase is asked for twice on a terminal, or taken from
--new-passphrase-file FILE, --new-passphrase-fd N or the environment variable
STELE_NEW_PASSPHRASE.

${writeHelp}
${unlockHelp}`,
  exits: { done: true, usage: true, cannotOpen: true, locked: true },
  options: {
    ...unlockOptions,
    ...writeOptions,
    'new-passphrase-file': { type: 'string' },
    'new-passphrase-fd': { type: 'string' },
    'recovery-words': { type: 'boolean' },
    'office-key': { type: 'string' },
    label: { type: 'string' },
  },
  async run(invocation) {
    const [action, archive, slot, extra] = requiredPositionals(invocation, [
      'list, add, revoke or passphrase',
      'ARCHIVE',
    ]);
    const path = folderPath(archive);
    if (extra ?? (slot && action?.text !== 'revoke'))
      throw new AppError('usage', { message: `"${(extra ?? slot)?.text}" is one argument too many.` });
    const name = action?.text ?? '';
    if (name === 'list') return list(invocation, path);
    if (name === 'add') return add(invocation, path);
    if (name === 'revoke') return revoke(invocation, path, slot?.text ?? '');
    if (name === 'passphrase') return changePassphrase(invocation, path);
    throw new AppError('usage', { message: `There is no "stele key ${name}".` });
  },
};

async function list(invocation: Invocation, path: string): Promise<number> {
  const slots = await withArchive(invocation, path, 'read', (archive) =>
    invocation.client.keys.list({ archive }),
  );
  if (invocation.json) await printJson({ slots });
  else for (const slot of slots) await print(`${line(slot)}\n`);
  return exit.done;
}

const kinds = { passphrase: 'passphrase', recovery: 'recovery words', office: 'office key' } as const;

function line({ id, kind, label, addedAt, whole }: KeySlotSummary): string {
  const parts = [
    String(id).padStart(3),
    kinds[kind].padEnd(14),
    addedAt?.slice(0, 10) ?? '',
    visible(label ?? ''),
  ];
  return `${parts.join('  ').trimEnd()}${whole ? '' : '  damaged: opens nothing'}`;
}

async function add(invocation: Invocation, path: string): Promise<number> {
  const protection = await newProtection(invocation);
  const { slot } = await withArchive(invocation, path, 'write', (archive) =>
    invocation.client.keys.add({ archive, protection }),
  );
  const words = protection.by === 'recovery' ? protection.words : null;
  if (invocation.json) await printJson(words === null ? { slot } : { slot, recoveryWords: words });
  else {
    await print(`Key slot ${slot} was added: ${kinds[protection.by]}.\n`);
    if (words !== null && !onTerminal())
      await print(`Recovery words, to be written down on paper:\n  ${words}\n`);
  }
  return exit.done;
}

async function newProtection(invocation: Invocation): Promise<Protection> {
  const label = textOption(invocation, 'label');
  const recipient = textOption(invocation, 'office-key');
  const wantsWords = invocation.options['recovery-words'] === true;
  if (recipient !== null && wantsWords)
    throw new AppError('usage', { message: 'Give one of --recovery-words and --office-key.' });
  if (recipient !== null) return { by: 'office', recipient, label };
  if (wantsWords) return { by: 'recovery', words: await confirmedWords(invocation), label };
  return { by: 'passphrase', passphrase: await newPassphrase(invocation), label };
}

async function revoke(invocation: Invocation, path: string, text: string): Promise<number> {
  if (!/^\d{1,9}$/.test(text))
    throw new AppError('usage', { message: 'SLOT is a number that "stele key list" shows.' });
  const slot = Number(text);
  await withArchive(invocation, path, 'write', (archive) => invocation.client.keys.revoke({ archive, slot }));
  if (invocation.json) await printJson({ slot, revoked: true });
  else {
    await print(
      `Key slot ${slot} no longer opens this archive. Copies and backups made before still open with it: change what they protect, or destroy them.\n`,
    );
  }
  return exit.done;
}

async function changePassphrase(invocation: Invocation, path: string): Promise<number> {
  const unlock = await unlockingFor(invocation, path);
  if (unlock && unlock.by !== 'passphrase') {
    const message =
      'Changing a passphrase takes the old one; with words or an office key, add a new slot and revoke the old.';
    throw new AppError('usage', { message });
  }
  const to = await newPassphrase(invocation);
  const { slot } = await withArchive(
    invocation,
    path,
    'write',
    (archive) => invocation.client.keys.changePassphrase({ archive, from: unlock?.passphrase ?? '-', to }),
    unlock,
  );
  if (invocation.json) await printJson({ slot });
  else
    await print(
      `The passphrase was changed; it is key slot ${slot} now. Copies made before still open with the old one.\n`,
    );
  return exit.done;
}

async function newPassphrase(invocation: Invocation): Promise<string> {
  const given = givenPassphrase(invocation, 'new-passphrase') ?? newPassphraseFromEnvironment;
  if (given) return given;
  if (onTerminal()) return askNewPassphrase();
  const message =
    'The new passphrase is missing: --new-passphrase-file, --new-passphrase-fd or STELE_NEW_PASSPHRASE.';
  throw new AppError('usage', { message });
}
