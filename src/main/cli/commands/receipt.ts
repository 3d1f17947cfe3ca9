import { folderPath, newPath } from '../arguments.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { argumentOption, exactPositionals, textOption, type Command } from '../command.ts';
import { withArchive } from '../open-archive.ts';
import { exit } from '../exit-codes.ts';
import { follow, resultHead } from '../follow.ts';
import { plural, print, printJson, visible } from '../output.ts';
import { signOptions, unlockHelp, unlockOptions } from '../secrets.ts';

export const receipt: Command = {
  name: 'receipt',
  usage: 'PACKAGE --archive OFFICE_ARCHIVE --sign-as NAME [--out FILE]',
  summary: 'the office: check a package and sign that it is here',
  help: `Checks the whole package, and writes a receipt that lists every exhibit with its
SHA-256, and a minisign signature over it. The archive it came from can then be
cleared of exactly that ("stele hand-over").

  --archive DIR     the office's own archive, which holds the identity
  --sign-as NAME    who signs. --passphrase-file, --passphrase-fd and
                    --no-passphrase are this identity's; the archive's own is
                    --archive-passphrase-file, --archive-passphrase-fd or
                    STELE_PASSPHRASE
  --out FILE        where to write it; else beside the package, as
                    PACKAGE.receipt.txt. The signature is FILE.minisig
  --progress        with --json: progress as NDJSON lines before the result

${unlockHelp}`,
  exits: {
    done: 'the receipt is written',
    failed: 'the package does not verify; there is no receipt',
    usage: true,
    cannotOpen: true,
    locked: true,
    stopped: true,
    notChecked: 'PACKAGE is no package of Stele',
  },
  options: {
    ...unlockOptions,
    ...signOptions,
    archive: { type: 'string' },
    out: { type: 'string' },
    progress: { type: 'boolean' },
  },
  async run(invocation) {
    const [path] = exactPositionals(invocation, ['PACKAGE']);
    const office = argumentOption(invocation, 'archive');
    if (!office) throw new AppError('usage', { message: '--archive is missing.' });
    if (textOption(invocation, 'sign-as') === null)
      throw new AppError('usage', { message: '--sign-as is missing.' });
    const from = folderPath(path);
    const out = argumentOption(invocation, 'out');
    const destination = out ? newPath(out) : `${from.replace(/[/\\]+$/, '')}.receipt.txt`;
    return withArchive(invocation, folderPath(office), 'write', async (archive) => {
      const request = { archive, package: from, destination };
      const stream = await invocation.client.handOver.receipt(request, { signal: invocation.signal });
      const written = await follow(invocation, stream);
      if (invocation.json) {
        await printJson({ ...resultHead(invocation), ...written });
        return exit.done;
      }
      await print(`Receipt for ${plural(written.exhibits, 'exhibit file')}: ${visible(written.path)}
Signature: ${visible(written.signaturePath)}
Anybody checks it with
  minisign -Vm ${visible(written.path)} -P ${written.publicKey}
`);
      return exit.done;
    });
  },
};
