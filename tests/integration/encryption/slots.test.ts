import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createArchive } from '../../../src/core/archive/create.ts';
import { newEncryption, unlockArchive } from '../../../src/core/archive/encryption.ts';
import { addSlot, changePassphrase, listSlots, revokeSlot } from '../../../src/core/archive/key-slots.ts';
import { openArchive } from '../../../src/core/archive/open.ts';
import { ageRecipientOf, newAgeIdentity } from '../../../src/core/cryptography/age.ts';
import { randomSalt } from '../../../src/core/cryptography/random.ts';
import { wordsOf } from '../../../src/core/keys/words.ts';
import { verifyArchive } from '../../../src/core/verify/archive.ts';
import { openInlinePool } from '../../helpers/inline-pool.ts';
import { realFiles } from '../../../src/core/transfer/file-layer.ts';
import { readEvents, valuesOf } from '../../../src/core/custody/read.ts';
import type { Archive } from '../../../src/core/archive/archive.ts';
import type { Unlocking } from '../../../src/shared/records/keys.ts';
import { cheap, createTestArchive, encrypted } from '../../helpers/encryption.ts';
import { temporaryFolder } from '../../helpers/folders.ts';

const clock = (): Date => new Date();
const words = wordsOf(randomSalt(16));
const by = (passphrase: string): Unlocking => ({ by: 'passphrase', passphrase });

async function newArchive() {
  const path = join(temporaryFolder(), 'archive');
  const office = await newAgeIdentity();
  const encryption = await newEncryption(
    [
      { by: 'passphrase', passphrase: 'Գաղտնաբառ один', label: 'Anna at home' },
      { by: 'recovery', words, label: null },
      { by: 'office', recipient: await ageRecipientOf(office), label: null },
    ],
    clock,
    cheap,
  );
  createArchive({ path, name: 'Keys', operator: null, clock, encryption });
  return { path, office };
}

async function open(
  path: string,
  unlocking: Unlocking,
  access: 'read' | 'write' = 'write',
): Promise<Archive> {
  return openArchive(path, { access, clock, keys: await unlockArchive(path, unlocking) });
}

async function verdict(path: string, unlocking: Unlocking) {
  const keys = await unlockArchive(path, unlocking);
  const options = {
    pool: openInlinePool(realFiles),
    signal: new AbortController().signal,
    onProgress: () => undefined,
  };
  return verifyArchive(path, { ...options, open: { clock, keys } });
}

test('passphrase, recovery words and office key open it, each by itself, and nothing else does', async () => {
  const { path, office } = await newArchive();
  for (const unlocking of [
    by('Գաղտնաբառ один'),
    // Composed otherwise, with a space that is not a space: another keyboard, the same passphrase.
    by('Գաղտնաբառ\u00a0один'.normalize('NFD')),
    { by: 'recovery', words: `  ${words.toUpperCase().replaceAll(' ', '\n ')} ` },
    { by: 'office', key: `${office}\n` },
  ] satisfies Unlocking[]) {
    const archive = await open(path, unlocking);
    expect(archive.name).toBe('Keys');
    archive.close();
  }
  const wrong = { code: 'key-wrong' };
  await expect(unlockArchive(path, by('Գաղտնաբառ один '))).rejects.toMatchObject(wrong);
  await expect(unlockArchive(path, { by: 'recovery', words: wordsOf(randomSalt(16)) })).rejects.toMatchObject(
    wrong,
  );
  await expect(unlockArchive(path, { by: 'office', key: await newAgeIdentity() })).rejects.toMatchObject(
    wrong,
  );
  await expect(unlockArchive(path, { by: 'office', key: 'AGE-SECRET-KEY-1X' })).rejects.toMatchObject({
    code: 'office-key-unusable',
  });
  const swapped = words.split(' ').toReversed().join(' ');
  await expect(unlockArchive(path, { by: 'recovery', words: swapped })).rejects.toMatchObject({
    code: expect.stringMatching(/words-unusable|key-wrong/) as string,
  });
  await expect(unlockArchive(path, { by: 'recovery', words: 'abandon xyzzy' })).rejects.toThrow(
    'word 2 is not in the list',
  );
  expect(() => openArchive(path, { access: 'read', clock })).toThrow(
    expect.objectContaining({ code: 'key-required' }) as Error,
  );
});

