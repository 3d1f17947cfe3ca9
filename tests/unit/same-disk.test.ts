import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { disksUnder, isSameDisk, nearestFolder } from '../../src/core/archive/same-disk.ts';
import { temporaryFolder } from '../helpers/folders.ts';

test('two folders of one volume lie on one disk, and what is not there on none', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'a'));
  expect(isSameDisk(folder, join(folder, 'a'))).toBe(true);
  expect(isSameDisk(folder, join(folder, 'nowhere'))).toBe(false);
});

test.runIf(process.platform === 'linux')('what has no disk lies on no other folder’s', () => {
  expect(isSameDisk(temporaryFolder(), '/proc')).toBe(false);
});

test('of a path that is not there yet the folder above it counts', () => {
  const folder = temporaryFolder();
  expect(nearestFolder(join(folder, 'new', 'newer'))).toBe(folder);
  expect(nearestFolder(folder)).toBe(folder);
});

/** As sysfs has it: a disk with two partitions, an encrypted volume on the second, and another disk. */
function blockDevices(): string {
  const folder = temporaryFolder();
  for (const name of ['sda/sda1', 'sda/sda2', 'dm-0/slaves', 'sdb/slaves'])
    mkdirSync(join(folder, name), { recursive: true });
  for (const name of ['sda1', 'sda2']) writeFileSync(join(folder, 'sda', name, 'partition'), '1');
  symlinkSync(join(folder, 'sda/sda2'), join(folder, 'dm-0/slaves/sda2'));
  return folder;
}

test('partitions, and what is encrypted on them, are of the disk that they lie on', () => {
  const devices = blockDevices();
  const disks = (name: string): string[] => [...disksUnder(join(devices, name))];
  expect(disks('sda/sda1')).toEqual(['sda']);
  expect(disks('dm-0')).toEqual(['sda']);
  expect(disks('sdb')).toEqual(['sdb']);
});
