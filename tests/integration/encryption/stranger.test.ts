import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { expect, test } from 'vitest';
import { createArchive } from '../../../src/core/archive/create.ts';
import { newEncryption } from '../../../src/core/archive/encryption.ts';
import { ageRecipientOf, newAgeIdentity } from '../../../src/core/cryptography/age.ts';
import { randomSalt } from '../../../src/core/cryptography/random.ts';
import { wordsOf } from '../../../src/core/keys/words.ts';
import { stele } from '../../helpers/cli.ts';
import { temporaryFolder } from '../../helpers/folders.ts';

const reader = fileURLToPath(new URL('../../fixtures/sealed_reader.py', import.meta.url));
const python = ['python3', '/usr/bin/python3'].find(
  (program) => spawnSync(program, ['-c', 'import argon2, cryptography']).status === 0,
);
const missing =
  'python3 with argon2 and cryptography (Debian: python3-argon2 python3-cryptography) is not installed';

test('a reader written from the document alone opens a slot and decrypts every original', async ({
  skip,
}) => {
  if (python === undefined) return skip(missing);
  const base = temporaryFolder();
  const [archive, card, list] = [join(base, 'archive'), join(base, 'card'), join(base, 'words')] as const;
  const [passphrase, words] = ['Գաղտնի слово\u00a0é', wordsOf(randomSalt(16))];
  const encryption = await newEncryption(
    [
      { by: 'passphrase', passphrase, label: 'Ани' },
      { by: 'recovery', words, label: null },
    ],
    () => new Date(),
  );
  createArchive({ path: archive, name: 'S', operator: null, clock: () => new Date(), encryption });
  mkdirSync(card);
  writeFileSync(list, wordlist.join('\n'));
  const contents = ['', 'x', 'a text\n'.repeat(5000), 'long '.repeat(200_000)];
  for (const [index, content] of contents.entries()) writeFileSync(join(card, `${index}.txt`), content);
  expect(stele(['import', archive, card, '--json'], { env: { STELE_PASSPHRASE: passphrase } }).code).toBe(0);
  const names = readdirSync(join(archive, 'originals')).flatMap((folder) =>
    readdirSync(join(archive, 'originals', folder)).map((name) => `${folder}/${name}`),
  );
  const read = (name: string, kind: string, secret: string) =>
    spawnSync(python, [reader, archive, name, kind, secret.normalize('NFD'), list], {
      encoding: 'utf8',
      maxBuffer: 1e8,
    });
  const ran = names.map((name) => read(name, 'passphrase', passphrase));
  expect(ran.map(({ stderr }) => stderr)).toEqual(names.map(() => ''));
  const found = ran.map(({ stdout }) => stdout);
  expect(found.toSorted().every((text, index) => text === contents.toSorted()[index])).toBe(true);
  const byWords = read(names[0] ?? '', 'recovery', words);
  expect(byWords.stderr).toBe('');
  expect(byWords.stdout).toBe(found[0]);
  expect(read(names[0] ?? '', 'passphrase', 'wrong').status).not.toBe(0);
});

test('the office opens its slot with age itself', async ({ skip }) => {
  if (spawnSync('age', ['--version']).error) return skip('age (Debian: age) is not installed');
  const base = temporaryFolder();
  const [archive, key, sealed] = [
    join(base, 'archive'),
    join(base, 'key.txt'),
    join(base, 'slot.age'),
  ] as const;
  const identity = await newAgeIdentity();
  writeFileSync(key, `# an office\n${identity}\n`);
  const recipient = await ageRecipientOf(identity);
  const encryption = await newEncryption([{ by: 'office', recipient, label: null }], () => new Date());
  const [slot] = encryption.slots;
  createArchive({ path: archive, name: 'S', operator: null, clock: () => new Date(), encryption });
  if (slot?.kind !== 'office') throw new Error('not an office slot');
  writeFileSync(sealed, Buffer.from(slot.age, 'base64'));
  const opened = spawnSync('age', ['-d', '-i', key, sealed]);
  const binding = `stele/1/slot/${encryption.archiveId}/1/office`;
  expect(opened.stdout.subarray(0, -32).toString()).toBe(binding);
  expect(opened.stdout.length).toBe(binding.length + 32);
  expect(stele(['list', archive, '--office-key-file', key, '--json']).json()).toEqual({
    total: 0,
    items: [],
  });
});
