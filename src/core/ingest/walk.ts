import { lstatSync, readdirSync, realpathSync, statSync, type BigIntStats, type Dirent } from 'node:fs';
import { AppError } from '../../shared/errors/app-error.ts';
import { systemCode } from '../transfer/file-layer.ts';
import {
  absoluteBytes,
  baseNameBytes,
  folderBytes,
  joinBytes,
  liesWithin,
  readablePath,
} from '../paths/path-bytes.ts';

export const skipReasons = ['link', 'system-file', 'special-file', 'this-archive'] as const;
export type SkipReason = (typeof skipReasons)[number];

/** One name met on the way. `path` is absolute, in the bytes of the file system. */
export type Encounter =
  | {
      readonly kind: 'file';
      readonly path: Buffer;
      readonly stat: BigIntStats;
      readonly sidecarOf: Buffer | null;
      /** `NAME:Zone.Identifier` that lies beside NAME: taken in as its sidecar, and where it says it was downloaded from. */
      readonly zoneFile: Buffer | null;
    }
  | { readonly kind: 'skipped'; readonly path: Buffer; readonly reason: SkipReason }
  | { readonly kind: 'failed'; readonly path: Buffer; readonly code: string };

/**
 * Absolute, real roots of what a person asked for: those within another are dropped. A folder named through a link is
 * meant; the links found inside it are not followed.
 */
export function resolveRoots(
  paths: readonly Buffer[],
  workingFolder: string,
  archiveFolder: string,
): Buffer[] {
  const archive = realPath(Buffer.from(archiveFolder));
  const roots: Buffer[] = [];
  for (const given of paths) {
    const path = rootOf(absoluteBytes(given, workingFolder));
    if (liesWithin(path, archive))
      throw new AppError('source-inside-archive', { path: readablePath(given).text });
    roots.push(path);
  }
  return roots.filter(
    (root, index) =>
      !roots.some(
        (other, at) => (at < index && root.equals(other)) || (!root.equals(other) && liesWithin(root, other)),
      ),
  );
}

function rootOf(path: Buffer): Buffer {
  try {
    if (statSync(path).isDirectory()) return realPath(path);
    lstatSync(path);
    return joinBytes(realPath(folderBytes(path)), Buffer.from(baseNameBytes(path)));
  } catch (error) {
    throw new AppError('source-not-found', { path: readablePath(path).text }, error);
  }
}

/**
 * Node's own realpath makes text of a path, and loses bytes that are not UTF-8; the system's does not. On Windows names
 * are UTF-16, and the system's would make a network path of a drive letter.
 */
function realPath(path: Buffer): Buffer {
  const resolve = process.platform === 'win32' ? realpathSync : realpathSync.native;
  return resolve(path, { encoding: 'buffer' });
}

/** Everything below the roots, in the order of the names' bytes, each sidecar right after the file it belongs to. */
export function* walk(roots: readonly Buffer[], archiveFolder: string): Generator<Encounter> {
  const archive = lstatSync(archiveFolder, { bigint: true });
  for (const root of roots) {
    const stat = look(root);
    if (typeof stat !== 'string' && stat.isDirectory()) yield* walkFolder(root, archive);
    else yield encounter(root, stat, null, zoneFileBeside(root));
  }
}

function* walkFolder(folder: Buffer, archive: BigIntStats): Generator<Encounter> {
  const self = look(folder);
  if (typeof self !== 'string' && self.ino === archive.ino && self.dev === archive.dev) {
    yield { kind: 'skipped', path: folder, reason: 'this-archive' };
    return;
  }
  let entries: Dirent<Buffer>[];
  try {
    entries = readdirSync(folder, { withFileTypes: true, encoding: 'buffer' });
  } catch (error) {
    yield { kind: 'failed', path: folder, code: systemCode(error) ?? 'EIO' };
    return;
  }
  entries.sort((a, b) => Buffer.compare(a.name, b.name));
  const sidecars = assignSidecars(entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name));
  for (const entry of entries) {
    const path = joinBytes(folder, entry.name);
    if (entry.isDirectory()) {
      yield* walkFolder(path, archive);
      continue;
    }
    if (sidecars.owner.has(entry.name.toString('latin1'))) continue;
    const names = sidecars.of.get(entry.name.toString('latin1')) ?? [];
    const zone = names.find((name) => zoneStream.test(name.toString('latin1')));
    yield encounter(path, look(path), null, zone ? joinBytes(folder, zone) : null);
    for (const name of names) {
      const sidecar = joinBytes(folder, name);
      yield encounter(sidecar, look(sidecar), path, null);
    }
  }
}

