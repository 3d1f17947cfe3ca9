import { lstatSync, readdirSync, type Stats } from 'node:fs';
import type { Finding } from '../../shared/records/verification.ts';
import type { ContainerEntry } from '../../verifier/container.ts';
import { joinBytes, readablePath } from '../paths/path-bytes.ts';
import { systemCode } from '../transfer/file-layer.ts';

export interface FolderListing {
  readonly entries: readonly ContainerEntry[];
  /** Folders that cannot be listed, names that vanish. */
  readonly findings: readonly Finding[];
}

/** Milliseconds of listing after which others have their turn. */
const turn = 20;
const slash = Buffer.from('/');

/** Everything below a folder, by its own names. Links are listed and not followed, nothing is opened but folders. */
export async function listFolder(root: Buffer, signal: AbortSignal): Promise<FolderListing> {
  const entries: ContainerEntry[] = [];
  const findings: Finding[] = [];
  /** Folders still to be listed, relative to the root: the root's own name is empty. */
  const folders: Buffer[] = [Buffer.alloc(0)];
  let since = performance.now();
  for (let folder = folders.pop(); folder; folder = folders.pop()) {
    for (const name of namesIn(root, folder, findings)) {
      const path = folder.length === 0 ? name : Buffer.concat([folder, slash, name]);
      const entry = describe(root, path, findings);
      if (entry) entries.push(entry);
      if (entry?.kind === 'folder') folders.push(path);
      if (performance.now() - since < turn) continue;
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
      since = performance.now();
    }
  }
  return { entries, findings };
}

/** The bytes of an entry's path on this system, below `root`. */
export function pathOf(root: Buffer, { path, bytes }: ContainerEntry): Buffer {
  return joinBytes(root, bytes ? Buffer.from(bytes) : Buffer.from(path));
}

function namesIn(root: Buffer, folder: Buffer, findings: Finding[]): Buffer[] {
  try {
    return readdirSync(folder.length === 0 ? root : joinBytes(root, folder), { encoding: 'buffer' });
  } catch (error) {
    const detail = `the folder cannot be listed: ${codeOf(error)}`;
    findings.push({ path: readablePath(folder).text, problem: 'unreadable', detail });
    return [];
  }
}

function describe(root: Buffer, path: Buffer, findings: Finding[]): ContainerEntry | null {
  const { text, bytes } = readablePath(path);
  try {
    const stat = lstatSync(joinBytes(root, path));
    // A copy: the name would otherwise keep the whole block of memory that it was read into.
    const own = bytes === null ? null : Uint8Array.from(path);
    return { path: text, bytes: own, kind: kindOf(stat), size: stat.isFile() ? stat.size : 0 };
  } catch (error) {
    findings.push({ path: text, problem: 'unreadable', detail: `the system says ${codeOf(error)}` });
    return null;
  }
}

function kindOf(stat: Stats): ContainerEntry['kind'] {
  if (stat.isFile()) return 'file';
  if (stat.isDirectory()) return 'folder';
  return stat.isSymbolicLink() ? 'link' : 'special';
}

function codeOf(error: unknown): string {
  const code = systemCode(error);
  if (code === null) throw error;
  return code;
}
