import type { IncomingMessage } from 'node:http';
import type { Refusal } from './gate.ts';
import type { Limits } from './limits.ts';

/** Thrown where a body is turned away while it is read. */
export class BodyRefused extends Error {
  override readonly name = 'BodyRefused';
  readonly refusal: Refusal;

  constructor(status: number, words: string) {
    super(words);
    this.refusal = { status, words };
  }
}

const jsonType = /^application\/json(?:[ \t]*;[ \t]*charset="?utf-8"?)?$/i;

/**
 * A JSON body, whole. Another content type is refused before anything is read: JSON is what no form and no simple request
 * of another site can send. Throws BodyRefused.
 */
export async function readJson(request: IncomingMessage, limits: Pick<Limits, 'bodyBytes' | 'body'>) {
  if (!jsonType.test(request.headers['content-type'] ?? '')) throw new BodyRefused(415, 'JSON only');
  if (Number(request.headers['content-length'] ?? 0) > limits.bodyBytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  const late = setTimeout(() => request.destroy(new BodyRefused(408, 'too slow')), limits.body);
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limits.bodyBytes) throw tooLarge();
      chunks.push(chunk);
    }
  } finally {
    clearTimeout(late);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
  } catch {
    throw new BodyRefused(400, 'not JSON');
  }
}

const tooLarge = (): BodyRefused => new BodyRefused(413, 'too large');
