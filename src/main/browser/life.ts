import { EventEmitter, on } from 'node:events';
import type { HostState } from '../../shared/host/host-contract.ts';

/** How long the program goes on without a page, in milliseconds. */
export interface Patience {
  /** Until the first page came. */
  readonly first: number;
  /** Since the last page was left: long enough to load it anew. */
  readonly last: number;
}

/** Counts pages by their signs of life, and ends the program when there has been none for a while. */
export interface Life {
  /** A page's sign of life: states as they come, until the page leaves. */
  page(signal: AbortSignal | undefined): AsyncGenerator<{ state: HostState }, void, void>;
  /** Tells every page. */
  tell(state: HostState): void;
  stop(): void;
}

/** `atWork`: whether something runs that must not be cut off; then it is asked again after as long a while. */
export function openLife(patience: Patience, atWork: () => boolean, onDeserted: () => void): Life {
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);
  let pages = 0;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const wait = (milliseconds: number): void => {
    clearTimeout(timer);
    if (stopped) return;
    timer = setTimeout(() => {
      if (pages > 0) return;
      if (atWork()) wait(milliseconds);
      else onDeserted();
    }, milliseconds);
    timer.unref();
  };
  wait(patience.first);
  return {
    async *page(signal) {
      // Heard from the beginning: what is told while the page takes in the first state is kept for it.
      const told = on(emitter, 'state', signal ? { signal } : {});
      pages += 1;
      try {
        yield { state: 'serving' };
        for await (const [state] of told) {
          yield { state: state as HostState };
          if (state === 'ending') return;
        }
      } finally {
        await told.return?.();
        pages -= 1;
        if (pages === 0) wait(patience.last);
      }
    },
    tell: (state) => void emitter.emit('state', state),
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
