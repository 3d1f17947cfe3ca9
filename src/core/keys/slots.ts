import { z } from 'zod';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Protection, Unlocking } from '../../shared/records/keys.ts';
import { canonicalize } from '../../verifier/custody/canonical.ts';
import { ageDecrypt, ageEncrypt, isAgeIdentity, isAgeRecipient } from '../cryptography/age.ts';
import { argon2, deriveKey, type Argon2Cost } from '../cryptography/derive.ts';
import { sha256 } from '../cryptography/digest.ts';
import { randomSalt } from '../cryptography/random.ts';
import { nonceLength, seal, unseal } from '../cryptography/seal.ts';
import { asSecret, wipe, type Secret } from '../cryptography/secret.ts';
import { bytesOfWords } from './words.ts';

/** Base64 (RFC 4648 §4) of exactly `length` bytes. */
const bytes = (length: number) =>
  z.base64().refine((text) => Buffer.from(text, 'base64').length === length, `not ${length} bytes`);

/** Wide enough for every laptop and every year to come, narrow enough that a forged slot cannot take the machine down. */
const argon2Cost = z.object({
  memory: z.int().min(1024).max(1_048_576),
  iterations: z.int().min(1).max(64),
  parallelism: z.int().min(1).max(16),
});

const common = {
  id: z.int().min(1),
  /** Label and date, sealed: they name people. */
  note: z.base64(),
  /** First 8 bytes of SHA-256, in hex: tells a damaged slot from a wrong passphrase. */
  check: z.string().regex(/^[0-9a-f]{16}$/),
};

/** A wrapping of the master key, as it stands in archive.json (docs/formats/archive.md, "Key slots"). */
export const keySlot = z.discriminatedUnion('kind', [
  z.strictObject({
    ...common,
    kind: z.literal('passphrase'),
    argon2id: argon2Cost,
    salt: bytes(16),
    nonce: bytes(12),
    wrapped: bytes(48),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('recovery'),
    salt: bytes(16),
    nonce: bytes(12),
    wrapped: bytes(48),
  }),
  z.strictObject({ ...common, kind: z.literal('office'), age: z.base64() }),
]);
export type KeySlot = z.infer<typeof keySlot>;

/** RFC 9106 §4's second choice with twice its memory in one lane: half a second on a desk, about one on a 4 GiB laptop. */
export const defaultCost: Argon2Cost = { memory: 131_072, iterations: 3, parallelism: 1 };

/** One entry of archive.json's slots: `slot` is null if it cannot even be read. */
export interface StoredSlot {
  readonly raw: unknown;
  readonly slot: KeySlot | null;
  /** Its id where it has one, else its place in the list, counted from 1. */
  readonly id: number;
}

export function parseSlots(raw: readonly unknown[]): readonly StoredSlot[] {
  return raw.map((entry, index) => {
    const parsed = keySlot.safeParse(entry);
    return { raw: entry, slot: parsed.success ? parsed.data : null, id: parsed.data?.id ?? index + 1 };
  });
}

/** Which archive, and which of its slots: bound into the wrapping, so that none can be moved. */
interface Place {
  readonly archiveId: string;
  readonly id: number;
}

/**
 * Wraps `master` for one passphrase, one set of words or one office. `labels` seals what a person calls the slot. Throws
 * `words-unusable`, `office-key-unusable`.
 */
export async function makeSlot(
  place: Place,
  protect: Protection,
  keys: { readonly master: Secret; readonly labels: Secret },
  made: { readonly addedAt: string; readonly cost?: Argon2Cost | undefined },
): Promise<KeySlot> {
  const slot = await wrap(place, protect, keys.master, made.cost ?? defaultCost);
  const note = sealNote(place, { label: protect.label, addedAt: made.addedAt }, keys.labels);
  return checked(place, { ...slot, note });
}

type Unchecked = KeySlot extends infer Slot ? (Slot extends KeySlot ? Omit<Slot, 'check'> : never) : never;
type Wrapping = Unchecked extends infer Slot ? (Slot extends Unchecked ? Omit<Slot, 'note'> : never) : never;

async function wrap(place: Place, protect: Protection, master: Secret, cost: Argon2Cost): Promise<Wrapping> {
  if (protect.by === 'office') {
    const recipient = protect.recipient.trim();
    if (!isAgeRecipient(recipient)) throw new AppError('office-key-unusable', { expected: 'age1…' });
    const payload = Buffer.concat([binding(place, 'office'), master]);
    const age = base64(await ageEncrypt(recipient, payload));
    wipe(payload);
    return { kind: 'office', id: place.id, age };
  }
  const [salt, nonce] = [randomSalt(16), randomSalt(nonceLength)];
  const kind = protect.by;
  const key =
    protect.by === 'passphrase'
      ? await passphraseKey(protect.passphrase, salt, cost)
      : recoveryKey(protect.words, salt);
  const wrapped = base64(seal(key, nonce, master, binding(place, kind)));
  wipe(key);
  const sealed = { id: place.id, salt: base64(salt), nonce: base64(nonce), wrapped };
  return kind === 'passphrase' ? { ...sealed, kind, argon2id: { ...cost } } : { ...sealed, kind };
}

/**
 * The master key out of the first slot that this opens, and that slot's id. Throws `key-wrong`; `archive-damaged` if a
 * slot it might have opened is damaged; `words-unusable`, `office-key-unusable`.
 */
