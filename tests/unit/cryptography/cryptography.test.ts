import crypto, { createCipheriv, createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  ageDecrypt,
  ageEncrypt,
  ageIdentityOf,
  ageRecipientOf,
  isAgeIdentity,
  isAgeRecipient,
} from '../../../src/core/cryptography/age.ts';
import {
  argon2,
  deriveKey,
  hmacSha256,
  hmacSha256Under,
  scrypt,
} from '../../../src/core/cryptography/derive.ts';
import { blake2b, sha256 } from '../../../src/core/cryptography/digest.ts';
import { seal, unseal } from '../../../src/core/cryptography/seal.ts';
import { publicKeyOf, signMessage, verifySignature } from '../../../src/core/cryptography/signing.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const from = (text: string): Buffer => Buffer.from(text, 'hex');

test('the stand-in refuses what Electron lacks, and nothing else is refused', () => {
  expect(() => createHash('blake2b512')).toThrow("Electron's node:crypto has no createHash(blake2b512)");
  expect(() => createHash('sha3-256')).toThrow('Electron');
  expect(() =>
    createCipheriv('chacha20-poly1305' as 'aes-256-gcm', Buffer.alloc(32), Buffer.alloc(12)),
  ).toThrow('Electron');
  const { argon2Sync } = crypto as unknown as { argon2Sync?: () => void };
  if (argon2Sync) expect(() => argon2Sync()).toThrow('Electron');
  expect(createHash('sha256').update('').digest('hex').slice(0, 8)).toBe('e3b0c442');
});

// Published vectors: RFC 5869 A.3, RFC 4231 §4.3, RFC 7914 §12, RFC 7693 A, RFC 8032 §7.1 TEST 2.
test('HKDF, HMAC and scrypt give what their standards say', () => {
  expect(hex(deriveKey(from('0b'.repeat(22)), new Uint8Array(0), ''))).toBe(
    '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d',
  );
  const [key, said] = [Buffer.from('Jefe'), Buffer.from('what do ya want for nothing?')];
  const mac = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
  expect(hex(hmacSha256(key, said))).toBe(mac);
  expect(hex(hmacSha256Under(key)(said))).toBe(mac);
  expect(hex(scrypt(Buffer.from('password'), Buffer.from('NaCl'), { n: 1024, r: 8, p: 16 }, 64))).toBe(
    'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640',
  );
});

test('BLAKE2b, Ed25519 and Argon2id give what their standards and reference programs say', async () => {
  expect(hex(blake2b(Buffer.from('abc'), 64))).toBe(
    'ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923',
  );
  const seed = from('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb');
  expect(hex(publicKeyOf(seed))).toBe('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c');
  const signature = signMessage(seed, from('72'));
  expect(hex(signature).slice(0, 32)).toBe('92a009a9f0d4cab8720e820b5f642540');
  expect(verifySignature(publicKeyOf(seed), from('72'), signature)).toBe(true);
  expect(verifySignature(publicKeyOf(seed), from('73'), signature)).toBe(false);
  // argon2 -id, reference implementation: password "password", salt "somesalt", t=2, m=65536 KiB, p=1.
  const cost = { memory: 65_536, iterations: 2, parallelism: 1 };
  expect(hex(await argon2(Buffer.from('password'), Buffer.from('somesalt'), cost))).toBe(
    '09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7',
  );
});

test('what was sealed opens with the same key, nonce and associated data, and with nothing else', () => {
  const [key, nonce, bound] = [Buffer.alloc(32, 1), Buffer.alloc(12, 2), Buffer.from('place')];
  const sealed = seal(key, nonce, Buffer.from('a secret'), bound);
  expect(unseal(key, nonce, sealed, bound)?.toString()).toBe('a secret');
  expect(unseal(Buffer.alloc(32, 3), nonce, sealed, bound)).toBe(null);
  expect(unseal(key, Buffer.alloc(12, 3), sealed, bound)).toBe(null);
  expect(unseal(key, nonce, sealed, Buffer.from('elsewhere'))).toBe(null);
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed);
    changed[at]! ^= 1;
    expect(unseal(key, nonce, changed, bound)).toBe(null);
  }
  expect(unseal(key, nonce, Buffer.alloc(3), bound)).toBe(null);
});

test('age recipients and identities are told from everything else', async () => {
  const identity = ageIdentityOf(sha256('a seed'));
  const recipient = await ageRecipientOf(identity);
  expect(isAgeIdentity(identity)).toBe(true);
  expect(isAgeRecipient(recipient)).toBe(true);
  for (const text of ['', 'age1', recipient.toUpperCase(), `${recipient}q`, identity])
    expect(isAgeRecipient(text)).toBe(false);
  const file = await ageEncrypt(recipient, Buffer.from('payload'));
  expect(Buffer.from((await ageDecrypt(identity, file)) ?? []).toString()).toBe('payload');
  expect(await ageDecrypt(ageIdentityOf(sha256('another')), file)).toBe(null);
});
