type Members = Readonly<Record<string, unknown>>;

/** A value as records have it: trimmed, and without what holds nothing. */
export function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim();
  if (Array.isArray(value)) {
    const kept = value.map(cleaned).filter((one) => one !== undefined);
    return kept.length === 0 ? undefined : kept;
  }
  if (typeof value === 'object' && value !== null) {
    const kept = Object.entries(value)
      .map(([name, one]) => [name, cleaned(one)] as const)
      .filter(([, one]) => one !== undefined);
    return kept.length === 0 ? undefined : Object.fromEntries(kept);
  }
  return value ?? undefined;
}

export const cleanedContent = (content: Members): Members => (cleaned(content) ?? {}) as Members;

/** Members that became another; null: taken away. */
export function changesBetween(before: Members, after: Members): Record<string, unknown> {
  const [old, now] = [cleanedContent(before), cleanedContent(after)];
  const names = new Set([...Object.keys(old), ...Object.keys(now)]);
  return Object.fromEntries(
    [...names]
      .filter((name) => JSON.stringify(sorted(old[name])) !== JSON.stringify(sorted(now[name])))
      .map((name) => [name, now[name] ?? null]),
  );
}

/** Members of objects in one order: it says nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, one]) => [name, sorted(one)]),
  );
}
