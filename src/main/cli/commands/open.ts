import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../../shared/errors/app-error.ts';
import { folderPath } from '../arguments.ts';
import type { Command } from '../command.ts';
import { exit } from '../exit-codes.ts';
import { print, printJson } from '../output.ts';

/** What `npm run build` makes of the interface; in a folder that runs from a stick it lies beside the program. */
const pages = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../../../out/renderer' : './renderer', import.meta.url),
);

/** How long the file that leads the browser to the start address lies about at most, in milliseconds. */
const redirectLife = 60_000;

export const open: Command = {
  name: 'open',
  servesWindow: true,
  usage: '[ARCHIVE [--begin]] [--no-open]',
  summary: 'work in a browser on this machine',
  help: `Opens the interface in your browser. It is served on 127.0.0.1 alone, to the one
page that was opened; another page, program or person is refused. It ends by
Quit, by Ctrl-C, or a minute after its page was closed, and locks everything.

  ARCHIVE           the archive to begin with
  --begin           opens ARCHIVE, which must not be encrypted, before the page
                    comes: it is on the screen at once
  --no-open         start no browser, and print the address to open, alone on
                    one line (--json: as one document). It lets in once`,
  exits: { done: 'it was ended', usage: true, cannotOpen: true },
  options: { 'no-open': { type: 'boolean' }, begin: { type: 'boolean' } },
  async run({ client, core, positionals, options, json, signal }) {
    const [given, extra] = positionals;
    if (extra) throw new AppError('usage', { message: `"${extra.text}" is one argument too many.` });
    const archive = given ? resolve(folderPath(given)) : null;
    // Said here rather than in a browser.
    if (archive !== null) await client.archives.isEncrypted({ path: archive });
    if (options.begin === true) {
      if (archive === null) throw new AppError('usage', { message: '--begin goes with ARCHIVE.' });
      await client.archives.open({ path: archive, access: 'write' });
    }
    // Only this command pays for loading a server.
    const { startHost } = await import('../../browser/host.ts');
    const { openInBrowser, writeRedirect } = await import('../../browser/launch.ts');
    let removeRedirect = (): void => undefined;
    const host = await startHost(core, {
      pages,
      archive: options.begin === true ? null : archive,
      onFault: (error) =>
        process.stderr.write(`${error instanceof Error ? (error.stack ?? '') : String(error)}\n`),
      onClaimed: () => removeRedirect(),
    });
    const end = (): void => void host.end();
    signal.addEventListener('abort', end);
    try {
      if (json) await printJson({ address: host.startAddress });
      else if (options['no-open'] === true) await print(`${host.startAddress}\n`);
      else {
        const redirect = writeRedirect(host.startAddress);
        removeRedirect = () => redirect.remove();
        setTimeout(removeRedirect, redirectLife).unref();
        await print(`Stele is open in your browser, at ${host.origin}. Ctrl-C ends it.\n`);
        // Standard error is the person's own; a list of processes is not.
        openInBrowser(redirect.path, () => {
          process.stderr.write(
            `No browser could be started. Open this address in one yourself:\n${host.startAddress}\n`,
          );
        });
      }
      if (signal.aborted) end();
      await host.ended;
    } finally {
      removeRedirect();
      signal.removeEventListener('abort', end);
      await host.end();
    }
    return exit.done;
  },
};
