import { sha256 } from '../cryptography/digest.ts';
import type { FindingKind } from '../../shared/records/finding.ts';

/** A finding as it is held: records by id, items by row. */
export interface Found {
  readonly kind: FindingKind;
  readonly key: string;
  readonly facts: string;
  readonly records: readonly string[];
  readonly items: readonly number[];
  readonly values: Readonly<Record<string, string | number>>;
}

/** Facts of any length as a short text that is another one when they are. */
export const factsText = (...parts: readonly unknown[]): string =>
  Buffer.from(sha256(JSON.stringify(parts))).toString('base64url');
