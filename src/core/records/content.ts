import type { z } from 'zod';
import { recordKinds, type ContentOf, type RecordKind } from '../../shared/catalogue/kinds.ts';
import { AppError } from '../../shared/errors/app-error.ts';

/** What a record says, by member. Members that hold nothing are absent. */
export type Members = Readonly<Record<string, unknown>>;

/** Takes what a person gave for the content of a record. Throws `description-invalid`, which names the member. */
export function readContent<Kind extends RecordKind>(kind: Kind, given: unknown): ContentOf<Kind> {
  const read = (recordKinds[kind].schema as unknown as z.ZodType<ContentOf<Kind>>).safeParse(
    withoutBlanks(given),
  );
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw invalid(field === '' ? kind : field, issue?.message ?? 'it is not understood');
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
