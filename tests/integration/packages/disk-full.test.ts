import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { verifyLog } from '../../../src/core/custody/verify-log.ts';
import { readEvents, valuesOf } from '../../../src/core/custody/read.ts';
import { exportFromArchive } from '../../../src/core/packages/export-from-archive.ts';
import { newTestArchive, type TestArchive } from '../../helpers/archive.ts';

let world: TestArchive;
let disk: string;
beforeEach(async () => {
  const names = Array.from(
    { length: 30 },
    (_, index) => [`p${index}.jpg`, `${index}`.repeat(100_000)] as const,
  );
  world = await newTestArchive(Object.fromEntries(names));
  disk = join(world.folder, 'disk');
  mkdirSync(disk);
});
afterEach(async () => {
  spawnSync('umount', [disk], { stdio: 'ignore' });
  await world.close();
});

/** A small disk of its own; false where only the system's administrator may make one. */
function mount(options: string): boolean {
  return spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', disk], { stdio: 'ignore' }).status === 0;
}

const needed = 'mounting a small disk needs rights that this user does not have';

function exportTo(form: 'folder' | 'zip') {
  return exportFromArchive(world.archive, world.pool, {
    destination: join(disk, 'package'),
    profile: 'transfer',
    form,
    itemIds: world.archive.catalogue.prepare<[], number>('SELECT id FROM item ORDER BY id').pluck().all(),
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
}

const stages = () =>
  [...readEvents(world.archive.catalogue, world.archive.events.log.id)]
    .map(valuesOf)
    .filter(({ type }) => type === 'export')
    .map(({ detail }) => detail);

test.for(['folder', 'zip'] as const)(
  'too small a disk is noticed before anything is written (%s)',
  async (form, { skip }) => {
    if (!mount('size=2m')) skip(needed);
    await expect(exportTo(form)).rejects.toMatchObject({ code: 'disk-full' });
    expect(readdirSync(disk)).toEqual([]);
    expect(stages()).toEqual([]);
  },
);

test.for([
  ['folder', 'size=50m,nr_inodes=30'],
  ['zip', 'size=50m,nr_inodes=8'],
] as const)(
  'a disk that fills up on the way leaves nothing behind (%s)',
  async ([form, options], { skip }) => {
    if (!mount(options)) skip(needed);
    await expect(exportTo(form)).rejects.toMatchObject({ code: 'disk-full' });
    expect(readdirSync(disk)).toEqual([]);
    expect(stages()).toMatchObject([{ stage: 'started' }, { stage: 'failed', reason: 'disk-full' }]);
    const { catalogue, events } = world.archive;
    expect((await verifyLog(catalogue, events.log.id)).findings).toEqual([]);
  },
);
