import type { FromCore, MediaHead, MediaRequest, ToCore } from './core/messages.ts';

export interface MediaAnswer {
  readonly head: MediaHead;
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>> | null;
}

type MediaMessage = Extract<FromCore, { kind: 'head' | 'piece' | 'over' }>;

/** Media that were asked of the core and are on their way. */
export interface MediaCalls {
  /** `signal`: nobody waits for it any more. */
  open(request: MediaRequest, signal?: AbortSignal): Promise<MediaAnswer>;
  take(message: MediaMessage): void;
  /** The core is gone: whatever waits for it is cut off. */
  abandon(): void;
}

interface Call {
  readonly take: (message: MediaMessage) => void;
  readonly fail: () => void;
}

const gone: MediaHead = { status: 503, headers: {} };

export function openMediaCalls(send: (message: ToCore) => void): MediaCalls {
  const calls = new Map<number, Call>();
  let last = 0;
  return {
    open(request, signal) {
      // What was left before it was asked for tells nothing any more.
      if (signal?.aborted === true) return Promise.resolve({ head: gone, body: null });
      const id = (last += 1);
      const { promise, resolve } = Promise.withResolvers<MediaAnswer>();
      const { body, take, fail } = bodyOf(id);
      calls.set(id, {
        take(message) {
          if (message.kind !== 'head') {
            take(message);
            return;
          }
          const { head } = message;
          const hasBody = request.method === 'GET' && (head.status === 200 || head.status === 206);
          // Nothing follows where nothing was announced.
          const comes = hasBody && head.headers['content-length'] !== '0';
          if (!comes) calls.delete(id);
          resolve({ head, body: comes ? body : null });
        },
        fail() {
          fail();
          resolve({ head: gone, body: null });
        },
      });
      send({ kind: 'media', id, request });
      signal?.addEventListener('abort', () => {
        if (calls.delete(id)) send({ kind: 'leave', id });
        resolve({ head: gone, body: null });
      });
      return promise;
    },
    take: (message) => calls.get(message.id)?.take(message),
    abandon() {
      for (const call of calls.values()) call.fail();
      calls.clear();
    },
  };

  /** Bytes are pulled as they are read, so that a reader that waits costs no memory. */
  function bodyOf(id: number) {
    let pulled = (): void => undefined;
    let out: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | null = null;
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
      {
        start(controller) {
          out = controller;
        },
        pull() {
          send({ kind: 'pull', id });
          return new Promise<void>((resolve) => (pulled = resolve));
        },
        cancel() {
          calls.delete(id);
          send({ kind: 'leave', id });
        },
      },
      { highWaterMark: 0 },
    );
    // Cut off visibly: what arrived must not pass for the whole.
    const fail = (): void => out?.error(new Error('the core stopped sending'));
    const take = (message: MediaMessage): void => {
      if (message.kind === 'piece') {
        out?.enqueue(message.bytes);
        pulled();
      } else if (message.kind === 'over') {
        calls.delete(id);
        if (message.whole) out?.close();
        else fail();
        pulled();
      }
    };
    return { body, take, fail };
  }
}
