import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Archive } from '../archive/archive.ts';
import { mustBeReadable } from '../catalogue/narrow.ts';
import { readQuery } from '../search/query.ts';
import {
  life,
  lifeAt,
  stopAt,
  type AnswerTo,
  type FromSearch,
  type Place,
  type SearchTask,
  type Signals,
} from './messages.ts';
import { stepsOf } from './steps.ts';

/** What is searched, ordered and counted: by a thread of its own, or by this one where no second connection may read. */
export interface Searcher {
  /**
   * One question after the other; one whose `signal` was aborted is left. Throws AppError `search-not-understood`, `interrupted`, `archive-not-open`
   * if the archive is closed before it is answered, `search-failed` if the thread died.
   */
  ask<Task extends SearchTask>(task: Task, signal: AbortSignal | undefined): Promise<AnswerTo<Task>>;
  /** When it returns, nothing but the archive's own connections is open. What was asked is begun anew, if it is still open. */
  letGo(): void;
}

export const workerUrl = new URL(
  `./search-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'mjs'}`,
  import.meta.url,
);

/** Milliseconds. Longer than any step takes; whoever waits in vain leaves a journal behind, and nothing worse. */
const patience = 10_000;

/** The one of an archive. `ready`: a thread that was started ahead for it. Throws `archive-not-open`. */
export function searcherOf(archive: Archive, ready: Thread | null = null): Searcher {
  if (!archive.catalogue.open) throw new AppError('archive-not-open');
  if (archive.searcher.current) return archive.searcher.current;
  const isAlone = archive.catalogue.pragma('locking_mode', { simple: true }) === 'exclusive';
  if (isAlone) void ready?.worker.terminate();
  return (archive.searcher.current = isAlone ? new InTurns(archive) : openSearchThread(archive, ready));
}

type Launch = (options: WorkerOptions) => Worker;
const launchWorker: Launch = (options) => new Worker(workerUrl, options);

/** A thread that has nothing open yet. */
export interface Thread {
  readonly worker: Worker;
  readonly signals: Signals;
}

/** Starts one ahead: it takes a while, during which an archive can be opened. It keeps no process alive. */
export function startThread(launch: Launch = launchWorker): Thread {
  const signals: Signals = new Int32Array(new SharedArrayBuffer(8));
  const worker = launch({ workerData: signals, execArgv: [], name: 'search' });
  worker.unref();
  // What becomes of it is looked at when it is needed; unheard, an error would end the process.
  worker.on('error', () => undefined);
  return { worker, signals };
}

/** Node's number of a thread that has ended. */
const ended = -1;

/** `ready`: started ahead. `launch` is replaced in tests. */
export function openSearchThread(
  archive: Archive,
  ready: Thread | null = null,
  launch: Launch = launchWorker,
): Searcher {
  return new SearchThread(archive, ready, launch);
}

interface Question {
  readonly task: SearchTask;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

class SearchThread implements Searcher {
  private readonly archive: Archive;
  private readonly launch: Launch;
  private readonly questions: Question[] = [];
  private asked: Question | null = null;
  private thread: Thread | null;
  private readonly stop = (): void => {
    if (this.thread) Atomics.store(this.thread.signals, stopAt, 1);
  };

  constructor(archive: Archive, ready: Thread | null, launch: Launch) {
    this.archive = archive;
    this.launch = launch;
    this.thread = ready && ready.worker.threadId !== ended ? this.adopt(ready) : null;
  }

  async ask<Task extends SearchTask>(task: Task, signal: AbortSignal | undefined): Promise<AnswerTo<Task>> {
    mustBeUnderstood(task);
    return new Promise((resolve, reject) => {
      const told = (answer: unknown): void => resolve(answer as AnswerTo<Task>);
      this.questions.push({ task, signal, resolve: told, reject });
      this.askNext();
    });
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
        this.thread ??= this.adopt(startThread(this.launch));
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

  private adopt(thread: Thread): Thread {
    const { worker } = thread;
    const { path, keys, derived } = this.archive;
    const place: Place = {
      path,
      keys: keys ? { catalogue: keys.catalogue, derived: keys.derived } : null,
      hasDerived: derived !== null,
    };
    worker.postMessage({ kind: 'place', place });
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
    // Only now: who listens would keep the process alive.
    worker.unref();
    return thread;
  }

  private finish(answer: FromSearch | AppError): void {
    const { asked } = this;
    this.asked = null;
    this.thread?.worker.unref();
    if (asked) {
      asked.signal?.removeEventListener('abort', this.stop);
      if (answer instanceof AppError) asked.reject(answer);
      else if ('answer' in answer) asked.resolve(answer.answer);
      else if ('stopped' in answer) asked.reject(new AppError('interrupted'));
      else asked.reject(new Error(`fault in the search thread: ${answer.fault}`));
    }
    this.askNext();
  }
}

/** Before it is asked elsewhere: from there a fault comes as a text. Throws AppError `search-not-understood`. */
function mustBeUnderstood(task: SearchTask): void {
  if (task.kind === 'match') readQuery(task.query);
  else if ('filter' in task) mustBeReadable(task.filter);
}

/** Milliseconds of it at a time, between which others get their turn. */
const turn = 8;

/** Draws from `steps` while `isOpen`, and lets other work go on between. Throws `archive-not-open`, `interrupted`. */
export async function inTurns<Result>(
  { catalogue }: Pick<Archive, 'catalogue'>,
  steps: Generator<undefined, Result>,
  signal?: AbortSignal,
): Promise<Result> {
  try {
    for (;;) {
      if (!catalogue.open) throw new AppError('archive-not-open');
      if (signal?.aborted === true) throw new AppError('interrupted');
      for (const began = performance.now(); performance.now() - began < turn;) {
        const step = steps.next();
        if (step.done === true) return step.value;
      }
      await nextTurn();
    }
  } finally {
    // What it holds for others it gives free.
    steps.return(undefined as never);
  }
}

class InTurns implements Searcher {
  private readonly archive: Archive;

  constructor(archive: Archive) {
    this.archive = archive;
  }

  async ask<Task extends SearchTask>(task: Task, signal: AbortSignal | undefined): Promise<AnswerTo<Task>> {
    mustBeUnderstood(task);
    return inTurns(this.archive, stepsOf(this.archive, task), signal);
  }

  letGo(): void {
    // There is nothing that is held.
  }
}
