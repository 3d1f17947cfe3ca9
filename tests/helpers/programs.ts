import { spawnSync } from 'node:child_process';
import { test } from 'vitest';

/** Whether a program that a test compares with can be run here. */
export function isInstalled(program: string, ...probe: string[]): boolean {
  const { error, status } = spawnSync(program, probe, { stdio: 'ignore' });
  return error === undefined && status === 0;
}

/** A test that needs a program; where it is absent the test is skipped, and says so by its name. */
export function testWith(program: string, probe: readonly string[]) {
  return test.skipIf(!isInstalled(program, ...probe));
}

/** Runs a program and returns what it printed; throws with its errors if it fails. */
export function run(program: string, arguments_: readonly string[], cwd?: string): string {
  const result = spawnSync(program, arguments_, { encoding: 'utf8', cwd, maxBuffer: 256 * 1024 * 1024 });
  if (result.error) throw result.error;
  if (result.status !== 0)
    throw new Error(`${program} ended with ${result.status}: ${result.stdout}${result.stderr}`);
  return result.stdout;
}
