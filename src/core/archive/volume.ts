import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync, realpathSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** The volume a path lies on, as far as the system tells without asking for rights. */
export interface Volume {
  /** Lower-case name such as `ext4`, `exfat`, `vfat`, `ntfs`, `apfs`; null if unknown. */
  readonly fileSystem: string | null;
  readonly label: string | null;
  /** The volume's own id (on FAT its serial number). */
  readonly volumeId: string | null;
  /** Serial number of the device, where readable. */
  readonly deviceSerial: string | null;
  readonly deviceModel: string | null;
  readonly readOnly: boolean | null;
}

const unknownVolume: Volume = {
  fileSystem: null,
  label: null,
  volumeId: null,
  deviceSerial: null,
  deviceModel: null,
  readOnly: null,
};

/** Never throws: what cannot be learned is null. */
export function describeVolume(path: string | Buffer): Volume {
  try {
    if (process.platform === 'linux') return linuxVolume(realpathSync.native(path, { encoding: 'buffer' }));
    if (process.platform === 'darwin') return macVolume(path.toString());
    if (process.platform === 'win32') return windowsVolume(path.toString());
  } catch {
    // A missing tool or a path that just vanished: unknown is an honest answer.
  }
  return unknownVolume;
}

/** Bytes free for us where a folder lies. */
export async function freeSpace(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    // Some network file systems report nothing.
    return bsize > 0 && bavail > 0 ? bavail * bsize : bsize > 0 ? 0 : null;
  } catch {
    return null;
  }
}

export interface Mount {
  readonly mountPoint: Buffer;
  readonly readOnly: boolean;
  readonly fileSystem: string;
  readonly device: string;
}

/** Lines of /proc/self/mountinfo (proc(5)); octal escapes in mount points are undone. */
export function parseMountInfo(text: Buffer): Mount[] {
  const mounts: Mount[] = [];
  for (const line of text.toString('latin1').split('\n')) {
    const [left, right] = line.split(' - ');
    const fields = left?.split(' ') ?? [];
    const [fileSystem, device] = right?.split(' ') ?? [];
    const [point, options] = [fields[4], fields[5]];
    if (point === undefined || options === undefined || fileSystem === undefined) continue;
    const unescaped = point.replace(/\\([0-7]{3})/g, (_, octal: string) =>
      String.fromCharCode(parseInt(octal, 8)),
    );
    mounts.push({
      mountPoint: Buffer.from(unescaped, 'latin1'),
      readOnly: options.split(',').includes('ro'),
      fileSystem,
      device: device ?? '',
    });
  }
  return mounts;
}

/** The mount that holds `path`: the longest mount point that is a prefix; of equal ones the last, which covers the others. */
export function mountOf(path: Buffer, mounts: readonly Mount[]): Mount | null {
  let best: Mount | null = null;
  for (const mount of mounts) {
    const { mountPoint } = mount;
    const within =
      mountPoint.equals(Buffer.from('/')) ||
      path.equals(mountPoint) ||
      (path.subarray(0, mountPoint.length).equals(mountPoint) && path[mountPoint.length] === 0x2f);
    if (within && (!best || mountPoint.length >= best.mountPoint.length)) best = mount;
  }
  return best;
}

function linuxVolume(path: Buffer): Volume {
  const mount = mountOf(path, parseMountInfo(readFileSync('/proc/self/mountinfo')));
  if (!mount) return unknownVolume;
  const block = basename(mount.device);
  return {
    fileSystem: mount.fileSystem,
    label: linkedName('/dev/disk/by-label', block),
    volumeId: linkedName('/dev/disk/by-uuid', block),
    deviceSerial: deviceAttribute(block, 'serial'),
    deviceModel: deviceAttribute(block, 'model'),
    readOnly: mount.readOnly,
  };
}

/** udev keeps a link per volume: its name is the label or id (`\x20` for a space), its target the block device. */
function linkedName(folder: string, block: string): string | null {
  try {
    for (const name of readdirSync(folder)) {
      if (basename(readlinkSync(join(folder, name))) !== block) continue;
      return name.replace(/\\x([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
    }
  } catch {
    return null;
  }
  return null;
}

function deviceAttribute(block: string, name: string): string | null {
  // A partition's device folder is its parent's.
  for (const folder of [`/sys/class/block/${block}/device`, `/sys/class/block/${block}/../device`]) {
    try {
      const value = readFileSync(join(folder, name), 'utf8').trim();
      if (value !== '') return value;
    } catch {
      continue;
    }
  }
  return null;
}

function macVolume(path: string): Volume {
  const device = execFileSync('/bin/df', ['-P', path], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .at(-1)
    ?.split(/\s+/)[0];
  if (device === undefined) return unknownVolume;
  return parseDiskutil(execFileSync('/usr/sbin/diskutil', ['info', '-plist', device], { encoding: 'utf8' }));
}

/** `diskutil info -plist`: flat keys followed by their value. */
export function parseDiskutil(plist: string): Volume {
  const text = (key: string): string | null => {
    const match = new RegExp(`<key>${key}</key>\\s*<string>([^<]*)</string>`).exec(plist);
    return match?.[1] === undefined || match[1] === '' ? null : match[1];
  };
  const writable = /<key>WritableVolume<\/key>\s*<(true|false)\/>/.exec(plist)?.[1];
  return {
    fileSystem: text('FilesystemType')?.toLowerCase() ?? null,
    label: text('VolumeName'),
    volumeId: text('VolumeUUID'),
    deviceSerial: null,
    deviceModel: text('MediaName'),
    readOnly: writable === undefined ? null : writable === 'false',
  };
}

function windowsVolume(path: string): Volume {
  const drive = /^([A-Za-z]):/.exec(path)?.[1];
  if (drive === undefined)
    return { ...unknownVolume, fileSystem: path.startsWith('\\\\') ? 'network' : null };
  const script =
    `$v = Get-Volume -DriveLetter ${drive}; $d = Get-Partition -DriveLetter ${drive} | Get-Disk; ` +
    '@{f=$v.FileSystem;l=$v.FileSystemLabel;u=$v.UniqueId;s=$d.SerialNumber;m=$d.FriendlyName;r=$d.IsReadOnly} | ConvertTo-Json -Compress';
  const encoding = { encoding: 'utf8', windowsHide: true, timeout: 20_000 } as const;
  return parseWindowsVolume(
    execFileSync('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', script], encoding),
  );
}

export function parseWindowsVolume(json: string): Volume {
  const value: unknown = JSON.parse(json);
  const record: Record<string, unknown> = typeof value === 'object' && value !== null ? { ...value } : {};
  const text = (key: string): string | null => {
    const entry = record[key];
    return typeof entry === 'string' && entry.trim() !== '' ? entry.trim() : null;
  };
  return {
    fileSystem: text('f')?.toLowerCase() ?? null,
    label: text('l'),
    volumeId: text('u'),
    deviceSerial: text('s'),
    deviceModel: text('m'),
    readOnly: typeof record.r === 'boolean' ? record.r : null,
  };
}

/** FAT keeps local time without a zone (Microsoft FAT specification §7). */
export function keepsLocalTime(fileSystem: string | null): boolean {
  return fileSystem !== null && ['vfat', 'msdos', 'fat', 'fat16', 'fat32', 'fat12'].includes(fileSystem);
}

/** FAT has 32-bit file sizes: the largest file is one byte short of 4 GiB. */
export function largestFile(fileSystem: string | null): number {
  return keepsLocalTime(fileSystem) ? 2 ** 32 - 1 : Number.MAX_SAFE_INTEGER;
}
