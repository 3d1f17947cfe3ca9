import { verdictOf, type Check, type Finding, type Verification } from '../../shared/records/verification.ts';
import { ReadError, type Container } from '../container.ts';
import { parseBagInfo, parseOxum, valuesOf, type BagInfo } from './bag-info.ts';
import { parseDeclaration, type Declaration } from './declaration.ts';
import { readFetch, type FetchReport } from './fetch.ts';
import { hashFiles, type HashTotals } from './hash-files.ts';
import { Inventory, type InventoryFile } from './inventory.ts';
import { parseManifestName } from './manifest.ts';
import { checkPackageRoot, packageFormatLabel } from './package-rules.ts';
import { troubleOnWindows } from './paths.ts';
import { readManifests, type ManifestReport } from './read-manifests.ts';
import { readWhole } from './text.ts';

export interface BagProgress {
  readonly files: number;
  readonly totalFiles: number;
  readonly bytes: number;
  readonly totalBytes: number;
  readonly findings: number;
}

export interface VerifyBagOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: BagProgress) => void;
  /** Checks `data/custody/` of one of our packages; called once its payload was hashed. */
  readonly custody?: (
    container: Container,
    /** Exhibits with the SHA-256 that the payload manifest names, lower-case hex. */
    exhibits: () => Iterable<{ readonly path: string; readonly sha256: string }>,
  ) => Promise<{ readonly check: Check; readonly findings: readonly Finding[] }>;
}

/**
 * Judges a bag of BagIt 0.93 to 1.0 (RFC 8493) as a strict validator does: structure, payload and tags apart. Warnings
 * leave the verdict alone. One of our packages is held to more (docs/formats/package.md).
 */
export async function verifyBag(container: Container, options: VerifyBagOptions): Promise<Verification> {
  const bag = new BagCheck(container, options);
  return bag.run();
}

class BagCheck {
  private readonly container: Container;
  private readonly options: VerifyBagOptions;
  private readonly inventory: Inventory;
  private readonly structure: Finding[] = [];
  private readonly payload: Finding[] = [];
  private readonly tags: Finding[] = [];
  private readonly totals: HashTotals = { files: 0, bytes: 0 };
  private isPackage = false;

  constructor(container: Container, options: VerifyBagOptions) {
    this.container = container;
    this.options = options;
    this.inventory = new Inventory(container);
  }

  async run(): Promise<Verification> {
    this.structure.push(...this.container.findings);
    this.checkNames();
    const declaration = await this.readDeclaration();
    if (!declaration) {
      const reason = 'without a bag declaration the manifests cannot be read';
      return this.result([
        check('structure', this.structure, '', 'this is not a bag'),
        { check: 'payload', outcome: 'not-checked', reason },
        { check: 'tags', outcome: 'not-checked', reason },
      ]);
    }
    if (!this.inventory.folders.has('data'))
      this.malformed('data', 'there is no data folder (RFC 8493 §2.1.2)');
    const info = await this.readInfo(declaration);
    this.isPackage = info !== null && valuesOf(info, packageFormatLabel).length > 0;
    const manifests = await readManifests(this.container, this.inventory, declaration);
    const fetch = await this.readFetch(declaration);
    this.sortFindings(manifests);
    this.checkCompleteness(declaration, manifests, fetch);
    if (info) this.checkOxum(info);
    if (this.isPackage) this.structure.push(...checkPackageRoot(this.inventory, manifests.manifests));
    await this.hash();
    return this.result(await this.checks(manifests));
  }

  private async checks(manifests: ManifestReport): Promise<Check[]> {
    const checks = [
      check(
        'structure',
        this.structure,
        'a complete bag, and nothing in it that leaves it',
        'the bag is not as it must be',
      ),
      checkHashed('payload', this.payload, manifests, `every payload file matches`),
      checkHashed('tags', this.tags, manifests, 'every listed tag file matches'),
    ];
    if (!this.isPackage) return checks;
    const signed = this.inventory.file('tagmanifest-sha256.txt.minisig') !== null;
    const reason = signed ? 'this version does not check signatures' : 'the package is not signed';
    checks.push({ check: 'signature', outcome: 'not-checked', reason });
    const stamped = this.inventory.file('tagmanifest-sha256.txt.tsr') !== null;
    checks.push({
      check: 'time-stamp',
      outcome: 'not-checked',
      reason: stamped ? 'this version does not check time stamps' : 'there is no time stamp',
    });
    if (this.options.custody) {
      const custody = await this.options.custody(this.container, () => this.exhibits());
      checks.push(custody.check);
      this.structure.push(...custody.findings);
    }
    return checks;
  }

