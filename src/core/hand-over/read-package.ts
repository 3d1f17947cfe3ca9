import { realpathSync, statSync } from 'node:fs';
import { AppError } from '../../shared/errors/app-error.ts';
import { parseBagInfo, valuesOf } from '../../verifier/bag/bag-info.ts';
import { parseManifestLine } from '../../verifier/bag/manifest.ts';
import { linesOf, readWhole } from '../../verifier/bag/text.ts';
import type { Container } from '../../verifier/container.ts';
import { custodyPaths } from '../../verifier/custody/package-files.ts';
import { decodeUtf8 } from '../../verifier/custody/encoding.ts';
import { sha256 } from '../cryptography/digest.ts';
import { systemCode } from '../transfer/file-layer.ts';
import type { TransferPool } from '../transfer/types.ts';
import { openFolderContainer } from '../verify/folder-container.ts';
import { openZipContainer } from '../verify/zip-container.ts';
import type { ReceivedExhibit } from './receipt-format.ts';

export interface PackageContents {
  readonly package: string;
  readonly archive: string;
  readonly tagmanifestSha256: string;
  readonly exhibits: readonly ReceivedExhibit[];
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/**
 * What one of our packages says of itself, read through its tag manifest: what is taken from here hangs together with the
 * hash that stands for the package. Throws `not-checkable` for anything else, `path-not-found`.
 */
export async function readPackage(
  path: string,
  pool: TransferPool,
  signal: AbortSignal,
): Promise<PackageContents> {
  const none = (reason: string): AppError => new AppError('not-checkable', { path, reason });
  const container = await open(path, pool, signal);
  try {
    const read = async (name: string): Promise<Uint8Array> => {
      const entry = container.entries.find(
        (candidate) => candidate.path === name && candidate.kind === 'file',
      );
      if (!entry) throw none(`It is no package of Stele: ${name} is missing.`);
      return readWhole(container, entry);
    };
    const text = async (name: string): Promise<string> => decodeUtf8(await read(name)) ?? '';
    const tagManifest = await read('tagmanifest-sha256.txt');
    const tags = digestsOf(decodeUtf8(tagManifest) ?? '');
    const tag = async (name: string): Promise<string> => {
      const bytes = await read(name);
      if (tags.get(name) !== hex(sha256(bytes))) throw none(`${name} is not what the tag manifest lists.`);
      return decodeUtf8(bytes) ?? '';
    };
    const info = parseBagInfo(await tag('bag-info.txt'), '1.0');
    const [id] = valuesOf(info, 'External-Identifier');
    const uid = /^urn:uuid:([0-9a-f-]{36})$/.exec(id ?? '')?.[1];
    const [origin = ''] = linesOf(await text(custodyPaths.checkpoint));
    const archive = /^stele\/([0-9a-f-]{36})$/.exec(origin)?.[1];
    if (uid === undefined || archive === undefined || valuesOf(info, 'Stele-Package-Format')[0] !== '1')
      throw none('It is no package of Stele.');
    const exhibits = [...digestsOf(await tag('manifest-sha256.txt'))].flatMap(([listed, digest]) => {
      const exhibit = /^data\/exhibits\/(E-\d{4,})(?:-\d+)?(?:\.[A-Za-z0-9]+)?$/.exec(listed)?.[1];
      return exhibit === undefined ? [] : [{ exhibit, sha256: digest, path: listed }];
    });
    return { package: uid, archive, tagmanifestSha256: hex(sha256(tagManifest)), exhibits };
  } finally {
    container.close();
  }
}

function digestsOf(manifest: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const line of linesOf(manifest)) {
    const parsed = parseManifestLine(line, 'sha256');
    if (parsed !== null && typeof parsed !== 'string') found.set(parsed.path, parsed.digest);
  }
  return found;
}

async function open(path: string, pool: TransferPool, signal: AbortSignal): Promise<Container> {
  let real: string;
  try {
    real = realpathSync(path);
    if (statSync(real).isDirectory()) return await openFolderContainer(real, pool, signal);
  } catch (error) {
    if (systemCode(error) === null) throw error;
    throw new AppError('path-not-found', { path }, error);
  }
  const zip = await openZipContainer(real, { pool, signal });
  if (zip.kind === 'zip') return zip.container;
  throw new AppError('not-checkable', { path, reason: 'It is neither a folder nor a zip.' });
}
