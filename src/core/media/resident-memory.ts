import { readFileSync } from 'node:fs';

const PAGE_SIZE = 4096;

/** Bytes of a process resident in memory, or null where the system does not tell (anywhere but Linux). */
export function residentMemory(pid: number): number | null {
  if (process.platform !== 'linux') return null;
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]);
    return Number.isFinite(pages) ? pages * PAGE_SIZE : null;
  } catch {
    return null;
  }
}
