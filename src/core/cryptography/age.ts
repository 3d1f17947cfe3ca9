import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { bech32 } from '@scure/base';

/** An age file (age-encryption.org/v1, binary) with `plain` for one X25519 recipient, `age1…`. */
export async function ageEncrypt(recipient: string, plain: Uint8Array): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return encrypter.encrypt(plain);
}

/** What an age file holds, or null if `identity` (`AGE-SECRET-KEY-1…`) is not one of its recipients or it is damaged. */
export async function ageDecrypt(identity: string, file: Uint8Array): Promise<Uint8Array | null> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  try {
    return await decrypter.decrypt(file);
  } catch {
    return null;
  }
}

/** `age1…` with 32 bytes of X25519 public key; not a post-quantum or a plugin's recipient. */
export function isAgeRecipient(text: string): boolean {
  return payloadLength(text, 'age') === 32 && text === text.toLowerCase();
}

/** `AGE-SECRET-KEY-1…` with 32 bytes of X25519 secret key. */
export function isAgeIdentity(text: string): boolean {
  return payloadLength(text, 'age-secret-key-') === 32 && text === text.toUpperCase();
}

/** The identity that a 32-byte secret stands for, as age writes it. */
export function ageIdentityOf(secret: Uint8Array): string {
  return bech32.encodeFromBytes('AGE-SECRET-KEY-', secret).toUpperCase();
}

export function newAgeIdentity(): Promise<string> {
  return generateX25519Identity();
}

export function ageRecipientOf(identity: string): Promise<string> {
  return identityToRecipient(identity);
}

function payloadLength(text: string, prefix: string): number | null {
  try {
    const { prefix: found, bytes } = bech32.decodeToBytes(text);
    return found.toLowerCase() === prefix ? bytes.length : null;
  } catch {
    return null;
  }
}
