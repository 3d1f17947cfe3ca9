import type { SupportedMessagePort } from '@orpc/client/message-port';
import { portClient } from '../binding/port-client.ts';
import { wireFailure } from '../binding/failures.ts';
import { AppError } from '../errors/app-error.ts';
import { portMessage, type Answered, type DesktopBridge, type DesktopState } from './desktop-bridge.ts';
import type { HostState } from './host-contract.ts';
import type { HostShell } from './host-shell.ts';

/** What of a page's window the shell needs. */
export interface DesktopPage {
  readonly stele: DesktopBridge;
  readonly location: { readonly origin: string };
  addEventListener(type: 'message', listener: (event: PortEvent) => void): void;
  removeEventListener(type: 'message', listener: (event: PortEvent) => void): void;
}

interface PagePort {
  addEventListener(type: 'message' | 'close', listener: (event: { readonly data: unknown }) => void): void;
  postMessage(message: unknown): void;
  start(): void;
}

interface PortEvent {
  readonly data: unknown;
  readonly origin: string;
  readonly ports: readonly PagePort[];
}

/**
 * The desktop as its page reaches it: `await openDesktopShell(window)`. A shell whose core has gone is of no more use: the
 * page opens another, which starts the core anew, locked.
 */
export async function openDesktopShell(page: DesktopPage): Promise<HostShell> {
  const bridge = page.stele;
  const port = await receivePort(page);
  const client = portClient(failingOnceGone(port, bridge));
  port.start();
  return {
    kind: 'desktop',
    client,
    start: async () => valueOf(await bridge.start()),
    states: () => statesOf(bridge),
    pickFolder: async (options) => valueOf(await bridge.pickFolder(options)),
    pickFiles: async (options) => valueOf(await bridge.pickFiles(options)),
    saveTo: async (options) => valueOf(await bridge.saveTo(options)),
    async reveal(path) {
      valueOf(await bridge.reveal(path));
    },
    async pathsOfDrop(files) {
      const paths = files.map((file) => bridge.pathOf(file));
      return paths.includes('') ? null : paths.map((text) => ({ text }));
    },
    // Pages and media have one origin here, as in a browser.
    mediaUrl: (address) => address,
    recents: {
      list: async () => valueOf(await bridge.listRecents()),
      async add(archive) {
        valueOf(await bridge.addRecent(archive));
      },
      async remove(path) {
        valueOf(await bridge.removeRecent(path));
      },
    },
    setTitle: (title) => void bridge.setTitle(title),
    // A language that the system's menus are not in leaves them as they are.
    setLanguage: (language) => void bridge.setLanguage(language).catch(() => undefined),
    async quit(stopWork) {
      valueOf(await bridge.quit(stopWork));
    },
    onOpenRequest: (listener) => bridge.onOpen(listener),
  };
}

/** Nobody answers at a closed port, and nobody says so: what is asked after that fails at once. */
function failingOnceGone(port: PagePort, bridge: DesktopBridge): SupportedMessagePort {
  let gone = false;
  port.addEventListener('close', () => (gone = true));
  bridge.onState((state) => (gone ||= state === 'gone'));
  return {
    on: (event, listener) => port.addEventListener(event as 'message', ({ data }) => listener({ data })),
    postMessage(message: unknown) {
      if (gone) throw new AppError('host-gone');
      port.postMessage(message);
    },
  };
}

async function receivePort(page: DesktopPage): Promise<PagePort> {
  const { promise, resolve } = Promise.withResolvers<PagePort>();
  const listen = ({ data, origin, ports: [port] }: PortEvent): void => {
    if (data === portMessage && origin === page.location.origin && port) resolve(port);
  };
  page.addEventListener('message', listen);
  try {
    valueOf(await page.stele.connect());
    return await promise;
  } finally {
    page.removeEventListener('message', listen);
  }
}

function valueOf<Value>(answered: Answered<Value>): Value {
  if ('value' in answered) return answered.value;
  throw wireFailure(answered.failure) ?? new AppError('internal', { message: 'unexpected' });
}

async function* statesOf(bridge: DesktopBridge): AsyncGenerator<HostState, void, void> {
  const told: DesktopState[] = ['serving'];
  let wake = (): void => undefined;
  const stop = bridge.onState((state) => {
    told.push(state);
    wake();
  });
  try {
    for (;;) {
      const state = told.shift();
      if (state === undefined) await new Promise<void>((resolve) => (wake = resolve));
      else if (state === 'gone') throw new AppError('host-gone');
      else yield state;
      if (state === 'ending') return;
    }
  } finally {
    stop();
  }
}
