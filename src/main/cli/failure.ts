import { ORPCError } from '@orpc/server';
import type { z } from 'zod';
import { AppError, isAppError } from '../../shared/errors/app-error.ts';
import { issueText } from './issues.ts';

/** Whatever was thrown, as what is told: an error of ours, wrong usage, an interruption, or a fault of the program. */
export function asAppError(error: unknown): AppError {
  if (isAppError(error)) return error;
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST') {
    return new AppError('usage', { message: refusal(error.data) }, error);
  }
  if (error instanceof Error && error.name === 'AbortError') return new AppError('interrupted', {}, error);
  return new AppError('internal', { message: error instanceof Error ? error.message : String(error) }, error);
}

/** What the router found wrong with the arguments, by the names that they have on the command line. */
function refusal(data: unknown): string {
  const issues = typeof data === 'object' && data !== null && 'issues' in data ? data.issues : [];
  const [issue] = Array.isArray(issues) ? (issues as z.core.$ZodIssue[]) : [];
  if (!issue) return 'An argument has a value that cannot be used.';
  const text = issueText(issue, undefined, {
    name: ([first]) => argumentNames[String(first)] ?? 'An argument',
  });
  return `${text}.`;
}

const argumentNames: Readonly<Record<string, string | undefined>> = {
  path: 'A path',
  paths: 'A path',
  destination: 'DEST',
  name: '--name',
  operator: '--operator',
  item: 'ITEM',
  selection: 'What to export',
};
