import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Where the system says a file was downloaded from. Lost as soon as it is copied elsewhere, so it is read at once. */
export interface DownloadOrigin {
  /** Text of the NTFS stream `Zone.Identifier` (Windows). */
  readonly zoneIdentifier?: string;
  /** Addresses in `kMDItemWhereFroms` (macOS). */
  readonly whereFroms?: readonly string[];
}

/** Null where there is nothing or the system has no such thing. Never throws. */
export function readOrigin(path: Buffer, fileSystem: string | null): DownloadOrigin | null {
  try {
    if (process.platform === 'win32') {
      const text = readFileSync(`${path.toString('utf8')}:Zone.Identifier`, 'utf8');
      return text === '' ? null : { zoneIdentifier: text.slice(0, 4096) };
    }
    // Only these file systems keep extended attributes natively; asking costs a process per file.
    if (process.platform === 'darwin' && (fileSystem === 'apfs' || fileSystem === 'hfs')) {
      const output = execFileSync('/usr/bin/mdls', ['-name', 'kMDItemWhereFroms', path.toString('utf8')], {
        encoding: 'utf8',
        timeout: 5000,
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const whereFroms = parseWhereFroms(output);
      return whereFroms.length > 0 ? { whereFroms } : null;
    }
  } catch {
    // No such stream or attribute: the usual case.
  }
  return null;
}

/** The quoted strings in the output of `mdls -name kMDItemWhereFroms`. */
export function parseWhereFroms(output: string): string[] {
  return [...output.matchAll(/^\s+"((?:[^"\\]|\\.)*)",?$/gm)].map((match) =>
    (match[1] ?? '').replace(/\\(.)/g, '$1'),
  );
}
