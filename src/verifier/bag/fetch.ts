import type { Finding } from '../../shared/records/verification.ts';
import { ReadError, type Container, type ContainerEntry } from '../container.ts';
import { FindingList } from '../finding-list.ts';
import type { Declaration } from './declaration.ts';
import type { Inventory } from './inventory.ts';
import { decodePercent, unsafePath } from './paths.ts';
import { lineBatches } from './text.ts';

export interface FetchReport {
  /** Paths that the bag leaves to be fetched, as looked up. */
  readonly paths: ReadonlySet<string>;
  readonly findings: FindingList;
}

/** Reads fetch.txt (RFC 8493 §2.2.3). Nothing is ever fetched: it can name any host. */
export async function readFetch(
  container: Container,
  entry: ContainerEntry,
  inventory: Inventory,
  declaration: Declaration,
): Promise<FetchReport> {
  const reader = new FetchReader(inventory, declaration);
  try {
    for await (const lines of lineBatches(container.stream(entry), declaration.encodingOf))
      for (const line of lines) reader.take(line);
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    reader.findings.add({ path: entry.path, problem: error.problem, detail: error.message });
  }
  return reader;
}

/** Further ones are checked and not remembered. */
const mostPaths = 2_000_000;

class FetchReader implements FetchReport {
  readonly paths = new Set<string>();
  readonly findings = new FindingList();
  private readonly inventory: Inventory;
  private readonly strict: boolean;
  private number = 0;

  constructor(inventory: Inventory, declaration: Declaration) {
    this.inventory = inventory;
    this.strict = declaration.version === '1.0';
  }

  take(text: string): void {
    this.number += 1;
    const line = this.number === 1 ? text.replace(/^\ufeff/, '') : text;
    if (line.trim() === '') return;
    const match = /^(\S+)[ \t]+(\d+|-)[ \t]+(.+)$/s.exec(line);
    const [address, written] = [match?.[1], match?.[3]];
    if (address === undefined || written === undefined) {
      this.find('fetch.txt', 'malformed', `line ${this.number} is not an address, a length and a path`);
      return;
    }
    if (!/^[A-Za-z][A-Za-z0-9+.-]*:/.test(address)) {
      const detail = `line ${this.number} has an address that is not absolute`;
      this.find('fetch.txt', this.strict ? 'malformed' : 'warning', detail);
    }
    const path = decodePercent(written).replace(/^(?:\.\/)+/, '');
    const unsafe = unsafePath(path);
    if (unsafe !== null) {
      this.find(path, 'unsafe', `fetch.txt names ${unsafe}; nothing was fetched`);
      return;
    }
    if (this.paths.size < mostPaths) this.paths.add(path);
    // Asked of 1.0 only: it must be payload, and every payload manifest must list it.
    if (!path.startsWith('data/')) {
      const detail = 'fetch.txt names what is not payload; it was not fetched';
      this.find(path, this.strict ? 'malformed' : 'warning', detail);
    } else if (this.inventory.find(path) !== null) {
      this.find(path, 'warning', 'fetch.txt names it, and it is here already; nothing was fetched');
    }
  }

  private find(path: string, problem: Finding['problem'], detail: string): void {
    this.findings.add({ path, problem, detail });
  }
}