test('a bit flipped in any member of a slot is called damage, not a wrong passphrase', async () => {
  const { path, office } = await newArchive();
  const file = join(path, 'archive.json');
  const text = readFileSync(file, 'utf8');
  const whole = JSON.parse(text) as { encryption: { slots: Record<string, unknown>[] } };
  const ways: Unlocking[] = [by('Գաղտնաբառ один'), { by: 'recovery', words }, { by: 'office', key: office }];
  for (const [index, slot] of whole.encryption.slots.entries()) {
    for (const member of Object.keys(slot)) {
      const changed = structuredClone(whole);
      const target = changed.encryption.slots[index]!;
      target[member] = flipped(target[member]);
      writeFileSync(file, JSON.stringify(changed));
      await expect(unlockArchive(path, ways[index]!), `${index} ${member}`).rejects.toMatchObject({
        code: 'archive-damaged',
        message: expect.stringMatching(/key slot \d+ is damaged/) as string,
      });
      // Another way in still opens it, and the check says what is wrong.
      const other = ways[(index + 1) % ways.length]!;
      const { findings, verdict: judged } = await verdict(path, other);
      expect(judged).toBe('failed');
      expect(findings).toContainEqual(expect.objectContaining({ path: 'archive.json', problem: 'changed' }));
    }
  }
  writeFileSync(file, text);
  expect((await verdict(path, ways[0]!)).verdict).toBe('verified');
});

/** Another value of the same form. */
function flipped(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'object' && value !== null) return { ...value, iterations: 2 };
  const text = String(value);
  const at = text.length >> 1;
  return text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
}

test('the slots of another archive do not fit', async () => {
  const [one, other] = [await newArchive(), await newArchive()];
  const [left, right] = [one.path, other.path].map(
    (path) => JSON.parse(readFileSync(join(path, 'archive.json'), 'utf8')) as { encryption: unknown },
  );
  writeFileSync(join(one.path, 'archive.json'), JSON.stringify({ ...left, encryption: right!.encryption }));
  await expect(unlockArchive(one.path, by('Գաղտնաբառ один'))).rejects.toMatchObject({
    code: 'archive-damaged',
  });
});

test('a slot that asks for more memory than there is, is not obeyed', async () => {
  const { path } = await newArchive();
  const file = join(path, 'archive.json');
  const description = JSON.parse(readFileSync(file, 'utf8')) as {
    encryption: { slots: { argon2id?: { memory: number } }[] };
  };
  description.encryption.slots[0]!.argon2id!.memory = 2 ** 31;
  writeFileSync(file, JSON.stringify(description));
  await expect(unlockArchive(path, by('Գաղտնաբառ один'))).rejects.toMatchObject({ code: 'archive-damaged' });
});

