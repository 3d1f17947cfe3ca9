import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';

// DER prefixes of RFC 8410: what stands before the raw 32 bytes of an Ed25519 key.
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex');

export interface SigningKeyPair {
  /** Raw Ed25519 public key (RFC 8032), 32 bytes. */
  readonly publicKey: Uint8Array;
  /** Raw Ed25519 seed, 32 bytes. */
  readonly privateKey: Uint8Array;
}

export function generateSigningKey(): SigningKeyPair {
  const pair = generateKeyPairSync('ed25519');
  const der = pair.privateKey.export({ format: 'der', type: 'pkcs8' });
  const publicDer = pair.publicKey.export({ format: 'der', type: 'spki' });
  return {
    publicKey: Uint8Array.from(publicDer.subarray(publicPrefix.length)),
    privateKey: Uint8Array.from(der.subarray(privatePrefix.length)),
  };
}

/** The public half, 32 bytes, of a raw 32-byte seed (RFC 8032 §5.1.5). */
export function publicKeyOf(privateKey: Uint8Array): Uint8Array {
  const spki = createPublicKey(privateKeyObject(privateKey)).export({ format: 'der', type: 'spki' });
  return Uint8Array.from(spki.subarray(publicPrefix.length));
}

/** Ed25519 signature (64 bytes) over `message` by a raw 32-byte seed. */
export function signMessage(privateKey: Uint8Array, message: Uint8Array): Uint8Array {
  return sign(null, message, privateKeyObject(privateKey));
}

function privateKeyObject(privateKey: Uint8Array): KeyObject {
  const der = Buffer.concat([privatePrefix, privateKey]);
  try {
    return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  } finally {
    der.fill(0);
  }
}

/** True if `signature` is a valid Ed25519 signature over `message` by the raw 32-byte public key. Never throws. */
export function verifySignature(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  try {
    const key = createPublicKey({
      key: Buffer.concat([publicPrefix, publicKey]),
      format: 'der',
      type: 'spki',
    });
    return verify(null, message, key, signature);
  } catch {
    return false;
  }
}