  private async readDeclaration(): Promise<Declaration | null> {
    const file = this.inventory.file('bagit.txt');
    if (!file) {
      this.malformed('bagit.txt', 'the bag declaration is missing (RFC 8493 §2.1.1)');
      return null;
    }
    const parsed = await this.read(file, (bytes) => parseDeclaration(bytes));
    if (parsed === null) return null;
    if ('problem' in parsed) {
      this.malformed('bagit.txt', parsed.problem);
      return null;
    }
    for (const detail of parsed.warnings)
      this.structure.push({ path: 'bagit.txt', problem: 'warning', detail });
    return parsed;
  }

  /** bag-info.txt; the drafts 0.93 and 0.94 called it package-info.txt. */
  private async readInfo(declaration: Declaration): Promise<BagInfo | null> {
    const file = this.inventory.file('bag-info.txt') ?? this.inventory.file('package-info.txt');
    if (!file) return null;
    const info = await this.read(file, (bytes) => parseBagInfo(declaration.decode(bytes)));
    for (const problem of info?.problems ?? []) this.malformed(file.entry.path, problem);
    return info;
  }

  private async readFetch(declaration: Declaration): Promise<FetchReport> {
    const file = this.inventory.file('fetch.txt');
    const none = { paths: new Set<string>(), findings: [] };
    if (!file) return none;
    const read = await this.read(file, (bytes) =>
      readFetch(declaration.decode(bytes), this.inventory, declaration),
    );
    this.structure.push(...(read ?? none).findings);
    return read ?? none;
  }

  private async read<T>(file: InventoryFile, parse: (bytes: Uint8Array) => T): Promise<T | null> {
    try {
      return parse(await readWhole(this.container, file.entry));
    } catch (error) {
      if (!(error instanceof ReadError)) throw error;
      this.structure.push({ path: file.entry.path, problem: error.problem, detail: error.message });
      return null;
    }
  }

  /** What the manifests' own reading found goes with what each of them is about. */
  private sortFindings(report: ManifestReport): void {
    for (const finding of report.findings) {
      const kind =
        parseManifestName(finding.path)?.kind ?? (finding.path.startsWith('data/') ? 'payload' : 'tag');
      if (finding.problem === 'unsafe') this.structure.push(finding);
      else (kind === 'payload' ? this.payload : this.tags).push(finding);
    }
  }

  private checkCompleteness(declaration: Declaration, report: ManifestReport, fetch: FetchReport): void {
    const payloadManifests = report.manifests.filter((manifest) => manifest.kind === 'payload');
    if (payloadManifests.length === 0) this.malformed('', 'there is no payload manifest (RFC 8493 §2.1.3)');
    for (const [path, { kind, manifests }] of report.missing) {
      const fetched = fetch.paths.has(path)
        ? '; fetch.txt leaves it to be fetched, and nothing is ever fetched'
        : '';
      const detail = `listed in ${manifests.join(' and ')}${fetched}`;
      (kind === 'payload' ? this.payload : this.tags).push({ path, problem: 'missing', detail });
    }
    if (declaration.version === '1.0') {
      // RFC 8493 §2.2.3: every file to be fetched stands in every payload manifest.
      for (const path of fetch.paths) {
        const { file } = this.inventory.find(path);
        const listed = report.missing.get(path)?.manifests ?? [...(file?.listedIn ?? [])];
        if (path.startsWith('data/') && listed.length < payloadManifests.length) {
          this.payload.push({
            path,
            problem: 'malformed',
            detail: 'fetch.txt names it, and not every payload manifest does',
          });
        }
      }
    }
    for (const file of this.inventory.files()) {
      if (file.entry.path.startsWith('data/'))
        this.checkListed(
          file,
          declaration,
          payloadManifests.map(({ name }) => name),
        );
    }
    const payloadNames = payloadManifests.map(({ name }) => name);
    for (const tagManifest of report.manifests.filter((manifest) => manifest.kind === 'tag')) {
      for (const name of payloadNames) {
        if (this.inventory.file(name)?.listedIn.has(tagManifest.name) === true) continue;
        const problem = declaration.version === '1.0' ? 'malformed' : 'warning';
        this.tags.push({
          path: name,
          problem,
          detail: `${tagManifest.name} does not list it (RFC 8493 §2.2.1)`,
        });
      }
    }
  }

  private checkListed(file: InventoryFile, declaration: Declaration, manifests: readonly string[]): void {
    if (manifests.length === 0) return;
    const absent = manifests.filter((name) => !file.listedIn.has(name));
    // Before 1.0 it was enough that one payload manifest lists a file.
    if (absent.length === 0 || (declaration.version !== '1.0' && absent.length < manifests.length)) return;
    const everywhere = absent.length === manifests.length;
    const detail = everywhere
      ? 'no payload manifest lists it'
      : `${absent.join(' and ')} does not list it (RFC 8493 §2.1.3)`;
    this.payload.push({ path: file.entry.path, problem: everywhere ? 'unexpected' : 'malformed', detail });
  }

