/** JSON of a package's metadata files, as it was parsed. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a place inside nested objects, or undefined. */
export function at(value: unknown, ...names: readonly string[]): unknown {
  let found = value;
  for (const name of names) {
    if (!isJsonObject(found) || !Object.hasOwn(found, name)) return undefined;
    found = found[name];
  }
  return found;
}

/** Nothing that is recorded is nested as deep; what is must not exhaust the stack. */
const deepest = 100;

/** Whether two JSON values say the same, whatever the order of their members. */
export function sameJson(left: unknown, right: unknown, depth = 0): boolean {
  if (depth > deepest) return false;
  if (Array.isArray(left) && Array.isArray(right)) {
    const rights: readonly unknown[] = right;
    return left.length === rights.length && left.every((value, at) => sameJson(value, rights[at], depth + 1));
  }
  if (!isJsonObject(left) || !isJsonObject(right)) return left === right;
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && sameJson(left[name], right[name], depth + 1))
  );
}
