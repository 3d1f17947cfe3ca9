import { canonicalize } from '../../verifier/custody/canonical.ts';
import { sha256 } from '../cryptography/digest.ts';

export interface IdentityPerson {
  readonly name: string;
  readonly role: string | null;
  readonly organisation: string | null;
  readonly isOffice: boolean;
  /** 16 random bytes, so that nobody who sees the digest can try names. */
  readonly salt: Uint8Array;
}

/** By which the custody log commits to who somebody is: SHA-256 over the RFC 8785 form, lower-case hex. */
export function identityDigest({ name, role, organisation, isOffice, salt }: IdentityPerson): string {
  const text = canonicalize([Buffer.from(salt).toString('hex'), name, role, organisation, isOffice]);
  return Buffer.from(sha256(text)).toString('hex');
}
