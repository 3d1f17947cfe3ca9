import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { pageHost, pageOrigin } from '../../shared/host/desktop-bridge.ts';
import { pageHeaders, pageTypes } from '../../shared/host/page-policy.ts';
import type { MediaRequest } from './core/messages.ts';
import type { MediaAnswer } from './core-process.ts';

export interface Served {
  /** Folder of the built interface. */
  readonly pages: string;
  readonly media: (request: MediaRequest, signal: AbortSignal) => Promise<MediaAnswer>;
}

/** Answers `stele://app/…`: the interface's own files, and beside them what signed addresses lead to. */
export function answerScheme({ pages, media }: Served): (request: Request) => Promise<Response> {
  const files = filesIn(pages);
  return async (request) => {
    const { host, pathname } = new URL(request.url);
    const { method } = request;
    if (host !== pageHost) return refusal(404);
    if (method !== 'GET' && method !== 'HEAD') return refusal(405);
    if (pathname.startsWith('/media/')) {
      const asked = {
        // As it was asked for: an address that is written in another way is another address.
        address: request.url.slice(pageOrigin.length),
        method,
        range: request.headers.get('range') ?? undefined,
        ifRange: request.headers.has('if-range'),
        purpose: request.headers.get('sec-fetch-dest') ?? undefined,
      } as const;
      const { head, body } = await media(asked, request.signal);
      return new Response(body, { status: head.status, headers: { ...pageHeaders, ...head.headers } });
    }
    const file = files.get(pathname);
    if (file === undefined) return refusal(404);
    const bytes = await readFile(file);
    const headers = {
      ...pageHeaders,
      'content-type': pageTypes[extname(file)] ?? 'application/octet-stream',
      'content-length': String(bytes.length),
    };
    return new Response(method === 'HEAD' ? null : new Uint8Array(bytes), { status: 200, headers });
  };
}

const refusal = (status: number): Response => new Response(null, { status, headers: pageHeaders });

/** A list made once, so that no address can lead out of the folder. */
function filesIn(folder: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const walk = (path: string, address: string): void => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const [below, at] = [join(path, entry.name), `${address}/${entry.name}`];
      if (entry.isDirectory()) walk(below, at);
      else if (entry.isFile()) files.set(at, below);
    }
  };
  walk(folder, '');
  const index = files.get('/index.html');
  if (index !== undefined) files.set('/', index);
  return files;
}
