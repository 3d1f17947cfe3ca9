import type { Finding } from '../../shared/records/verification.ts';
import { ReadError, type Container, type ContainerEntry } from '../container.ts';
import { FindingList } from '../finding-list.ts';
import type { Declaration } from './declaration.ts';
import type { Inventory, Position } from './inventory.ts';
import { Listing } from './listing.ts';
import { parseManifestLine, parseManifestName } from './manifest.ts';
import { decodePercent, hasBarePercent, unsafePath } from './paths.ts';
import { lineBatches } from './text.ts';

export interface MissingFile {
  readonly kind: 'payload' | 'tag';
  readonly manifests: string[];
}

export interface ManifestReport {
  readonly manifests: readonly Listing[];
  /** Listed and not there, by path. */
  readonly missing: ReadonlyMap<string, MissingFile>;
  /** What is wrong with a line or with the whole, by the kind of manifest that says it. */
  readonly findings: { readonly payload: FindingList; readonly tag: FindingList };
}

/** Reads every manifest of a bag, line by line, and holds it against the files that are there. */
export async function readManifests(
  container: Container,
  inventory: Inventory,
  declaration: Declaration,
  signal: AbortSignal,
): Promise<ManifestReport> {
  const manifests: Listing[] = [];
  const missing = new Map<string, MissingFile>();
  const found = { payload: new FindingList(), tag: new FindingList() };
  const tagFiles = inventory.files.slice(0, inventory.tagCount);
  for (const entry of tagFiles.sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const name = parseManifestName(entry.path);
    if (!name) continue;
    const listing = new Listing(entry.path, name, inventory);
    manifests.push(listing);
    const find = (path: string, problem: Finding['problem'], detail: string): void => {
      found[name.kind].add({ path, problem, detail });
    };
    if (name.algorithm !== null && name.label !== name.algorithm)
      find(entry.path, 'warning', `the algorithm is written ${name.label} (RFC 8493 §2.4)`);
    const reader = new ManifestReader(listing, inventory, declaration, missing, find);
    await reader.read(container, entry, signal);
  }
  return { manifests, missing, findings: found };
}

/** Of files that are listed and not there, more are only counted: no bag of this size is whole but for them. */
const mostMissing = 2_000_000;

interface UnmatchedLine {
  readonly candidates: readonly string[];
  readonly digest: string;
}

class ManifestReader {
  private readonly listing: Listing;
  private readonly inventory: Inventory;
  private readonly declaration: Declaration;
  private readonly missing: Map<string, MissingFile>;
  private readonly find: (path: string, problem: Finding['problem'], detail: string) => void;
  /** Lines that no exact name fits: looked up by normal form once all others have found theirs. */
  private readonly unmatched: UnmatchedLine[] = [];
  private emptyLines = 0;

  constructor(
    listing: Listing,
    inventory: Inventory,
    declaration: Declaration,
    missing: Map<string, MissingFile>,
    find: (path: string, problem: Finding['problem'], detail: string) => void,
  ) {
    this.listing = listing;
    this.inventory = inventory;
    this.declaration = declaration;
    this.missing = missing;
    this.find = find;
  }

  async read(container: Container, entry: ContainerEntry, signal: AbortSignal): Promise<void> {
    const { name, algorithm } = this.listing;
    let number = 0;
    try {
      for await (const lines of lineBatches(container.stream(entry), this.declaration.encodingOf)) {
        signal.throwIfAborted();
        for (const text of lines) {
          number += 1;
          const marked = number === 1 && text.startsWith('\ufeff');
          if (marked) this.find(name, 'warning', 'begins with a byte order mark');
          const line = parseManifestLine(marked ? text.slice(1) : text, algorithm);
          if (this.unmatched.length >= mostMissing) this.matchUnmatched();
          if (line === null) this.emptyLines += 1;
          else if (typeof line === 'string') this.find(name, 'malformed', `line ${number} ${line}`);
          else this.take(line.path, line.digest);
        }
      }
    } catch (error) {
      if (!(error instanceof ReadError)) throw error;
      this.find(name, error.problem, error.message);
    }
    if (this.emptyLines > 0) this.find(name, 'warning', `has ${this.emptyLines} empty lines`);
    this.matchUnmatched();
  }

