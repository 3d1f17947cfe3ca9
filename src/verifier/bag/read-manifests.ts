import type { Finding } from '../../shared/records/verification.ts';
import { ReadError, type Container } from '../container.ts';
import type { Declaration } from './declaration.ts';
import type { Inventory, InventoryFile, Match } from './inventory.ts';
import { parseManifest, parseManifestName, type ManifestName } from './manifest.ts';
import { decodePercent, unsafePath } from './paths.ts';
import { readWhole } from './text.ts';

export interface ReadManifest extends ManifestName {
  readonly name: string;
}

export interface ManifestReport {
  readonly manifests: readonly ReadManifest[];
  /** Listed in a payload manifest and not there, by path as written. */
  readonly missing: Map<string, { readonly kind: 'payload' | 'tag'; readonly manifests: string[] }>;
  readonly findings: Finding[];
}

/** Reads every manifest of a bag and notes in the inventory what each names for which file. */
export async function readManifests(
  container: Container,
  inventory: Inventory,
  declaration: Declaration,
): Promise<ManifestReport> {
  const report = { manifests: [] as ReadManifest[], missing: new Map(), findings: [] as Finding[] };
  const found = [...inventory.files()].map((file) => ({ file, name: parseManifestName(file.entry.path) }));
  for (const { file, name } of found.sort((a, b) => (a.file.entry.path < b.file.entry.path ? -1 : 1))) {
    if (!name) continue;
    const manifest = { ...name, name: file.entry.path };
    report.manifests.push(manifest);
    let text: string;
    try {
      text = declaration.decode(await readWhole(container, file.entry));
    } catch (error) {
      if (!(error instanceof ReadError)) throw error;
      report.findings.push({ path: manifest.name, problem: error.problem, detail: error.message });
      continue;
    }
    new ManifestReader(manifest, inventory, declaration, report).read(text);
  }
  return report;
}

class ManifestReader {
  private readonly manifest: ReadManifest;
  private readonly inventory: Inventory;
  private readonly declaration: Declaration;
  private readonly report: ManifestReport;
  /** Checksum by path as looked up, to find a path that stands here twice. */
  private readonly seen = new Map<string, string>();

  constructor(
    manifest: ReadManifest,
    inventory: Inventory,
    declaration: Declaration,
    report: ManifestReport,
  ) {
    this.manifest = manifest;
    this.inventory = inventory;
    this.declaration = declaration;
    this.report = report;
  }

  read(text: string): void {
    for (const line of parseManifest(text, this.manifest.algorithm)) {
      if ('problem' in line) this.malformed(this.manifest.name, line.problem);
      else this.take(line.path, line.digest);
    }
  }

  private take(written: string, digest: string): void {
    const { path, match } = this.resolve(written);
    const unsafe = unsafePath(path);
    if (unsafe !== null) {
      this.find(path, 'unsafe', `${this.manifest.name} names ${unsafe}; nothing was read there`);
      return;
    }
    if (!this.allowed(path)) return;
    const before = this.seen.get(path);
    if (before !== undefined) {
      // One line twice is tolerated by the drafts; two checksums for one file by nobody.
      if (before !== digest)
        this.malformed(path, `${this.manifest.name} lists it twice with different checksums`);
      else if (this.declaration.version === '1.0')
        this.malformed(path, `${this.manifest.name} lists it twice`);
      else this.warn(path, `${this.manifest.name} lists it twice`);
      return;
    }
    this.seen.set(path, digest);
    if (!match.file) {
      const missing = this.report.missing.get(path) ?? { kind: this.manifest.kind, manifests: [] };
      missing.manifests.push(this.manifest.name);
      this.report.missing.set(path, missing);
      return;
    }
    if (match.how === 'normalised') {
      this.warn(path, `listed in another Unicode normalisation than the file's name (${this.manifest.name})`);
    }
    this.expect(match.file, path, digest);
  }

  private expect(file: InventoryFile, path: string, digest: string): void {
    const { algorithm, name } = this.manifest;
    file.listedIn.add(name);
    if (algorithm === null) return;
    const before = file.expected.get(algorithm);
    // A payload and a tag manifest never list the same file; two forms of one name in one manifest can.
    if (before && before.digest !== digest)
      this.malformed(path, `${name} lists it twice with different checksums`);
    else file.expected.set(algorithm, { digest, manifest: name });
  }

  /** The path a line means: what exists is preferred over what is decoded from it. */
  private resolve(written: string): { readonly path: string; readonly match: Match } {
    const candidates = [this.declaration.version === '1.0' ? decodePercent(written) : written];
    candidates.push(this.declaration.version === '1.0' ? written : decodePercent(written));
    for (const candidate of [...candidates]) {
      // GNU coreutils mark a file read in binary mode.
      if (candidate.startsWith('*')) candidates.push(candidate.slice(1));
    }
    for (const candidate of [...candidates]) {
      if (candidate.startsWith('./')) candidates.push(candidate.replace(/^(?:\.\/)+/, ''));
    }
    for (const [rank, candidate] of candidates.entries()) {
      if (unsafePath(candidate) !== null) continue;
      const match = this.inventory.find(candidate);
      if (!match.file) continue;
      if (rank > 0 && candidate !== candidates[0]) {
        this.warn(candidate, `${this.manifest.name} writes its path as "${written}"`);
      }
      return { path: candidate, match };
    }
    const plain = (candidates[0] ?? written).replace(/^\*/, '').replace(/^(?:\.\/)+/, '');
    return { path: plain, match: { file: null } };
  }

  /** Payload manifests list the payload and nothing else, tag manifests everything but payload and tag manifests. */
  private allowed(path: string): boolean {
    const payload = path.startsWith('data/');
    const { kind, name } = this.manifest;
    if (kind === 'payload' && !payload) {
      this.malformed(path, `${name} lists what is not payload (RFC 8493 §2.1.3)`);
      return false;
    }
    if (kind === 'tag' && (payload || parseManifestName(path)?.kind === 'tag')) {
      this.malformed(path, `${name} lists ${payload ? 'payload' : 'a tag manifest'} (RFC 8493 §2.2.1)`);
      return false;
    }
    return true;
  }

  private malformed(path: string, detail: string): void {
    this.find(path, 'malformed', detail);
  }
  private warn(path: string, detail: string): void {
    this.find(path, 'warning', detail);
  }
  private find(path: string, problem: Finding['problem'], detail: string): void {
    this.report.findings.push({ path, problem, detail });
  }
}
