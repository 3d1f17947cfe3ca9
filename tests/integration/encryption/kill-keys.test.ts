import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unlockArchive } from '../../../src/core/archive/encryption.ts';
import { openArchive } from '../../../src/core/archive/open.ts';
import { openInlinePool } from '../../helpers/inline-pool.ts';
import { realFiles } from '../../../src/core/transfer/file-layer.ts';
import { verifyArchive } from '../../../src/core/verify/archive.ts';
import { copyDisk } from '../../helpers/disk-copy.ts';
import { startStele, stele } from '../../helpers/cli.ts';
import { passphrase, testEncryption } from '../../helpers/encryption.ts';
import { createArchive } from '../../../src/core/archive/create.ts';
import { temporaryFolder } from '../../helpers/folders.ts';
import { seeded } from '../../helpers/whole.ts';

const clock = (): Date => new Date();

/** Runs a command that changes the slots on copies of one archive, killed at random moments. */
async function killed(
  words: readonly string[],
  moments: number,
  after: (path: string) => Promise<boolean>,
): Promise<void> {
  const base = temporaryFolder();
  const pristine = join(base, 'pristine');
  createArchive({
    path: pristine,
    name: 'Keys',
    operator: null,
    clock,
    encryption: await testEncryption({ clock }),
  });
  const secret = join(base, 'new');
  writeFileSync(secret, 'the new passphrase\n');
  const command = (path: string): string[] => [
    'key',
    ...words,
    path,
    '--new-passphrase-file',
    secret,
    '--json',
  ];
  const env = { STELE_PASSPHRASE: passphrase };
  const whole = join(base, 'whole');
  copyDisk(pristine, whole);
  const began = performance.now();
  expect(stele(command(whole), { env }).code).toBe(0);
  const full = performance.now() - began;
  expect(await after(whole)).toBe(true);

  const random = seeded(7);
  // Walks to and fro about the moment of the write: what a whole run took is no measure on a busy machine.
  let at = full * 0.8;
  let changed = 0;
  for (let moment = 0; moment < moments; moment += 1) {
    const copy = join(base, `copy-${moment}`);
    copyDisk(pristine, copy);
    const running = startStele(command(copy), { env });
    const timer = setTimeout(() => running.kill(), at);
    await running.ended;
    clearTimeout(timer);
    const met = await after(copy);
    if (met) changed += 1;
    at *= met ? 1 - 0.15 * random() : 1 + 0.2 * random();
    const either = [passphrase, 'the new passphrase'];
    const opens = await Promise.all(either.map((one) => opensWith(copy, one)));
    expect(opens).toContain(true);
    const [opener = ''] = either.filter((_, index) => opens[index]);
    await expectWhole(copy, opener);
    // The next session puts list and log in order.
    openArchive(copy, { access: 'write', clock, keys: await keysOf(copy, opener) }).close();
    await expectWhole(copy, opener);
  }
  // Worth something only if some of them met it before and some after.
  expect(changed).toBeGreaterThan(0);
  expect(changed).toBeLessThan(moments);
}

const keysOf = (path: string, word: string) => unlockArchive(path, { by: 'passphrase', passphrase: word });

/** In this process: forty times the program's start would take longer than what is tested. */
async function expectWhole(path: string, word: string): Promise<void> {
  const open = { clock, keys: await keysOf(path, word) };
  const options = {
    pool: openInlinePool(realFiles),
    signal: new AbortController().signal,
    onProgress: () => undefined,
  };
  expect(await verifyArchive(path, { ...options, open })).toMatchObject({ verdict: 'verified' });
}

async function opensWith(path: string, word: string): Promise<boolean> {
  try {
    (await keysOf(path, word))?.wipe();
    return true;
  } catch {
    return false;
  }
}

test('kill -9 at twenty moments of a passphrase change: it opens with the old or the new, never both or neither', async () => {
  await killed(['passphrase'], 20, async (path) => {
    const [old, changed] = [await opensWith(path, passphrase), await opensWith(path, 'the new passphrase')];
    expect(old).toBe(!changed);
    return changed;
  });
});

test('kill -9 at twenty moments of adding a slot: the old one opens it, and the new one once it is there', async () => {
  await killed(['add'], 20, async (path) => {
    expect(await opensWith(path, passphrase)).toBe(true);
    return opensWith(path, 'the new passphrase');
  });
});
