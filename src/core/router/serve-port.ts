import { RPCHandler } from '@orpc/server/message-port';
import type { SupportedMessagePort } from '@orpc/client/message-port';
import { toWire, translateFailures } from '../../shared/binding/failures.ts';
import type { Core } from './core.ts';
import { router } from './router.ts';

/**
 * Answers the contract over a message port. When the port closes, whatever it asked for is stopped. `onFault` hears of what
 * callers are only told the code of. The caller starts the port.
 */
export function servePort(core: Core, port: SupportedMessagePort, onFault: (error: unknown) => void): void {
  const coded = translateFailures((error) => toWire(error, onFault));
  new RPCHandler(router, { clientInterceptors: [coded] }).upgrade(port, { context: { core } });
}
