import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describeVolume } from './volume.ts';

/** Whether two folders that are there now lie on one disk, which would take both with it. Handed in, so that tests have two. */
export type IsSameDisk = (one: string, other: string) => boolean;

/** As the setting STELE_DISKS=folders says: for tests, and for machines that hide which disks they have. */
export const noneIsSameDisk: IsSameDisk = () => false;

/** Of a path that is not there yet: the folder above it that is. */
export function nearestFolder(path: string): string {
  const above = dirname(path);
  return existsSync(path) || above === path ? path : nearestFolder(above);
}

/** One volume, or two volumes of one disk as far as the system tells. Never throws: what cannot be learned is no. */
export const isSameDisk: IsSameDisk = (one, other) => {
  try {
    const [a, b] = [statSync(one), statSync(other)];
    if (a.dev === b.dev) return true;
    if (process.platform === 'linux')
      return sameVolume(one, other) || shareOne(linuxDisks(one), linuxDisks(other));
    if (process.platform === 'darwin') return shareOne(macDisk(one), macDisk(other));
    return sameSerial(one, other);
  } catch {
    return false;
  }
};

function shareOne(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return [...one].some((disk) => other.has(disk));
}

function linuxDisks(path: string): ReadonlySet<string> {
  const { dev } = statSync(path, { bigint: true });
  const [major, minor] = [(dev >> 8n) & 0xfffn, (dev & 0xffn) | ((dev >> 12n) & 0xfff00n)];
  const device = `/sys/dev/block/${major}:${minor}`;
  return existsSync(device) ? disksUnder(realpathSync(device)) : new Set();
}

/** Whole disks below a block device of sysfs: of a partition the disk, of an encrypted or joined volume what it lies on. */
export function disksUnder(device: string): ReadonlySet<string> {
  const slaves = existsSync(join(device, 'slaves')) ? readdirSync(join(device, 'slaves')) : [];
  if (slaves.length > 0)
    return new Set(slaves.flatMap((name) => [...disksUnder(realpathSync(join(device, 'slaves', name)))]));
  return new Set([basename(existsSync(join(device, 'partition')) ? dirname(device) : device)]);
}

function macDisk(path: string): ReadonlySet<string> {
  const words = { encoding: 'utf8', timeout: 20_000 } as const;
  const device = execFileSync('/bin/df', ['-P', path], words).trim().split('\n').at(-1)?.split(/\s+/)[0];
  const plist = execFileSync('/usr/sbin/diskutil', ['info', '-plist', device ?? ''], words);
  const stores = [
    ...plist.matchAll(
      /<key>(?:ParentWholeDisk|APFSPhysicalStore)<\/key>\s*<string>(disk\d+)[^<]*<\/string>/g,
    ),
  ];
  return new Set(stores.flatMap(([, disk]) => (disk === undefined ? [] : [disk])));
}

/** Subvolumes of one volume have device numbers of their own. */
function sameVolume(one: string, other: string): boolean {
  const { volumeId } = describeVolume(one);
  return volumeId !== null && volumeId === describeVolume(other).volumeId;
}

/** On Windows: two letters of one disk have its serial number and model in common. */
function sameSerial(one: string, other: string): boolean {
  const [a, b] = [describeVolume(one), describeVolume(other)];
  return a.deviceSerial !== null && a.deviceSerial === b.deviceSerial && a.deviceModel === b.deviceModel;
}
