import type { Container, ContainerEntry } from '../container.ts';

/** A file's place in the inventory: what everything else knows it by, so that a million files need little memory. */
export type Position = number;

/** The files of a bag by path: tag files first, payload behind them. */
export class Inventory {
  readonly files: readonly ContainerEntry[];
  /** Files outside `data/`; payload begins at this position. */
  readonly tagCount: number;
  readonly hasPayloadFolder: boolean;
  private readonly byPath = new Map<string, Position>();
  /** Files by the NFC form of their names, of names that have more than ASCII; made when first asked for. */
  private byForm: Map<string, Position[]> | null = null;

  constructor(container: Container) {
    const tags: ContainerEntry[] = [];
    const payload: ContainerEntry[] = [];
    let hasFolder = false;
    for (const entry of container.entries) {
      const isPayload = entry.path.startsWith('data/');
      hasFolder ||= isPayload || (entry.path === 'data' && entry.kind === 'folder');
      if (entry.kind === 'file') (isPayload ? payload : tags).push(entry);
    }
    this.hasPayloadFolder = hasFolder;
    this.tagCount = tags.length;
    for (const entry of payload) tags.push(entry);
    this.files = tags;
    for (const [position, entry] of this.files.entries()) {
      // A name that is not UTF-8 cannot stand in a manifest: its readable form is another name.
      if (entry.bytes === null) this.byPath.set(entry.path, position);
    }
  }

  get payloadCount(): number {
    return this.files.length - this.tagCount;
  }

  isPayload(position: Position): boolean {
    return position >= this.tagCount;
  }

  entry(position: Position): ContainerEntry {
    const entry = this.files[position];
    if (!entry) throw new RangeError(`no file at position ${position}`);
    return entry;
  }

  /** The file of exactly this name. */
  find(path: string): Position | null {
    return this.byPath.get(path) ?? null;
  }

  /** Files whose names are equal to this one after Unicode normalisation. */
  alike(path: string): readonly Position[] {
    const form = path.normalize('NFC');
    return this.forms().get(form) ?? [];
  }

  /** The tag file of this name. */
  tagFile(path: string): ContainerEntry | null {
    const position = this.find(path);
    return position === null || this.isPayload(position) ? null : this.entry(position);
  }

  /** Pairs of names that one file system would take for one: equal but for normalisation, or but for case. */
  *collisions(): Generator<{ readonly path: string; readonly other: string; readonly difference: string }> {
    for (const alike of this.forms().values()) {
      const [path = '', ...others] = alike.map((position) => this.entry(position).path).sort();
      for (const other of others) yield { path, other, difference: 'Unicode normalisation' };
    }
    const folded = new Map<string, string>();
    for (const { path, bytes } of this.files) {
      if (bytes !== null) continue;
      const form = path.normalize('NFC');
      const key = form.toLowerCase();
      const before = folded.get(key);
      if (before === undefined) folded.set(key, path);
      else if (before.normalize('NFC') !== form) {
        const [first, second] = before < path ? [before, path] : [path, before];
        yield { path: first, other: second, difference: 'case' };
      }
    }
  }

  private forms(): Map<string, Position[]> {
    if (this.byForm) return this.byForm;
    const forms = new Map<string, Position[]>();
    for (const [path, position] of this.byPath) {
      // What is ASCII is its own normal form.
      if (!/[^\u0000-\u007f]/.test(path)) continue;
      const form = path.normalize('NFC');
      const alike = forms.get(form);
      if (alike) alike.push(position);
      else forms.set(form, [position]);
    }
    this.byForm = forms;
    return forms;
  }
}
