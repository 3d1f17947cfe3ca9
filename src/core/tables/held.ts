import type { Archive } from '../archive/archive.ts';
import { statement } from '../database/statements.ts';

/** Milliseconds that something lies in memory after it was last asked for. */
const patience = 60_000;

interface Held {
  readonly key: string;
  readonly value: Promise<unknown>;
  expires: NodeJS.Timeout;
}

/**
 * What was worked out last, for a moment: whoever looks at a file, asks what it would come to, takes it in and fetches what was
 * wrong with it means the same file four times.
 */
export class HeldLast {
  private readonly held = new WeakMap<Archive['catalogue'], Held>();

  /** What was made under this key, unless something else was made since; else what `make` gives. A failure is not held. */
  get<Value>(archive: Archive, key: string, make: () => Promise<Value>): Promise<Value> {
    const { catalogue } = archive;
    const last = this.held.get(catalogue);
    if (last?.key === key) {
      last.expires.refresh();
      return last.value as Promise<Value>;
    }
    clearTimeout(last?.expires);
    const value = make();
    const forget = (): void => {
      if (this.held.get(catalogue)?.value === value) this.held.delete(catalogue);
    };
    const expires = setTimeout(forget, patience).unref();
    this.held.set(catalogue, { key, value, expires });
    value.catch(forget);
    return value;
  }
}

/** Another one after everything that is written: all of it is an event. */
export function stateKey({ catalogue, sealed }: Archive): string {
  const size =
    statement<[], { size: number }>(catalogue, 'SELECT sum(size) AS size FROM log').get()?.size ?? 0;
  return `${size} ${sealed.current ? 'unlocked' : ''}`;
}
