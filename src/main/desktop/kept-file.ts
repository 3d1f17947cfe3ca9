import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { z } from 'zod';

/** A small JSON file among the program's own settings, or null if there is none that is as it should be. */
export function readKept<Value>(path: string, form: z.ZodType<Value>): Value | null {
  try {
    return form.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data ?? null;
  } catch {
    return null;
  }
}

/** Beside, then renamed. A setting that cannot be kept is no reason to fail. */
export function writeKept(path: string, value: unknown): void {
  try {
    writeFileSync(`${path}.new`, JSON.stringify(value), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  } catch {
    // A full or read-only disk.
  }
}
