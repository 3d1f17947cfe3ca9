import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { encodeFrame, FrameDecoder, type Frame } from './frames.ts';
import { isHeavy, type HeavyGate } from './heavy-gate.ts';
import type { LaunchPlan, SpawnChild } from './launch.ts';
import { childMessage, type ChildMessage, type ResultOf, type ResultType, type Task } from './messages.ts';
import { residentMemory } from './resident-memory.ts';
import { serveRange, ServingRefused } from './serve-range.ts';
import type { ByteSource } from './types.ts';
import { HEAD_LENGTH } from './wire-limits.ts';

/** Why a task gave nothing. `unavailable`: the child never came up. */
export type Failure = 'crashed' | 'timeout' | 'memory' | 'misbehaved' | 'unavailable';

export type Outcome<T extends ResultType> =
  | {
      readonly kind: 'done';
      readonly message: ResultOf<T>;
      readonly body: Uint8Array;
      readonly reader: string;
    }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly mediaType: string | null };

export interface ProcessLimits {
  readonly time: number;
  readonly memory: number;
  readonly startTime: number;
  /** Shared by processes that must not do heavy work at the same time. */
  readonly gate?: HeavyGate;
}

/** A result, checked as it came in. */
interface Answer {
  readonly message: ChildMessage;
  readonly body: Uint8Array;
}

interface Current {
  readonly source: ByteSource;
  readonly wanted: ResultType;
  readonly settle: (outcome: Answer | Failure) => void;
  /** The source itself failed, or the task was aborted: nothing the file is to blame for. */
  readonly reject: (reason: unknown) => void;
  mediaType: string | null;
  leaveGate: (() => void) | null;
  serving: boolean;
  worked: number;
  resumed: number;
}

const LONGEST_STDERR = 4_096;

/**
 * One child process that works on one file at a time. Whatever it does that is not in the protocol ends it, and an
 * ended process answers every task with a failure: whoever holds it starts another.
 */
export class ConfinedProcess {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly limits: ProcessLimits;
  private readonly frames = new FrameDecoder();
  private readonly started: Promise<boolean>;
  private announce: (ready: boolean) => void = () => undefined;
  private current: Current | null = null;
  private ended: Failure | null = null;
  private reader = '';
  private told: number | null = null;
  /** The last words of the child, for a debugger. Never shown: the file may have dictated them. */
  private stderr = '';
  readonly gone: Promise<void>;

  constructor(plan: LaunchPlan, spawn: SpawnChild, limits: ProcessLimits) {
    this.limits = limits;
    this.child = spawn(plan);
    this.started = new Promise((resolve) => (this.announce = resolve));
    this.gone = new Promise((resolve) => {
      this.child.once('close', () => resolve());
      this.child.once('error', () => resolve());
    });
    void this.gone.then(() => this.end('crashed'));
    this.child.stdout.on('data', (chunk: Buffer) => this.receive(chunk));
    this.child.stderr.on('data', (chunk: Buffer) => {
      if (this.stderr.length < LONGEST_STDERR)
        this.stderr += chunk.toString('latin1').slice(0, LONGEST_STDERR);
    });
    // A child that died while being written to says so by its end.
    for (const stream of [this.child.stdin, this.child.stdout, this.child.stderr])
      stream.on('error', () => undefined);
    const patience = setTimeout(() => this.end('timeout'), limits.startTime);
    void this.started.then(() => clearTimeout(patience));
  }

