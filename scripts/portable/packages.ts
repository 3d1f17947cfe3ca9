import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';

const locked = z.object({
  version: z.string(),
  name: z.string().optional(),
  integrity: z.string(),
  dependencies: z.record(z.string(), z.string()).optional(),
});
const lockfile = z.object({ packages: z.record(z.string(), z.unknown()) });

/** A package as the lockfile names it, unpacked. */
export interface Unpacked {
  readonly name: string;
  readonly version: string;
  readonly dependencies: readonly string[];
  /** Its files by name, with `/`. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/**
 * Packages as package-lock.json has them: exact version, and bytes that fit its integrity. One that is installed here is taken
 * from node_modules; one for another platform is had from the registry by `npm pack`, which runs nothing of it.
 */
export class Packages {
  private readonly root: string;
  private readonly entries: Readonly<Record<string, unknown>>;

  constructor(root: string) {
    this.root = root;
    this.entries = lockfile.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))).packages;
  }

  get(name: string): Unpacked {
    const found = locked.safeParse(this.entries[`node_modules/${name}`]);
    if (!found.success) throw new Error(`${name} is not in package-lock.json.`);
    const { version, integrity, name: registered = name, dependencies = {} } = found.data;
    const installed = join(this.root, 'node_modules', name);
    const files = existsSync(join(installed, 'package.json'))
      ? installedFiles(installed)
      : fetched(registered, version, integrity);
    return { name, version, dependencies: Object.keys(dependencies), files };
  }
}

function installedFiles(folder: string): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(path));
  }
  return files;
}

function fetched(name: string, version: string, integrity: string): ReadonlyMap<string, Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'stele-portable-'));
  try {
    console.error(`Fetching ${name} ${version}`);
    // On Windows npm is a script that only a shell starts; both words come from the lockfile.
    execFileSync(
      'npm',
      ['pack', `${name}@${version}`, '--ignore-scripts', '--silent', '--pack-destination', folder],
      {
        stdio: ['ignore', 'ignore', 'inherit'],
        shell: process.platform === 'win32',
      },
    );
    const [tarball] = readdirSync(folder);
    if (tarball === undefined) throw new Error(`npm packed nothing of ${name}.`);
    const bytes = readFileSync(join(folder, tarball));
    const [algorithm = '', wanted] = integrity.split(/-(.*)/s);
    if (createHash(algorithm).update(bytes).digest('base64') !== wanted)
      throw new Error(`${name} ${version} is not what package-lock.json says it is.`);
    return untar(gunzipSync(bytes));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Ordinary files of a ustar or pax archive, without the folder that npm puts around them. */
export function untar(bytes: Buffer): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  let long: string | null = null;
  for (let at = 0; at + 512 <= bytes.length && bytes[at] !== 0;) {
    const field = (from: number, length: number): string =>
      bytes.toString('utf8', at + from, at + from + length).replace(/\0.*$/s, '');
    const size = Number.parseInt(field(124, 12).trim() || '0', 8);
    const type = field(156, 1);
    const body = bytes.subarray(at + 512, at + 512 + size);
    const prefix = field(257, 5) === 'ustar' ? field(345, 155) : '';
    const name = long ?? (prefix === '' ? field(0, 100) : `${prefix}/${field(0, 100)}`);
    long = null;
    if (type === 'x') long = /\d+ path=(?<path>.*)\n/.exec(body.toString('utf8'))?.groups?.['path'] ?? null;
    else if (type === 'L') long = body.toString('utf8').replace(/\0.*$/s, '');
    else if (type === '0' || type === '') {
      const inside = name.split('/').slice(1).join('/');
      if (inside === '' || inside.split('/').includes('..'))
        throw new Error(`A package holds a strange name: ${name}`);
      files.set(inside, Buffer.from(body));
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}

/** Writes those files of a package that `keeps` says; plain copies, for a stick knows no links. */
export function write(folder: string, { files }: Unpacked, keeps: (name: string) => boolean): void {
  for (const [name, bytes] of files) {
    if (!keeps(name)) continue;
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
}
