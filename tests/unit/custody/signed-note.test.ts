import { expect, test } from 'vitest';
import { sha256 } from '../../../src/core/cryptography/digest.ts';
import { generateSigningKey, signMessage, verifySignature } from '../../../src/core/cryptography/signing.ts';
import { parseBase64, utf8 } from '../../../src/verifier/custody/encoding.ts';
import {
  checkNote,
  formatCheckpoint,
  formatNote,
  formatVerifierKey,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  type VerifierKey,
} from '../../../src/verifier/custody/signed-note.ts';

/** The example of the specification and of its first implementation. */
const verifierKey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const seed = (parseBase64('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz') ?? new Uint8Array(33)).slice(1);
const text =
  'If you think cryptography is the answer to your problem,\n' +
  "then you don't know what your problem is.\n";
const published =
  text +
  '\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';

function check(note: string, key: VerifierKey | null): string {
  const parsed = parseNote(utf8(note));
  return parsed && key ? checkNote(sha256, verifySignature, parsed, key) : 'malformed';
}

test('the published note is signed byte for byte and verifies', () => {
  const key = parseVerifierKey(sha256, verifierKey);
  if (!key) throw new Error('the published key was refused');
  expect(formatVerifierKey(sha256, key)).toBe(verifierKey);
  expect(formatNote(sha256, text, key, signMessage(seed, utf8(text)))).toBe(published);
  expect(check(published, key)).toBe('valid');
});

test('a changed text, a changed signature and a stranger are told apart', () => {
  const key = parseVerifierKey(sha256, verifierKey);
  expect(check(published.replace('answer', 'Answer'), key)).toBe('bad');
  expect(check(published.replace('BwJnAM=', 'BwJnAQ='), key)).toBe('bad');
  expect(check(published, { name: 'PeterNeumann', publicKey: generateSigningKey().publicKey })).toBe(
    'unknown-key',
  );
  const other = { name: 'somebody', publicKey: generateSigningKey().publicKey };
  const twice = published + formatNote(sha256, '', other, new Uint8Array(64)).slice(1);
  expect(check(twice, key)).toBe('valid');
});

test.each([
  ['without a blank line', text],
  ['without a final newline', published.slice(0, -1)],
  ['with a hyphen for the dash', published.replace('—', '-')],
  ['with a control character', `\u0007${published}`],
  ['with a carriage return', published.replace('\n', '\r\n')],
  ['with stray base64', published.replace('AM=', 'AM')],
])('a note %s is malformed', (_, note) => {
  expect(parseNote(utf8(note))).toBeNull();
});

test('verifier keys with another hash, algorithm or length are refused', () => {
  expect(parseVerifierKey(sha256, verifierKey.replace('c7', 'c8'))).toBeNull();
  expect(
    parseVerifierKey(sha256, 'PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'),
  ).toBeNull();
  expect(parseVerifierKey(sha256, `${verifierKey}BADKEY==`)).toBeNull();
});

test('a checkpoint is origin, size and root; extension lines are passed over', () => {
  const checkpoint = { origin: 'example/log', size: 12, root: sha256('root') };
  const root = Buffer.from(checkpoint.root).toString('base64');
  expect(formatCheckpoint(checkpoint)).toBe(`example/log\n12\n${root}\n`);
  expect(parseCheckpoint(formatCheckpoint(checkpoint))?.size).toBe(12);
  expect(parseCheckpoint(`${formatCheckpoint(checkpoint)}more\n`)?.size).toBe(12);
  for (const size of ['012', '-1', '1.5', '', '9007199254740993']) {
    expect(parseCheckpoint(formatCheckpoint(checkpoint).replace('12', size))).toBeNull();
  }
});
