import { openTestArchive } from '../../helpers/encryption.ts';
import { randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { exportFromArchive } from '../../../src/core/packages/export-from-archive.ts';
import { verifyLog } from '../../../src/core/custody/verify-log.ts';
import { openTransferPool } from '../../../src/core/transfer/pool.ts';
import { newTestArchive } from '../../helpers/archive.ts';
import { isInstalled, run } from '../../helpers/programs.ts';

const script = fileURLToPath(new URL('../../fixtures/export-process.ts', import.meta.url));

/** Lets the export run for so long, then takes the process away. */
async function killAfter(milliseconds: number, ...arguments_: string[]): Promise<void> {
  const child = spawn(process.execPath, [script, ...arguments_], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
  await once(child, 'exit');
  clearTimeout(timer);
}

test.each(['folder', 'zip'] as const)(
  'killed at any moment, the archive is whole and a second run completes (%s)',
  async (form) => {
    const names = Array.from({ length: 60 }, (_, index) => [`p${index}.jpg`, randomBytes(700_000)] as const);
    const world = await newTestArchive(Object.fromEntries(names));
    const { path } = world.archive;
    world.archive.close();
    const destination = join(world.folder, 'package.zip');
    for (const milliseconds of [1, 10, 30, 60, 90, 130, 180, 240]) {
      await killAfter(milliseconds, path, destination, form);
      const archive = await openTestArchive(path, { access: 'write', clock: () => new Date() });
      const result = await verifyLog(archive.catalogue, archive.events.log.id);
      expect(result.findings).toEqual([]);
      archive.close();
      // What is at the destination is whole, or nothing is there.
      if (existsSync(destination)) check(destination, form);
      rmSync(destination, { recursive: true, force: true });
    }
    const archive = await openTestArchive(path, { access: 'write', clock: () => new Date() });
    const pool = openTransferPool({ threads: 2 });
    await exportFromArchive(archive, pool, {
      destination,
      profile: 'transfer',
      form,
      itemIds: archive.catalogue.prepare<[], number>('SELECT id FROM item ORDER BY id').pluck().all(),
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    archive.close();
    await pool.close();
    check(destination, form);
    expect(readdirSync(world.folder).toSorted()).toEqual(['archive', 'package.zip', 'source']);
    await world.pool.close();
    rmSync(world.folder, { recursive: true });
  },
);

function check(destination: string, form: 'folder' | 'zip'): void {
  if (form === 'zip' && isInstalled('unzip', '-v')) run('unzip', ['-tq', destination]);
  if (form === 'folder' && isInstalled('sha256sum', '--version')) {
    run('sha256sum', ['--quiet', '-c', 'manifest-sha256.txt'], destination);
    run('sha256sum', ['--quiet', '-c', 'tagmanifest-sha256.txt'], destination);
  }
}
