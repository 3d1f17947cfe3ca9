import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import {
  TransferError,
  type MoveRequest,
  type TransferFailure,
  type TransferPool,
  type TransferRequest,
  type TransferResult,
} from './types.ts';

export interface WorkerSetup {
  /** One flag per thread: not 0 asks it to stop what it is doing. */
  readonly signals: Int32Array;
  /** Source bytes read, per thread. */
  readonly counters: BigInt64Array;
  readonly slot: number;
}

export type WorkerAnswer =
  | { readonly result: TransferResult | null }
  | { readonly failure: TransferFailure; readonly message: string; readonly systemCode: string | null }
  | { readonly fault: string };

interface Task {
  readonly request: TransferRequest | MoveRequest;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (result: TransferResult | null) => void;
  readonly reject: (error: Error) => void;
}

/** In a bundle the worker lies beside as .mjs; from source it runs as it is. */
const workerUrl = new URL(
  `./transfer-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'mjs'}`,
  import.meta.url,
);

/** A thread holds a few buffers, outside the heap, and little else. */
const threadLimits = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 64 };

/** Starts threads as they are needed, up to `threads` (all cores if absent). The caller closes it. */
export function openTransferPool(options: { readonly threads?: number } = {}): TransferPool {
  return new ThreadPool(options.threads ?? availableParallelism());
}

class ThreadPool implements TransferPool {
  readonly size: number;
  private readonly signals: Int32Array;
  private readonly counters: BigInt64Array;
  private readonly threads: Thread[] = [];
  private readonly queue: Task[] = [];
  private closed = false;

  constructor(size: number) {
    this.size = size;
    this.signals = new Int32Array(new SharedArrayBuffer(4 * size));
    this.counters = new BigInt64Array(new SharedArrayBuffer(8 * size));
  }

  async run(request: TransferRequest, signal?: AbortSignal): Promise<TransferResult> {
    const result = await this.enqueue(request, signal);
    if (!result) throw new Error('a transfer gave no result');
    return result;
  }

  async move(request: MoveRequest): Promise<void> {
    await this.enqueue(request, undefined);
  }

  private enqueue(request: Task['request'], signal: AbortSignal | undefined): Promise<TransferResult | null> {
    return new Promise((resolve, reject) => {
      if (this.closed) {
        reject(new TransferError('interrupted', 'the pool is closed'));
        return;
      }
      this.queue.push({ request, signal, resolve, reject });
      this.dispatch();
    });
  }

  bytesRead(): number {
    let sum = 0n;
    for (let slot = 0; slot < this.size; slot += 1) sum += Atomics.load(this.counters, slot);
    return Number(sum);
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const task of this.queue.splice(0))
      task.reject(new TransferError('interrupted', 'the pool is closed'));
    await Promise.all(this.threads.map((thread) => thread.stop()));
  }

  private dispatch(): void {
    while (this.queue.length > 0) {
      const thread = this.idleThread();
      const task = thread && this.queue.shift();
      if (!task) return;
      if (task.signal?.aborted === true) task.reject(new TransferError('interrupted', 'stopped on request'));
      else thread.begin(task);
    }
  }

  private idleThread(): Thread | undefined {
    const idle = this.threads.find((thread) => !thread.busy);
    if (idle || this.threads.length >= this.size) return idle;
    const { signals, counters } = this;
    const thread = new Thread({ signals, counters, slot: this.threads.length }, () => this.dispatch());
    this.threads.push(thread);
    return thread;
  }
}

class Thread {
  private readonly worker: Worker;
  private readonly setup: WorkerSetup;
  private readonly onIdle: () => void;
  private task: Task | null = null;
  private readonly interrupt = (): void => void Atomics.store(this.setup.signals, this.setup.slot, 1);

  constructor(setup: WorkerSetup, onIdle: () => void) {
    this.setup = setup;
    this.onIdle = onIdle;
    this.worker = new Worker(workerUrl, {
      workerData: setup,
      execArgv: [],
      resourceLimits: threadLimits,
      name: `transfer-${setup.slot}`,
    });
    this.worker.on('message', (answer: WorkerAnswer) => this.finish(answer));
    this.worker.on('error', (error: Error) => this.finish({ fault: error.stack ?? error.message }));
    // An idle pool does not keep a process alive.
    this.worker.unref();
  }

  get busy(): boolean {
    return this.task !== null;
  }

  begin(task: Task): void {
    this.task = task;
    Atomics.store(this.setup.signals, this.setup.slot, 0);
    task.signal?.addEventListener('abort', this.interrupt, { once: true });
    this.worker.ref();
    this.worker.postMessage(task.request);
  }

  async stop(): Promise<void> {
    this.interrupt();
    while (this.task) await new Promise((resolve) => setTimeout(resolve, 1));
    await this.worker.terminate();
  }

  private finish(answer: WorkerAnswer): void {
    const { task } = this;
    this.task = null;
    this.worker.unref();
    if (!task) return;
    task.signal?.removeEventListener('abort', this.interrupt);
    if ('result' in answer) task.resolve(answer.result);
    else if ('failure' in answer)
      task.reject(new TransferError(answer.failure, answer.message, answer.systemCode));
    else task.reject(new Error(`fault in a transfer thread: ${answer.fault}`));
    this.onIdle();
  }
}