  private checkOxum(info: BagInfo): void {
    const values = valuesOf(info, 'Payload-Oxum');
    const [value] = values;
    if (value === undefined) return;
    if (values.length > 1)
      this.malformed('bag-info.txt', 'Payload-Oxum stands more than once (RFC 8493 §2.2.2)');
    const stated = parseOxum(value);
    if (!stated) {
      this.malformed('bag-info.txt', `Payload-Oxum is not octets.files: ${value}`);
      return;
    }
    const payload = [...this.inventory.files()].filter((file) => file.entry.path.startsWith('data/'));
    const bytes = payload.reduce((sum, file) => sum + file.entry.size, 0);
    if (stated.bytes === bytes && stated.files === payload.length) return;
    const detail = `Payload-Oxum states ${stated.bytes} bytes in ${stated.files} files; there are ${bytes} in ${payload.length}`;
    this.payload.push({ path: 'bag-info.txt', problem: 'changed', detail });
  }

  /** Names and kinds of entry that no manifest can make right, or that not every system can hold. */
  private checkNames(): void {
    for (const entry of this.container.entries) {
      if (entry.kind === 'link') {
        this.structure.push({ path: entry.path, problem: 'unsafe', detail: 'a link; it was not followed' });
      } else if (entry.kind === 'special') {
        this.structure.push({
          path: entry.path,
          problem: 'unsafe',
          detail: 'not a regular file; it was not opened',
        });
      } else if (entry.kind === 'file') {
        const trouble = troubleOnWindows(entry.path);
        if (trouble !== null) this.structure.push({ path: entry.path, problem: 'warning', detail: trouble });
      }
    }
    for (const { paths, difference } of this.inventory.collisions()) {
      const detail = `differs only by ${difference} from ${paths.filter((path) => path !== paths[0]).join(', ')}`;
      this.structure.push({ path: paths[0] ?? '', problem: 'warning', detail });
    }
  }

  private async hash(): Promise<void> {
    const files = [...this.inventory.files()].filter((file) => file.expected.size > 0);
    const totalBytes = files.reduce((sum, file) => sum + file.entry.size, 0);
    const { totals } = this;
    const findings = await hashFiles(this.container, files, totals, this.options.signal, () =>
      this.options.onProgress({
        files: totals.files,
        totalFiles: files.length,
        bytes: totals.bytes,
        totalBytes,
        findings: this.payload.length + this.tags.length + this.structure.length,
      }),
    );
    for (const finding of findings)
      (finding.path.startsWith('data/') ? this.payload : this.tags).push(finding);
  }

  private *exhibits(): Generator<{ readonly path: string; readonly sha256: string }> {
    for (const file of this.inventory.files()) {
      const sha256 = file.expected.get('sha256')?.digest;
      const { path } = file.entry;
      if (path.startsWith('data/exhibits/') && sha256 !== undefined) yield { path, sha256 };
    }
  }

  private malformed(path: string, detail: string): void {
    this.structure.push({ path, problem: 'malformed', detail });
  }

  private result(checks: readonly Check[]): Verification {
    const findings = [...this.structure, ...this.payload, ...this.tags].sort(
      (a, b) =>
        Number(a.problem === 'warning') - Number(b.problem === 'warning') || (a.path < b.path ? -1 : 1),
    );
    return {
      kind: this.isPackage ? 'package' : 'bag',
      verdict: verdictOf(checks),
      checks,
      findings,
      filesChecked: this.totals.files,
      bytesChecked: this.totals.bytes,
    };
  }
}

const isBroken = (findings: readonly Finding[]): boolean =>
  findings.some((finding) => finding.problem !== 'warning');

function check(name: Check['check'], findings: readonly Finding[], passed: string, failed: string): Check {
  const broken = isBroken(findings);
  return { check: name, outcome: broken ? 'failed' : 'verified', reason: broken ? failed : passed };
}

/** A check that rests on manifests: with none that can be computed it is "not checked", whatever else holds. */
function checkHashed(
  name: 'payload' | 'tags',
  findings: readonly Finding[],
  report: ManifestReport,
  passed: string,
): Check {
  const of = report.manifests.filter((manifest) => manifest.kind === (name === 'tags' ? 'tag' : 'payload'));
  const known = of.filter((manifest) => manifest.algorithm !== null).map((manifest) => manifest.name);
  const unknown = of.filter((manifest) => manifest.algorithm === null).map((manifest) => manifest.name);
  if (isBroken(findings)) return { check: name, outcome: 'failed', reason: 'see the findings' };
  if (known.length === 0) {
    const reason =
      unknown.length > 0
        ? `no manifest of a known algorithm: ${unknown.join(', ')}`
        : 'there is no such manifest';
    return { check: name, outcome: 'not-checked', reason };
  }
  const left = unknown.length > 0 ? `; not checked: ${unknown.join(', ')}` : '';
  return { check: name, outcome: 'verified', reason: `${passed} ${known.join(' and ')}${left}` };
}
