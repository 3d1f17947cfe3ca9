import type { Check, Finding } from '../../shared/records/verification.ts';
import { sameBytes } from '../custody/encoding.ts';
import {
  checkSignature,
  formatPublicKey,
  parsePublicKey,
  parseSignature,
  type MinisignCrypto,
  type MinisignKey,
} from './minisign.ts';

/** Label in bag-info.txt, once for each key that signs (docs/formats/package.md). */
export const signingKeyLabel = 'Stele-Signing-Key';

/** `tagmanifest-sha256.txt.minisig`; a further signer's name stands before the last dot. */
export const signaturePath = /^tagmanifest-sha256\.txt(?:\.[A-Za-z0-9_-]{1,64})?\.minisig$/;

export interface SignatureRequest {
  readonly crypto: MinisignCrypto;
  /** Bytes of tagmanifest-sha256.txt, or null if it is not there. */
  readonly tagManifest: Uint8Array | null;
  readonly signatures: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  /** Values of Stele-Signing-Key. */
  readonly named: readonly string[];
  /** Keys that whoever checks knows, in minisign's form. */
  readonly trusted: readonly MinisignKey[];
}

/**
 * Signatures over the tag manifest, and with it over everything. A key that only the package names says that nothing was
 * changed since that key signed, not whose key it is. Each key that was asked for, and each that the package names, has to
 * have signed.
 */
export function checkSignatures(request: SignatureRequest): { check: Check; findings: Finding[] } {
  const { crypto, tagManifest, trusted } = request;
  const findings: Finding[] = [];
  const named: MinisignKey[] = [];
  for (const value of request.named) {
    const key = parsePublicKey(value);
    if (key) named.push(key);
    else
      findings.push({
        path: 'bag-info.txt',
        problem: 'malformed',
        detail: `${signingKeyLabel} is not a minisign public key`,
      });
  }
  const keys = [...trusted, ...named.filter((key) => !trusted.some((other) => same(key, other)))];
  const valid: MinisignKey[] = [];
  let unknown = 0;
  for (const { path, bytes } of request.signatures) {
    const signature = parseSignature(bytes);
    if (!signature) {
      findings.push({ path, problem: 'malformed', detail: 'this is not a minisign signature' });
      continue;
    }
    const results = keys.map(
      (key) => [key, tagManifest ? checkSignature(crypto, signature, key, tagManifest) : 'bad'] as const,
    );
    const good = results.filter(([, result]) => result === 'valid').map(([key]) => key);
    valid.push(...good);
    if (good.length > 0) continue;
    if (results.some(([, result]) => result === 'bad'))
      findings.push({
        path,
        problem: 'changed',
        detail: 'the signature is not one of its key over tagmanifest-sha256.txt',
      });
    else unknown += 1;
  }
  const has = (key: MinisignKey): boolean => valid.some((other) => same(key, other));
  for (const key of keys) {
    if (has(key)) continue;
    const whose = trusted.includes(key) ? 'the key that was asked for' : 'a key that bag-info.txt names';
    findings.push({
      path: 'tagmanifest-sha256.txt.minisig',
      problem: 'missing',
      detail: `there is no valid signature by ${whose}, ${formatPublicKey(key)}`,
    });
  }
  return { check: verdict(findings, valid, trusted, unknown), findings };
}

function verdict(
  findings: readonly Finding[],
  valid: readonly MinisignKey[],
  trusted: readonly MinisignKey[],
  unknown: number,
): Check {
  const of = (outcome: Check['outcome'], reason: string): Check => ({ check: 'signature', outcome, reason });
  if (findings.length > 0) return of('failed', 'signatures are missing, or not over this package');
  if (valid.length === 0) {
    if (unknown === 0) return of('not-checked', 'the package is not signed');
    return of('not-checked', 'it is signed, but no key is known to check that with: give it with --key');
  }
  const texts = valid.map((key) => {
    const known = trusted.some((other) => same(key, other));
    return `${formatPublicKey(key)} (${known ? 'the key that was asked for' : 'valid, signer unknown: only the package itself names this key'})`;
  });
  return of('verified', `signed by ${texts.join(', ')}`);
}

function same(left: MinisignKey, right: MinisignKey): boolean {
  return sameBytes(left.publicKey, right.publicKey) && sameBytes(left.keyId, right.keyId);
}
