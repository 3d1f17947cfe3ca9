import type { z } from 'zod';
import { recordKinds, type ContentOf, type RecordKind } from '../../shared/catalogue/kinds.ts';
import { AppError } from '../../shared/errors/app-error.ts';

/** What a record says, by member. Members that hold nothing are absent. */
export type Members = Readonly<Record<string, unknown>>;

/** Takes what a person gave for the content of a record. Throws `description-invalid`, which names the member. */
export function readContent<Kind extends RecordKind>(kind: Kind, given: unknown): ContentOf<Kind> {
  const content = withoutBlanks(given);
  const read = (recordKinds[kind].schema as unknown as z.ZodType<ContentOf<Kind>>).safeParse(content);
  if (read.success) return read.data;
  throw refusedFor(kind, read.error.issues[0], content);
}

/** In words of our own: what a validation library says is for programmers, and in English alone. */
function refusedFor(kind: RecordKind, issue: z.core.$ZodIssue | undefined, given: unknown): AppError {
  const path = issue?.path ?? [];
  const field = path.length === 0 ? kind : path.join('.');
  switch (issue?.code) {
    case 'unrecognized_keys':
      return invalid([...path, issue.keys[0] ?? ''].join('.'), 'there is no such member');
    case 'custom':
      return invalid(field, issue.message);
    case 'invalid_type':
      return invalid(
        field,
        isThere(given, path) ? 'it is of another kind than it has to be' : 'it is missing',
      );
    case 'invalid_value':
      return invalid(field, 'it is none of those that it may be');
    case 'too_small':
      if (issue.origin === 'string') return invalid(field, 'it says nothing');
      return issue.origin === 'array'
        ? invalid(field, `it has fewer than ${Number(issue.minimum)} of them`)
        : invalid(field, `it is less than ${Number(issue.minimum)}`);
    case 'too_big':
      if (issue.origin === 'string')
        return invalid(field, `it is longer than ${Number(issue.maximum)} characters`);
      return issue.origin === 'array'
        ? invalid(field, `it has more than ${Number(issue.maximum)} of them`)
        : invalid(field, `it is more than ${Number(issue.maximum)}`);
    case 'invalid_element':
    case 'invalid_format':
    case 'invalid_key':
    case 'invalid_union':
    case 'not_multiple_of':
    case undefined:
      return invalid(field, 'it is not understood');
  }
}

function isThere(given: unknown, path: readonly PropertyKey[]): boolean {
  const value = path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined,
    given,
  );
  return value !== undefined;
}

/** What an archive holds of a record: `readContent` took it before it was written. */
export function heldContent<Kind extends RecordKind>(_kind: Kind, held: unknown): ContentOf<Kind> & Members {
  return held as ContentOf<Kind> & Members;
}

export function invalid(field: string, reason: string): AppError {
  return new AppError('description-invalid', { field, reason });
}

/** A member that is null, false where only true is said, an empty text, list or object says nothing and is left out. */
function withoutBlanks(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutBlanks).filter((one) => one !== undefined);
  if (typeof value !== 'object' || value === null)
    return value === null || isBlank(value) ? undefined : value;
  const members = Object.entries(value)
    .map(([name, member]) => [name, withoutBlanks(member)] as const)
    .filter(([, member]) => member !== undefined && !isBlank(member));
  return Object.fromEntries(members);
}

function isBlank(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === '';
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
