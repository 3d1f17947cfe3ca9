import { MessageChannelMain, utilityProcess, type MessagePortMain, type UtilityProcess } from 'electron';
import type { DesktopState } from '../../shared/host/desktop-bridge.ts';
import type { FromCore, LockHow, MediaRequest, Question, ToCore } from './core/messages.ts';
import { openMediaCalls, type MediaAnswer } from './media-calls.ts';

export type { MediaAnswer } from './media-calls.ts';

export interface CoreProcessOptions {
  /** What the build made of core/entry.ts: in a packaged program outside the asar, for it starts threads and children. */
  readonly entry: string;
  /** The Node that decodes. Electron itself is none: a fuse takes that away. */
  readonly decoderNode: string;
  /** False: what went wrong stands on standard error, which of a window is a log file of the system. */
  readonly silent: boolean;
  readonly onState: (state: DesktopState) => void;
  readonly onTraceless: () => void;
}

/** The core in a process of its own, started when it is first needed, and again after it ended by itself. */
export interface CoreProcess {
  /** A port on which a page finds the contract. */
  connect(): MessagePortMain;
  media(request: MediaRequest, signal?: AbortSignal): Promise<MediaAnswer>;
  /** Null: it is not running, or did not answer within a while. */
  ask(question: Question): Promise<number | boolean | null>;
  isRunning(): boolean;
  lock(how: LockHow): void;
  /** The person is back: a lock that waits for work to end is called off. */
  stay(): void;
  /** Locks, closes and ends; settles when the process is gone, which is made so after `within` milliseconds. */
  end(within?: number): Promise<void>;
}

/** How long the core has to come to its end, in milliseconds. */
const farewell = 15_000;

/** How long an answer may take, in milliseconds: a core that hangs must not keep the window from being closed. */
const patience = 5_000;

export function openCoreProcess(options: CoreProcessOptions): CoreProcess {
  let child: UtilityProcess | null = null;
  let ending = false;
  let last = 0;
  const answers = new Map<number, (answer: number | boolean | null) => void>();
  const send = (message: ToCore, ports?: MessagePortMain[]): void => child?.postMessage(message, ports);
  const calls = openMediaCalls(send);

  const take = (message: FromCore): void => {
    if (message.kind === 'state') options.onState(message.state);
    else if (message.kind === 'traceless') options.onTraceless();
    else if (message.kind === 'answer') answers.get(message.id)?.(message.answer);
    else calls.take(message);
  };
  const start = (): void => {
    if (child || ending) return;
    const started = utilityProcess.fork(options.entry, [options.decoderNode], {
      serviceName: 'Stele core',
      stdio: options.silent ? 'ignore' : 'inherit',
      execArgv: [],
    });
    started.on('message', (message: FromCore) => take(message));
    started.on('exit', () => {
      child = null;
      for (const answer of answers.values()) answer(null);
      calls.abandon();
      if (!ending) options.onState('gone');
    });
    child = started;
  };

  return {
    connect() {
      start();
      const { port1, port2 } = new MessageChannelMain();
      send({ kind: 'serve' }, [port2]);
      return port1;
    },
    async media(request, signal) {
      return child ? calls.open(request, signal) : { head: { status: 404, headers: {} }, body: null };
    },
    async ask(question) {
      if (!child) return null;
      const id = (last += 1);
      const { promise, resolve } = Promise.withResolvers<number | boolean | null>();
      const late = setTimeout(() => resolve(null), patience);
      answers.set(id, resolve);
      send({ kind: 'ask', id, question });
      try {
        return await promise;
      } finally {
        clearTimeout(late);
        answers.delete(id);
      }
    },
    isRunning: () => child !== null,
    lock: (how) => send({ kind: 'lock', how }),
    stay: () => send({ kind: 'stay' }),
    async end(within = farewell) {
      ending = true;
      const running = child;
      if (!running) return;
      const { promise, resolve } = Promise.withResolvers<null>();
      running.once('exit', () => resolve(null));
      const late = setTimeout(() => running.kill(), within);
      send({ kind: 'end' });
      await promise;
      clearTimeout(late);
    },
  };
}