/** Of a file that was asked for by name. On Windows the name is that of the stream itself, which is read anyway. */
function zoneFileBeside(path: Buffer): Buffer | null {
  const beside = Buffer.concat([path, Buffer.from(':Zone.Identifier')]);
  if (process.platform === 'win32') return null;
  const stat = look(beside);
  return typeof stat !== 'string' && stat.isFile() ? beside : null;
}

function encounter(
  path: Buffer,
  stat: BigIntStats | string,
  sidecarOf: Buffer | null,
  zoneFile: Buffer | null,
): Encounter {
  if (typeof stat === 'string') return { kind: 'failed', path, code: stat };
  if (stat.isSymbolicLink()) return { kind: 'skipped', path, reason: 'link' };
  if (stat.isDirectory()) return { kind: 'failed', path, code: 'EISDIR' };
  if (!stat.isFile()) return { kind: 'skipped', path, reason: 'special-file' };
  if (isSystemFile(baseNameBytes(path))) return { kind: 'skipped', path, reason: 'system-file' };
  return { kind: 'file', path, stat, sidecarOf, zoneFile };
}

/** What Finder and Explorer leave everywhere; it is counted and named, not taken in. */
function isSystemFile(name: Uint8Array): boolean {
  const text = Buffer.from(name).toString('latin1');
  return text === '.DS_Store' || text.startsWith('._') || text.toLowerCase() === 'thumbs.db';
}

interface Sidecars {
  /** Sidecar name → the name it belongs to. */
  readonly owner: ReadonlyMap<string, string>;
  readonly of: ReadonlyMap<string, readonly Buffer[]>;
}

const sidecarExtension = /^(?<stem>.+)\.(?:xmp|aae|thm)$/i;
const zoneStream = /^(?<whole>.+):Zone\.Identifier$/i;

/** Names are handled as latin1 text here: one character a byte, whatever they are encoded in. */
function assignSidecars(names: readonly Buffer[]): Sidecars {
  const owner = new Map<string, string>();
  const of = new Map<string, Buffer[]>();
  const texts = names
    .map((name) => name.toString('latin1'))
    .filter((text) => !isSystemFile(Buffer.from(text, 'latin1')));
  const byLower = new Map<string, string>();
  const byStem = new Map<string, string>();
  for (const text of texts) {
    if (sidecarExtension.test(text) || zoneStream.test(text)) continue;
    byLower.set(text.toLowerCase(), text);
    const stem = text.replace(/\.[^.]*$/, '').toLowerCase();
    if (!byStem.has(stem)) byStem.set(stem, text);
  }
  for (const text of texts) {
    const stem = sidecarExtension.exec(text)?.groups?.stem?.toLowerCase();
    const whole = zoneStream.exec(text)?.groups?.whole?.toLowerCase();
    const main =
      stem === undefined
        ? whole === undefined
          ? undefined
          : byLower.get(whole)
        : (byLower.get(stem) ?? byStem.get(stem));
    if (main === undefined) continue;
    owner.set(text, main);
    of.set(main, [...(of.get(main) ?? []), Buffer.from(text, 'latin1')]);
  }
  return { owner, of };
}

/** What the system says of a name, or the code by which it refuses to. */
function look(path: Buffer): BigIntStats | string {
  try {
    return lstatSync(path, { bigint: true });
  } catch (error) {
    return systemCode(error) ?? 'EIO';
  }
}

export interface Folder {
  readonly path: Buffer;
  /** The file system it lies on. */
  readonly device: bigint;
}

/** The folders that roots are, or lie in. */
export function foldersOf(roots: readonly Buffer[]): Folder[] {
  return roots.flatMap((root) => {
    const stat = look(root);
    const path = typeof stat !== 'string' && stat.isDirectory() ? root : folderBytes(root);
    const folder = look(path);
    return typeof folder === 'string' ? [] : [{ path, device: folder.dev }];
  });
}

/** Not there any more. The folder that a card was mounted on may stay when the card is gone. */
export function isGone({ path, device }: Folder): boolean {
  const now = look(path);
  return typeof now === 'string' || now.dev !== device;
}
