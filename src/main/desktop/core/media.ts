import { readRange } from '../../../core/addresses/byte-range.ts';
import type { MediaContent } from '../../../core/addresses/find-media.ts';
import { mediaPurposes, openContent } from '../../../core/addresses/open-content.ts';
import { attachmentOf } from '../../../core/addresses/save-as.ts';
import type { Core } from '../../../core/router/core.ts';
import { isAppError } from '../../../shared/errors/app-error.ts';
import { originalPolicy } from '../../../shared/host/page-policy.ts';
import type { FromCore, MediaHead, MediaRequest } from './messages.ts';

/** Bytes handed over at a time: what a transfer of any size holds in memory, at either end. */
const pieceLength = 256 * 1024;

/** Media under way, by the number of the request. Every piece is pulled: a reader that takes nothing gets nothing. */
export interface MediaDesk {
  open(id: number, request: MediaRequest): void;
  pull(id: number): void;
  leave(id: number): void;
}

/** Of an open archive, by its handle. */
interface Opened {
  readonly archive: string;
  readonly content: MediaContent;
}

interface Transfer {
  readonly pull: () => void;
  readonly stop: () => void;
}

export function openMediaDesk(
  core: Core,
  send: (message: FromCore) => void,
  onFault: (error: unknown) => void,
): MediaDesk {
  const transfers = new Map<number, Transfer>();
  /** What is drawn before the first byte of it can be told. */
  const opening = new Map<number, AbortController>();
  return {
    open: (id, request) => void open(id, request),
    pull: (id) => transfers.get(id)?.pull(),
    leave: (id) => {
      opening.get(id)?.abort();
      transfers.get(id)?.stop();
    },
  };

  async function open(id: number, request: MediaRequest): Promise<void> {
    const stop = new AbortController();
    opening.set(id, stop);
    try {
      const opened = await contentOf(core, request, stop.signal);
      if ('refused' in opened) {
        send({ kind: 'head', id, head: { status: opened.refused, headers: {} } });
        return;
      }
      const { head, first, last } = headOf(opened.content, request);
      if (first > last || stop.signal.aborted) opened.content.close();
      else transfers.set(id, transferOf(id, opened, first, last));
      send({ kind: 'head', id, head });
    } catch (error) {
      onFault(error);
      send({ kind: 'head', id, head: { status: 500, headers: {} } });
    } finally {
      opening.delete(id);
    }
  }

  /** Counts as work: a lock stops it, and waits until the file is closed. */
  function transferOf(id: number, { archive, content }: Opened, first: number, last: number): Transfer {
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    let at = first;
    let reading = false;
    let over = false;
    const close = (whole: boolean): void => {
      if (over) return;
      over = true;
      transfers.delete(id);
      core.jobs.delete(job);
      send({ kind: 'over', id, whole });
      // What is being read is read to its end before its file is closed.
      if (!reading) release();
    };
    const release = (): void => {
      content.close();
      end();
    };
    const pull = async (): Promise<void> => {
      if (reading || over) return;
      reading = true;
      try {
        const piece = await content.read(at, Math.min(pieceLength, last + 1 - at));
        if (piece.length === 0) throw new Error('the file is shorter than it was');
        at += piece.length;
        // A copy of its own: with a part of a buffer the whole of it would be sent.
        if (!isOver()) send({ kind: 'piece', id, bytes: new Uint8Array(piece) });
        if (at > last) close(true);
      } catch (error) {
        onFault(error);
        close(false);
      } finally {
        reading = false;
        if (isOver()) release();
      }
    };
    const isOver = (): boolean => over;
    const job = { archive, stop: () => close(false), ended };
    core.jobs.add(job);
    return { pull: () => void pull(), stop: () => close(false) };
  }
}

async function contentOf(
  core: Core,
  request: MediaRequest,
  signal: AbortSignal,
): Promise<{ refused: number } | Opened> {
  const addressed = core.addresses.read(request.address, core.clock());
  if (!addressed) return { refused: 403 };
  if (request.purpose !== undefined && !mediaPurposes[addressed.kind].includes(request.purpose))
    return { refused: 403 };
  try {
    const content = await openContent(core, addressed, signal);
    return content ? { archive: addressed.archive, content } : { refused: 404 };
  } catch (error) {
    // Nobody waits any more, or a lock stopped the drawing.
    if (isAppError(error) && error.code === 'interrupted') return { refused: 404 };
    throw error;
  }
}

/** What goes before the bytes, and which bytes, both ends included; none if `first` is beyond `last`. */
function headOf(
  content: MediaContent,
  request: MediaRequest,
): { head: MediaHead; first: number; last: number } {
  const { size } = content;
  const range = request.method === 'HEAD' || request.ifRange ? 'whole' : readRange(request.range, size);
  const headers: Record<string, string> = { 'content-type': content.mediaType, 'accept-ranges': 'bytes' };
  if (content.saveAs !== null) {
    headers['content-security-policy'] = originalPolicy;
    headers['content-disposition'] = attachmentOf(content.saveAs);
  }
  const none = { first: 0, last: -1 };
  if (range === 'unsatisfiable')
    return { head: { status: 416, headers: { ...headers, 'content-range': `bytes */${size}` } }, ...none };
  const { first, last } = range === 'whole' ? { first: 0, last: size - 1 } : range;
  headers['content-length'] = String(last - first + 1);
  if (range !== 'whole') headers['content-range'] = `bytes ${first}-${last}/${size}`;
  const head = { status: range === 'whole' ? 200 : 206, headers };
  return request.method === 'HEAD' ? { head, ...none } : { head, first, last };
}
