import type { ParseArgsOptionsConfig } from 'node:util';
import type { RouterClient } from '@orpc/server';
import { AppError } from '../../shared/errors/app-error.ts';
import type { router } from '../../core/router/router.ts';
import type { Argument, ParsedArguments } from './arguments.ts';

export type Client = RouterClient<typeof router>;

export interface Invocation extends ParsedArguments {
  readonly client: Client;
  readonly json: boolean;
  /** With `json`: progress as NDJSON lines before the result. */
  readonly progress: boolean;
  readonly signal: AbortSignal;
}

export interface Command {
  readonly name: string;
  /** Arguments as the help shows them. */
  readonly usage: string;
  readonly summary: string;
  readonly help: string;
  readonly options: ParseArgsOptionsConfig;
  /** Returns the exit code. */
  readonly run: (invocation: Invocation) => Promise<number>;
}

export const commonOptions = {
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies ParseArgsOptionsConfig;

export function requiredPositionals(invocation: Invocation, names: readonly string[]): Argument[] {
  const { positionals } = invocation;
  const missing = names[positionals.length];
  if (missing !== undefined) throw new AppError('usage', { message: `${missing} is missing.` });
  return [...positionals];
}

export function exactPositionals(invocation: Invocation, names: readonly string[]): Argument[] {
  const given = requiredPositionals(invocation, names);
  const extra = given[names.length];
  if (extra) throw new AppError('usage', { message: `"${extra.text}" is one argument too many.` });
  return given;
}

export function textOption(invocation: Invocation, name: string): string | null {
  const value = invocation.options[name];
  return typeof value === 'string' ? value : null;
}

/** A whole number of at least `least`, or null if the option was not given. */
export function countOption(invocation: Invocation, name: string, least: number): number | null {
  const text = textOption(invocation, name);
  if (text === null) return null;
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < least) {
    throw new AppError('usage', { message: `--${name} takes a whole number from ${least}.` });
  }
  return value;
}

/** Opens an archive for one command and closes it afterwards, whatever happens. */
export async function withArchive<T>(
  invocation: Invocation,
  path: string,
  access: 'read' | 'write',
  action: (archive: string) => Promise<T>,
): Promise<T> {
  const { archive } = await invocation.client.archives.open({ path, access });
  try {
    return await action(archive);
  } finally {
    await invocation.client.archives.close({ archive });
  }
}
