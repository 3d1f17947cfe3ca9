import { createReadStream, readdirSync, type Dirent, lstatSync } from 'node:fs';
import type { Finding } from '../../shared/records/verification.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import {
  ReadError,
  type Container,
  type ContainerEntry,
  type ReadProblem,
} from '../../verifier/container.ts';
import { joinBytes, readablePath } from '../paths/path-bytes.ts';
import { realFiles, systemCode } from '../transfer/file-layer.ts';
import { TransferError, type TransferFailure, type TransferPool } from '../transfer/types.ts';

/**
 * A folder as the verifier sees it. It is listed once, without following links; only what was listed can be read, so no
 * manifest can lead outside.
 */
export function openFolderContainer(root: string, pool: TransferPool): Container {
  const paths = new Map<ContainerEntry, Buffer>();
  const findings: Finding[] = [];
  list(Buffer.from(root), '', paths, findings);
  const pathOf = (entry: ContainerEntry): Buffer => {
    const path = paths.get(entry);
    if (!path) throw new Error('an entry of another container');
    return path;
  };
  return {
    form: 'folder',
    entries: [...paths.keys()],
    findings,
    parallel: pool.size,
    async *stream(entry) {
      try {
        const fd = realFiles.openForReading(pathOf(entry));
        for await (const chunk of createReadStream('', { fd, highWaterMark: 1024 * 1024 }))
          yield chunk as Uint8Array;
      } catch (error) {
        const code = systemCode(error);
        if (code === null) throw error;
        throw new ReadError(
          code === 'ENOENT' ? 'missing' : code === 'EBUSY' ? 'blocked' : 'unreadable',
          `the system says ${code}`,
        );
      }
    },
    async hash(entry, algorithms, signal) {
      try {
        return await pool.run({ source: { path: pathOf(entry) }, algorithms }, signal);
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

function list(folder: Buffer, prefix: string, paths: Map<ContainerEntry, Buffer>, findings: Finding[]): void {
  let names: Dirent<Buffer>[];
  try {
    names = readdirSync(folder, { withFileTypes: true, encoding: 'buffer' });
  } catch (error) {
    findings.push({
      path: prefix,
      problem: 'unreadable',
      detail: `the folder cannot be listed (${systemCode(error) ?? 'unknown'})`,
    });
    return;
  }
  for (const { name } of names) {
    const path = joinBytes(folder, name);
    const { text, bytes } = readablePath(name);
    const shown = prefix === '' ? text : `${prefix}/${text}`;
    let stat;
    try {
      stat = lstatSync(path);
    } catch (error) {
      findings.push({
        path: shown,
        problem: 'unreadable',
        detail: `the system says ${systemCode(error) ?? 'unknown'}`,
      });
      continue;
    }
    const kind = stat.isFile()
      ? 'file'
      : stat.isDirectory()
        ? 'folder'
        : stat.isSymbolicLink()
          ? 'link'
          : 'special';
    paths.set(
      { path: shown, bytes: bytes === null ? null : name, kind, size: stat.isFile() ? stat.size : 0 },
      path,
    );
    if (kind === 'folder') list(path, shown, paths, findings);
  }
}
