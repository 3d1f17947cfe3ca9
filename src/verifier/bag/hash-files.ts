import type { Finding } from '../../shared/records/verification.ts';
import { ReadError, type Container, type HashAlgorithm } from '../container.ts';
import type { Inventory, Position } from './inventory.ts';
import type { Listing } from './listing.ts';

export interface HashTotals {
  /** Files whose bytes were compared with a checksum, and their bytes. */
  files: number;
  bytes: number;
  /** The same of everything that was dealt with, for progress. */
  filesRead: number;
  bytesRead: number;
}

export interface HashRequest {
  readonly container: Container;
  readonly inventory: Inventory;
  readonly manifests: readonly Listing[];
  readonly totals: HashTotals;
  readonly signal: AbortSignal;
  readonly onProgress: () => void;
}

export interface HashPlan {
  /** Positions of the files to read. */
  readonly files: Uint32Array;
  readonly bytes: number;
}

/**
 * What is to be read: every file that a manifest with a known algorithm lists, and of a zip every other file too, for a
 * zip has a checksum of its own.
 */
export function planHashing({ container, inventory, manifests }: HashRequest): HashPlan {
  const known = manifests.filter((manifest) => manifest.algorithm !== null);
  const chosen: Position[] = [];
  let bytes = 0;
  for (const [position, entry] of inventory.files.entries()) {
    if (container.form === 'folder' && !known.some((manifest) => manifest.has(position))) continue;
    chosen.push(position);
    bytes += entry.size;
  }
  return { files: Uint32Array.from(chosen), bytes };
}

/**
 * Hashes files by every algorithm that a manifest names for them and compares: the larger first, so that no core is left
 * with a large file at the end. A file larger than a core's share of the whole is hashed by its algorithms apart.
 */
export async function hashFiles(request: HashRequest, plan: HashPlan): Promise<Finding[]> {
  const findings: Finding[] = [];
  const tasks = tasksOf(request, plan);
  const worker = async (): Promise<void> => {
    // The iterator is shared: each worker takes the next task.
    for (const task of tasks) {
      request.signal.throwIfAborted();
      for (const finding of await check(request, task)) findings.push(finding);
      if (task.first) {
        request.totals.filesRead += 1;
        request.totals.bytesRead += request.inventory.entry(task.position).size;
      }
      request.onProgress();
    }
  };
  // Two in flight per core, so that no core waits for the next request.
  await Promise.all(Array.from({ length: request.container.parallel * 2 }, worker));
  return merge(findings);
}

interface Task {
  readonly position: Position;
  readonly manifests: readonly Listing[];
  /** One task of each file counts it. */
  readonly first: boolean;
}

function* tasksOf({ container, inventory, manifests }: HashRequest, plan: HashPlan): Generator<Task> {
  const share = plan.bytes / container.parallel;
  for (const position of largestFirst(inventory, plan.files)) {
    const naming = manifests.filter((manifest) => manifest.digest(position) !== null);
    const algorithms = new Set(naming.map((manifest) => manifest.algorithm));
    if (inventory.entry(position).size <= share || algorithms.size < 2) {
      yield { position, manifests: naming, first: true };
      continue;
    }
    let first = true;
    for (const algorithm of algorithms) {
      yield { position, manifests: naming.filter((manifest) => manifest.algorithm === algorithm), first };
      first = false;
    }
  }
}

/** By powers of two: the order within one matters to nobody, and a million files are put in order at once. */
function* largestFirst(inventory: Inventory, files: Uint32Array): Generator<Position> {
  const power = (position: Position): number =>
    Math.ceil(Math.log2(Math.max(1, inventory.entry(position).size)));
  const counts = new Map<number, number>();
  for (const position of files) counts.set(power(position), (counts.get(power(position)) ?? 0) + 1);
  const starts = new Map<number, number>();
  let start = 0;
  for (const [key, count] of [...counts].sort(([a], [b]) => b - a)) {
    starts.set(key, start);
    start += count;
  }
  const ordered = new Uint32Array(files.length);
  for (const position of files) {
    const at = starts.get(power(position)) ?? 0;
    starts.set(power(position), at + 1);
    ordered[at] = position;
  }
  yield* ordered;
}

async function check(request: HashRequest, task: Task): Promise<Finding[]> {
  const { container, inventory, totals, signal } = request;
  const entry = inventory.entry(task.position);
  const { path } = entry;
  const wanted = new Set<HashAlgorithm>();
  for (const { algorithm } of task.manifests) if (algorithm !== null) wanted.add(algorithm);
  try {
    const { bytes, digests } = await container.hash(entry, [...wanted], signal);
    if (task.first && wanted.size > 0) {
      totals.files += 1;
      totals.bytes += bytes;
    }
    const differing = task.manifests.filter(
      (manifest) =>
        manifest.algorithm !== null && digests[manifest.algorithm] !== manifest.digest(task.position),
    );
    if (differing.length === 0) return [];
    const names = differing.map((manifest) => manifest.name);
    return [{ path, problem: 'changed', detail: `its bytes do not match ${names.join(' and ')}` }];
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    return [{ path, problem: error.problem, detail: error.message }];
  }
}

/** A file that was hashed in two tasks and failed in both is one finding. */
function merge(findings: readonly Finding[]): Finding[] {
  const byFile = new Map<string, Finding>();
  for (const finding of findings) {
    const key = `${finding.problem}\0${finding.path}`;
    const before = byFile.get(key);
    const detail =
      before && before.detail !== finding.detail ? `${before.detail}; ${finding.detail}` : finding.detail;
    byFile.set(key, { ...finding, detail });
  }
  return [...byFile.values()];
}
