/**
 * The decode child: told a file's length and first bytes, asks for the rest, answers with its type, size and a
 * thumbnail. Runs under Node's permission model with nothing to read but its own program; see launch-decoder.ts.
 */
import type { Frame } from './frames.ts';
import { receiveFrame, sendFrame } from './parent-pipe.ts';
import { decodePicture, decodePreview, drawFile } from './decode-picture.ts';
import { readWithExifr } from './exifr-tags.ts';
import { textOf } from './extract-text.ts';
import type { Task } from './messages.ts';
import { readTable } from './read-table.ts';
import type { RemoteFile } from './remote-file.ts';
import { sniff } from './sniff.ts';

function remoteFile(size: number, head: Uint8Array): RemoteFile {
  return {
    size,
    head,
    read: async (offset, length) => {
      sendFrame({ type: 'read', offset, length });
      return receiveFrame().body;
    },
  };
}

async function perform(frame: Frame): Promise<void> {
  const task = frame.header;
  if (!isTask(task)) throw new Error('not a task');
  const file = remoteFile(task.size, frame.body);
  if (task.task === 'metadata') {
    sendFrame({ type: 'metadata', truncated: false, ...(await readWithExifr(file)) });
    return;
  }
  if (task.task === 'text') {
    const mediaType = await sniff(file);
    sendFrame({ type: 'sniffed', mediaType });
    sendFrame({ type: 'text' }, Buffer.from(await textOf(file, mediaType).catch(() => '')));
    return;
  }
  if (isTable(task)) {
    const table = await readTable(file, task.form, task.sheet);
    if ('refused' in table) sendFrame({ type: 'table', refused: table.refused, table: null });
    else {
      const { body, ...told } = table;
      sendFrame({ type: 'table', refused: null, table: told }, body);
    }
    return;
  }
  if (isDraw(task)) {
    const mediaType = task.isPreview ? 'image/jpeg' : await sniff(file);
    sendFrame({ type: 'sniffed', mediaType });
    const drawing = await drawFile(file, mediaType, task);
    if ('refused' in drawing) {
      sendFrame({ type: 'drawn', mediaType, drawing: null, refused: drawing.refused });
      return;
    }
    const { bytes, ...sizes } = drawing.made;
    const drawn = { ...sizes, isPage: drawing.isPage };
    sendFrame({ type: 'drawn', mediaType, drawing: drawn, refused: null }, bytes);
    return;
  }
  const mediaType = task.task === 'thumbnail' ? 'image/jpeg' : await sniff(file);
  sendFrame({ type: 'sniffed', mediaType });
  const orientation = 'orientation' in task && typeof task.orientation === 'number' ? task.orientation : null;
  const { thumbnail, ...picture } =
    task.task === 'thumbnail' ? await decodePreview(file, orientation) : await decodePicture(file, mediaType);
  const drawn = thumbnail === null ? null : { width: thumbnail.width, height: thumbnail.height };
  sendFrame({ type: 'picture', mediaType, ...picture, thumbnail: drawn }, thumbnail?.bytes);
}

function isTask(header: unknown): header is { task: string; size: number } {
  return typeof header === 'object' && header !== null && 'task' in header && 'size' in header;
}

/** The program itself sends them: what came with a task is as it was typed there. */
function isDraw(task: { task: string }): task is Extract<Task, { task: 'draw' }> {
  return task.task === 'draw';
}

function isTable(task: { task: string }): task is Extract<Task, { task: 'table' }> {
  return task.task === 'table';
}

// Ctrl-C in a terminal reaches every process of the command: when to stop is the parent's to say.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
// Where the parent cannot look up a child's memory itself (anywhere but Linux), the child says.
if (process.platform !== 'linux') {
  setInterval(() => sendFrame({ type: 'memory', bytes: process.memoryUsage.rss() }), 250).unref();
}
sendFrame({ type: 'ready', reader: 'exifr 7.1.3', confinement: confinement() });

try {
  for (;;) await perform(receiveFrame());
} catch {
  process.exit(3);
}

function confinement(): string {
  return 'permission' in process && !process.permission.has('child') ? 'permission' : 'none';
}
