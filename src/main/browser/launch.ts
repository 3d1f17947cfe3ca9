import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Opens a start address in the person's browser without its token standing in any list of processes: what the browser is
 * given is the path of a private file, and that leads on. `remove` takes the file away: when it was used, or after a while.
 */
export interface Redirect {
  readonly path: string;
  remove(): void;
}

export function writeRedirect(address: string): Redirect {
  // Only this user may enter the folder, or read the file.
  const folder = mkdtempSync(join(tmpdir(), 'stele-start-'));
  const path = join(folder, 'start.html');
  writeFileSync(path, redirectPage(address), { mode: 0o600, flag: 'wx' });
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** `address` is our own: digits, letters and signs that mean nothing in HTML. */
function redirectPage(address: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="referrer" content="no-referrer" />
    <meta http-equiv="refresh" content="0;url=${address}" />
    <title>Stele</title>
  </head>
  <body><a href="${address}">Stele</a></body>
</html>
`;
}

/** How each system opens a file with what the person chose for it. No shell reads the path. */
export function openerOf(platform: NodeJS.Platform, path: string): readonly [string, readonly string[]] {
  if (platform === 'win32') return ['rundll32.exe', ['url.dll,FileProtocolHandler', path]];
  return [platform === 'darwin' ? 'open' : 'xdg-open', [path]];
}

/** Starts the browser. `onFailed` is called if there is none that could be started. */
export function openInBrowser(path: string, onFailed: () => void): void {
  const [command, words] = openerOf(process.platform, path);
  const child = spawn(command, [...words], { stdio: 'ignore', detached: true, env: environment() });
  child.on('error', onFailed);
  child.on('exit', (code) => {
    if (code !== null && code !== 0) onFailed();
  });
  child.unref();
}

/** Without what is meant for this program alone. */
function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('STELE_')));
}
