import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { AutoLock } from '../../core/router/auto-lock.ts';
import type { Core } from '../../core/router/core.ts';
import { openDrops } from './drops.ts';
import { openLife, type Patience } from './life.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { openPages } from './pages.ts';
import { makeServer } from './server.ts';
import { openSessions } from './sessions.ts';

export interface HostOptions {
  /** Folder of the built interface. */
  readonly pages: string;
  /** The archive to begin with, which the page asks for. */
  readonly archive: string | null;
  readonly onFault: (error: unknown) => void;
  /** Called when a page has exchanged the start address's token. */
  readonly onClaimed?: () => void;
  readonly limits?: Partial<Limits>;
  readonly patience?: Partial<Patience>;
  /** Milliseconds without anybody doing anything, after which everything is locked. */
  readonly lockAfter?: number;
}

export interface BrowserHost {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** What a person opens; its fragment holds the one-time token, which no request carries. */
  readonly startAddress: string;
  /** Settles when the host has ended, by whatever. */
  readonly ended: Promise<void>;
  /** Locks everything and ends. The core stays the caller's to close. */
  end(): Promise<void>;
}

const minute = 60_000;
const defaultPatience: Patience = { first: 30 * minute, last: minute };

/** What is being answered when the host ends has so long to go out, in milliseconds. */
const farewell = 500;

/** Serves the interface and the contract of a core on 127.0.0.1 and a free port, to one page that has the start address. */
export async function startHost(whole: Core, options: HostOptions): Promise<BrowserHost> {
  const { onFault, archive } = options;
  const drops = openDrops();
  const core: Core = {
    ...whole,
    async open(...parameters) {
      const opened = await whole.open(...parameters);
      // Copies in clear, which nobody comes back for.
      if (opened.archive.access === 'write') drops.clearBeside(opened.archive);
      return opened;
    },
    lock() {
      // Every tab, and before anything that may take its time: each shows what is being locked.
      life.tell('locked-by-hand');
      return whole.lock();
    },
  };
  const sessions = openSessions(() => options.onClaimed?.());
  const ending: { promise: Promise<void> | null } = { promise: null };
  const end = (): Promise<void> => (ending.promise ??= endAll());
  const patience = { ...defaultPatience, ...options.patience };
  const atWork = (): boolean => core.jobs.size + drops.underWay > 0;
  const life = openLife(patience, atWork, () => void end());
  const lock = new AutoLock(whole, options.lockAfter ?? 15 * minute, () => life.tell('locked'));
  const server = makeServer({
    context: { core, host: { life, drops, archive, end: () => void end() } },
    sessions,
    pages: openPages(options.pages),
    limits: { ...defaultLimits, ...options.limits },
    lock,
    onFault,
    authority: () => authority,
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const authority = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const closed = once(server, 'close');

  async function endAll(): Promise<void> {
    life.stop();
    lock.stop();
    sessions.end();
    life.tell('ending');
    // Whatever could not be closed in order: the program comes to its end.
    await whole.lock().catch(onFault);
    drops.endAll();
    server.close();
    server.closeIdleConnections();
    await Promise.race([closed, wait(farewell, undefined, { ref: false })]);
    server.closeAllConnections();
    await closed;
  }

  return {
    origin: `http://${authority}`,
    startAddress: `http://${authority}/#token=${sessions.token}`,
    ended: closed.then(() => ending.promise ?? undefined),
    end,
  };
}
