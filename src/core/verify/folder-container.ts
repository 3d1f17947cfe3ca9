import { createReadStream } from 'node:fs';
import { AppError } from '../../shared/errors/app-error.ts';
import { ReadError, type Container, type ReadProblem } from '../../verifier/container.ts';
import { realFiles, systemCode } from '../transfer/file-layer.ts';
import { TransferError, type TransferFailure, type TransferPool } from '../transfer/types.ts';
import { listFolder, pathOf } from './list-folder.ts';

/**
 * A folder as the verifier sees it. It is listed once, without following links; only what was listed can be read, so no
 * manifest can lead outside.
 */
export async function openFolderContainer(
  root: string | Buffer,
  pool: TransferPool,
  signal: AbortSignal,
): Promise<Container> {
  const rootBytes = typeof root === 'string' ? Buffer.from(root) : root;
  const { entries, findings } = await listFolder(rootBytes, signal);
  return {
    form: 'folder',
    entries,
    findings,
    parallel: pool.size,
    async *stream(entry) {
      try {
        const fd = realFiles.openForReading(pathOf(rootBytes, entry));
        // A buffer of a megabyte for each of a hundred thousand small files keeps the memory busy and nothing else.
        const highWaterMark = Math.min(1024 * 1024, Math.max(4096, entry.size + 1));
        for await (const chunk of createReadStream('', { fd, highWaterMark })) yield chunk as Uint8Array;
      } catch (error) {
        const code = systemCode(error);
        if (code === null) throw error;
        throw new ReadError(
          code === 'ENOENT' ? 'missing' : code === 'EBUSY' ? 'blocked' : 'unreadable',
          `the system says ${code}`,
        );
      }
    },
    async hash(entry, algorithms, hashSignal) {
      try {
        return await pool.run({ source: { path: pathOf(rootBytes, entry) }, algorithms }, hashSignal);
      } catch (error) {
        throw readError(error);
      }
    },
    close: () => undefined,
  };
}

const problems: Readonly<Record<TransferFailure, ReadProblem | null>> = {
  'not-found': 'missing',
  unreadable: 'unreadable',
  blocked: 'blocked',
  changed: 'changed',
  'too-large': 'malformed',
  'corrupt-stream': 'malformed',
  'seal-broken': 'changed',
  'disk-full': null,
  'write-failed': null,
  'reread-mismatch': null,
  interrupted: null,
};

/** What a failed hash says about the file; anything else is passed on as what it is. */
export function readError(error: unknown): unknown {
  if (!(error instanceof TransferError)) return error;
  if (error.failure === 'interrupted') return new AppError('interrupted', {}, error);
  const problem = problems[error.failure];
  return problem === null ? error : new ReadError(problem, error.message);
}
