import { readFileSync } from 'node:fs';
import { existingPath, folderPath, type Argument } from '../arguments.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { argumentOption, exactPositionals, textOption, type Command, type Invocation } from '../command.ts';
import { confirmedCount, destroyedText, notGuaranteed } from '../destroyed.ts';
import { withArchive } from '../open-archive.ts';
import { exit } from '../exit-codes.ts';
import { plural, print, printJson, visible } from '../output.ts';
import { givenPassphrase, signOptions, unlockHelp, unlockOptions } from '../secrets.ts';
import { lockedSealedOf } from './dispose.ts';

export const handOver: Command = {
  name: 'hand-over',
  usage: 'ARCHIVE --receipt FILE [--key PUBKEY] [--clear [--keep-records] [--yes]]',
  summary: "take the office's receipt, and clear what it covers",
  help: `Checks the receipt for a package that this archive exported: its signature, the
package, the archive. Records it, and says which items it covers: those all of
whose files it lists, hash by hash. What is held, or not covered, stays.

  --receipt FILE    the receipt; its signature is FILE.minisig
  --signature FILE  where the signature lies elsewhere
  --key PUBKEY      the office's public key (RW…, or the file it stands in);
                    else an identity of this archive that is an office
  --clear           destroy what it covers, here: everything but the numbers
  --keep-records    with --clear: what was written about the items, and names,
                    hashes and sizes of their files, stays
  --yes             do it without asking; on a terminal it asks for the number
                    of items
  --sealed-passphrase-file FILE, --sealed-passphrase-fd N, --leave-sealed
                    as in "stele dispose destroy"

Where two identities are demanded, --clear is a request that another identity
approves with "stele dispose approve".

  --sign-as NAME    unlocks this identity: the log says that it acted and proved
                    it. --passphrase-file, --passphrase-fd and --no-passphrase
                    are then the identity's, and the archive's own is
                    --archive-passphrase-file, --archive-passphrase-fd or
                    STELE_PASSPHRASE

${unlockHelp}`,
  exits: {
    done: 'recorded; with --clear: cleared, or asked for',
    failed: 'the receipt is not what it should be; nothing was done',
    usage: true,
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
    receipt: { type: 'string' },
    signature: { type: 'string' },
    key: { type: 'string' },
    clear: { type: 'boolean' },
    'keep-records': { type: 'boolean' },
    yes: { type: 'boolean' },
  },
  async run(invocation) {
    const [path] = exactPositionals(invocation, ['ARCHIVE']);
    const shown = shownReceipt(invocation);
    const keepsRecord = invocation.options['keep-records'] === true;
    const clears = invocation.options.clear === true;
    if (keepsRecord && !clears) throw new AppError('usage', { message: '--keep-records goes with --clear.' });
    return withArchive(invocation, folderPath(path), 'write', async (archive) => {
      const { handOver: room, sealed } = invocation.client;
      const coverage = await room.record({ archive, ...shown });
      if (!clears) {
        if (invocation.json) await printJson(coverage);
        else await print(coverageText(coverage, false));
        return exit.done;
      }
      const passphrase = givenPassphrase(invocation, 'sealed-passphrase');
      if (passphrase !== null) await sealed.unlock({ archive, unlock: { by: 'passphrase', passphrase } });
      const confirmed = await confirmedCount(invocation, coverage.covered);
      const lockedSealed = lockedSealedOf(invocation);
      const cleared = await room.clear({ archive, ...shown, confirmed, keepsRecord, lockedSealed });
      if (invocation.json) {
        const promise = cleared.destroyed ? notGuaranteed(cleared.destroyed) : [];
        await printJson({ ...cleared.coverage, ...cleared, coverage: undefined, notGuaranteed: promise });
        return exit.done;
      }
      await print(coverageText(cleared.coverage, true));
      if (cleared.request)
        await print(
          `\nThis archive demands two identities: request ${cleared.request.request} waits for another one to approve it.\n`,
        );
      if (cleared.destroyed) await print(`\n${destroyedText(cleared.destroyed)}`);
      return exit.done;
    });
  },
};

type Coverage = Awaited<ReturnType<Invocation['client']['handOver']['record']>>;

function coverageText({ receipt, covered, left, already }: Coverage, clears: boolean): string {
  const lines = [
    `Receipt of ${receipt.receivedAt.slice(0, 10)} for package ${receipt.package}, signed by`,
    `  ${visible(receipt.signingKey)}`,
    `It covers ${plural(covered.length, 'item')}${clears ? '' : ' that could be cleared'}.`,
  ];
  for (const { number, reason } of left)
    lines.push(
      `  ${visible(number)}  stays: ${reason === 'held' ? 'a legal hold stands' : 'not all of its files are in the receipt'}`,
    );
  for (const number of already) lines.push(`  ${visible(number)}  had been cleared before`);
  return `${lines.join('\n')}\n`;
}

function shownReceipt(invocation: Invocation): { receipt: string; signature: string; keys: string[] } {
  const file = argumentOption(invocation, 'receipt');
  if (!file) throw new AppError('usage', { message: '--receipt is missing.' });
  const beside: Argument = {
    text: `${file.text}.minisig`,
    bytes: Buffer.concat([existingPath(file), Buffer.from('.minisig')]),
  };
  const signature = argumentOption(invocation, 'signature') ?? beside;
  return { receipt: contentOf(file), signature: contentOf(signature), keys: keysOf(invocation) };
}

function contentOf(file: Argument): string {
  try {
    return readFileSync(existingPath(file)).toString('base64');
  } catch (error) {
    throw new AppError('usage', { message: `"${file.text}" cannot be read.` }, error);
  }
}

/** A key as it is, or the file minisign wrote it to. */
function keysOf(invocation: Invocation): string[] {
  const key = textOption(invocation, 'key');
  if (key === null) return [];
  try {
    return [readFileSync(key, 'utf8')];
  } catch {
    return [key];
  }
}
