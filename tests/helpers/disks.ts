import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export interface SmallDisk {
  readonly path: string;
  /** Mounts it anew with other options: `ro`, `size=20m`. */
  remount(options: string): void;
}

export const needsMount = 'mounting a disk needs rights that this user does not have';

/** A disk of its own in memory, gone when the test has finished; null where only an administrator may mount one. */
export function smallDisk(options: string): SmallDisk | null {
  const path = mkdtempSync(join(tmpdir(), 'stele-disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path], { stdio: 'ignore' });
  onTestFinished(() => {
    if (mounted.status === 0) spawnSync('umount', [path], { stdio: 'ignore' });
    rmSync(path, { recursive: true, force: true });
  });
  if (mounted.status !== 0) return null;
  return {
    path,
    remount(changed) {
      const { status, stderr } = spawnSync('mount', ['-o', `remount,${changed}`, path], { encoding: 'utf8' });
      if (status !== 0) throw new Error(`remount: ${stderr}`);
    },
  };
}

/** Takes up what is left on a disk, to the last byte. */
export function fillUp(folder: string): string {
  const path = join(folder, 'ballast');
  for (let size = 1 << 20; size >= 1; size >>= 1) {
    try {
      for (;;) writeFileSync(path, Buffer.alloc(size), { flag: 'a' });
    } catch {
      continue;
    }
  }
  return path;
}
