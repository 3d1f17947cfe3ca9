import { RPCHandler } from '@orpc/server/node';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { z } from 'zod';
import type { AutoLock } from '../../core/router/auto-lock.ts';
import { router } from '../../core/router/router.ts';
import { codedFailure, toWire, translateFailures } from '../../shared/binding/failures.ts';
import { BodyRefused, readJson } from './body.ts';
import { refusalOf, refuse, setSafetyHeaders } from './gate.ts';
import { hostProcedures, type HostContext } from './host-procedures.ts';
import type { Limits } from './limits.ts';
import { serveMedia } from './media.ts';
import type { Pages } from './pages.ts';
import { bearerOf, type Sessions } from './sessions.ts';

export interface ServerParts {
  readonly context: HostContext;
  readonly sessions: Sessions;
  readonly pages: Pages;
  readonly limits: Limits;
  readonly lock: AutoLock;
  readonly onFault: (error: unknown) => void;
  /** `127.0.0.1:PORT`, known once it listens. */
  readonly authority: () => string;
}

type Rpc = RPCHandler<HostContext>;

/** The HTTP server of the browser host; the caller lets it listen, on 127.0.0.1 alone. */
export function makeServer(parts: ServerParts): Server {
  const { limits, onFault } = parts;
  const coded = translateFailures((error) => toWire(error, onFault));
  const rpc: Rpc = new RPCHandler({ ...router, host: hostProcedures }, { clientInterceptors: [coded] });
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    setSafetyHeaders(response);
    route(parts, rpc, request, response).catch((error: unknown) => {
      if (error instanceof BodyRefused) refuse(response, error.refusal);
      // Whoever hung up is told nothing, and is no fault.
      else if (!response.destroyed && request.errored === null) {
        onFault(error);
        refuse(response, { status: 500, words: 'a fault in the program' });
      }
    });
  };
  const server = createServer({
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headers,
    // Streams and dropped files take as long as they take; JSON bodies have a limit of their own.
    requestTimeout: 0,
    connectionsCheckingInterval: Math.min(1000, limits.headers),
    keepAliveTimeout: 5000,
  });
  server.maxConnections = limits.connections;
  server.on('request', answer);
  // Nothing is uploaded before it was looked at who asks.
  server.on('checkContinue', (request, response) => {
    if (refusalOf(request, parts.authority()) === null && isKnown(parts, request)) response.writeContinue();
    answer(request, response);
  });
  return server;
}

async function route(parts: ServerParts, rpc: Rpc, request: IncomingMessage, response: ServerResponse) {
  const refusal = refusalOf(request, parts.authority());
  if (refusal) {
    refuse(response, refusal);
    return;
  }
  const { method, url = '' } = request;
  if (method === 'POST') {
    if (url === '/session') return claim(parts, request, response);
    if (!isKnown(parts, request)) {
      refuse(response, { status: 401, words: 'not known' });
      return;
    }
    if (url.startsWith('/rpc/')) return call(parts, rpc, request, response);
    if (url.startsWith('/drop/')) return receive(parts, request, response);
    refuse(response, { status: 404, words: 'not there' });
    return;
  }
  if (method !== 'GET' && method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD, POST');
    refuse(response, { status: 405, words: 'not so' });
    return;
  }
  // From here on nothing acts: pages are the program's own files, media come by an address that carries its permission.
  if (url.startsWith('/media/')) return serveMedia(parts.context.core, request, response, parts.limits.stall);
  if (!(await parts.pages.send(url, response))) refuse(response, { status: 404, words: 'not there' });
}

function isKnown({ sessions }: ServerParts, request: IncomingMessage): boolean {
  const bearer = bearerOf(request.headers.authorization);
  return bearer !== null && sessions.knows(bearer);
}

const claiming = z.object({ token: z.string().max(200) });

async function claim(
  { sessions, limits }: ServerParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = claiming.safeParse(await readJson(request, { ...limits, bodyBytes: 1024 }));
  const bearer = body.data ? sessions.claim(body.data.token) : null;
  if (bearer === null) refuse(response, { status: 401, words: 'not known' });
  else sendJson(response, 200, { bearer });
}

async function call(
  { context, limits, lock }: ServerParts,
  rpc: Rpc,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // A person did something; a page that merely is there only says so (tests/e2e/idle.spec).
  if (request.url !== '/rpc/host/alive') lock.touch();
  // oRPC takes a body that was read already: its own reader knows no limit, and other types than JSON.
  const body = await readJson(request, limits);
  const { matched } = await rpc.handle(Object.assign(request, { body }), response, {
    prefix: '/rpc',
    context,
  });
  if (!matched) refuse(response, { status: 404, words: 'not there' });
}

async function receive(
  { context, limits, lock, onFault }: ServerParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  lock.touch();
  if (request.headers['content-type'] !== 'application/octet-stream')
    throw new BodyRefused(415, 'bytes only');
  const storing = context.host.drops.receive(request.url ?? '', request, limits.stall);
  if (!storing) {
    refuse(response, { status: 404, words: 'not there' });
    return;
  }
  try {
    await storing;
    sendJson(response, 200, {});
  } catch (error) {
    const { code, details } = codedFailure(error);
    if (code === 'internal') onFault(error);
    response.setHeader('connection', 'close');
    sendJson(response, 422, { code, details });
  }
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}
