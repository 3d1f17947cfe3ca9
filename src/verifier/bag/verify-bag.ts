import { verdictOf, type Check, type Finding, type Verification } from '../../shared/records/verification.ts';
import { ReadError, type Container, type ContainerEntry } from '../container.ts';
import { FindingList } from '../finding-list.ts';
import type { MinisignCrypto, MinisignKey } from '../signature/minisign.ts';
import { checkSignatures, signaturePath, signingKeyLabel } from '../signature/package-signature.ts';
import { parseBagInfo, parseOxum, valuesOf, type BagInfo } from './bag-info.ts';
import { checkCompleteness } from './completeness.ts';
import { parseDeclaration, type Declaration } from './declaration.ts';
import { readFetch, type FetchReport } from './fetch.ts';
import { hashFiles, planHashing, type HashTotals } from './hash-files.ts';
import { Inventory } from './inventory.ts';
import type { Listing } from './listing.ts';
import { checkNames } from './names.ts';
import { inOrder, outcomeOf, outcomeOfHashes } from './outcomes.ts';
import { checkPackageRoot, bearsMarks, looksLikePackage, packageFormat } from './package-rules.ts';
import { readManifests, type ManifestReport } from './read-manifests.ts';
import { decodeWhole, readWhole } from './text.ts';

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
  /** With what the signatures of a package are checked, and the keys that whoever checks asks for. */
  readonly signatures?: { readonly crypto: MinisignCrypto; readonly trusted: readonly MinisignKey[] };
  /** Checks `data/custody/` of one of our packages; called once its payload was hashed. */
  readonly custody?: (
    container: Container,
    /** Exhibits with the SHA-256 that the payload manifest names, lower-case hex. */
    exhibits: () => Iterable<{ readonly path: string; readonly sha256: string }>,
    /** The SHA-256 that the payload manifest names for one file, or null. */
    digestOf: (path: string) => string | null,
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
  private readonly structure = new FindingList();
  private readonly payload = new FindingList();
  private readonly tags = new FindingList();
  private readonly custody = new FindingList();
  private readonly signature = new FindingList();
  private signingKeys: readonly string[] = [];
  private readonly totals: HashTotals = { files: 0, bytes: 0, filesRead: 0, bytesRead: 0 };
  private format: 'none' | 'known' | 'unknown' = 'none';

  constructor(container: Container, options: VerifyBagOptions) {
    this.container = container;
    this.options = options;
    this.inventory = new Inventory(container);
  }

  async run(): Promise<Verification> {
    const { container, inventory, options } = this;
    this.structure.addAll(container.findings);
    this.structure.addAll(checkNames(container, inventory));
    const declaration = await this.readDeclaration();
    if (!declaration) return this.withoutDeclaration();
    const info = await this.readInfo(declaration);
    if (info) {
      this.format = packageFormat(info);
      this.signingKeys = valuesOf(info, signingKeyLabel);
    }
    // Taking the label out must not take the custody check away.
    if (this.format === 'none' && looksLikePackage(container)) {
      this.format = 'known';
      this.malformed(
        'bag-info.txt',
        'the folder data/custody is that of a package, and the label of one is missing',
      );
    }
    if (this.format === 'none' && info && bearsMarks(info, container)) {
      const detail =
        'it bears marks of a Stele package and is none: it may have been one, without its log; it is judged as a bag';
      this.structure.add({ path: '', problem: 'warning', detail });
    }
    const report = await readManifests(container, inventory, declaration, options.signal);
    this.sort(report.findings.payload, this.payload);
    this.sort(report.findings.tag, this.tags);
    const found = checkCompleteness(inventory, declaration, report, await this.readFetch(declaration));
    this.structure.addAll(found.structure);
    this.payload.addAll(found.payload);
    this.tags.addAll(found.tags);
    if (this.format === 'known') this.structure.addAll(checkPackageRoot(inventory, report.manifests));
    await this.hash(report);
    if (info) this.checkOxum(info, info.path);
    return this.result(await this.checks(report));
  }

  /** A path that leaves the bag concerns the whole of it, whichever list names it. */
  private sort(found: FindingList, list: FindingList): void {
    for (const finding of found.all()) (finding.problem === 'unsafe' ? this.structure : list).add(finding);
  }

  private withoutDeclaration(): Verification {
    const reason = 'without a bag declaration the manifests cannot be read';
    return this.result([
      outcomeOf('structure', this.structure, '', 'this is not a bag'),
      { check: 'payload', outcome: 'not-checked', reason },
      { check: 'tags', outcome: 'not-checked', reason },
    ]);
  }

  private async checks({ manifests }: ManifestReport): Promise<Check[]> {
    const [payload, tags] = [
      outcomeOfHashes('payload', this.payload, manifests),
      outcomeOfHashes('tags', this.tags, manifests),
    ];
    const further =
      this.format === 'none' ? await this.askedSignatures() : await this.packageChecks(manifests);
    const whole = 'a complete bag, and nothing in it that leaves it';
    const structure = outcomeOf('structure', this.structure, whole, 'the bag is not as it must be');
    return [structure, payload, tags, ...further];
  }

  /** What only our own packages have. */
  private async packageChecks(manifests: readonly Listing[]): Promise<Check[]> {
    if (this.format === 'unknown') {
      const reason = 'the package has a format that this version does not know; it was checked as a bag';
      return (['signature', 'time-stamp', 'custody'] as const).map((name) => notChecked(name, reason));
    }
    const has = (name: string): boolean => this.inventory.tagFile(name) !== null;
    const stamped = has('tagmanifest-sha256.txt.tsr');
    const checks = [
      await this.signatures(),
      notChecked(
        'time-stamp',
        stamped ? 'this version does not check time stamps' : 'there is no time stamp',
      ),
    ];
    if (!this.options.custody)
      return [...checks, notChecked('custody', 'nothing here can check the custody log')];
    const custody = await this.options.custody(
      this.container,
      () => this.exhibits(manifests),
      (path) => this.digestOf(manifests, path),
    );
    this.custody.addAll(custody.findings);
    return [...checks, custody.check];
  }

  /** Any bag can be signed: where a key is asked for, it is not passed over in silence. */
  private async askedSignatures(): Promise<Check[]> {
    return this.options.signatures?.trusted.length ? [await this.signatures()] : [];
  }

  private async signatures(): Promise<Check> {
    const { signatures } = this.options;
    if (!signatures) return notChecked('signature', 'nothing here can check signatures');
    const read = async (file: ContainerEntry): Promise<Uint8Array | null> =>
      this.read(file, (bytes) => bytes);
    const found: { path: string; bytes: Uint8Array }[] = [];
    for (let position = 0; position < this.inventory.tagCount; position += 1) {
      const entry = this.inventory.entry(position);
      const bytes = signaturePath.test(entry.path) ? await read(entry) : null;
      if (bytes) found.push({ path: entry.path, bytes });
    }
    const tagManifest = this.inventory.tagFile('tagmanifest-sha256.txt');
    const { check, findings } = checkSignatures({
      crypto: signatures.crypto,
      trusted: signatures.trusted,
      signatures: found,
      named: this.signingKeys,
      tagManifest: tagManifest && (await read(tagManifest)),
    });
    this.signature.addAll(findings);
    return check;
  }

  private async readDeclaration(): Promise<Declaration | null> {
    const file = this.inventory.tagFile('bagit.txt');
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
      this.structure.add({ path: 'bagit.txt', problem: 'warning', detail });
    return parsed;
  }

  /** bag-info.txt; the drafts 0.93 to 0.95 called it package-info.txt. */
  private async readInfo({
    encodingOf,
    version,
  }: Declaration): Promise<(BagInfo & { readonly path: string }) | null> {
    const old = version < '0.96' ? this.inventory.tagFile('package-info.txt') : null;
    const file = this.inventory.tagFile('bag-info.txt') ?? old;
    if (!file) return null;
    const info = await this.read(file, (bytes) => parseBagInfo(decodeWhole(encodingOf, bytes), version));
    for (const problem of info?.problems ?? []) this.malformed(file.path, `${problem} (RFC 8493 §2.2.2)`);
    for (const detail of info?.warnings ?? [])
      this.structure.add({ path: file.path, problem: 'warning', detail });
    return info && { ...info, path: file.path };
  }

  private async readFetch(declaration: Declaration): Promise<FetchReport> {
    const file = this.inventory.tagFile('fetch.txt');
    if (!file) return { paths: new Set(), findings: new FindingList() };
    const report = await readFetch(this.container, file, this.inventory, declaration);
    this.structure.addAll(report.findings.all());
    return report;
  }

  private async read<T>(file: ContainerEntry, parse: (bytes: Uint8Array) => T): Promise<T | null> {
    try {
      return parse(await readWhole(this.container, file));
    } catch (error) {
      if (!(error instanceof ReadError)) throw error;
      this.structure.add({ path: file.path, problem: error.problem, detail: error.message });
      return null;
    }
  }

  /** Asked last: where files are missing, added or changed, the sum differs too and says nothing new. */
  private checkOxum(info: BagInfo, path: string): void {
    const values = valuesOf(info, 'Payload-Oxum');
    const [value] = values;
    if (value === undefined) return;
    if (values.length > 1) this.malformed(path, 'Payload-Oxum stands more than once (RFC 8493 §2.2.2)');
    const stated = parseOxum(value);
    if (!stated) {
      this.malformed(path, `Payload-Oxum is not octets.files: ${value}`);
      return;
    }
    const { files, tagCount, payloadCount } = this.inventory;
    let bytes = 0;
    for (let position = tagCount; position < files.length; position += 1) bytes += files[position]?.size ?? 0;
    if (stated.bytes === bytes && stated.files === payloadCount) return;
    if (this.payload.broken) return;
    const detail = `Payload-Oxum states ${stated.bytes} bytes in ${stated.files} files; there are ${bytes} in ${payloadCount}`;
    this.payload.add({ path, problem: 'malformed', detail });
  }

  private async hash({ manifests }: ManifestReport): Promise<void> {
    const { container, inventory, totals } = this;
    const { signal } = this.options;
    const onProgress = (): void => {
      this.options.onProgress({
        files: totals.filesRead,
        totalFiles: plan.files.length,
        bytes: totals.bytesRead,
        totalBytes: plan.bytes,
        findings: this.payload.kept.length + this.tags.kept.length + this.structure.kept.length,
      });
    };
    const request = { container, inventory, manifests, totals, signal, onProgress };
    const plan = planHashing(request);
    const findings = await hashFiles(request, plan);
    for (const finding of findings)
      (finding.path.startsWith('data/') ? this.payload : this.tags).add(finding);
  }

  private *exhibits(
    manifests: readonly Listing[],
  ): Generator<{ readonly path: string; readonly sha256: string }> {
    const { inventory } = this;
    const manifest = manifests.find(({ kind, algorithm }) => kind === 'payload' && algorithm === 'sha256');
    for (let position = inventory.tagCount; position < inventory.files.length; position += 1) {
      const { path } = inventory.entry(position);
      const sha256 = manifest?.digest(position) ?? null;
      if (path.startsWith('data/exhibits/') && sha256 !== null) yield { path, sha256 };
    }
  }

  private digestOf(manifests: readonly Listing[], path: string): string | null {
    const position = this.inventory.find(path);
    if (position === null || !this.inventory.isPayload(position)) return null;
    const manifest = manifests.find(({ kind, algorithm }) => kind === 'payload' && algorithm === 'sha256');
    return manifest?.digest(position) ?? null;
  }

  /** A whole package of a format that is not known here may be anything: its bytes match, and that is not what it is about. */
  private verdict(checks: readonly Check[]): Verification['verdict'] {
    const verdict = verdictOf(checks);
    return this.format === 'unknown' && verdict === 'verified' ? 'not-checked' : verdict;
  }

  private malformed(path: string, detail: string): void {
    this.structure.add({ path, problem: 'malformed', detail });
  }

  private result(checks: readonly Check[]): Verification {
    return {
      kind: this.format === 'none' ? 'bag' : 'package',
      verdict: this.verdict(checks),
      checks,
      findings: inOrder(
        [this.structure, this.payload, this.tags, this.signature, this.custody].map((list) => list.all()),
      ),
      filesChecked: this.totals.files,
      bytesChecked: this.totals.bytes,
    };
  }
}

function notChecked(check: Check['check'], reason: string): Check {
  return { check, outcome: 'not-checked', reason };
}
