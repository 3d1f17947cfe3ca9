import type { ParseArgsOptionsConfig } from 'node:util';
import type { RouterClient } from '@orpc/server';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Core } from '../../core/router/core.ts';
import type { router } from '../../core/router/router.ts';
import type { Argument, ParsedArguments } from './arguments.ts';
import type { ExitName } from './exit-codes.ts';
import { didYouMean } from './did-you-mean.ts';

export type Client = RouterClient<typeof router>;

export interface Invocation extends ParsedArguments {
  readonly client: Client;
  /** For the command that serves it to a page; all others ask through `client`. */
  readonly core: Core;
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
  /** Exit codes to know for this command: what each means here, or true for what it always means. */
  readonly exits?: Readonly<Partial<Record<ExitName, string | true>>>;
  /** A person waits for a window while it runs: other work leaves that the processor. */
  readonly servesWindow?: true;
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
  return argumentOption(invocation, name)?.text ?? null;
}

/** The value of an option with its bytes: for paths. */
export function argumentOption(invocation: Invocation, name: string): Argument | null {
  const value = invocation.options[name];
  return value === undefined || value === true ? null : value;
}

/** One of a few words; usage error for another, and where none was given. */
export function choiceOption<Choice extends string>(
  invocation: Invocation,
  name: string,
  choices: readonly Choice[],
): Choice {
  const text = textOption(invocation, name);
  const choice = choices.find((candidate) => candidate === text);
  if (choice !== undefined) return choice;
  const [only] = choices;
  const there =
    choices.length === 1 ? `"${only ?? ''}" is the only one yet` : `there are ${choices.join(', ')}`;
  throw new AppError('usage', {
    message:
      text === null
        ? `--${name} is missing; ${there}.`
        : `There is no ${name} "${text}"${didYouMean(text, choices)}; ${there}.`,
  });
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
