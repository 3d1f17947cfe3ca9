import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Archive } from '../archive/archive.ts';
import { life, lifeAt, stopAt, type FromSearch, type SearchSetup, type SearchTask } from './messages.ts';
import { stepsOf } from './steps.ts';

/** Row ids, from a thread of its own, or from this one where no second connection may read. */
export interface Searcher {
  /**
   * One question after the other; one whose `signal` was aborted is left. Throws AppError `interrupted`, `archive-not-open`
   * if the archive is closed before it is answered, `search-failed` if the thread died.
   */
  ids(task: SearchTask, signal: AbortSignal | undefined): Promise<Uint32Array<ArrayBuffer>>;
  /** Starts the thread ahead of the first question. */
  warm(): void;
  /** When it returns, nothing but the archive's own connections is open. What was asked is begun anew, if it is still open. */
  letGo(): void;
}

export const workerUrl = new URL(
  `./search-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'mjs'}`,
  import.meta.url,
);

/** Milliseconds. Longer than any step takes; whoever waits in vain leaves a journal behind, and nothing worse. */
const patience = 10_000;

/** Throws `archive-not-open`. */
export function searcherOf(archive: Archive): Searcher {
  if (!archive.catalogue.open) throw new AppError('archive-not-open');
  const isAlone = archive.catalogue.pragma('locking_mode', { simple: true }) === 'exclusive';
  return (archive.searcher.current ??= isAlone ? new InTurns(archive) : openSearchThread(archive));
}

type Launch = (options: WorkerOptions) => Worker;

/** `launch` is replaced in tests. */
export function openSearchThread(
  archive: Archive,
  launch: Launch = (options) => new Worker(workerUrl, options),
): Searcher {
  return new SearchThread(archive, launch);
}

interface Question {
  readonly task: SearchTask;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (ids: Uint32Array<ArrayBuffer>) => void;
  readonly reject: (error: Error) => void;
}

class SearchThread implements Searcher {
  private readonly archive: Archive;
  private readonly launch: Launch;
  private readonly questions: Question[] = [];
  private asked: Question | null = null;
  private thread: { readonly worker: Worker; readonly signals: SearchSetup['signals'] } | null = null;
  private readonly stop = (): void => {
    if (this.thread) Atomics.store(this.thread.signals, stopAt, 1);
  };

  constructor(archive: Archive, launch: Launch) {
    this.archive = archive;
    this.launch = launch;
  }

  ids(task: SearchTask, signal: AbortSignal | undefined): Promise<Uint32Array<ArrayBuffer>> {
    return new Promise((resolve, reject) => {
      this.questions.push({ task, signal, resolve, reject });
      this.askNext();
    });
  }

  warm(): void {
    this.thread ??= this.start();
  }

  letGo(): void {
    const { thread, asked } = this;
    if (!thread) return;
    this.thread = null;
    this.asked = null;
    asked?.signal?.removeEventListener('abort', this.stop);
    const { worker, signals } = thread;
    Atomics.store(signals, stopAt, 1);
    const was = Atomics.compareExchange(signals, lifeAt, life.starting, life.over);
    if (was === life.running) {
      worker.postMessage({ kind: 'end' });
      Atomics.wait(signals, lifeAt, life.running, patience);
    }
    void worker.terminate();
    if (asked) this.questions.unshift(asked);
    setImmediate(() => this.askNext());
  }

  private askNext(): void {
    if (this.asked) return;
    for (let next = this.questions.shift(); next; next = this.questions.shift()) {
      const { signal, task, reject } = next;
      if (!this.archive.catalogue.open) reject(new AppError('archive-not-open'));
      else if (signal?.aborted === true) reject(new AppError('interrupted'));
      else {
        this.thread ??= this.start();
        const { worker, signals } = this.thread;
        this.asked = next;
        Atomics.store(signals, stopAt, 0);
        signal?.addEventListener('abort', this.stop, { once: true });
        worker.ref();
        worker.postMessage(task);
        return;
      }
    }
  }

  private start() {
    const { path, keys, derived } = this.archive;
    const signals = new Int32Array(new SharedArrayBuffer(8));
    const setup: SearchSetup = {
      path,
      keys: keys ? { catalogue: keys.catalogue, derived: keys.derived } : null,
      hasDerived: derived !== null,
      signals,
    };
    const worker = this.launch({ workerData: setup, execArgv: [], name: 'search' });
    const isThis = (): boolean => this.thread?.worker === worker;
    let cause: unknown;
    worker.on('message', (answer: FromSearch) => {
      if (isThis()) this.finish(answer);
    });
    worker.on('error', (error) => {
      cause = error;
    });
    worker.on('exit', () => {
      if (!isThis()) return;
      // The next question gets another one.
      this.thread = null;
      this.finish(new AppError('search-failed', {}, cause));
    });
    // Idle, it keeps no process alive.
    worker.unref();
    return { worker, signals };
  }

  private finish(answer: FromSearch | AppError): void {
    const { asked } = this;
    this.asked = null;
    this.thread?.worker.unref();
    if (asked) {
      asked.signal?.removeEventListener('abort', this.stop);
      if (answer instanceof AppError) asked.reject(answer);
      else if ('ids' in answer) asked.resolve(answer.ids);
      else if ('stopped' in answer) asked.reject(new AppError('interrupted'));
      else asked.reject(new Error(`fault in the search thread: ${answer.fault}`));
    }
    this.askNext();
  }
}

/** Milliseconds of it at a time, between which others get their turn. */
const turn = 8;

/** Draws from `steps` while `isOpen`, and lets other work go on between. Throws `archive-not-open`, `interrupted`. */
export async function inTurns<Result>(
  { catalogue }: Pick<Archive, 'catalogue'>,
  steps: Generator<undefined, Result>,
  signal?: AbortSignal,
): Promise<Result> {
  for (;;) {
    if (!catalogue.open) throw new AppError('archive-not-open');
    if (signal?.aborted === true) throw new AppError('interrupted');
    for (const began = performance.now(); performance.now() - began < turn;) {
      const step = steps.next();
      if (step.done === true) return step.value;
    }
    await nextTurn();
  }
}

class InTurns implements Searcher {
  private readonly archive: Archive;

  constructor(archive: Archive) {
    this.archive = archive;
  }

  ids(task: SearchTask, signal: AbortSignal | undefined): Promise<Uint32Array<ArrayBuffer>> {
    return inTurns(this.archive, stepsOf(this.archive, task), signal);
  }

  warm(): void {
    // There is nothing to start.
  }

  letGo(): void {
    // There is nothing that is held.
  }
}
