import { canonicalize } from '../../verifier/custody/canonical.ts';
import type {
  CarriedMember,
  CarriedRecord,
  RecordMembers,
  RecordValue,
} from '../../verifier/records/record.ts';
import { expandSecret } from '../cryptography/derive.ts';
import { startDigest } from '../cryptography/digest.ts';
import { randomSalt } from '../cryptography/random.ts';

const saltLength = 16;

/** 32 random bytes. Whoever erases them takes from everybody the means to try out what a record said. */
export function newRecordSecret(): Uint8Array {
  return randomSalt(32);
}

/**
 * Each member with its salt (base64url), in the order of the names: HKDF of the record's secret, 16 bytes a member. One
 * call for all of them, since a key's set-up costs more than everything else here.
 */
function* salted(
  secret: Uint8Array,
  members: RecordMembers,
): Generator<readonly [name: string, salt: string, value: RecordValue]> {
  const names = Object.keys(members).sort();
  const salts = Buffer.from(expandSecret(secret, 'stele/1/record', saltLength * names.length));
  for (const [at, name] of names.entries()) {
    const salt = salts.toString('base64url', saltLength * at, saltLength * (at + 1));
    yield [name, salt, members[name] ?? null];
  }
}

/** By which the log commits to a record (docs/formats/log.md, "Records"), lower-case hex. */
export function recordDigest(secret: Uint8Array, members: RecordMembers): string {
  return digestOfMembers(memberDigests(secret, members));
}

/** The same of digests that `memberDigests` gave. */
export function digestOfMembers(digests: Readonly<Record<string, string>>): string {
  const members = Object.entries(digests).map(([name, digest]) => `"${name}":"${digest}"`);
  // The RFC 8785 form: names are sorted, and neither they nor digests need escaping.
  return startDigest('sha256')
    .update(`{${members.join(',')}}`)
    .digest('hex');
}

/** Each member's digest, by name, in the order of the names. */
export function memberDigests(secret: Uint8Array, members: RecordMembers): Readonly<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const [name, salt, value] of salted(secret, members)) digests[name] = memberDigest(salt, name, value);
  return digests;
}

/** The record as a package carries it: of members that are withheld only the digest. */
export function carryRecord(
  secret: Uint8Array,
  members: RecordMembers,
  withheld: ReadonlySet<string>,
): CarriedRecord {
  const carried: Record<string, CarriedMember> = {};
  for (const [name, salt, value] of salted(secret, members))
    carried[name] = withheld.has(name) ? memberDigest(salt, name, value) : [salt, value];
  return carried;
}

function memberDigest(salt: string, name: string, value: RecordValue): string {
  const text = `["${salt}","${name}",${canonicalize(value)}]`;
  return startDigest('sha256').update(text).digest('base64url');
}
