import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import { z } from 'zod';
import { AppError } from '../errors/app-error.ts';
import type { hostedContract } from '../host/host-contract.ts';
import { fromWire, translateFailures, wireFailure } from './failures.ts';

export type HostedClient = ContractRouterClient<typeof hostedContract>;

/** The browser host as its page reaches it. */
export interface HostConnection {
  /** `http://127.0.0.1:PORT`: of a page, its own origin. */
  readonly origin: string;
  readonly bearer: string;
}

const claimed = z.object({ bearer: z.string().min(1) });

/**
 * Exchanges the one-time token of the start address (what stands behind `#token=`) for the bearer that every call needs. The
 * page keeps it for its tab alone (session storage), and takes the token out of its address. Throws `host-refused` where
 * the token was used before.
 */
export async function claimBearer(origin: string, token: string): Promise<string> {
  const answer = await post(`${origin}/session`, 'application/json', JSON.stringify({ token }));
  const { data } = claimed.safeParse(await answer.json());
  if (!data) throw new AppError('host-refused');
  return data.bearer;
}

/** The contract and what the host adds to it, over HTTP. Throws AppError and nothing else. */
export function httpClient({ origin, bearer }: HostConnection): HostedClient {
  const headers = { authorization: `Bearer ${bearer}` };
  const interceptors = [translateFailures(fromWire)];
  return createORPCClient(new RPCLink({ url: `${origin}/rpc`, headers, interceptors }));
}

/** Sends one dropped file to the address that `host.beginDrop` gave for it. Throws AppError. */
export async function sendDropped(
  { origin, bearer }: HostConnection,
  address: string,
  file: Blob,
  signal?: AbortSignal,
): Promise<void> {
  await post(`${origin}${address}`, 'application/octet-stream', file, bearer, signal);
}

async function post(
  url: string,
  type: string,
  body: string | Blob,
  bearer?: string,
  signal?: AbortSignal,
): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': type,
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      },
      body,
      redirect: 'error',
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    throw fromWire(error, signal);
  }
  if (answer.ok) return answer;
  if (answer.status === 401 || answer.status === 403) throw new AppError('host-refused');
  const told: unknown = await answer.json().catch(() => null);
  throw wireFailure(told) ?? new AppError('internal', { message: 'unexpected' });
}
