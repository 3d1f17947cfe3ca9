import { newPath } from '../arguments.ts';
import { exactPositionals, textOption, type Command, type Invocation } from '../command.ts';
import { exit } from '../exit-codes.ts';
import { print, printJson, visible } from '../output.ts';
import { ask, askNewPassphrase, environmentPassphrase, givenPassphrase, onTerminal } from '../secrets.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { Protection } from '../../../shared/records/keys.ts';

export const init: Command = {
  name: 'init',
  usage: 'ARCHIVE --name TEXT [--operator TEXT] [--encrypt]',
  summary: 'create an archive',
  help: `ARCHIVE is the exact path of the new archive; it must not exist, or be an empty
folder.

  --name TEXT       what the archive is called
  --operator TEXT   who works with it; stands in the custody log as claimed, not
                    as proved
  --encrypt         nobody reads it without a key; it cannot be chosen later.
                    Asks for a passphrase on a terminal, else takes
                    --passphrase-file, --passphrase-fd or STELE_PASSPHRASE
  --no-recovery-words
                    with --encrypt: no twelve words that open it too
  --office-key AGE1…
                    with --encrypt: this X25519 key (of the program age) opens
                    it too`,
  exits: { done: 'the archive is there', usage: 'wrong usage, or something lies at ARCHIVE', stopped: true },
  options: {
    name: { type: 'string' },
    operator: { type: 'string' },
    encrypt: { type: 'boolean' },
    'passphrase-file': { type: 'string' },
    'passphrase-fd': { type: 'string' },
    'no-recovery-words': { type: 'boolean' },
    'office-key': { type: 'string' },
  },
  async run(invocation) {
    const [archive] = exactPositionals(invocation, ['ARCHIVE']);
    const name = textOption(invocation, 'name');
    if (name === null || name.trim() === '') throw new AppError('usage', { message: '--name is missing.' });
    const path = archive ? newPath(archive) : '';
    const encryption = invocation.options.encrypt === true ? await protectionsOf(invocation) : null;
    refuseStrayKeys(invocation);
    const created = await invocation.client.archives.create({
      path,
      name,
      operator: textOption(invocation, 'operator'),
      encryption,
    });
    const words = wordsIn(encryption);
    if (invocation.json) {
      await printJson(encryption ? { ...created, encrypted: true, recoveryWords: words } : created);
    } else {
      await print(`Created the archive "${visible(created.name)}" at ${visible(created.path)}\n`);
      if (words !== null && !onTerminal())
        await print(`Recovery words, to be written down on paper:\n  ${words}\n`);
    }
    if (encryption) process.stderr.write(warning(encryption));
    return exit.done;
  },
};

function refuseStrayKeys({ options }: Invocation): void {
  if (options.encrypt === true) return;
  const stray = ['passphrase-file', 'passphrase-fd', 'no-recovery-words', 'office-key'].find(
    (name) => options[name] !== undefined,
  );
  if (stray !== undefined) throw new AppError('usage', { message: `--${stray} needs --encrypt.` });
}

/** What is to open the archive: asked for here, before anything is made. */
async function protectionsOf(invocation: Invocation): Promise<Protection[]> {
  const passphrase =
    givenPassphrase(invocation, 'passphrase') ?? environmentPassphrase() ?? (await newPassphrase());
  const protections: Protection[] = [{ by: 'passphrase', passphrase, label: null }];
  const recipient = textOption(invocation, 'office-key');
  if (recipient !== null) protections.push({ by: 'office', recipient, label: null });
  if (invocation.options['no-recovery-words'] !== true) {
    protections.push({ by: 'recovery', words: await confirmedWords(invocation), label: null });
  }
  return protections;
}

async function newPassphrase(): Promise<string> {
  if (onTerminal()) return askNewPassphrase();
  const message = 'Encrypting takes a passphrase: --passphrase-file, --passphrase-fd or STELE_PASSPHRASE.';
  throw new AppError('usage', { message });
}

/** New words; on a terminal they are asked back, because words that were not written down open nothing. */
export async function confirmedWords(invocation: Invocation): Promise<string> {
  const { words } = await invocation.client.keys.proposeWords();
  if (!onTerminal()) return words;
  process.stderr.write(
    `\nWrite these twelve words on paper, in this order. They open the archive when the passphrase is lost.\n\n  ${words}\n\n`,
  );
  for (;;) {
    const typed = await ask('Type them from the paper: ', false);
    if (typed.trim().toLowerCase().split(/\s+/).join(' ') === words) return words;
    process.stderr.write('That is not what was shown. Compare the paper with the words above.\n');
  }
}

function wordsIn(protections: readonly Protection[] | null): string | null {
  const recovery = protections?.find((protection) => protection.by === 'recovery');
  return recovery?.by === 'recovery' ? recovery.words : null;
}

const names = {
  passphrase: 'the passphrase',
  recovery: 'the recovery words',
  office: 'the office key',
} as const;

function warning(protections: readonly Protection[]): string {
  const ways = protections.map(({ by }) => names[by]).join(', ');
  return `What opens this archive: ${ways}. Without any of them nobody can open it, ever: not its owner, not the makers of this program.\n`;
}
