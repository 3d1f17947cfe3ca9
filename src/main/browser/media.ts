import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Addressed } from '../../core/addresses/address-book.ts';
import { readRange } from '../../core/addresses/byte-range.ts';
import type { MediaContent } from '../../core/addresses/find-media.ts';
import { mediaPurposes, openContent } from '../../core/addresses/open-content.ts';
import { attachmentOf } from '../../core/addresses/save-as.ts';
import type { Core } from '../../core/router/core.ts';
import { isAppError } from '../../shared/errors/app-error.ts';
import { originalPolicy } from '../../shared/host/page-policy.ts';
import { refuse } from './gate.ts';

/** Bytes read and written at a time: what a transfer of any size holds in memory. */
const pieceLength = 256 * 1024;

/**
 * Serves what a signed address leads to. Thumbnails and views are pictures that this program made. An original is saved and never
 * shown: it has no type of its own, opens in a sandbox if at all, and is not given to a page that would draw, run or embed
 * it. `stall`: milliseconds after which a reader that takes nothing is left.
 */
export async function serveMedia(
  core: Core,
  request: IncomingMessage,
  response: ServerResponse,
  stall: number,
): Promise<void> {
  const addressed = core.addresses.read(request.url ?? '', core.clock());
  if (!addressed) {
    refuse(response, { status: 403, words: 'not a valid address' });
    return;
  }
  const purpose = request.headers['sec-fetch-dest'];
  if (purpose !== undefined && !mediaPurposes[addressed.kind].includes(purpose)) {
    refuse(response, { status: 403, words: 'not for that' });
    return;
  }
  const stop = new AbortController();
  response.once('close', () => stop.abort());
  const content = await openOrNull(core, addressed, stop.signal);
  if (!content) {
    if (!stop.signal.aborted) refuse(response, { status: 404, words: 'not there' });
    return;
  }
  // Sending counts as work: a lock stops it and waits until the file is closed.
  const sending = send(content, request, response, stop.signal, stall).finally(() => content.close());
  const ended = sending.catch(() => undefined);
  const job = { archive: addressed.archive, stop: () => stop.abort(), ended };
  core.jobs.add(job);
  void ended.then(() => core.jobs.delete(job));
  await sending;
}

/** Null where nothing is there, where nobody waits any more, and where a lock stopped the drawing. */
async function openOrNull(
  core: Core,
  addressed: Addressed,
  signal: AbortSignal,
): Promise<MediaContent | null> {
  try {
    return await openContent(core, addressed, signal);
  } catch (error) {
    if (isAppError(error) && error.code === 'interrupted') return null;
    throw error;
  }
}

async function send(
  content: MediaContent,
  request: IncomingMessage,
  response: ServerResponse,
  signal: AbortSignal,
  stall: number,
): Promise<void> {
  const { size } = content;
  response.setHeader('content-type', content.mediaType);
  response.setHeader('accept-ranges', 'bytes');
  if (content.saveAs !== null) {
    response.setHeader('content-security-policy', originalPolicy);
    response.setHeader('content-disposition', attachmentOf(content.saveAs));
  }
  // A range is defined for GET alone; and as nothing here has a validator, what If-Range holds is never what is there.
  const conditional = request.method !== 'GET' || request.headers['if-range'] !== undefined;
  const range = conditional ? 'whole' : readRange(request.headers.range, size);
  if (range === 'unsatisfiable') {
    response.writeHead(416, { 'content-range': `bytes */${size}`, 'content-length': 0 }).end();
    return;
  }
  const { first, last } = range === 'whole' ? { first: 0, last: size - 1 } : range;
  response.setHeader('content-length', last - first + 1);
  if (range === 'whole') response.writeHead(200);
  else response.writeHead(206, { 'content-range': `bytes ${first}-${last}/${size}` });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  try {
    for (let at = first; at <= last;) {
      const piece = await content.read(at, Math.min(pieceLength, last + 1 - at));
      signal.throwIfAborted();
      if (piece.length === 0) throw new Error('the file is shorter than it was');
      at += piece.length;
      if (!response.write(piece)) await drained(response, signal, stall);
    }
    response.end();
  } catch (error) {
    // Cut off visibly: what arrived must not pass for the whole.
    response.destroy();
    if (!signal.aborted) throw error;
  }
}

async function drained(response: ServerResponse, signal: AbortSignal, stall: number): Promise<void> {
  const patience = AbortSignal.any([signal, AbortSignal.timeout(stall)]);
  await once(response, 'drain', { signal: patience });
}
