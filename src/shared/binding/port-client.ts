import { createORPCClient } from '@orpc/client';
import { RPCLink, type SupportedMessagePort } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import type { contract } from '../contract/contract.ts';
import { fromWire, translateFailures } from './failures.ts';

/**
 * The contract over a message port whose other end was given to `servePort`. Throws AppError and nothing else. The caller
 * starts the port.
 */
export function portClient(port: SupportedMessagePort): ContractRouterClient<typeof contract> {
  return createORPCClient(new RPCLink({ port, interceptors: [translateFailures(fromWire)] }));
}
