import { existsSync, readFileSync } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { baseNameBytes, joinBytes, readablePath } from './path-bytes.ts';

/** Mount points and drives that a person could mean. */
export async function volumePaths(): Promise<Buffer[]> {
  if (process.platform === 'win32')
    return Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ', (letter) => `${letter}:\\`)
      .filter((drive) => existsSync(drive))
      .map((drive) => Buffer.from(drive));
  if (process.platform !== 'darwin') return mountedVolumes(readMounts());
  const names = await readdir('/Volumes', { encoding: 'buffer' }).catch(() => []);
  return names.map((name) => joinBytes(Buffer.from('/Volumes'), name));
}

function readMounts(): string {
  try {
    return readFileSync('/proc/self/mountinfo', 'latin1');
  } catch {
    return '';
  }
}

interface Mount {
  readonly point: string;
  readonly fileSystem: string;
}

/** Of Linux's mountinfo: proc(5) has the columns, and writes odd characters in octal. */
function mountsOf(mountinfo: string, folders: RegExp): Mount[] {
  return mountinfo
    .split('\n')
    .map((line) => line.split(' '))
    .map((columns) => ({
      point: columns[4] ?? '',
      fileSystem: columns[columns.indexOf('-', 6) + 1] ?? '',
    }))
    .filter(({ point }) => folders.test(point))
    .map(({ point, fileSystem }) => ({
      point: point.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8))),
      fileSystem,
    }));
}

/** Mount points for people. */
export function mountedVolumes(mountinfo: string): Buffer[] {
  return mountsOf(mountinfo, /^\/(?:media|run\/media|mnt)\//).map(({ point }) =>
    Buffer.from(point, 'latin1'),
  );
}

/** Shares of other machines: no card is one, and looking into one whose machine is gone takes minutes. */
const elsewhere = /^(?:nfs|cifs|smb|9p|afs|ceph|autofs|fuse\.(?!exfat|ntfs))/;

/** Where desktops mount what is plugged in; what an administrator mounts for good is under /mnt. */
export function pluggedMounts(mountinfo: string): Buffer[] {
  return mountsOf(mountinfo, /^\/(?:media|run\/media)\//)
    .filter(({ fileSystem }) => !elsewhere.test(fileSystem))
    .map(({ point }) => Buffer.from(point, 'latin1'));
}

/** A card, a stick or a disk that is plugged in, as far as the system tells one from the disks built in. */
export interface PluggedVolume {
  /** Its label; on Windows the drive. */
  readonly name: string;
  readonly path: { readonly text: string } | { readonly bytes: string };
  /** It has the folder that cameras make. */
  readonly isCard: boolean;
}

async function pluggedPaths(): Promise<Buffer[]> {
  const { platform } = process;
  if (platform === 'win32') {
    // Node does not tell which drives can be taken out: all but the system's own, of which a new one matters.
    const system = (process.env['SystemDrive'] ?? 'C:').toUpperCase();
    return (await volumePaths()).filter((path) => !path.toString('latin1').startsWith(system));
  }
  if (platform !== 'darwin') return pluggedMounts(readMounts());
  // The start disk stands among the volumes as a link.
  const paths = await volumePaths();
  const links = await Promise.all(paths.map(async (path) => (await lstat(path)).isSymbolicLink()));
  return paths.filter((_, at) => links[at] !== true);
}

/** Longer than this a card takes only while it is being mounted, and the next look finds it. */
const patience = 1000;

async function hasCameraFolder(path: Buffer): Promise<boolean> {
  const look = lstat(joinBytes(path, Buffer.from('DCIM'))).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return Promise.race([look, wait(patience, false, { ref: false })]);
}

export async function pluggedVolumes(): Promise<readonly PluggedVolume[]> {
  const paths = await pluggedPaths().catch(() => []);
  return Promise.all(
    paths.map(async (path) => {
      const { text, bytes } = readablePath(path);
      return {
        name: readablePath(baseNameBytes(path)).text || text,
        path: bytes === null ? { text } : { bytes },
        isCard: await hasCameraFolder(path),
      };
    }),
  );
}

/**
 * What is plugged in: at once, and again whenever it changes, until `signal`. One file is read every `pause` milliseconds
 * (on Windows the drives are asked, on macOS a folder).
 */
export async function* watchPlugged(
  signal: AbortSignal | undefined,
  list: () => Promise<readonly PluggedVolume[]> = pluggedVolumes,
  pause = 2000,
): AsyncGenerator<{ readonly volumes: readonly PluggedVolume[] }, void, void> {
  let told: string | null = null;
  while (signal?.aborted !== true) {
    const volumes = await list();
    const now = JSON.stringify(volumes);
    if (now !== told) yield { volumes };
    told = now;
    await wait(pause, undefined, { ref: false, ...(signal ? { signal } : {}) }).catch(() => undefined);
  }
}
