import { createArchive, type CreatedArchive, type CreateOptions } from '../../src/core/archive/create.ts';
import type { Archive } from '../../src/core/archive/archive.ts';
import { newEncryption, unlockArchive } from '../../src/core/archive/encryption.ts';
import { openArchive, type OpenOptions } from '../../src/core/archive/open.ts';
import type { KeyRing } from '../../src/core/keys/key-ring.ts';

/** The suite runs twice: on plain archives, and with this set on encrypted ones (vitest.config.ts). */
export const encrypted = process.env.STELE_TEST_ENCRYPTED === '1';

export const passphrase = 'a passphrase of the tests';

/** Enough work to be Argon2id, little enough for a thousand openings. Real archives get what slots.ts says. */
export const cheap = { memory: 1024, iterations: 1, parallelism: 1 };

/** `createArchive`, in the way this run of the suite asks for, or the test itself. */
export async function createTestArchive(
  options: CreateOptions,
  isEncrypted: boolean = encrypted,
): Promise<CreatedArchive> {
  if (!isEncrypted) return createArchive(options);
  return createArchive({ ...options, encryption: await testEncryption(options) });
}

export function testEncryption(options: Pick<CreateOptions, 'clock'>) {
  return newEncryption([{ by: 'passphrase', passphrase, label: null }], options.clock, cheap);
}

/** `openArchive`, whether encrypted or not. */
export async function openTestArchive(path: string, options: OpenOptions): Promise<Archive> {
  return openArchive(path, { ...options, keys: await testKeys(path) });
}

/** Keys of an archive that the tests made; null of a plain one. */
export function testKeys(path: string): Promise<KeyRing | null> {
  return unlockArchive(path, { by: 'passphrase', passphrase });
}

/** An archive for the command line, which opens an encrypted one by `STELE_PASSPHRASE` (cli.ts). */
export async function initArchive(path: string, name: string, operator: string | null = null): Promise<void> {
  await createTestArchive({ path, name, operator, clock: () => new Date() });
}
