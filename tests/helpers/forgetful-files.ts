import fs from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { realFiles, type FileLayer } from '../../src/core/transfer/file-layer.ts';

/** What the next steps meet once the power is gone. */
export class PowerCut extends Error {
  override readonly name = 'PowerCut';
}

interface Inode {
  /** Content as of the last sync; null if it was never synced. */
  kept: Buffer | null;
  /** Content as written. */
  written: Buffer;
}

/**
 * Files below `root` as a disk keeps them through a power cut: content as of the file's last sync, names as of their
 * folder's last sync. Works on real files, and notes beside them what would survive; everything outside `root` is real.
 */
export class ForgetfulFiles implements FileLayer {
  steps = 0;
  private readonly root: string;
  private readonly cutAt: number;
  private readonly onCut: () => void;
  private readonly inodes = new Map<string, Inode>();
  private readonly descriptors = new Map<number, string>();
  /** Names on the disk, by path: those that were there from the start or whose folder was synced since. */
  private kept: Map<string, Inode>;
  private readonly keptFolders: Set<string>;
  private readonly whole: boolean;

  /**
   * Cuts before step `cutAt` (counted from 1): calls `onCut` at that moment, and throws from then on. What lies below
   * `root` already is on the disk. `whole`: the folder has no database that is open (a backup), so that everything in it is
   * kept as the disk would, not the vault alone.
   */
  constructor(root: string, cutAt: number, onCut: () => void, whole = false) {
    this.root = root;
    this.whole = whole;
    this.cutAt = cutAt;
    this.onCut = onCut;
    this.keptFolders = new Set();
    for (const path of this.filesBelow()) {
      const content = fs.readFileSync(path);
      this.inodes.set(path, { kept: content, written: content });
    }
    for (const path of foldersBelow(root)) this.keptFolders.add(path);
    this.kept = new Map(this.inodes);
  }

  /**
   * Puts the files below `copy`, a copy of the root, as the next start finds them. `chance` says for each change that was
   * not synced whether it reached the disk all the same (never, if absent).
   */
  boot(copy: string, chance: () => boolean = () => false): void {
    const there = (path: string): string => join(copy, relative(this.root, path));
    const names = new Map(this.kept);
    for (const path of new Set([...this.kept.keys(), ...this.inodes.keys()])) {
      const [now, before] = [this.inodes.get(path), this.kept.get(path)];
      if (now === before || !chance()) continue;
      if (now) names.set(path, now);
      else names.delete(path);
    }
    for (const path of this.filesBelow()) fs.rmSync(there(path), { force: true });
    for (const folder of foldersBelow(this.root).toReversed())
      if (!this.keptFolders.has(folder)) fs.rmdirSync(there(folder));
    for (const [path, inode] of names) {
      // A name can only be on the disk if its folder is; a file that was never synced is empty, or there in part.
      if (!fs.existsSync(dirname(there(path)))) continue;
      const part = inode.written.subarray(0, chance() ? inode.written.length >> 1 : 0);
      fs.writeFileSync(there(path), chance() ? inode.written : (inode.kept ?? part), { mode: 0o444 });
    }
  }

  openForReading(path: string | Buffer): number {
    this.step();
    return realFiles.openForReading(path);
  }
  openDirect(): number | null {
    return null;
  }
  create(path: string, mode: number): number {
    this.step();
    const descriptor = realFiles.create(path, mode);
    this.inodes.set(path, { kept: null, written: Buffer.alloc(0) });
    this.descriptors.set(descriptor, path);
    return descriptor;
  }
  openForWriting(): number {
    throw new Error('an original is never opened for writing');
  }
  stat(descriptor: number): fs.BigIntStats {
    return realFiles.stat(descriptor);
  }
  read(descriptor: number, buffer: Uint8Array, offset: number, length: number, position: number | null) {
    return realFiles.read(descriptor, buffer, offset, length, position);
  }
  write(descriptor: number, buffer: Uint8Array, offset: number, length: number, position: number | null) {
    this.step();
    const count = realFiles.write(descriptor, buffer, offset, length, position);
    const inode = this.inodeOf(descriptor);
    if (inode) inode.written = fs.readFileSync(this.descriptors.get(descriptor) ?? '');
    return count;
  }
  sync(descriptor: number): void {
    this.step();
    const inode = this.inodeOf(descriptor);
    if (inode) inode.kept = inode.written;
  }
  close(descriptor: number): void {
    this.descriptors.delete(descriptor);
    realFiles.close(descriptor);
  }
  rename(from: string, to: string): void {
    this.step();
    realFiles.rename(from, to);
    const inode = this.inodes.get(from) ?? (this.whole ? syncedBySqlite(to) : undefined);
    if (inode) this.inodes.set(to, inode);
    this.inodes.delete(from);
  }
  remove(path: string): void {
    this.step();
    realFiles.remove(path);
    this.inodes.delete(path);
  }
  makeFolder(path: string): void {
    this.step();
    realFiles.makeFolder(path);
  }
  syncFolder(path: string): void {
    this.step();
    this.kept = new Map([...this.kept].filter(([name]) => dirname(name) !== path));
    for (const [name, inode] of this.inodes) if (dirname(name) === path) this.kept.set(name, inode);
    for (const folder of foldersBelow(this.root)) if (dirname(folder) === path) this.keptFolders.add(folder);
  }

  private filesBelow(): string[] {
    return [...filesBelow(this.root), ...(this.whole ? filesIn(this.root) : [])];
  }
  private step(): void {
    this.steps += 1;
    if (this.steps === this.cutAt) this.onCut();
    if (this.steps >= this.cutAt) throw new PowerCut(`step ${this.steps}`);
  }
  private inodeOf(descriptor: number): Inode | undefined {
    return this.inodes.get(this.descriptors.get(descriptor) ?? '');
  }
}

/** A snapshot, which SQLite wrote and synced past this layer. */
function syncedBySqlite(path: string): Inode {
  const content = fs.readFileSync(path);
  return { kept: content, written: content };
}

function filesIn(folder: string): string[] {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(folder, entry.name));
}

/** Files of the vault below an archive's folder; its databases look after themselves. */
const vaultFolders = ['originals', 'incoming'];

function entriesBelow(root: string): fs.Dirent[] {
  return vaultFolders
    .map((folder) => join(root, folder))
    .filter((folder) => fs.existsSync(folder))
    .flatMap((folder) => fs.readdirSync(folder, { recursive: true, withFileTypes: true }));
}

function filesBelow(root: string): string[] {
  return entriesBelow(root)
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Outer ones before inner ones. */
function foldersBelow(root: string): string[] {
  const inner = entriesBelow(root).filter((entry) => entry.isDirectory());
  const outer = vaultFolders.map((name) => join(root, name)).filter((path) => fs.existsSync(path));
  return [...outer, ...inner.map((entry) => join(entry.parentPath, entry.name))];
}
