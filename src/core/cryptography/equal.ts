import { timingSafeEqual } from 'node:crypto';
import { sha256 } from './digest.ts';

/**
 * Whether two secrets are the same text, in a time that tells nothing of how far they agree. Digests are compared, so that
 * lengths may differ.
 */
export function equalSecrets(given: string, secret: string): boolean {
  return timingSafeEqual(sha256(given), sha256(secret));
}
