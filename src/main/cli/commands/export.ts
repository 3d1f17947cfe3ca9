import type { Selection } from '../../../shared/contract/packages.ts';
import { exportProfiles } from '../../../shared/contract/packages.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { choiceOption, exactPositionals, textOption, type Command, type Invocation } from '../command.ts';
import { withArchive, writeHelp, writeOptions } from '../open-archive.ts';
import { folderPath, newPath } from '../arguments.ts';
import { exit } from '../exit-codes.ts';
import { follow, resultHead } from '../follow.ts';
import { bytesText, plural, print, printJson, visible } from '../output.ts';
import { tellUnknownFields } from '../unknown-fields.ts';
import { signHelp, signOptions, unlockHelp, unlockOptions } from '../secrets.ts';

export const exportCommand: Command = {
  name: 'export',
  usage: 'ARCHIVE DEST --profile transfer (--all | --items ITEM,… | --query TEXT) [--zip]',
  summary: 'write an evidence package',
  help: `DEST is the exact path of the package; it must not exist, or be an empty folder.

  --profile NAME    what the package tells. There is only "transfer" yet, which
                    tells everything, for another archive
  --all             every item
  --items ITEM,…    these items: ids, numbers or at least eight digits of a
                    SHA-256, separated by commas
  --query TEXT      the items that "stele list --query TEXT" lists
  --purpose TERM    for what it is given out, and to whom: --recipient TERM (ids
                    in resources/vocabularies/consent-purposes.json and
                    recipient-classes.json). Sources who did not agree to that
                    are named first, on standard error
  --zip             one zip file instead of a folder
  --progress        with --json: progress as NDJSON lines before the result

${signHelp}

${writeHelp}
${unlockHelp}`,
  exits: {
    done: 'the package is written',
    usage: 'wrong usage, nothing selected, or something lies at DEST',
    cannotOpen: true,
    locked: true,
    stopped: 'a damaged original, or the disk is full; no package was written',
    interrupted: 'interrupted (Ctrl-C); no package was written',
  },
  options: {
    ...unlockOptions,
    ...writeOptions,
    ...signOptions,
    profile: { type: 'string' },
    all: { type: 'boolean' },
    items: { type: 'string' },
    query: { type: 'string' },
    purpose: { type: 'string' },
    recipient: { type: 'string' },
    zip: { type: 'boolean' },
    progress: { type: 'boolean' },
  },
  async run(invocation) {
    const [path, destination] = exactPositionals(invocation, ['ARCHIVE', 'DEST']);
    const profile = choiceOption(invocation, 'profile', exportProfiles);
    const selection = selectionOf(invocation);
    const to = destination ? newPath(destination) : '';
    const signer = textOption(invocation, 'sign-as');
    return withArchive(invocation, folderPath(path), 'write', async (archive) => {
      const form = invocation.options.zip === true ? 'zip' : 'folder';
      const giving = givingOf(invocation);
      const unknown = await tellUnknownFields(invocation, selection.by === 'query' ? selection.query : null);
      if (giving) await warnOfConsents(invocation, { archive, selection, giving });
      const request = { archive, destination: to, profile, form, selection, giving } as const;
      const stream = await invocation.client.packages.export(request, { signal: invocation.signal });
      const summary = await follow(invocation, stream);
      if (invocation.json) {
        await printJson({ ...resultHead(invocation), ...summary, ...unknown });
        return exit.done;
      }
      await print(`Package written to ${visible(summary.path)}\n`);
      await print(
        `${plural(summary.files, 'exhibit')}, ${bytesText(summary.bytes)}; every original was hashed again on its way.\n`,
      );
      await print(
        `SHA-256 of tagmanifest-sha256.txt (note it, or read it out to the recipient):\n  ${summary.tagmanifestSha256}\n`,
      );
      if (summary.signedBy.length === 0) await print('The package is not signed.\n');
      for (const key of summary.signedBy)
        await print(
          `Signed by ${visible(signer ?? '')}. Give the recipient the public key by another way:\n  ${key}\n`,
        );
      return exit.done;
    });
  },
};

function givingOf(invocation: Invocation): { purpose: string; recipient: string | null } | null {
  const purpose = textOption(invocation, 'purpose');
  const recipient = textOption(invocation, 'recipient');
  if (purpose === null && recipient !== null)
    throw new AppError('usage', { message: '--recipient goes with --purpose.' });
  return purpose === null ? null : { purpose, recipient };
}

async function warnOfConsents(
  { client, signal }: Invocation,
  asked: Parameters<Invocation['client']['packages']['preview']>[0],
): Promise<void> {
  const { consents } = await client.packages.preview(asked, { signal });
  for (const { source, state, items } of consents?.sources ?? [])
    process.stderr.write(
      `${source.number} ${visible(source.name)}: ${plural(items, 'item')}, consent ${state === 'none' ? 'not given' : state}\n`,
    );
  if (consents?.areSealedLeftOut === true)
    process.stderr.write('Sealed sources were not looked at: they are locked.\n');
}

function selectionOf(invocation: Invocation): Selection {
  const items = textOption(invocation, 'items');
  const query = textOption(invocation, 'query');
  const all = invocation.options.all === true;
  const given = [all, items !== null, query !== null].filter(Boolean).length;
  if (given !== 1)
    throw new AppError('usage', { message: 'Give exactly one of --all, --items and --query.' });
  if (items !== null) {
    const references = items
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
    if (references.length === 0) throw new AppError('usage', { message: '--items names no item.' });
    return { by: 'items', items: references };
  }
  if (query === null) return { by: 'all' };
  if (query.trim() === '') throw new AppError('usage', { message: '--query is empty.' });
  return { by: 'query', query };
}
