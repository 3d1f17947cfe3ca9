import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Glance } from '../../shared/records/survey.ts';
import type { MediaGlancer } from '../media/types.ts';

const isWindows = process.platform === 'win32';
const nothing: Glance = { mediaType: 'application/octet-stream', image: null, width: null, height: null };

/**
 * Draws files small that are not stored yet, for a person who decides what is to be taken in. Nothing is kept. A file that
 * cannot be read or drawn is one without a picture. Throws `interrupted`.
 */
export async function glanceAt(
  media: MediaGlancer,
  paths: readonly Buffer[],
  signal: AbortSignal | undefined,
): Promise<readonly Glance[]> {
  return Promise.all(paths.map((path) => glanceAtOne(media, path, signal)));
}

async function glanceAtOne(
  media: MediaGlancer,
  path: Buffer,
  signal: AbortSignal | undefined,
): Promise<Glance> {
  // Opening a pipe waits until somebody writes into it, and takes one of the few threads that read files.
  if ((await lstat(path).catch(() => null))?.isFile() !== true) return nothing;
  const file = await open(path, constants.O_RDONLY | (isWindows ? 0 : constants.O_NONBLOCK)).catch(
    () => null,
  );
  if (!file) return nothing;
  try {
    const stat = await file.stat();
    if (!stat.isFile()) return nothing;
    const read = async (offset: number, length: number): Promise<Uint8Array> => {
      const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, offset);
      return buffer.subarray(0, bytesRead);
    };
    const { mediaType, thumbnail } = await media.glance({ size: stat.size, read }, { signal });
    if (!thumbnail) return { ...nothing, mediaType };
    const { bytes, width, height } = thumbnail;
    return { mediaType, image: Buffer.from(bytes).toString('base64'), width, height };
  } catch (error) {
    if (signal?.aborted === true) throw new AppError('interrupted', {}, error);
    return nothing;
  } finally {
    await file.close();
  }
}
