/**
 * The decode child: told a file's length and first bytes, asks for the rest, answers with its type, size and a
 * thumbnail. Runs under Node's permission model with nothing to read but its own program; see launch-decoder.ts.
 */
import { FrameDecoder, encodeFrame, type Frame } from './frames.ts';
import { decodePicture, decodePreview } from './decode-picture.ts';
import { readWithExifr } from './exifr-tags.ts';
import type { RemoteFile } from './remote-file.ts';
import { sniff } from './sniff.ts';

const decoder = new FrameDecoder();
let awaited: ((frame: Frame) => void) | null = null;

function send(header: object, body?: Uint8Array): void {
  for (const piece of encodeFrame(header, body)) process.stdout.write(piece);
}

function remoteFile(size: number, head: Uint8Array): RemoteFile {
  return {
    size,
    head,
    read: (offset, length) =>
      new Promise((resolve) => {
        awaited = (frame) => resolve(frame.body);
        send({ type: 'read', offset, length });
      }),
  };
}

async function perform(frame: Frame): Promise<void> {
  const task = frame.header;
  if (!isTask(task)) throw new Error('not a task');
  const file = remoteFile(task.size, frame.body);
  if (task.task === 'metadata') {
    send({ type: 'metadata', truncated: false, ...(await readWithExifr(file)) });
    return;
  }
  const mediaType = task.task === 'thumbnail' ? 'image/jpeg' : await sniff(file);
  send({ type: 'sniffed', mediaType });
  const orientation = 'orientation' in task && typeof task.orientation === 'number' ? task.orientation : null;
  const { thumbnail, ...picture } =
    task.task === 'thumbnail' ? await decodePreview(file, orientation) : await decodePicture(file, mediaType);
  const drawn = thumbnail === null ? null : { width: thumbnail.width, height: thumbnail.height };
  send({ type: 'picture', mediaType, ...picture, thumbnail: drawn }, thumbnail?.bytes);
}

function isTask(header: unknown): header is { task: string; size: number } {
  return typeof header === 'object' && header !== null && 'task' in header && 'size' in header;
}

process.stdin.on('data', (chunk: Buffer) => {
  for (const frame of decoder.push(chunk)) {
    const taker = awaited;
    awaited = null;
    if (taker !== null) taker(frame);
    else void perform(frame).catch(() => process.exit(3));
  }
});
process.stdin.on('end', () => process.exit(0));

// Where the parent cannot look up a child's memory itself (anywhere but Linux), the child says.
if (process.platform !== 'linux') {
  setInterval(() => send({ type: 'memory', bytes: process.memoryUsage.rss() }), 250).unref();
}
send({ type: 'ready', reader: 'exifr 7.1.3', confinement: confinement() });

function confinement(): string {
  return 'permission' in process && !process.permission.has('child') ? 'permission' : 'none';
}
