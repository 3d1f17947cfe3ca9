import type { ParseArgsOptionsConfig } from 'node:util';
import type { RouterClient } from '@orpc/server';
import type { Unlocking } from '../../shared/records/keys.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { router } from '../../core/router/router.ts';
import type { Argument, ParsedArguments } from './arguments.ts';
import { visible } from './output.ts';
import { ask, givenUnlocking, identityPassphrase, onTerminal, unlockingBeside } from './secrets.ts';

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

/**
 * Opens an archive for one command and closes it afterwards, whatever happens. With --sign-as somebody is unlocked who acts;
 * --passphrase-file is then that identity's.
 */
export async function withArchive<T>(
  invocation: Invocation,
  path: string,
  access: 'read' | 'write',
  action: (archive: string) => Promise<T>,
  unlock?: Unlocking | null,
): Promise<T> {
  const { identities, archives } = invocation.client;
  const name = textOption(invocation, 'sign-as');
  const passphrase = name === null ? null : await identityPassphrase(invocation, name);
  const asked = name === null ? unlockingFor : unlockingBeside;
  const given = unlock === undefined ? await asked(invocation, path) : unlock;
  const { archive } = await archives.open({ path, access, unlock: given });
  try {
    if (name !== null) await identities.unlock({ archive, name, passphrase });
    return await action(archive);
  } finally {
    await archives.close({ archive });
  }
}

/** What opens the archive at `path`: given, or asked for on a terminal; null if it takes nothing or nobody can be asked. */
export async function unlockingFor(invocation: Invocation, path: string): Promise<Unlocking | null> {
  if (!(await invocation.client.archives.isEncrypted({ path }))) return null;
  const given = givenUnlocking(invocation);
  if (given || !onTerminal()) return given;
  return { by: 'passphrase', passphrase: await ask(`Passphrase of ${visible(path)}: `) };
}
