import type { Finding } from '../../shared/records/verification.ts';
import type { Declaration } from './declaration.ts';
import type { Inventory } from './inventory.ts';
import { decodePercent, unsafePath } from './paths.ts';
import { linesOf } from './text.ts';

export interface FetchReport {
  /** Paths that the bag leaves to be fetched, as looked up. */
  readonly paths: ReadonlySet<string>;
  readonly findings: readonly Finding[];
}

/** Reads fetch.txt (RFC 8493 §2.2.3). Nothing is ever fetched: it can name any host. */
export function readFetch(text: string, inventory: Inventory, declaration: Declaration): FetchReport {
  const paths = new Set<string>();
  const findings: Finding[] = [];
  let number = 0;
  for (const line of linesOf(text)) {
    number += 1;
    if (line === '') continue;
    const match = /^(\S+)[ \t]+(\d+|-)[ \t]+(.+)$/s.exec(line);
    const written = match?.[3];
    if (written === undefined) {
      findings.push({
        path: 'fetch.txt',
        problem: 'malformed',
        detail: `line ${number} is not an address, a length and a path`,
      });
      continue;
    }
    const path = decodePercent(written).replace(/^(?:\.\/)+/, '');
    const unsafe = unsafePath(path);
    if (unsafe !== null) {
      findings.push({ path, problem: 'unsafe', detail: `fetch.txt names ${unsafe}; nothing was fetched` });
      continue;
    }
    paths.add(path);
    const { file } = inventory.find(path);
    // Asked of 1.0 only: it must be payload, and every payload manifest must list it.
    const problem = declaration.version === '1.0' && !path.startsWith('data/') ? 'malformed' : 'warning';
    if (!path.startsWith('data/')) {
      findings.push({ path, problem, detail: 'fetch.txt names what is not payload; it was not fetched' });
    } else if (file) {
      findings.push({
        path,
        problem: 'warning',
        detail: 'fetch.txt names it, and it is here already; nothing was fetched',
      });
    }
  }
  return { paths, findings };
}
