import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { openInlinePool } from '../../src/core/transfer/inline-pool.ts';
import { realFiles } from '../../src/core/transfer/file-layer.ts';
import { verifyArchive } from '../../src/core/verify/archive.ts';
import type { Verification } from '../../src/shared/records/verification.ts';
import { testKeys } from './encryption.ts';

const clock = (): Date => new Date();

export interface Outcome {
  readonly killed: boolean;
  /** Milliseconds from when the work began to the end of the process. */
  readonly lasted: number;
}

/** Starts a fixture and ends it, as kill -9 does, so long after its work began; null: it is left to finish. */
export function runFixture(name: string, words: readonly string[], after: number | null): Promise<Outcome> {
  const program = fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
  const child = spawn(process.execPath, [program, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  let [began, timer]: [number, NodeJS.Timeout | undefined] = [0, undefined];
  child.stdout.once('data', () => {
    began = performance.now();
    if (after !== null) timer = setTimeout(() => child.kill('SIGKILL'), after);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (signal === null) expect(code).toBe(0);
      resolve({ killed: signal === 'SIGKILL', lasted: performance.now() - began });
    });
  });
}

/** In this process: the program's start would take longer than what is tested. */
export async function verifyHere(path: string): Promise<Verification> {
  return verifyArchive(path, {
    pool: openInlinePool(realFiles),
    signal: new AbortController().signal,
    onProgress: () => undefined,
    open: { clock, keys: await testKeys(path) },
  });
}
