import { createRouterClient } from '@orpc/server';
import type { ContractRouterClient } from '@orpc/contract';
import { EventEmitter } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import type { Core } from '../../src/core/router/core.ts';
import { router } from '../../src/core/router/router.ts';
import { servePort } from '../../src/core/router/serve-port.ts';
import { startHost } from '../../src/main/browser/host.ts';
import { serveDesktop, type CorePort, type ParentPort } from '../../src/main/desktop/core/serve.ts';
import { codedFailure, translateFailures } from '../../src/shared/binding/failures.ts';
import { claimBearer, httpClient } from '../../src/shared/binding/http-client.ts';
import { portClient } from '../../src/shared/binding/port-client.ts';
import type { contract } from '../../src/shared/contract/contract.ts';

export type ContractClient = ContractRouterClient<typeof contract>;

/** A client of the contract on the far side of one binding. */
export interface Bound {
  readonly client: ContractClient;
  /** What the serving end was told of and the client was not. */
  readonly faults: readonly unknown[];
  /** The client goes away without a word, as a window that is killed; null where nothing can be closed under it. */
  readonly vanish: (() => void) | null;
  close(): Promise<void>;
}

export interface Binding {
  readonly name: string;
  /** False where both ends are one process, and one has nothing to hide from the other. */
  readonly remote: boolean;
  bind(core: Core): Promise<Bound>;
}

const inProcess: Binding = {
  name: 'in process',
  remote: false,
  async bind(core) {
    const faults: unknown[] = [];
    const translate = (error: unknown): Error => {
      const failure = codedFailure(error);
      if (failure.code === 'internal') faults.push(error);
      return failure;
    };
    const interceptors = [translateFailures(translate)];
    const client = createRouterClient(router, { context: { core }, interceptors });
    return { client, faults, vanish: null, close: async () => undefined };
  },
};

const messagePort: Binding = {
  name: 'message port',
  remote: true,
  async bind(core) {
    const faults: unknown[] = [];
    const { port1, port2 } = new MessageChannel();
    servePort(core, port1, (fault) => faults.push(fault));
    const client = portClient(port2);
    port1.start();
    port2.start();
    const close = (): void => port2.close();
    return { client, faults, vanish: close, close: async () => close() };
  },
};

/** The message port as the desktop's core process serves it, beside its channel to the main process. */
const desktop: Binding = {
  name: 'desktop',
  remote: true,
  async bind(core) {
    const faults: unknown[] = [];
    const main = new EventEmitter();
    const parent: ParentPort = {
      on: (event, listener) => main.on(event, listener),
      postMessage: () => undefined,
    };
    const options = { lockAfter: 3_600_000, onEnded: () => undefined };
    serveDesktop(core, parent, { ...options, onFault: (fault) => faults.push(fault) });
    const { port1, port2 } = new MessageChannel();
    // As Electron hands one over: messages come in events.
    const served: CorePort = {
      on: (event: string, listener: (event: { data: unknown }) => void) =>
        port1.on(event, (data: unknown) => listener({ data })),
      postMessage: (message) => port1.postMessage(message),
      start: () => port1.start(),
    };
    main.emit('message', { data: { kind: 'serve' }, ports: [served] });
    const client = portClient(port2);
    port2.start();
    const close = (): void => port2.close();
    return { client, faults, vanish: close, close: async () => close() };
  },
};

const http: Binding = {
  name: 'HTTP on loopback',
  remote: true,
  async bind(core) {
    const faults: unknown[] = [];
    const onFault = (fault: unknown): unknown => faults.push(fault);
    const host = await startHost(core, { pages: '/nowhere', archive: null, onFault });
    const token = new URL(host.startAddress).hash.replace('#token=', '');
    const client = httpClient({ origin: host.origin, bearer: await claimBearer(host.origin, token) });
    // Its sockets belong to Node's fetch: tests/integration/browser/streams.test.ts cuts them.
    return { client, faults, vanish: null, close: () => host.end() };
  },
};

export const bindings: readonly Binding[] = [inProcess, messagePort, desktop, http];
