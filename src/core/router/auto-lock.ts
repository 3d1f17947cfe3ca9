import type { Core } from './core.ts';

/**
 * Locks a core that nobody used for a while. Hosts make one, and call `touch` whenever a person does something; long work
 * counts as use, so that an import overnight is not cut off, and it locks once that has ended.
 */
export class AutoLock {
  private readonly core: Core;
  private readonly after: number;
  private readonly onLocked: () => void;
  private timer: NodeJS.Timeout | null = null;

  /** `after`: milliseconds. */
  constructor(core: Core, after: number, onLocked: () => void) {
    this.core = core;
    this.after = after;
    this.onLocked = onLocked;
    this.touch();
  }

  touch(): void {
    this.stop();
    this.timer = setTimeout(() => {
      // Everything was closed and wiped all the same; nobody is there to be told what could not be cleared up.
      this.expire().catch(() => undefined);
    }, this.after);
    this.timer.unref();
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  private async expire(): Promise<void> {
    if (this.core.jobs.size > 0) {
      this.touch();
      return;
    }
    try {
      await this.core.lock();
    } finally {
      this.onLocked();
    }
  }
}
