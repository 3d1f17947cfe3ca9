import type { Container, ContainerEntry, HashAlgorithm } from '../container.ts';

/** One file of the bag with the checksums that manifests name for it. */
export interface InventoryFile {
  readonly entry: ContainerEntry;
  /** Checksum by algorithm, with the manifest that named it. */
  readonly expected: Map<HashAlgorithm, { readonly digest: string; readonly manifest: string }>;
  /** Manifests that list it, by file name. */
  readonly listedIn: Set<string>;
}

/** How a path in a manifest led to a file. */
export type Match =
  { readonly file: InventoryFile; readonly how: 'exact' | 'normalised' } | { readonly file: null };

/** The files of a bag by path. Exact names match first, names that are equal after Unicode normalisation (NFC) next. */
export class Inventory {
  private readonly byPath = new Map<string, InventoryFile>();
  private readonly byForm = new Map<string, InventoryFile[]>();
  readonly folders = new Set<string>();

  constructor(container: Container) {
    for (const entry of container.entries) {
      if (entry.kind === 'folder') this.folders.add(entry.path);
      if (entry.kind !== 'file') continue;
      const top = entry.path.indexOf('/');
      if (top > 0) this.folders.add(entry.path.slice(0, top));
      const file = { entry, expected: new Map(), listedIn: new Set<string>() };
      // A name that is not UTF-8 cannot stand in a manifest that is: it is not found by its readable form.
      if (entry.bytes === null) this.byPath.set(entry.path, file);
      const form = formOf(entry);
      this.byForm.set(form, [...(this.byForm.get(form) ?? []), file]);
    }
  }

  find(path: string): Match {
    const exact = this.byPath.get(path);
    if (exact) return { file: exact, how: 'exact' };
    const alike = this.byForm.get(path.normalize('NFC'));
    const [only] = alike ?? [];
    return only?.entry.bytes === null ? { file: only, how: 'normalised' } : { file: null };
  }

  file(path: string): InventoryFile | null {
    return this.byPath.get(path) ?? null;
  }

  *files(): Generator<InventoryFile> {
    for (const alike of this.byForm.values()) yield* alike;
  }

  /** Groups of names that one file system would take for one: equal but for normalisation, or but for case. */
  *collisions(): Generator<{
    readonly paths: readonly string[];
    readonly difference: 'normalisation' | 'case';
  }> {
    const byCase = new Map<string, string[]>();
    for (const [form, alike] of this.byForm) {
      if (alike.length > 1)
        yield { paths: alike.map((file) => file.entry.path), difference: 'normalisation' };
      const folded = form.toLowerCase();
      byCase.set(folded, [...(byCase.get(folded) ?? []), form]);
    }
    for (const paths of byCase.values()) if (paths.length > 1) yield { paths, difference: 'case' };
  }
}

/** Normalised path; a name that is not UTF-8 stands for itself alone. */
function formOf(entry: ContainerEntry): string {
  if (entry.bytes === null) return entry.path.normalize('NFC');
  return `\0${Array.from(entry.bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
