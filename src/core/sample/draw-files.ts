import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { AppError } from '../../shared/errors/app-error.ts';
import { encodeFrame, FrameDecoder } from '../media/frames.ts';
import { harmlessDirectory, neededEnvironment } from '../media/launch.ts';
import { photographs } from './photographs.ts';

/** Beside the program in a portable folder: a visitor's laptop would draw for a minute. */
export const readyFolder = 'sample';

/** More would take memory that a small laptop does not have. */
const mostProcesses = 4;
const drawn = z.union([
  z.object({ folder: z.string().regex(/^\w+$/), name: z.string().regex(/^[\w .-]+$/) }),
  z.object({ done: z.literal(true) }),
]);

/**
 * Draws every file of the sample into folders below `folder`, as they would lie on cards; or takes them from where they lie drawn
 * beside the program. `node`: the Node that draws. Throws `interrupted` when stopped; then no process of it runs any more.
 */
export async function drawFiles(
  folder: string,
  node: string | undefined,
  handlers: { readonly signal: AbortSignal; readonly onDrawn: (done: number, total: number) => void },
): Promise<void> {
  const waiting: (number | null)[] = [...photographs.keys(), null];
  const total = waiting.length;
  let done = 0;
  handlers.onDrawn(done, total);
  const ready = join(dirname(fileURLToPath(import.meta.url)), readyFolder);
  if (existsSync(ready)) {
    await cp(ready, folder, { recursive: true });
    handlers.onDrawn(total, total);
    return;
  }
  const processes = Math.min(mostProcesses, availableParallelism(), total);
  const failed = new AbortController();
  const signal = AbortSignal.any([handlers.signal, failed.signal]);
  const outcomes = await Promise.allSettled(
    Array.from({ length: processes }, () =>
      drawSome(
        folder,
        node,
        signal,
        () => waiting.shift(),
        () => {
          done += 1;
          handlers.onDrawn(done, total);
        },
      ).catch((error: unknown) => {
        failed.abort();
        throw error;
      }),
    ),
  );
  if (handlers.signal.aborted) throw new AppError('interrupted');
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}

function drawSome(
  folder: string,
  node: string | undefined,
  signal: AbortSignal,
  next: () => number | null | undefined,
  onDrawn: () => void,
): Promise<void> {
  const child = spawn(node ?? process.execPath, ['--no-warnings', program()], {
    cwd: harmlessDirectory(),
    env: { ...neededEnvironment(), VIPS_CONCURRENCY: '1', UV_THREADPOOL_SIZE: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
    windowsHide: true,
  });
  const frames = new FrameDecoder();
  const stop = (): void => void child.kill('SIGKILL');
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  return new Promise<void>((resolve, reject) => {
    let isFinished = false;
    const ask = (): void => {
      const place = next();
      if (place === undefined) {
        isFinished = true;
        child.stdin.end();
      } else for (const piece of encodeFrame({ place })) child.stdin.write(piece);
    };
    child.stdin.on('error', () => undefined);
    child.stdout.on('data', (chunk: Buffer) => {
      try {
        for (const { header, body } of frames.push(chunk)) {
          const message = drawn.parse(header);
          if ('done' in message) {
            onDrawn();
            ask();
            continue;
          }
          mkdirSync(join(folder, message.folder), { recursive: true });
          writeFileSync(join(folder, message.folder, message.name), body);
        }
      } catch (error) {
        stop();
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
    child.on('error', reject);
    child.on('close', (code) => {
      signal.removeEventListener('abort', stop);
      if (isFinished) resolve();
      else reject(new Error(`The process that draws the sample ended (${String(code)}).`));
    });
    ask();
  });
}

/** Beside this file, as source or bundled. */
function program(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const found = ['sample-process.ts', 'sample-process.mjs']
    .map((name) => join(here, name))
    .find((path) => existsSync(path));
  return found ?? join(here, 'sample-process.mjs');
}
