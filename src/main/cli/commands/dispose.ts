import { folderPath } from '../arguments.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { countOption, requiredPositionals, textOption, type Command, type Invocation } from '../command.ts';
import { confirmedCount, printDestroyed, tellSearches } from '../destroyed.ts';
import { withArchive } from '../open-archive.ts';
import { exit } from '../exit-codes.ts';
import { plural, print, printJson, visible } from '../output.ts';
import { givenPassphrase, signOptions, unlockHelp, unlockOptions } from '../secrets.ts';

export const dispose: Command = {
  name: 'dispose',
  usage: 'ACTION ARCHIVE [ITEM... | REQUEST | on | off] [--reason ID] [--note TEXT] [--yes]',
  summary: 'withdraw, quarantine, hold or destroy items',
  help: `  stele dispose withdraw ARCHIVE ITEM...   out of lists, search and exports
  stele dispose reinstate ARCHIVE ITEM...  takes that back
  stele dispose quarantine ARCHIVE ITEM... no look inside either; bytes stay
  stele dispose release ARCHIVE ITEM...    takes that back
  stele dispose hold ARCHIVE ITEM...       nothing may destroy it meanwhile
      --reference TEXT                       of the order or the proceedings
  stele dispose lift ARCHIVE ITEM...       takes a hold away
      --hold N                               which, where there are several
  stele dispose destroy ARCHIVE ITEM...    for good: bytes, previews, words,
                                           revisions, what the log says of it
  stele dispose status ARCHIVE             requests that wait, backups that
                                           still hold what was destroyed
  stele dispose reasons                    the reasons there are

  --reason ID       why, for withdraw, quarantine, hold, destroy and request
  --note TEXT       more about it: in the catalogue only, never in the log
  --yes             destroy without asking; on a terminal it asks for the number
                    of items
  --remove-searches destroy: kept searches that find these items alone go, too

Where two identities are demanded, each acts with --sign-as NAME:
  stele dispose require-two ARCHIVE (on | off)
                                           off is a request, too
  stele dispose request ARCHIVE ITEM...    one asks for a destruction
  stele dispose approve ARCHIVE REQUEST    another one has it done
  stele dispose cancel ARCHIVE REQUEST

Sealed text about an item goes with it, and so the second passphrase is needed:
--sealed-passphrase-file FILE, --sealed-passphrase-fd N, or --leave-sealed.

  --sign-as NAME    unlocks this identity: the log says that it acted and proved
                    it. --passphrase-file, --passphrase-fd and --no-passphrase
                    are then the identity's, and the archive's own is
                    --archive-passphrase-file, --archive-passphrase-fd or
                    STELE_PASSPHRASE

${unlockHelp}`,
  exits: {
    done: 'done, also where it had been done before',
    usage: 'wrong usage, a hold stands, or two identities are demanded',
    cannotOpen: true,
    locked: true,
    stopped: 'the disk is full, or traces are left; the same command completes it',
  },
  options: {
    ...unlockOptions,
    ...signOptions,
    'sealed-passphrase-file': { type: 'string' },
    'sealed-passphrase-fd': { type: 'string' },
    'leave-sealed': { type: 'boolean' },
    reason: { type: 'string' },
    note: { type: 'string' },
    reference: { type: 'string' },
    hold: { type: 'string' },
    yes: { type: 'boolean' },
    'remove-searches': { type: 'boolean' },
  },
  async run(invocation) {
    const [action] = requiredPositionals(invocation, ['ACTION']);
    const name = action?.text ?? '';
    if (name === 'reasons') return printReasons(invocation);
    const run = actions[name];
    if (!run) throw new AppError('usage', { message: `There is no "stele dispose ${name}".` });
    const [, archive, ...rest] = requiredPositionals(invocation, ['ACTION', 'ARCHIVE']);
    return run(
      invocation,
      folderPath(archive),
      rest.map(({ text }) => text),
    );
  },
};

type Action = (invocation: Invocation, path: string, rest: readonly string[]) => Promise<number>;