test('slots come and go without the archive being rewritten, and the log says so', async () => {
  const { path } = await newArchive();
  const before = readFileSync(join(path, 'catalogue.db')).subarray(0, 16);
  const archive = await open(path, by('Գաղտնաբառ один'));
  expect(listSlots(archive)).toMatchObject([
    { id: 1, kind: 'passphrase', whole: true, label: 'Anna at home' },
    { id: 2, kind: 'recovery' },
    { id: 3, kind: 'office' },
  ]);
  expect(await addSlot(archive, { by: 'passphrase', passphrase: 'two', label: 'Ани' }, cheap)).toBe(4);
  expect(await changePassphrase(archive, 'Գաղտնաբառ один', 'three', cheap)).toBe(5);
  await expect(changePassphrase(archive, 'wrong', 'x', cheap)).rejects.toMatchObject({ code: 'key-wrong' });
  revokeSlot(archive, 3);
  expect(() => revokeSlot(archive, 3)).toThrow(
    expect.objectContaining({ code: 'key-slot-not-found' }) as Error,
  );
  expect(listSlots(archive).map(({ id, label }) => [id, label])).toEqual([
    [2, null],
    [4, 'Ани'],
    [5, 'Anna at home'],
  ]);
  const changes = [...readEvents(archive.catalogue, archive.events.log.id)].map(
    (event) => valuesOf(event).detail,
  );
  expect(changes).toEqual([
    { keySlot: { change: 'added', found: false, id: 4 } },
    { keySlot: { change: 'removed', found: false, id: 1 } },
    { keySlot: { change: 'added', found: false, id: 5 } },
    { keySlot: { change: 'removed', found: false, id: 3 } },
  ]);
  archive.close();
  await expect(unlockArchive(path, by('Գաղտնաբառ один'))).rejects.toMatchObject({ code: 'key-wrong' });
  const again = await open(path, by('three'));
  revokeSlot(again, 2);
  revokeSlot(again, 4);
  expect(() => revokeSlot(again, 5)).toThrow(expect.objectContaining({ code: 'key-last' }) as Error);
  again.close();
  // The salt in the database's first page is still that of its creation: nothing was encrypted anew.
  expect(readFileSync(join(path, 'catalogue.db')).subarray(0, 16)).toEqual(before);
  expect((await verdict(path, by('three'))).verdict).toBe('verified');
});

test('a slot that was removed does not come back with an older archive.json', async () => {
  const { path } = await newArchive();
  const file = join(path, 'archive.json');
  const older = readFileSync(file);
  const archive = await open(path, by('Գաղտնաբառ один'));
  await changePassphrase(archive, 'Գաղտնաբառ один', 'new', cheap);
  archive.close();
  writeFileSync(file, older);
  const judged = await verdict(path, { by: 'recovery', words });
  expect(judged.findings).toContainEqual(
    expect.objectContaining({
      problem: 'unexpected',
      path: 'archive.json',
      detail: expect.stringContaining('is back') as string,
    }),
  );
  expect(judged.verdict).toBe('failed');
  const opened = await open(path, { by: 'recovery', words });
  expect(listSlots(opened).map(({ id }) => id)).toEqual([2, 3]);
  opened.close();
  await expect(unlockArchive(path, by('Գաղտնաբառ один'))).rejects.toMatchObject({ code: 'key-wrong' });
});

test('a bit flipped anywhere in the catalogue is refused or named', async () => {
  const { path } = await newArchive();
  const size = readFileSync(join(path, 'catalogue.db')).length;
  const places = [
    ...Array.from({ length: 30 }, (_, at) => at),
    100,
    4000,
    4090,
    4096,
    5000,
    40_001,
    size - 40,
    size - 1,
  ];
  for (const at of places) {
    const copy = join(temporaryFolder(), 'copy');
    cpSync(path, copy, { recursive: true });
    const bytes = readFileSync(join(copy, 'catalogue.db'));
    bytes[at]! ^= 1;
    writeFileSync(join(copy, 'catalogue.db'), bytes);
    const { verdict: judged, findings } = await verdict(copy, { by: 'recovery', words });
    expect({ at, judged }).toEqual({ at, judged: 'failed' });
    expect(findings.map((finding) => finding.path)).toContain('catalogue.db');
  }
});

test.skipIf(encrypted)('a plain archive has no keys to change', async () => {
  const path = join(temporaryFolder(), 'plain');
  await createTestArchive({ path, name: 'Plain', operator: null, clock });
  const archive = openArchive(path, { access: 'write', clock });
  expect(() => listSlots(archive)).toThrow(
    expect.objectContaining({ code: 'archive-not-encrypted' }) as Error,
  );
  archive.close();
  expect(await unlockArchive(path, by('anything'))).toBeNull();
});
