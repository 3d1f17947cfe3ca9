import { canonicalize, parseCanonical, type CanonicalValue } from './canonical.ts';
import { base64Url, utf8 } from './encoding.ts';
import { fieldTypeProblem } from './event-fields.ts';
import type { Sha256 } from './merkle.ts';

/** Leaves and disclosures of version 1 events (design §5, docs/formats/log.md). */

export const eventVersion = 1;

/** The fixed table: a field is committed at its own position and nowhere else. */
export const fieldNames = [
  'sequence',
  'id',
  'time',
  'identity',
  'standing',
  'type',
  'subject',
  'outcome',
  'detail',
  'tool',
  'host',
  'act',
] as const;
export type FieldName = (typeof fieldNames)[number];

export type EventProblemCode =
  | 'leaf-malformed' // not the canonical array of a version and digests
  | 'leaf-version' // a version that this reader does not know
  | 'leaf-length' // more or fewer digests than the table has fields
  | 'committed-twice' // one commitment at two positions, or a field at another's position
  | 'disclosures-malformed' // not an array with a text or null for each field
  | 'value-changed' // value or salt does not lead to the committed digest
  | 'value-malformed'; // committed as it is, yet not canonical, no salt of 16 bytes, or of the wrong type

export interface EventProblem {
  readonly code: EventProblemCode;
  readonly field: FieldName | null;
  readonly detail: string;
}

export type EventValues = Readonly<Partial<Record<FieldName, CanonicalValue>>>;

/** Unpadded base64url (RFC 4648 §5) of 32 and of 16 bytes; the last letter carries zero bits that must be zero. */
const encoded32 = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;
const encoded16 = /^[A-Za-z0-9_-]{21}[AQgw]$/;

/** SHA-256 over the canonical `[salt, name, value]`, base64url: what stands in the leaf. */
export function digestOf(sha256: Sha256, disclosure: string): string {
  return base64Url(sha256(utf8(disclosure)));
}

/** The canonical `[salt, name, value]`. `salt` is 16 random bytes. */
export function disclose(salt: Uint8Array, name: FieldName, value: CanonicalValue): string {
  return canonicalize([base64Url(salt), name, value]);
}

/** The leaf over digests in the table's order. */
export function leafText(digests: readonly string[]): string {
  return canonicalize([eventVersion, ...digests]);
}

/** Digests of a leaf by position, as far as they can be read, and what is wrong with it. */
export function parseLeaf(leaf: string): { digests: readonly string[]; problems: readonly EventProblem[] } {
  const problem = (code: EventProblemCode, detail: string) => ({
    digests: [],
    problems: [{ code, field: null, detail }],
  });
  const value = parseCanonical(leaf)?.value;
  if (!Array.isArray(value)) return problem('leaf-malformed', 'the leaf is not a canonical array');
  const [version, ...digests] = value as readonly CanonicalValue[];
  if (version !== eventVersion)
    return problem('leaf-version', `version ${JSON.stringify(version)} is not known to this reader`);
  if (digests.length !== fieldNames.length) {
    const detail = `the leaf commits to ${digests.length} fields, version 1 has ${fieldNames.length}`;
    return problem('leaf-length', detail);
  }
  const texts = digests.filter((digest) => typeof digest === 'string');
  if (texts.length < digests.length || texts.some((digest) => !encoded32.test(digest))) {
    return problem('leaf-malformed', 'a commitment is not the base64url of 32 bytes');
  }
  if (new Set(texts).size < texts.length) {
    const problems = [
      { code: 'committed-twice' as const, field: null, detail: 'one commitment stands at two positions' },
    ];
    return { digests: texts, problems };
  }
  return { digests: texts, problems: [] };
}

export interface CheckedEvent {
  /** Values whose commitment holds. */
  readonly values: EventValues;
  /** Fields whose value and salt are not there: withheld or erased. */
  readonly absent: readonly FieldName[];
  readonly problems: readonly EventProblem[];
}

/** Checks an event's disclosures (by position: the committed text, or null) against its leaf. */
export function checkEvent(sha256: Sha256, leaf: string, disclosures: unknown): CheckedEvent {
  const { digests, problems: leafProblems } = parseLeaf(leaf);
  const problems = [...leafProblems];
  const values: Partial<Record<FieldName, CanonicalValue>> = {};
  const absent: FieldName[] = [];
  if (digests.length === 0) return { values, absent, problems };
  if (!Array.isArray(disclosures) || disclosures.length !== fieldNames.length) {
    problems.push({ code: 'disclosures-malformed', field: null, detail: 'not an array of 12 entries' });
    return { values, absent, problems };
  }
  for (const [position, field] of fieldNames.entries()) {
    const text: unknown = disclosures[position];
    if (text === null) absent.push(field);
    else if (typeof text !== 'string')
      problems.push({ code: 'disclosures-malformed', field, detail: `${field} is neither text nor null` });
    else {
      const checked = checkField(sha256, field, text, digests[position] ?? '');
      if ('problem' in checked) problems.push({ ...checked.problem, field });
      else values[field] = checked.value;
    }
  }
  return { values, absent, problems };
}

type FieldCheck =
  | { readonly value: CanonicalValue }
  | { readonly problem: { readonly code: EventProblemCode; readonly detail: string } };

function checkField(sha256: Sha256, field: FieldName, text: string, digest: string): FieldCheck {
  const problem = (code: EventProblemCode, detail: string) => ({ problem: { code, detail } });
  if (!text.isWellFormed() || digestOf(sha256, text) !== digest)
    return problem('value-changed', `value or salt of ${field} does not lead to the committed digest`);
  const triple = parseCanonical(text)?.value;
  const [salt, name, value] =
    Array.isArray(triple) && triple.length === 3 ? (triple as CanonicalValue[]) : [];
  if (salt === undefined || value === undefined)
    return problem('value-malformed', `${field} is not a canonical [salt, name, value]`);
  if (typeof salt !== 'string' || !encoded16.test(salt))
    return problem('value-malformed', `the salt of ${field} is not the base64url of 16 bytes`);
  if (name !== field)
    return problem('committed-twice', `${JSON.stringify(name)} is committed at the position of ${field}`);
  const wrong = fieldTypeProblem(field, value);
  return wrong === null ? { value } : problem('value-malformed', `${field}: ${wrong}`);
}