export async function openSlots(
  archive: { readonly archiveId: string; readonly path: string },
  slots: readonly StoredSlot[],
  unlocking: Unlocking,
): Promise<{ readonly master: Secret; readonly slot: number }> {
  let damaged: number | null = null;
  for (const { slot, id } of slots) {
    const place = { archiveId: archive.archiveId, id };
    if (!slot || !isWhole(place, slot)) {
      damaged ??= id;
      continue;
    }
    if (slot.kind !== unlocking.by) continue;
    const master = await unwrap(place, slot, unlocking);
    if (master) return { master: asSecret(master), slot: slot.id };
  }
  if (damaged !== null) {
    const reason = `archive.json: key slot ${damaged} is damaged`;
    throw new AppError('archive-damaged', { path: archive.path, reason });
  }
  throw new AppError('key-wrong', { path: archive.path, kind: kindNames[unlocking.by] });
}

const kindNames = { passphrase: 'passphrase', recovery: 'recovery words', office: 'office key' } as const;

async function unwrap(place: Place, slot: KeySlot, unlocking: Unlocking): Promise<Uint8Array | null> {
  if (slot.kind === 'office') {
    if (unlocking.by !== 'office') return null;
    const identity = unlocking.key.trim();
    if (!isAgeIdentity(identity))
      throw new AppError('office-key-unusable', { expected: 'AGE-SECRET-KEY-1…' });
    const payload = await ageDecrypt(identity, Buffer.from(slot.age, 'base64'));
    const bound = binding(place, 'office');
    if (payload?.length !== bound.length + 32 || !bound.equals(payload.subarray(0, bound.length)))
      return null;
    return payload.subarray(bound.length);
  }
  const salt = Buffer.from(slot.salt, 'base64');
  let key: Uint8Array;
  if (slot.kind === 'passphrase' && unlocking.by === 'passphrase')
    key = await passphraseKey(unlocking.passphrase, salt, slot.argon2id);
  else if (slot.kind === 'recovery' && unlocking.by === 'recovery') key = recoveryKey(unlocking.words, salt);
  else return null;
  const nonce = Buffer.from(slot.nonce, 'base64');
  const master = unseal(key, nonce, Buffer.from(slot.wrapped, 'base64'), binding(place, slot.kind));
  wipe(key);
  return master;
}

/** True if the slot's bytes are those that were written for this archive. */
export function isWhole(place: Place, slot: KeySlot): boolean {
  return checkOf(place, slot) === slot.check;
}

export interface SlotNote {
  readonly label: string | null;
  readonly addedAt: string;
}

const slotNote = z.object({ label: z.string().nullable(), addedAt: z.string() });

/** What was noted with a slot, or null if the note is not what was sealed. */
export function readNote(place: Place, slot: KeySlot, labels: Secret): SlotNote | null {
  const sealed = Buffer.from(slot.note, 'base64');
  const plain = unseal(
    labels,
    sealed.subarray(0, nonceLength),
    sealed.subarray(nonceLength),
    binding(place, 'note'),
  );
  return plain ? slotNote.parse(JSON.parse(plain.toString())) : null;
}

/** Spaces make every note as long as any other: its length says nothing. */
const noteLength = 512;

function sealNote(place: Place, note: SlotNote, labels: Secret): string {
  const nonce = randomSalt(nonceLength);
  const text = Buffer.from(JSON.stringify(note));
  const plain = Buffer.alloc(Math.max(noteLength, text.length), ' ');
  text.copy(plain);
  return base64(Buffer.concat([nonce, seal(labels, nonce, plain, binding(place, 'note'))]));
}

function binding({ archiveId, id }: Place, kind: string): Buffer {
  return Buffer.from(`stele/1/slot/${archiveId}/${id}/${kind}`);
}

function checked(place: Place, slot: Unchecked): KeySlot {
  return { ...slot, check: checkOf(place, slot) };
}

/** Over the RFC 8785 form of the archive's id and the slot without its check. */
function checkOf(place: Place, slot: Unchecked | KeySlot): string {
  const members = Object.entries(slot).filter(([member]) => member !== 'check');
  const text = canonicalize([place.archiveId, Object.fromEntries(members)]);
  return Buffer.from(sha256(text).subarray(0, 8)).toString('hex');
}

/**
 * A passphrase as bytes: RFC 8265 §4.2 (OpaqueString): other spaces become U+0020, then NFC, so that keyboards and systems
 * that compose letters differently make the same key. UTF-8.
 */
export function passphraseBytes(passphrase: string): Uint8Array {
  return Buffer.from(passphrase.replace(/\p{Zs}/gu, ' ').normalize('NFC'));
}

async function passphraseKey(passphrase: string, salt: Uint8Array, cost: Argon2Cost): Promise<Uint8Array> {
  const secret = passphraseBytes(passphrase);
  try {
    return await argon2(secret, salt, cost);
  } finally {
    wipe(secret);
  }
}

/** 128 random bits need no slow function: there is nothing to guess. */
function recoveryKey(words: string, salt: Uint8Array): Uint8Array {
  const entropy = bytesOfWords(words, 12);
  try {
    return deriveKey(entropy, salt, 'stele/1/recovery');
  } finally {
    wipe(entropy);
  }
}

function base64(data: Uint8Array): string {
  return Buffer.from(data).toString('base64');
}
