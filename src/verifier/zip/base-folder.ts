import type { Finding } from '../../shared/records/verification.ts';
import type { ZipEntry } from './read-zip.ts';

export interface Rooted {
  /** Entries with their paths below the base folder. */
  readonly entries: readonly (ZipEntry & { readonly path: string })[];
  readonly findings: readonly Finding[];
}

/**
 * The bag in a zip lies in one base folder (docs/formats/package.md). A bag in the zip's root is taken too, with a
 * warning; anything beside the base folder is unexpected.
 */
export function belowBaseFolder(entries: readonly ZipEntry[]): Rooted {
  const findings: Finding[] = [];
  const own = entries.filter((entry) => {
    if (!/^__MACOSX(?:\/|$)/.test(entry.name)) return true;
    // Finder's copy of its own attributes; never part of what was zipped.
    findings.push({ path: entry.name, problem: 'warning', detail: 'added by macOS when the zip was made' });
    return false;
  });
  if (own.some((entry) => entry.name === 'bagit.txt')) {
    findings.push({
      path: 'bagit.txt',
      problem: 'warning',
      detail: 'the bag lies in the root of the zip, not in a folder',
    });
    return { entries: own.map((entry) => ({ ...entry, path: entry.name })), findings };
  }
  const base = baseOf(own);
  const rooted: (ZipEntry & { readonly path: string })[] = [];
  for (const entry of own) {
    if (base !== null && entry.name === base) continue;
    if (base !== null && entry.name.startsWith(`${base}/`))
      rooted.push({ ...entry, path: entry.name.slice(base.length + 1) });
    else if (base === null) rooted.push({ ...entry, path: entry.name });
    else
      findings.push({
        path: entry.name,
        problem: 'unexpected',
        detail: `lies beside the bag's folder ${base}`,
      });
  }
  return { entries: rooted, findings };
}

/** The top folder that holds a bag declaration, else the only top folder, else null. */
function baseOf(entries: readonly ZipEntry[]): string | null {
  const declared = entries.find((entry) => /^[^/]+\/bagit\.txt$/.test(entry.name));
  if (declared) return declared.name.slice(0, declared.name.indexOf('/'));
  const tops = new Set(entries.map((entry) => entry.name.split('/')[0] ?? ''));
  const [only] = tops;
  return tops.size === 1 && only !== undefined && entries.some((entry) => entry.name.startsWith(`${only}/`))
    ? only
    : null;
}
