/** What the log commits to: JSON without fractions, with ASCII keys (design §5). */
export type CanonicalValue =
  null | boolean | number | string | readonly CanonicalValue[] | { readonly [key: string]: CanonicalValue };

/** Deeper values are refused: a hostile text must not exhaust the stack. */
const deepest = 64;

export class NotCanonicalError extends Error {
  override readonly name = 'NotCanonicalError';
}

/**
 * The JSON Canonicalization Scheme (RFC 8785) for a part of JSON in which it is unambiguous: integers below 2⁵³ in
 * magnitude, no fractions; valid Unicode; object keys of ASCII. Throws NotCanonicalError for everything else.
 */
export function canonicalize(value: unknown): string {
  return write(value, 0);
}

/** The value of a text that is its own canonical form, or null (boxed, since null is a value too). */
export function parseCanonical(text: string): { readonly value: CanonicalValue } | null {
  try {
    const value: unknown = JSON.parse(text);
    // Reordered or repeated keys, other spellings of numbers and strings, white space: all come out differently.
    return write(value, 0) === text ? { value: value as CanonicalValue } : null;
  } catch {
    return null;
  }
}

function write(value: unknown, depth: number): string {
  if (depth > deepest) throw new NotCanonicalError(`nested deeper than ${deepest} levels`);
  if (value === null) return 'null';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number') return writeInteger(value);
  if (typeof value === 'string') return writeString(value);
  if (Array.isArray(value)) return writeArray(value, depth);
  if (typeof value === 'object') return writeObject(value, depth);
  throw new NotCanonicalError(`a value of type ${typeof value}`);
}

/** By index, so that a hole is met as undefined and refused. */
function writeArray(value: readonly unknown[], depth: number): string {
  const parts: string[] = [];
  for (let index = 0; index < value.length; index += 1) parts.push(write(value[index], depth + 1));
  return `[${parts.join(',')}]`;
}

/** RFC 8785 §3.2.2.3; below 2⁵³ every reader of JSON agrees on an integer. */
function writeInteger(value: number): string {
  if (!Number.isSafeInteger(value)) throw new NotCanonicalError(`${value} is no integer below 2^53`);
  return String(value === 0 ? 0 : value);
}

/** RFC 8785 §3.2.2.2 is ECMAScript's own string form; a lone surrogate has no UTF-8 form. */
function writeString(value: string): string {
  if (!value.isWellFormed()) throw new NotCanonicalError('a text that is not valid Unicode');
  return JSON.stringify(value);
}

/** RFC 8785 §3.2.3: sorted by UTF-16 code units, which for ASCII is every language's order. */
function writeObject(value: object, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new NotCanonicalError('not a plain object');
  const record = value as Readonly<Record<string, unknown>>;
  const keys = Object.keys(record).sort();
  const parts = keys.map((key) => {
    if (!/^[\x20-\x7e]+$/.test(key))
      throw new NotCanonicalError(`the key ${JSON.stringify(key)} is not ASCII`);
    return `${JSON.stringify(key)}:${write(record[key], depth + 1)}`;
  });
  return `{${parts.join(',')}}`;
}