  private take(written: string, digest: string): void {
    const candidates = this.readings(written);
    for (const [rank, path] of candidates.entries()) {
      if (unsafePath(path) !== null) continue;
      const position = this.inventory.find(path);
      if (position === null) continue;
      if (rank > 0) this.find(path, 'warning', `${this.listing.name} writes its path as "${written}"`);
      if (this.allowed(path)) this.list(position, path, digest);
      return;
    }
    const path = plainest(candidates);
    const unsafe = unsafePath(path);
    if (unsafe !== null)
      this.find(path, 'unsafe', `${this.listing.name} names ${unsafe}; nothing was read there`);
    else if (this.allowed(path)) this.unmatched.push({ candidates, digest });
  }

  private list(position: Position, path: string, digest: string): void {
    const { listing, declaration } = this;
    if (!listing.has(position)) {
      listing.set(position, digest);
      return;
    }
    // One line twice is tolerated by the drafts; two checksums for one file by nobody.
    const before = listing.digest(position);
    if (before !== null && before !== digest)
      this.find(path, 'malformed', `${listing.name} lists it twice with different checksums`);
    else if (declaration.version === '1.0') this.find(path, 'malformed', `${listing.name} lists it twice`);
    else this.find(path, 'warning', `${listing.name} lists it twice`);
  }

  private matchUnmatched(): void {
    for (const line of this.unmatched.splice(0)) this.matchByForm(line);
  }

  private matchByForm({ candidates, digest }: UnmatchedLine): void {
    const { listing } = this;
    const alike =
      candidates.map((path) => this.inventory.alike(path)).find((found) => found.length > 0) ?? [];
    const position = alike.find((candidate) => !listing.has(candidate)) ?? alike[0];
    const path = plainest(candidates);
    if (position === undefined) {
      const known = this.missing.get(path);
      if (known?.manifests.includes(listing.name) === true)
        this.find(path, 'malformed', `${listing.name} lists it twice, and it is not there`);
      else if (known) known.manifests.push(listing.name);
      else if (this.missing.size < mostMissing)
        this.missing.set(path, { kind: listing.kind, manifests: [listing.name] });
      else this.find(path, 'missing', `listed in ${listing.name}`);
      return;
    }
    const actual = this.inventory.entry(position).path;
    const detail = `${listing.name} lists it in another Unicode normalisation than the file's name: ${actual}`;
    this.find(path, 'warning', detail);
    this.list(position, path, digest);
  }

  /**
   * What a written path can mean, the likeliest first. RFC 8493 §2.1.3 has one reading; the drafts before 1.0 left the
   * encoding open. A leading `*` is GNU coreutils' mark of a file read in binary mode, `./` what find(1) writes.
   */
  private readings(written: string): string[] {
    const plain = this.declaration.version === '1.0' ? [decodePercent(written)] : draftReadings(written);
    if (this.declaration.version === '1.0' && hasBarePercent(written)) {
      const detail = `${this.listing.name} has a percent sign in its path that is not encoded (RFC 8493 §2.1.3)`;
      this.find(decodePercent(written), 'warning', detail);
    }
    const unmarked = plain.filter((path) => path.startsWith('*')).map((path) => path.slice(1));
    const all = [...plain, ...unmarked];
    const dotted = all.filter((path) => /(?:^|\/)\.\//.test(path)).map(withoutDots);
    return dotted.length === 0 && all.length === 1 ? all : [...new Set([...all, ...dotted])];
  }

  /** Payload manifests list the payload and nothing else, tag manifests everything but payload and tag manifests. */
  private allowed(path: string): boolean {
    const payload = path.startsWith('data/');
    const { kind, name } = this.listing;
    if (kind === 'payload' && !payload) {
      this.find(path, 'malformed', `${name} lists what is not payload (RFC 8493 §2.1.3)`);
      return false;
    }
    if (kind === 'tag' && (payload || parseManifestName(path)?.kind === 'tag')) {
      const what = payload ? 'payload' : 'a tag manifest';
      this.find(path, 'malformed', `${name} lists ${what} (RFC 8493 §2.2.1)`);
      return false;
    }
    return true;
  }
}

function draftReadings(written: string): string[] {
  const readings = [written];
  if (written.includes('%')) {
    readings.push(decodePercent(written));
    try {
      readings.push(decodeURIComponent(written));
    } catch {
      // Not an encoding of anything: it stands for itself.
    }
  }
  if (/[ \t]$/.test(written)) readings.push(written.trimEnd());
  return readings;
}

const withoutDots = (path: string): string => path.replace(/(^|\/)(?:\.\/)+/g, '$1');

/** The reading to show where no file fits: without marks. */
function plainest(candidates: readonly string[]): string {
  return withoutDots((candidates[0] ?? '').replace(/^\*/, ''));
}
