import type { Protection, Unlocking } from '../../shared/records/keys.ts';
import type { Argon2Cost } from '../cryptography/derive.ts';
import { uuidText, uuidV7 } from '../cryptography/random.ts';
import { randomSecret } from '../cryptography/secret.ts';
import { openKeyRing, type KeyRing } from '../keys/key-ring.ts';
import { makeSlot, openSlots, parseSlots, type KeySlot } from '../keys/slots.ts';
import type { Clock } from './archive.ts';
import { uidOf } from './create.ts';
import { readDescription } from './description.ts';

/** The keys of an archive about to be created, and their wrappings. */
export interface NewEncryption {
  readonly archiveId: string;
  readonly keys: KeyRing;
  readonly slots: readonly KeySlot[];
}

/**
 * A new master key, wrapped for each of `protections` (at least one). Throws `words-unusable`, `office-key-unusable`.
 * `cost` is for tests; absent, it is what a real archive gets.
 */
export async function newEncryption(
  protections: readonly Protection[],
  clock: Clock,
  cost?: Argon2Cost,
): Promise<NewEncryption> {
  const now = clock();
  const archiveUid = uuidV7(now.getTime());
  const archiveId = uuidText(archiveUid);
  const keys = openKeyRing(randomSecret(), archiveUid);
  const slots: KeySlot[] = [];
  try {
    for (const [index, protection] of protections.entries()) {
      const made = { addedAt: now.toISOString(), cost };
      slots.push(await makeSlot({ archiveId, id: index + 1 }, protection, keys, made));
    }
  } catch (error) {
    keys.wipe();
    throw error;
  }
  return { archiveId, keys, slots };
}

/** Whether the archive at `path` is encrypted. Throws as `readDescription` does. */
export function isEncrypted(path: string): boolean {
  return readDescription(path).encryption !== undefined;
}

/**
 * The keys of the archive at `path`, or null if it is not encrypted. Throws `key-wrong`, `archive-damaged` (a key slot
 * that this might have opened is damaged), `words-unusable`, `office-key-unusable`, and as `readDescription` does.
 */
export async function unlockArchive(path: string, unlocking: Unlocking): Promise<KeyRing | null> {
  const { archiveId, encryption } = readDescription(path);
  if (!encryption) return null;
  const { master } = await openSlots({ archiveId, path }, parseSlots(encryption.slots), unlocking);
  return openKeyRing(master, uidOf(archiveId));
}
