import type { Finding } from '../../shared/records/verification.ts';
import type { ZipEntry } from './read-zip.ts';

export interface Rooted {
  /** Entries with their paths below the base folder. */
  readonly entries: readonly ZipEntry[];
  /** Findings of the zip with their paths below the base folder, and what lies beside it. */
  readonly findings: readonly Finding[];
}

/**
 * The bag in a zip lies in one base folder (docs/formats/package.md). A bag in the zip's root is taken too, with a
 * warning; anything beside the base folder is unexpected, but for what Finder adds of its own.
 */
export function belowBaseFolder(entries: readonly ZipEntry[], findings: readonly Finding[]): Rooted {
  const base = baseOf(entries);
  if (base === null) return { entries, findings };
  const rooted: ZipEntry[] = [];
  // A name that is no path is shown as it is written.
  const found = findings.map((finding) =>
    finding.problem === 'unsafe' ? finding : { ...finding, path: below(base, finding.path) ?? finding.path },
  );
  if (base === '')
    found.push({
      path: 'bagit.txt',
      problem: 'warning',
      detail: 'the bag lies in the root of the zip, not in a folder',
    });
  for (const entry of entries) {
    const path = isFinders(entry) ? null : below(base, entry.path);
    // The folder itself.
    if (path === '') continue;
    if (path !== null) rooted.push({ ...entry, path });
    else if (isFinders(entry))
      found.push({ path: entry.path, problem: 'warning', detail: 'added by macOS when the zip was made' });
    else
      found.push({ path: entry.path, problem: 'unexpected', detail: `lies beside the bag's folder ${base}` });
  }
  return { entries: rooted, findings: found };
}

/** AppleDouble files with a file's attributes, and the Finder's view of a folder: never part of what was zipped. */
function isFinders({ path, kind }: ZipEntry): boolean {
  if (path === '.DS_Store') return true;
  if (path !== '__MACOSX' && !path.startsWith('__MACOSX/')) return false;
  return kind === 'folder' || path.slice(path.lastIndexOf('/') + 1).startsWith('._');
}

function below(base: string, name: string): string | null {
  if (base === '') return name;
  if (name === base) return '';
  return name.startsWith(`${base}/`) ? name.slice(base.length + 1) : null;
}

/** The root (empty) if a bag is declared there, else the top folder that declares one, else the only top folder, else null. */
function baseOf(entries: readonly ZipEntry[]): string | null {
  if (entries.some((entry) => entry.path === 'bagit.txt')) return '';
  const declared = entries.find((entry) => /^[^/]+\/bagit\.txt$/.test(entry.path));
  if (declared) return declared.path.slice(0, declared.path.indexOf('/'));
  const tops = new Set<string>();
  for (const entry of entries) if (!isFinders(entry)) tops.add(entry.path.split('/')[0] ?? '');
  const [only] = tops;
  const isFolder = entries.some((entry) => only !== undefined && entry.path.startsWith(`${only}/`));
  return tops.size === 1 && only !== undefined && isFolder ? only : null;
}
