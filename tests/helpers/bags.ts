import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

export interface BagPlan {
  readonly version?: string;
  /** Content by path below data/. */
  readonly payload?: Readonly<Record<string, string | Buffer>>;
  readonly algorithms?: readonly string[];
  readonly tagAlgorithms?: readonly string[];
  readonly info?: string | null;
  readonly infoName?: string;
}

export const digestOf = (algorithm: string, bytes: string | Buffer): string =>
  createHash(algorithm).update(bytes).digest('hex');

const encode = (path: string): string => path.replace(/[%\n\r]/g, (c) => encodeURIComponent(c));

/** Writes a valid bag into `folder`, which must be empty. Tests then break it. */
export function writeBag(folder: string, plan: BagPlan = {}): void {
  const { version = '1.0', algorithms = ['sha256', 'sha512'], tagAlgorithms = algorithms } = plan;
  const payload = plan.payload ?? { 'a.txt': 'alpha\n', 'deep/b.txt': 'beta\n' };
  mkdirSync(join(folder, 'data'), { recursive: true });
  for (const [path, content] of Object.entries(payload)) put(folder, `data/${path}`, content);
  put(folder, 'bagit.txt', `BagIt-Version: ${version}\nTag-File-Character-Encoding: UTF-8\n`);
  const sizes = Object.values(payload).map((content) => Buffer.byteLength(content));
  const oxum = `${sizes.reduce((sum, size) => sum + size, 0)}.${sizes.length}`;
  const info = plan.info === undefined ? `Bagging-Date: 2026-01-01\nPayload-Oxum: ${oxum}\n` : plan.info;
  if (info !== null) put(folder, plan.infoName ?? 'bag-info.txt', info);
  for (const algorithm of algorithms) {
    const lines = Object.entries(payload).map(
      ([path, content]) => `${digestOf(algorithm, content)}  data/${encode(path)}\n`,
    );
    put(folder, `manifest-${algorithm}.txt`, lines.join(''));
  }
  writeTagManifests(folder, tagAlgorithms);
}

/** Makes the tag manifests fit the tag files as they stand: after an attack that also mends them. */
export function writeTagManifests(folder: string, algorithms: readonly string[]): void {
  const tagFiles = filesBelow(folder).filter(
    (path) => !path.startsWith('data/') && !path.startsWith('tagmanifest-'),
  );
  for (const algorithm of algorithms) {
    const lines = tagFiles.map(
      (path) => `${digestOf(algorithm, readFileSync(join(folder, path)))}  ${encode(path)}\n`,
    );
    put(folder, `tagmanifest-${algorithm}.txt`, lines.join(''));
  }
}

/** Makes everything in a package that can be recomputed fit what lies in it, as whoever changed it would. */
export function refit(folder: string): void {
  const payload = filesBelow(folder).filter((path) => path.startsWith('data/'));
  const bytes = payload.reduce((sum, path) => sum + statSync(join(folder, path)).size, 0);
  const info = readFileSync(join(folder, 'bag-info.txt'), 'utf8');
  put(
    folder,
    'bag-info.txt',
    info.replace(/^Payload-Oxum: .*$/m, `Payload-Oxum: ${bytes}.${payload.length}`),
  );
  for (const algorithm of ['sha256', 'sha512']) {
    const lines = payload.map(
      (path) => `${digestOf(algorithm, readFileSync(join(folder, path)))}  ${path}\n`,
    );
    put(folder, `manifest-${algorithm}.txt`, lines.join(''));
  }
  writeTagManifests(folder, ['sha256', 'sha512']);
}

export function put(folder: string, path: string, content: string | Buffer): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

/** Replaces text in a file; fails the test if it is not there. */
export function edit(
  folder: string,
  path: string,
  from: string | RegExp,
  to: string | ((found: string) => string),
): void {
  const before = readFileSync(join(folder, path), 'utf8');
  const after = typeof to === 'string' ? before.replace(from, to) : before.replace(from, to);
  if (after === before) throw new Error(`nothing to edit in ${path}`);
  writeFileSync(join(folder, path), after);
}

export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(folder, path)).isFile())
    .map((path) => relative('.', path).replaceAll('\\', '/'))
    .sort();
}
