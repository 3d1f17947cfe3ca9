import type { SupportedMessagePort } from '@orpc/client/message-port';
import { isEncrypted } from '../../../core/archive/encryption.ts';
import { AutoLock } from '../../../core/router/auto-lock.ts';
import type { Core } from '../../../core/router/core.ts';
import { servePort } from '../../../core/router/serve-port.ts';
import type { HostState } from '../../../shared/host/host-contract.ts';
import { openMediaDesk } from './media.ts';
import type { FromCore, LockHow, Question, ToCore } from './messages.ts';

/** The end of a channel that Electron hands a process; a stand-in in tests. */
export interface CorePort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(message: unknown): void;
  start(): void;
}

export interface ParentPort {
  on(
    event: 'message',
    listener: (event: { readonly data: unknown; readonly ports: readonly CorePort[] }) => void,
  ): unknown;
  postMessage(message: unknown): void;
}

export interface ServeOptions {
  /** Milliseconds without anybody doing anything, after which everything is locked. */
  readonly lockAfter: number;
  readonly onFault: (error: unknown) => void;
  /** Everything is locked and closed. */
  readonly onEnded: () => void;
}

/** Answers the main process over `parent`, and each page over a port of its own. */
export function serveDesktop(whole: Core, parent: ParentPort, options: ServeOptions): void {
  const { onFault } = options;
  const tell = (message: FromCore): void => parent.postMessage(message);
  const core: Core = {
    ...whole,
    async open(...parameters) {
      const opened = await whole.open(...parameters);
      if (opened.archive.keys) tell({ kind: 'traceless' });
      return opened;
    },
  };
  const locked = (state: HostState): void => tell({ kind: 'state', state });
  const clock = new AutoLock(core, options.lockAfter, () => locked('locked'));
  const media = openMediaDesk(core, tell, onFault);
  let waiting = 0;

  const lockNow = async (state: HostState): Promise<void> => {
    try {
      await core.lock();
    } finally {
      locked(state);
    }
  };
  const lockWhenIdle = async (): Promise<void> => {
    const turn = (waiting += 1);
    while (core.jobs.size > 0) await Promise.all([...core.jobs].map((job) => job.ended));
    if (turn === waiting) await lockNow('locked-by-system');
  };
  const lockHow = (how: LockHow): Promise<void> => {
    if (how === 'when-idle') return lockWhenIdle();
    return lockNow(how === 'now' ? 'locked-by-system' : 'locked-by-hand');
  };
  const end = async (): Promise<void> => {
    clock.stop();
    tell({ kind: 'state', state: 'ending' });
    try {
      await whole.close();
    } finally {
      options.onEnded();
    }
  };
  const take = (message: ToCore, port: CorePort | undefined): void => {
    switch (message.kind) {
      case 'serve':
        if (port) serve(port);
        return;
      case 'lock':
        lockHow(message.how).catch(onFault);
        return;
      case 'stay':
        waiting += 1;
        return;
      case 'ask':
        tell({ kind: 'answer', id: message.id, answer: answerTo(core, message.question) });
        return;
      case 'media':
        media.open(message.id, message.request);
        return;
      case 'pull':
        media.pull(message.id);
        return;
      case 'leave':
        media.leave(message.id);
        return;
      case 'end':
        end().catch(onFault);
    }
  };
  const serve = (port: CorePort): void => {
    // A person did something: a page that nobody touches asks nothing oftener than this would lock (tests/e2e/idle.spec).
    port.on('message', () => clock.touch());
    servePort(core, asPort(port), onFault);
    port.start();
  };
  // Only the program's own main process has the other end.
  parent.on('message', ({ data, ports }) => take(data as ToCore, ports[0]));
}

function answerTo(core: Core, question: Question): number | boolean {
  if (question.of === 'jobs') return core.jobs.size;
  try {
    return !isEncrypted(question.path);
  } catch {
    return false;
  }
}

/** As oRPC takes it. */
function asPort(port: CorePort): SupportedMessagePort {
  return {
    on: (event, listener) => void port.on(event as 'message', listener),
    postMessage: (data: unknown) => port.postMessage(data),
  };
}
