import type { Finding } from '../../shared/records/verification.ts';
import { ReadError, type Container, type HashAlgorithm } from '../container.ts';
import type { InventoryFile } from './inventory.ts';

export interface HashTotals {
  files: number;
  bytes: number;
}

interface Task {
  readonly file: InventoryFile;
  readonly algorithms: readonly HashAlgorithm[];
  /** One task of each file counts it. */
  readonly counts: boolean;
}

/**
 * Hashes files by every algorithm that a manifest names for them and compares, largest first, so that no core is left
 * with a large file at the end. A file larger than a core's share of the whole is hashed by its algorithms apart.
 */
export async function hashFiles(
  container: Container,
  files: readonly InventoryFile[],
  totals: HashTotals,
  signal: AbortSignal,
  onProgress: () => void,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const sum = files.reduce((bytes, file) => bytes + file.entry.size, 0);
  const share = sum / container.parallel;
  const tasks: Task[] = [];
  for (const file of files.toSorted((a, b) => b.entry.size - a.entry.size)) {
    const algorithms = [...file.expected.keys()];
    if (file.entry.size > share && algorithms.length > 1) {
      algorithms.forEach((algorithm, index) =>
        tasks.push({ file, algorithms: [algorithm], counts: index === 0 }),
      );
    } else tasks.push({ file, algorithms, counts: true });
  }
  const queue = tasks.values();
  const worker = async (): Promise<void> => {
    // The iterator is shared: each worker takes the next task.
    for (const task of queue) {
      findings.push(...(await check(container, task, totals, signal)));
      onProgress();
    }
  };
  // Two in flight per core, so that no core waits for the next request.
  await Promise.all(Array.from({ length: container.parallel * 2 }, worker));
  return merge(findings);
}

async function check(
  container: Container,
  task: Task,
  totals: HashTotals,
  signal: AbortSignal,
): Promise<Finding[]> {
  const { file, algorithms } = task;
  const { path } = file.entry;
  try {
    const { bytes, digests } = await container.hash(file.entry, algorithms, signal);
    if (task.counts) {
      totals.files += 1;
      totals.bytes += bytes;
    }
    const differing = algorithms.filter(
      (algorithm) => digests[algorithm] !== file.expected.get(algorithm)?.digest,
    );
    if (differing.length === 0) return [];
    const manifests = differing.map((algorithm) => file.expected.get(algorithm)?.manifest ?? algorithm);
    return [{ path, problem: 'changed', detail: `its bytes do not match ${manifests.join(' and ')}` }];
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
