import type { PackageOutput } from './output.ts';
import { digestsOf, type Spool } from './spool.ts';
import type { Digests } from './types.ts';

/** Small files of the bag in RFC 8493's terms, and the lines of its manifests. */

const algorithms = ['sha256', 'sha512'] as const;
const declaration = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

interface TagFile {
  readonly path: string;
  readonly digests: Digests;
}

/**
 * A BagIt 1.0 bag (RFC 8493) under construction. All names in it are plain ASCII without `%`, so that nothing needs the
 * percent-encoding of §2.1.3, and manifests are as `sha256sum -c` reads them: digest, two spaces, path.
 */
export class Bag {
  payloadFiles = 0;
  payloadBytes = 0;
  private readonly output: PackageOutput;
  private readonly manifests: Readonly<Record<(typeof algorithms)[number], Spool>>;
  private readonly tags: TagFile[] = [];
  /** Files written piece by piece, to be read again when all is done. */
  private readonly rereads: TagFile[] = [];

  private constructor(output: PackageOutput, manifests: Bag['manifests']) {
    this.output = output;
    this.manifests = manifests;
  }

  static async begin(output: PackageOutput): Promise<Bag> {
    const sha256 = await output.openSpool('manifest-sha256.txt');
    const sha512 = await output.openSpool('manifest-sha512.txt');
    const bag = new Bag(output, { sha256, sha512 });
    await bag.addTag('bagit.txt', declaration);
    return bag;
  }

  /** A payload file that is in its place. */
  async listPayload(path: string, size: number, digests: Digests): Promise<void> {
    this.payloadFiles += 1;
    this.payloadBytes += size;
    for (const name of algorithms) await this.manifests[name].write(`${digests[name]}  ${path}\n`);
  }

  async addPayloadSpool(path: string, spool: Spool): Promise<void> {
    const { size, digests } = await this.output.addSpool(path, spool);
    this.rereads.push({ path, digests });
    await this.listPayload(path, size, digests);
  }

  /** A tag file, UTF-8. */
  async addTag(path: string, text: string): Promise<void> {
    const bytes = Buffer.from(text);
    const complete = await this.output.addBytes(path, bytes);
    await complete();
    this.tags.push({ path, digests: digestsOf(bytes) });
  }

  /** Closes the manifests and writes the tag manifests. Returns tagmanifest-sha256.txt and its SHA-256, lower-case hex. */
  async seal(): Promise<{ readonly text: string; readonly sha256: string }> {
    for (const name of algorithms) {
      const path = `manifest-${name}.txt`;
      const { digests } = await this.output.addSpool(path, this.manifests[name]);
      this.tags.push({ path, digests });
    }
    // RFC 8493 §2.2.1: a tag manifest lists every payload manifest, may list other tag files, and no tag manifest.
    const listed = [...this.tags];
    const lines = (name: (typeof algorithms)[number]): string =>
      listed.map(({ path, digests }) => `${digests[name]}  ${path}\n`).join('');
    for (const name of algorithms) await this.addTag(`tagmanifest-${name}.txt`, lines(name));
    const text = lines('sha256');
    return { text, sha256: digestsOf(Buffer.from(text)).sha256 };
  }

  /** A file about the tag manifests, which no manifest lists: a signature. */
  async addBeside(path: string, text: string): Promise<void> {
    const bytes = Buffer.from(text);
    const complete = await this.output.addBytes(path, bytes);
    await complete();
    this.rereads.push({ path, digests: digestsOf(bytes) });
  }

  /** Tag files and lists with their digests, for reading them again. */
  written(): readonly TagFile[] {
    return [...this.rereads, ...this.tags];
  }
}

/** `Label: value` lines (RFC 8493 §2.2.2). Values are one line each. */
export function bagInfo(fields: readonly (readonly [label: string, value: string | number])[]): string {
  return fields.map(([label, value]) => `${label}: ${String(value).replace(/\s+/g, ' ')}\n`).join('');
}
