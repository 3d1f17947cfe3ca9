import type { z } from 'zod';
import { didYouMean } from './did-you-mean.ts';

/** How the checker of a value speaks of it. */
export interface Wording {
  /** What the field at a path is called. */
  readonly name: (path: readonly PropertyKey[]) => string;
  /** Fields that there are at a path, to suggest one of them. */
  readonly known?: (path: readonly PropertyKey[]) => readonly string[];
}

/** What is wrong with a value, in words of our own: what a validation library says is for programmers. */
export function issueText(issue: z.core.$ZodIssue, value: unknown, { name, known }: Wording): string {
  const field = name(issue.path);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const names = known?.(issue.path) ?? [];
      return issue.keys
        .map((key) => `there is no field ${name([...issue.path, key])}${didYouMean(key, names)}`)
        .join('; ');
    }
    case 'invalid_type':
      return `${field} must be ${typeNames[issue.expected] ?? issue.expected}`;
    case 'invalid_value': {
      const given = valueAt(value, issue.path);
      const not = typeof given === 'string' ? `, not "${given}"` : '';
      return `${field} must be one of ${issue.values.map(String).join(', ')}${not}`;
    }
    case 'too_small':
      return Number(issue.minimum) === 1 ? `${field} is empty` : `${field} is too short`;
    case 'too_big':
      return `${field} is longer than ${String(issue.maximum)} characters`;
    case 'custom':
    case 'invalid_element':
    case 'invalid_format':
    case 'invalid_key':
    case 'invalid_union':
    case 'not_multiple_of':
      return `${field} cannot be used`;
  }
}

const typeNames: Readonly<Record<string, string | undefined>> = {
  string: 'text',
  boolean: 'true or false',
  object: 'an object in braces',
  number: 'a number',
};

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );
}
