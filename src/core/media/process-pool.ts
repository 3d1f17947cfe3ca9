import { ConfinedProcess, type ProcessLimits } from './confined-process.ts';
import type { LaunchPlan, SpawnChild } from './launch.ts';

export interface PoolOptions {
  readonly plan: LaunchPlan;
  readonly spawn: SpawnChild;
  readonly limits: ProcessLimits;
  readonly most: number;
  /** Milliseconds a task waits for a busy process before another is started. */
  readonly patience: number;
  /** Bytes resident above which an idle process is replaced. */
  readonly retireMemory: number;
}

interface Waiter {
  readonly take: (process: ConfinedProcess) => void;
  readonly refuse: (reason: unknown) => void;
}

/** A few child processes, started when needed and replaced when they die or have grown fat. */
export class ProcessPool {
  private readonly options: PoolOptions;
  private readonly idle: ConfinedProcess[] = [];
  private readonly all = new Set<ConfinedProcess>();
  private readonly waiting: Waiter[] = [];
  private closed = false;

  constructor(options: PoolOptions) {
    this.options = options;
  }

  /** Runs `work` with a process of its own. */
  async use<T>(work: (process: ConfinedProcess) => Promise<T>): Promise<T> {
    const process = await this.acquire();
    try {
      const result = await work(process);
      // A child ended by close() reports a crash: that is not the file's fault, and must not be written down as such.
      if (this.closed) throw closedError();
      return result;
    } finally {
      this.release(process);
    }
  }

  /** Starts one where there is none, for what comes soon. */
  warm(): void {
    if (!this.closed && this.living() === 0) this.release(this.start());
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const waiter of this.waiting.splice(0)) waiter.refuse(closedError());
    const processes = [...this.all];
    for (const process of processes) process.end('crashed');
    await Promise.all(processes.map((process) => process.gone));
  }

  /** Of the processes now alive, for tests and measurements. */
  pids(): readonly number[] {
    return [...this.all].flatMap((process) =>
      process.alive && process.pid !== undefined ? [process.pid] : [],
    );
  }

  /** One that is dying still counts for `close`, which waits for it, but works no more. */
  private living(): number {
    return [...this.all].filter((process) => process.alive).length;
  }

  private acquire(): Promise<ConfinedProcess> {
    if (this.closed) return Promise.reject(closedError());
    for (let free = this.idle.pop(); free !== undefined; free = this.idle.pop()) {
      if (free.alive) return Promise.resolve(free);
    }
    const living = this.living();
    if (living === 0 || (this.options.patience === 0 && living < this.options.most)) {
      return Promise.resolve(this.start());
    }
    return new Promise((take, refuse) => {
      const waiter = { take, refuse };
      this.waiting.push(waiter);
      setTimeout(() => this.grow(waiter), this.options.patience).unref();
    });
  }

  private grow(waiter: Waiter): void {
    if (this.closed || this.living() >= this.options.most || !this.waiting.includes(waiter)) return;
    this.waiting.splice(this.waiting.indexOf(waiter), 1);
    waiter.take(this.start());
  }

  private start(): ConfinedProcess {
    const process = new ConfinedProcess(this.options.plan, this.options.spawn, this.options.limits);
    this.all.add(process);
    void process.gone.then(() => this.all.delete(process));
    return process;
  }

  private release(process: ConfinedProcess): void {
    if (process.alive && process.memory() > this.options.retireMemory) process.end('crashed');
    const waiter = this.waiting.shift();
    if (waiter === undefined) {
      if (process.alive) this.idle.push(process);
    } else if (this.closed) waiter.refuse(closedError());
    else waiter.take(process.alive ? process : this.start());
  }
}

function closedError(): Error {
  return new Error('The media inspector was closed.');
}