  get alive(): boolean {
    return this.ended === null;
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Bytes resident, as far as known. */
  memory(): number {
    return (this.child.pid === undefined ? null : residentMemory(this.child.pid)) ?? this.told ?? 0;
  }

  async run<T extends ResultType>(
    task: Task,
    wanted: T,
    source: ByteSource,
    signal: AbortSignal | undefined,
  ): Promise<Outcome<T>> {
    signal?.throwIfAborted();
    const started = await this.started;
    // Ctrl-C reaches a child that is still starting as well: its death then says nothing.
    signal?.throwIfAborted();
    if (!started) return { kind: 'failed', failure: 'unavailable', mediaType: null };
    const head = await unlessAborted(source.read(0, Math.min(HEAD_LENGTH, source.size)), signal);
    if (this.ended !== null) return { kind: 'failed', failure: this.ended, mediaType: null };

    const { promise, resolve, reject } = Promise.withResolvers<Answer | Failure>();
    const current: Current = {
      source,
      wanted,
      settle: resolve,
      reject,
      mediaType: null,
      leaveGate: null,
      serving: false,
      worked: 0,
      resumed: performance.now(),
    };
    this.current = current;
    const stop = (): void => {
      reject(signal?.reason);
      this.end('crashed');
    };
    signal?.addEventListener('abort', stop, { once: true });
    const watch = setInterval(() => this.watch(current), 50);
    try {
      this.send(task, head);
      const outcome = await promise;
      if (typeof outcome === 'string')
        return { kind: 'failed', failure: outcome, mediaType: current.mediaType };
      const { message } = outcome;
      if (!isResult(message, wanted)) throw new Error('a result of another kind passed the check');
      return { kind: 'done', message, body: outcome.body, reader: this.reader };
    } finally {
      clearInterval(watch);
      signal?.removeEventListener('abort', stop);
      this.current = null;
      current.leaveGate?.();
    }
  }

  /** Ends the child; a task under way fails with this reason. */
  end(failure: Failure): void {
    if (this.ended !== null) return;
    this.ended = failure;
    this.announce(false);
    this.child.kill('SIGKILL');
    this.child.stdin.destroy();
    this.current?.settle(failure);
  }

  private send(header: object, body?: Uint8Array): void {
    for (const piece of encodeFrame(header, body)) this.child.stdin.write(piece);
  }

  private receive(chunk: Uint8Array): void {
    if (this.ended !== null) return;
    try {
      for (const frame of this.frames.push(chunk)) this.obey(frame);
    } catch {
      this.end('misbehaved');
    }
  }

  private obey(frame: Frame): void {
    const message = childMessage.parse(frame.header);
    const current = this.current;
    if (message.type === 'ready' && this.reader === '') {
      this.reader = message.reader;
      this.announce(true);
    } else if (message.type === 'memory') {
      this.told = message.bytes;
    } else if (current === null || current.serving) {
      throw new Error('spoke out of turn');
    } else if (message.type === 'sniffed') {
      current.mediaType = message.mediaType;
    } else if (message.type === 'read') {
      void this.serve(current, message.offset, message.length);
    } else if (isResult(message, current.wanted)) {
      current.serving = true; // nothing more is expected
      current.settle({ message, body: frame.body });
    } else {
      throw new Error('not an answer to the task');
    }
  }

  private async serve(current: Current, offset: number, length: number): Promise<void> {
    current.serving = true;
    current.worked += performance.now() - current.resumed;
    try {
      await this.passGate(current);
      if (this.current !== current) return;
      const bytes = await serveRange(current.source, offset, length);
      if (this.ended !== null || this.current !== current) return;
      current.resumed = performance.now();
      current.serving = false;
      this.send({ type: 'bytes' }, bytes);
    } catch (error) {
      if (error instanceof ServingRefused) this.end('misbehaved');
      else {
        current.reject(error);
        this.end('crashed');
      }
    }
  }

  /** Held up here, a child holds no more than the head of its file, and its clock stands still. */
  private async passGate(current: Current): Promise<void> {
    const { gate } = this.limits;
    if (!gate || current.leaveGate || !isHeavy(current.mediaType, current.source.size)) return;
    const leave = await gate.enter();
    // Aborted or killed while it waited: nobody else would open the gate again.
    if (this.current === current) current.leaveGate = leave;
    else leave();
  }

  private watch(current: Current): void {
    if (this.memory() > this.limits.memory) this.end('memory');
    else if (!current.serving && current.worked + performance.now() - current.resumed > this.limits.time)
      this.end('timeout');
  }
}

/** A source on a dying disk may never answer: an abort does not wait for it. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = (): void => reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function isResult<T extends ResultType>(
  message: { readonly type: string },
  wanted: T,
): message is ResultOf<T> {
  return message.type === wanted;
}
