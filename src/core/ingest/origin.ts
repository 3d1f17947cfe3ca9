import { execFile } from 'node:child_process';
import { closeSync, fstatSync, readSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { realFiles } from '../transfer/file-layer.ts';
import type { DownloadAttributes } from './download-attributes.ts';

const run = promisify(execFile);

/** Where the system says a file was downloaded from. Lost as soon as it is copied elsewhere, so it is read at once. */
export interface DownloadOrigin {
  /** Text of the NTFS stream `Zone.Identifier`: of the stream itself (Windows), or of the file that is left of it elsewhere. */
  readonly zoneIdentifier?: string;
  /** Addresses in `kMDItemWhereFroms` (macOS). */
  readonly whereFroms?: readonly string[];
  /** Extended attributes `user.xdg.origin.url` and `user.xdg.referrer.url` (Linux). */
  readonly xdgOriginUrl?: string;
  readonly xdgReferrerUrl?: string;
}

export interface OriginSource {
  readonly path: Buffer;
  /** `NAME:Zone.Identifier` beside NAME, as unpacking and Windows shares leave it where there are no streams. */
  readonly zoneFile: Buffer | null;
  readonly fileSystem: string | null;
}

/** Bytes of a Zone.Identifier that are kept; a real one has some hundred. */
const longestZone = 4096;

/** Null where there is nothing or the system has no such thing. Never rejects. */
export async function readOrigin(
  source: OriginSource,
  attributes: DownloadAttributes,
): Promise<DownloadOrigin | null> {
  const zoneIdentifier = (await zoneStream(source.path)) ?? zoneOf(source.zoneFile);
  const whereFroms = await whereFromsOf(source);
  const origin: DownloadOrigin = {
    ...(zoneIdentifier === null ? {} : { zoneIdentifier }),
    ...(whereFroms.length === 0 ? {} : { whereFroms }),
    ...attributes.get(source.path.toString('latin1')),
  };
  return Object.keys(origin).length === 0 ? null : origin;
}

async function zoneStream(path: Buffer): Promise<string | null> {
  if (process.platform !== 'win32') return null;
  try {
    const text = await readFile(`${path.toString('utf8')}:Zone.Identifier`, 'utf8');
    return text === '' ? null : text.slice(0, longestZone);
  } catch {
    // No such stream: the usual case.
    return null;
  }
}

function zoneOf(path: Buffer | null): string | null {
  if (path === null) return null;
  let descriptor: number | null = null;
  try {
    descriptor = realFiles.openForReading(path);
    if (!fstatSync(descriptor).isFile()) return null;
    const buffer = Buffer.alloc(longestZone);
    const length = readSync(descriptor, buffer, 0, longestZone, 0);
    return length === 0 ? null : buffer.toString('utf8', 0, length);
  } catch {
    return null;
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

/** Only these file systems keep extended attributes natively: asking costs a process for each file. */
async function whereFromsOf({ path, fileSystem }: OriginSource): Promise<string[]> {
  if (process.platform !== 'darwin' || (fileSystem !== 'apfs' && fileSystem !== 'hfs')) return [];
  try {
    const words = ['-name', 'kMDItemWhereFroms', path.toString('utf8')];
    return parseWhereFroms((await run('/usr/bin/mdls', words, { timeout: 5000 })).stdout);
  } catch {
    return [];
  }
}

/** The quoted strings in the output of `mdls -name kMDItemWhereFroms`. */
export function parseWhereFroms(output: string): string[] {
  return [...output.matchAll(/^\s+"((?:[^"\\]|\\.)*)",?$/gm)].map((match) =>
    (match[1] ?? '').replace(/\\(.)/g, '$1'),
  );
}
