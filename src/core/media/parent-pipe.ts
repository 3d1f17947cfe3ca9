import { readSync, writeSync } from 'node:fs';
import { encodeFrame, FrameError, type Frame } from './frames.ts';
import { BODY_LIMIT, HEADER_LIMIT } from './wire-limits.ts';

/**
 * A child's end of the pipes, without streams: it does one thing at a time, and reading straight into place spares a
 * third of what a photograph costs. The parent going away ends the process.
 */

/** The next frame; waits for it. */
export function receiveFrame(): Frame {
  const lengths = readExactly(8);
  const [header, body] = [lengths.readUInt32BE(0), lengths.readUInt32BE(4)];
  if (header > HEADER_LIMIT || body > BODY_LIMIT) throw new FrameError('frame too large');
  const json: unknown = JSON.parse(readExactly(header).toString('utf8'));
  return { header: json, body: readExactly(body) };
}

export function sendFrame(header: object, body?: Uint8Array): void {
  for (const piece of encodeFrame(header, body)) {
    for (let sent = 0; sent < piece.length;)
      sent += patiently(() => writeSync(1, piece, sent)) ?? process.exit(0);
  }
}

function readExactly(length: number): Buffer {
  const buffer = Buffer.allocUnsafeSlow(length);
  for (let got = 0; got < length;) {
    const count = patiently(() => readSync(0, buffer, got, length - got, null));
    if (count === null || count === 0) process.exit(0);
    got += count;
  }
  return buffer;
}

const moment = new Int32Array(new SharedArrayBuffer(4));

/** A pipe that is not ready yet (where the system made it non-blocking) is tried again; a broken one gives null. */
function patiently(attempt: () => number): number | null {
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : null;
      if (code !== 'EAGAIN') return null;
      Atomics.wait(moment, 0, 0, 1);
    }
  }
}
