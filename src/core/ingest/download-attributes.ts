import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { describeVolume } from '../archive/volume.ts';

/** What browsers on Linux note on a file that they save (freedesktop.org, CommonExtendedAttributes). */
export interface XdgOrigin {
  readonly xdgOriginUrl?: string;
  readonly xdgReferrerUrl?: string;
}

/** By the bytes of the absolute path, as latin1 text. */
export type DownloadAttributes = ReadonlyMap<string, XdgOrigin>;

/** File systems of cards and discs, on which no such attribute can stand. */
const withoutAttributes = new Set(['vfat', 'msdos', 'exfat', 'iso9660', 'udf']);
const pattern = String.raw`^user\.xdg\.(origin|referrer)\.url$`;

/**
 * The download attributes of everything below `roots`. Node cannot read extended attributes, so `getfattr` is asked, once
 * for the whole of an import; where it is not installed (or on other systems) nothing is known. Never rejects.
 */
export async function readDownloadAttributes(
  roots: readonly Buffer[],
  signal: AbortSignal,
): Promise<DownloadAttributes> {
  if (process.platform !== 'linux') return new Map();
  const asked = roots.filter((root) => !withoutAttributes.has(describeVolume(root).fileSystem ?? ''));
  if (asked.length === 0) return new Map();
  // Names go through xargs: arguments that Node hands over are UTF-8 text, and these are bytes.
  const words = ['-R', '-P', '-h', '-d', '-e', 'hex', '-m', pattern, '--absolute-names', '--'];
  const child = spawn('xargs', ['-0', 'getfattr', ...words], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { PATH: process.env.PATH ?? '', LC_ALL: 'C' },
    // A group of its own, so that stopping ends what xargs started as well.
    detached: true,
  });
  const ended = new Promise<void>((resolve) => {
    child.on('error', () => resolve());
    child.on('close', () => resolve());
  });
  const stop = (): void => endGroup(child.pid);
  signal.addEventListener('abort', stop);
  child.stdin.on('error', () => undefined);
  child.stdin.end(Buffer.concat(asked.flatMap((root) => [root, Buffer.from([0])])));
  const found = new Map<string, XdgOrigin>();
  const parse = attributeParser(found);
  child.stdout.setEncoding('latin1');
  for await (const line of createInterface({ input: child.stdout })) parse(line);
  await ended;
  signal.removeEventListener('abort', stop);
  return found;
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

const longestValue = 4096;

/** Takes the lines of `getfattr -d -e hex`: `# file: PATH` with octal escapes, then `NAME=0x…`. */
function attributeParser(found: Map<string, XdgOrigin>): (line: string) => void {
  let path: string | null = null;
  return (line) => {
    const file = /^# file: (.*)$/.exec(line)?.[1];
    if (file !== undefined) {
      path = file.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)));
      return;
    }
    const [, name, hex] = /^user\.xdg\.(origin|referrer)\.url=0x([0-9a-f]+)$/i.exec(line) ?? [];
    if (path === null || name === undefined || hex === undefined) return;
    const value = Buffer.from(hex, 'hex').toString('utf8').slice(0, longestValue);
    const key = name === 'origin' ? 'xdgOriginUrl' : 'xdgReferrerUrl';
    found.set(path, { ...found.get(path), [key]: value });
  };
}
