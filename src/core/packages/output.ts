import fs from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { realFiles } from '../transfer/file-layer.ts';
import type { TransferPool, TransferSink, TransferSource } from '../transfer/types.ts';
import { Spool } from './spool.ts';
import { ZipWriter, type PlacedEntry } from './zip-writer.ts';
import type { Digests } from './types.ts';

/** A place for a file whose bytes a thread will write. */
export interface Placed {
  readonly sink: TransferSink;
  /** To be called once they are written, in the order in which the files shall stand. */
  complete(crc32: number | null): Promise<void>;
}

/** What a package is written into: a folder, or one zip. Paths are relative to the bag, `/` separated, ASCII. */
export interface PackageOutput {
  /** Name of the finished package in the work folder. */
  readonly made: string;
  /** A checksum is needed of every file that is placed. */
  readonly needsCrc32: boolean;
  place(path: string, size: number): Placed;
  /** Writes a small file. What it returns is to be called in the order in which the files shall stand. */
  addBytes(path: string, bytes: Uint8Array): Promise<() => Promise<void>>;
  /** A file that is written piece by piece; `addSpool` puts it in its place. */
  openSpool(path: string): Promise<Spool>;
  addSpool(path: string, spool: Spool): Promise<{ readonly size: number; readonly digests: Digests }>;
  /** Where a file that was added can be read again. */
  source(path: string): TransferSource;
  /** Lets the disk begin with what is there, without waiting for it. */
  flush(): Promise<void>;
  /** Everything on the disk. */
  finish(): Promise<void>;
  abandon(): Promise<void>;
}

const folders = ['data', 'data/exhibits', 'data/metadata', 'data/custody'];

export async function openFolderOutput(workFolder: string): Promise<PackageOutput> {
  const made = 'package';
  const root = join(workFolder, made);
  const at = (path: string): string => join(root, ...path.split('/'));
  await fs.mkdir(root);
  for (const folder of folders) await fs.mkdir(at(folder));
  const spools = new Set<Spool>();
  return {
    made,
    needsCrc32: false,
    place: (path) => ({ sink: { path: at(path), sync: true }, complete: () => Promise.resolve() }),
    async addBytes(path, bytes) {
      await fs.writeFile(at(path), bytes, { flag: 'wx', flush: true });
      return () => Promise.resolve();
    },
    async openSpool(path) {
      const spool = await Spool.create(at(path));
      spools.add(spool);
      return spool;
    },
    addSpool: (_, spool) => spool.finish(),
    source: (path) => ({ path: at(path) }),
    flush: () => Promise.resolve(),
    finish: async () => {
      for (const folder of [...folders.toReversed(), ''])
        realFiles.syncFolder(folder === '' ? root : at(folder));
      await Promise.resolve();
    },
    async abandon() {
      await Promise.all([...spools].map((spool) => spool.abandon()));
    },
  };
}

/** `base` is the one folder that holds everything in the zip. */
export async function openZipOutput(
  workFolder: string,
  options: { readonly base: string; readonly time: Date; readonly pool: TransferPool },
): Promise<PackageOutput> {
  const { base, pool } = options;
  const made = 'package.zip';
  const writer = await ZipWriter.create(join(workFolder, made), options.time);
  const entries = new Map<string, PlacedEntry>();
  const spools = new Set<Spool>();
  let spooled = 0;
  let finished = false;
  return {
    made,
    needsCrc32: true,
    place(path, size) {
      const entry = writer.place(`${base}/${path}`, size);
      return { sink: entry.sink, complete: (checksum) => writer.complete(entry, checksum ?? 0) };
    },
    async addBytes(path, bytes) {
      const entry = writer.place(`${base}/${path}`, bytes.length);
      if (!path.startsWith('data/metadata/')) entries.set(path, entry);
      const checksum = crc32(bytes);
      await writer.write(entry, checksum, bytes);
      return () => writer.list(entry, checksum);
    },
    async openSpool() {
      spooled += 1;
      const spool = await Spool.create(join(workFolder, `spool-${spooled}`));
      spools.add(spool);
      return spool;
    },
    async addSpool(path, spool) {
      const { size, digests } = await spool.finish();
      const entry = writer.place(`${base}/${path}`, size);
      const request = {
        source: { path: spool.path },
        sink: entry.sink,
        algorithms: [],
        crc32: true,
      } as const;
      const copied = await pool.run(request);
      await writer.complete(entry, copied.crc32 ?? 0);
      await fs.rm(spool.path);
      entries.set(path, entry);
      return { size, digests };
    },
    source(path) {
      const entry = entries.get(path);
      if (!entry) throw new Error(`where ${path} stands was not kept`);
      return { path: writer.path, offset: entry.sink.offset ?? 0, length: entry.size };
    },
    flush: () => writer.flush(),
    async finish() {
      await writer.finish();
      finished = true;
    },
    async abandon() {
      await Promise.all([...spools].map((spool) => spool.abandon()));
      if (!finished) await writer.close().catch(() => undefined);
    },
  };
}