const actions: Readonly<Record<string, Action | undefined>> = {
  withdraw: (invocation, path, rest) => hide(invocation, path, rest, 'withdraw'),
  quarantine: (invocation, path, rest) => hide(invocation, path, rest, 'quarantine'),
  reinstate: (invocation, path, rest) => unhide(invocation, path, rest, 'reinstate'),
  release: (invocation, path, rest) => unhide(invocation, path, rest, 'release'),
  hold: async (invocation, path, rest) => {
    const why = {
      items: itemsIn(rest),
      ...whyOf(invocation),
      reference: textOption(invocation, 'reference'),
    };
    return printChange(
      invocation,
      await withArchive(invocation, path, 'write', (archive) =>
        invocation.client.disposition.hold({ archive, ...why }),
      ),
      'held',
    );
  },
  lift: async (invocation, path, rest) => {
    const wanted = { items: itemsIn(rest), hold: countOption(invocation, 'hold', 1) };
    return printChange(
      invocation,
      await withArchive(invocation, path, 'write', (archive) =>
        invocation.client.disposition.lift({ archive, ...wanted }),
      ),
      'no longer held',
    );
  },
  destroy: async (invocation, path, rest) => {
    const items = itemsIn(rest);
    const why = whyOf(invocation);
    return withArchive(invocation, path, 'write', async (archive) => {
      const { disposition } = invocation.client;
      await unlockSealed(invocation, archive);
      const preview = await disposition.preview({ archive, items });
      const confirmed =
        preview.held.length > 0 || preview.identities === 2
          ? preview.items.length
          : await confirmedCount(invocation, preview.items);
      const lockedSealed = lockedSealedOf(invocation);
      const removesSearches = removesSearchesOf(invocation);
      await tellSearches(invocation, preview.searches);
      return printDestroyed(
        invocation,
        await disposition.destroy({ archive, items, ...why, confirmed, lockedSealed, removesSearches }),
      );
    });
  },
  request: async (invocation, path, rest) => {
    const wanted = { items: itemsIn(rest), ...whyOf(invocation) };
    const request = await withArchive(invocation, path, 'write', (archive) =>
      invocation.client.disposition.request({ archive, ...wanted }),
    );
    if (invocation.json) await printJson(request);
    else
      await print(
        `Request ${request.request}: ${plural(request.items.length, 'item')} to be destroyed.\nAnother identity approves it with "stele dispose approve ARCHIVE ${request.request}".\n`,
      );
    return exit.done;
  },
  approve: async (invocation, path, rest) => {
    const request = requestIn(rest);
    return withArchive(invocation, path, 'write', async (archive) => {
      const { disposition } = invocation.client;
      const { requests } = await disposition.status({ archive });
      const wanted = requests.find((candidate) => candidate.request === request);
      if (wanted?.action === 'destroy') await unlockSealed(invocation, archive);
      const confirmed = wanted?.action === 'destroy' ? await confirmedCount(invocation, wanted.items) : 0;
      const lockedSealed = lockedSealedOf(invocation);
      const removesSearches = removesSearchesOf(invocation);
      if (wanted?.action === 'destroy')
        await tellSearches(
          invocation,
          (await disposition.preview({ archive, items: [...wanted.items] })).searches,
        );
      const result = await disposition.approve({
        archive,
        request,
        confirmed,
        lockedSealed,
        removesSearches,
      });
      if (wanted?.action !== 'one-identity') return printDestroyed(invocation, result);
      if (invocation.json) await printJson({ identities: 1 });
      else await print('From now on one identity is enough to destroy.\n');
      return exit.done;
    });
  },
  cancel: async (invocation, path, rest) => {
    const request = requestIn(rest);
    await withArchive(invocation, path, 'write', (archive) =>
      invocation.client.disposition.cancel({ archive, request }),
    );
    if (invocation.json) await printJson({ request, cancelled: true });
    else await print(`Request ${request} is cancelled.\n`);
    return exit.done;
  },
  'require-two': async (invocation, path, rest) => {
    const [word, extra] = rest;
    if ((word !== 'on' && word !== 'off') || extra !== undefined)
      throw new AppError('usage', { message: 'Say "on" or "off".' });
    const result = await withArchive(invocation, path, 'write', (archive) =>
      invocation.client.disposition.require({ archive, identities: word === 'on' ? 2 : 1 }),
    );
    if (invocation.json) await printJson(result);
    else if (result.request !== null)
      await print(
        `Request ${result.request}: one identity to be enough again. Another identity approves it.\n`,
      );
    else
      await print(
        `From now on it takes ${result.identities === 2 ? 'two identities' : 'one identity'} to destroy.\n`,
      );
    return exit.done;
  },
  status: async (invocation, path, rest) => {
    if (rest[0] !== undefined)
      throw new AppError('usage', { message: `"${rest[0]}" is one argument too many.` });
    const status = await withArchive(invocation, path, 'read', (archive) =>
      invocation.client.disposition.status({ archive }),
    );
    if (invocation.json) await printJson(status);
    else {
      await print(`It takes ${status.identities === 2 ? 'two identities' : 'one identity'} to destroy.\n`);
      if (status.unfinished)
        await print('A destruction was cut off: opening the archive for writing completes it.\n');
      for (const { request, action, requestedBy, requestedAt, reason, items } of status.requests) {
        const what =
          action === 'destroy'
            ? `destroy ${plural(items.length, 'item')} (${reason ?? ''})`
            : 'one identity to be enough';
        await print(
          `Request ${request}, ${requestedAt.slice(0, 10)}, ${visible(requestedBy)}: ${visible(what)}\n`,
        );
        for (const number of items) await print(`  ${visible(number)}\n`);
      }
      for (const { item, backup, name } of status.backups)
        await print(`${visible(item)} is still in the backup ${visible(name ?? backup)}.\n`);
    }
    return exit.done;
  },
};

