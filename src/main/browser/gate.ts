import type { IncomingMessage, ServerResponse } from 'node:http';
import { pageHeaders } from '../../shared/host/page-policy.ts';

/** Why a request is turned away: an HTTP status, and a few words that tell a stranger nothing. */
export interface Refusal {
  readonly status: number;
  readonly words: string;
}

/**
 * Whether a request comes from where our own page's requests come from. It is no more than a second wall: what acts needs
 * the bearer as well.
 *
 * `Host` is exact, so that no name that somebody else's DNS points here is answered (rebinding). `Origin` is exact, so that
 * neither another site nor another port of this address is. `Sec-Fetch-Site` says the same of requests that have no origin;
 * browsers too old to send it still need the bearer or a signature. The start page alone may be navigated to from
 * anywhere: the redirect file is a foreign origin, and the page holds nothing.
 */
export function refusalOf(request: IncomingMessage, authority: string): Refusal | null {
  const { headers, method } = request;
  const hosts = request.rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host');
  if (hosts.length !== 1 || headers.host !== authority) return { status: 421, words: 'not here' };
  if (request.url?.startsWith('/') !== true) return { status: 400, words: 'no such address' };
  if (headers.origin !== undefined && headers.origin !== `http://${authority}`) return foreign;
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin') return null;
  const navigates = method === 'GET' && headers['sec-fetch-mode'] === 'navigate';
  const asPage = navigates && headers['sec-fetch-dest'] === 'document';
  if (site === 'none') return navigates ? null : foreign;
  return asPage && request.url === '/' ? null : foreign;
}

const foreign: Refusal = { status: 403, words: 'not from here' };

/** Answers and hangs up: whoever is turned away holds no connection. */
export function refuse(response: ServerResponse, { status, words }: Refusal): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
  response.end(`${words}\n`);
}

/** On every answer. Scripts, styles, fonts and pictures are ours or nothing; nobody frames, caches or learns of the page. */
export function setSafetyHeaders(response: ServerResponse): void {
  for (const [name, value] of Object.entries(pageHeaders)) response.setHeader(name, value);
}
