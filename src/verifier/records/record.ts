import { canonicalize } from '../custody/canonical.ts';
import { base64Url, hex, utf8 } from '../custody/encoding.ts';
import type { Sha256 } from '../custody/merkle.ts';

/**
 * Records as the log commits to them (docs/formats/log.md, "Records"): a digest of each member with a salt of its own, and
 * one digest over those. So a package can tell some members and withhold others, and what it tells is still bound.
 */
export type RecordValue = string | number | null;
export type RecordMembers = Readonly<Record<string, RecordValue>>;

/** A member in a package: its salt and value, or its digest alone where it is withheld. */
export type CarriedMember = readonly [salt: string, value: RecordValue] | string;
export type CarriedRecord = Readonly<Record<string, CarriedMember>>;

export interface OpenedRecord {
  /** What the log has to commit to, lower-case hex. */
  readonly digest: string;
  /** Members that are told. */
  readonly values: ReadonlyMap<string, RecordValue>;
  /** Names of members that are not told. */
  readonly withheld: readonly string[];
}

const memberName = /^[a-z][A-Za-z0-9]{0,63}$/;
const encoded16 = /^[A-Za-z0-9_-]{21}[AQgw]$/;
const encoded32 = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;

/** Recomputes a record that a package carries; null if it is none. */
export function openRecord(sha256: Sha256, carried: unknown): OpenedRecord | null {
  if (typeof carried !== 'object' || carried === null || Array.isArray(carried)) return null;
  const digests: Record<string, string> = {};
  const values = new Map<string, RecordValue>();
  const withheld: string[] = [];
  for (const [name, member] of Object.entries(carried as Readonly<Record<string, unknown>>)) {
    if (!memberName.test(name)) return null;
    if (typeof member === 'string') {
      if (!encoded32.test(member)) return null;
      digests[name] = member;
      withheld.push(name);
      continue;
    }
    const told = toldMember(member);
    if (!told) return null;
    digests[name] = base64Url(sha256(utf8(canonicalize([told.salt, name, told.value]))));
    values.set(name, told.value);
  }
  return { digest: hex(sha256(utf8(canonicalize(digests)))), values, withheld };
}

function toldMember(member: unknown): { readonly salt: string; readonly value: RecordValue } | null {
  if (!Array.isArray(member) || member.length !== 2) return null;
  const [salt, value] = member as readonly unknown[];
  if (typeof salt !== 'string' || !encoded16.test(salt)) return null;
  if (typeof value === 'string') return value.isWellFormed() ? { salt, value } : null;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? { salt, value } : null;
  return value === null ? { salt, value } : null;
}