async function hide(
  invocation: Invocation,
  path: string,
  rest: readonly string[],
  act: 'withdraw' | 'quarantine',
): Promise<number> {
  const why = { items: itemsIn(rest), ...whyOf(invocation) };
  const change = await withArchive(invocation, path, 'write', (archive) =>
    invocation.client.disposition.hide({ archive, act, ...why }),
  );
  return printChange(invocation, change, act === 'withdraw' ? 'withdrawn' : 'in quarantine');
}

async function unhide(
  invocation: Invocation,
  path: string,
  rest: readonly string[],
  act: 'reinstate' | 'release',
): Promise<number> {
  const items = itemsIn(rest);
  const change = await withArchive(invocation, path, 'write', (archive) =>
    invocation.client.disposition.unhide({ archive, act, items }),
  );
  return printChange(invocation, change, act === 'reinstate' ? 'reinstated' : 'released');
}

type Change = Awaited<ReturnType<Invocation['client']['disposition']['hide']>>;

async function printChange(invocation: Invocation, change: Change, what: string): Promise<number> {
  if (invocation.json) await printJson(change);
  else {
    for (const { number, event } of change.changed)
      await print(`${visible(number)}  ${what}, event ${event}\n`);
    for (const number of change.unchanged) await print(`${visible(number)}  unchanged\n`);
  }
  return exit.done;
}

async function printReasons(invocation: Invocation): Promise<number> {
  const reasons = await invocation.client.disposition.reasons();
  if (invocation.json) await printJson({ reasons });
  else
    for (const { id, labels } of reasons)
      await print(`${id.padEnd(20)}  ${labels.en}\n${' '.repeat(22)}${labels.hy}; ${labels.ru}\n`);
  return exit.done;
}

async function unlockSealed(invocation: Invocation, archive: string): Promise<void> {
  const passphrase = givenPassphrase(invocation, 'sealed-passphrase');
  if (passphrase === null) return;
  await invocation.client.sealed.unlock({ archive, unlock: { by: 'passphrase', passphrase } });
}

export function lockedSealedOf(invocation: Invocation): 'refuse' | 'leave' {
  return invocation.options['leave-sealed'] === true ? 'leave' : 'refuse';
}

const removesSearchesOf = ({ options }: Invocation): boolean => options['remove-searches'] === true;

function itemsIn(rest: readonly string[]): string[] {
  if (rest.length === 0) throw new AppError('usage', { message: 'ITEM is missing.' });
  return [...rest];
}

function requestIn([text, extra]: readonly string[]): number {
  if (text === undefined) throw new AppError('usage', { message: 'REQUEST is missing.' });
  if (extra !== undefined) throw new AppError('usage', { message: `"${extra}" is one argument too many.` });
  const request = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(request))
    throw new AppError('usage', { message: `"${text}" is no request: it is a number.` });
  return request;
}

function whyOf(invocation: Invocation): { reason: string; note: string | null } {
  const reason = textOption(invocation, 'reason');
  if (reason === null)
    throw new AppError('usage', { message: '--reason is missing; "stele dispose reasons" lists them.' });
  return { reason, note: textOption(invocation, 'note') };
}
