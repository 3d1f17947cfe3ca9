import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import sharp from 'sharp';
import { createArchive } from '../src/core/archive/create.ts';
import { openArchive } from '../src/core/archive/open.ts';
import { allItems } from '../src/core/catalogue/all-items.ts';
import { importPaths } from '../src/core/ingest/import.ts';
import { openMediaInspector } from '../src/core/media/inspector.ts';
import { exportFromArchive } from '../src/core/packages/export-from-archive.ts';
import { openTransferPool } from '../src/core/transfer/pool.ts';
import { verifyAny } from '../src/core/verify/verify-any.ts';
import { largeFile, photographs, randomBag, smallFiles } from './material.ts';
import { figure, installed, shell, sideBySide, type Figure } from './measure.ts';
import { runWatched } from './watch-memory.ts';

export interface Size {
  readonly rounds: number;
  readonly photographs: number;
  readonly bagBytes: number;
  readonly smallFiles: number;
  readonly largeBytes: number;
}

const clock = (): Date => new Date();
const never = new AbortController().signal;
const quiet = (): void => undefined;

async function takeIn(folder: string, source: string): Promise<string> {
  const path = join(folder, 'archive');
  createArchive({ path, name: 'bench', operator: null, clock });
  const archive = openArchive(path, { access: 'write', clock });
  const [pool, inspector] = [openTransferPool(), openMediaInspector()];
  try {
    const request = { paths: [Buffer.from(source)], workingFolder: folder, description: {} };
    const { failed } = await importPaths({ archive, pool, inspector }, request, {
      signal: never,
      onProgress: quiet,
    });
    if (failed > 0) throw new Error('the bench material could not be taken in');
  } finally {
    archive.close();
    await Promise.all([pool.close(), inspector.close()]);
  }
  return path;
}

export async function ingest(size: Size): Promise<Figure[]> {
  const source = await photographs(size.photographs);
  const names = readdirSync(source);
  const thumbnailsAlone = async (): Promise<void> => {
    sharp.concurrency(1);
    const queue = names.values();
    const worker = async (): Promise<void> => {
      for (const name of queue) {
        await sharp(join(source, name), { failOn: 'none' })
          .autoOrient()
          .resize(512, 512, { fit: 'inside' })
          .toColourspace('srgb')
          .webp({ effort: 0, quality: 80 })
          .toBuffer();
      }
    };
    await Promise.all([worker(), worker()]);
  };
  const hasPeers = ['exiftool', 'vipsthumbnail'].every((name) => installed(name));
  const pipeline = `cp -r "${source}" copy; sync -f copy; (sha256sum copy/* > sums; exiftool -j copy > metadata.json) & mkdir thumbs; vipsthumbnail --size 512x512 -o "$PWD/thumbs/%s.webp" copy/*.jpg; wait; sync -f .`;
  const times = await sideBySide(size.rounds, {
    stele: async (folder) => {
      await takeIn(folder, source);
    },
    limit: thumbnailsAlone,
    ...(hasPeers ? { pipeline: (folder: string) => shell(pipeline, folder) } : {}),
  });
  const what = `take in ${size.photographs} JPEGs`;
  const { stele = Number.NaN } = times;
  return [
    figure('ingest', what, stele, 'cp, sha256sum, exiftool, vipsthumbnail', times.pipeline, {
      text: '≤ 0.60',
      most: 0.6,
    }),
    figure('ingest', what, stele, 'sharp alone, two in flight (the limit)', times.limit, {
      text: '≤ 1.50',
      most: 1.5,
    }),
  ];
}

export async function exporting(size: Size, folder: string): Promise<Figure[]> {
  const source = await photographs(size.photographs);
  const path = await takeIn(folder, source);
  const archive = openArchive(path, { access: 'write', clock });
  const pool = openTransferPool();
  const toZip = async (target: string): Promise<void> => {
    const request = {
      destination: join(target, 'p.zip'),
      profile: 'transfer',
      form: 'zip',
      signal: never,
      onProgress: quiet,
    } as const;
    await exportFromArchive(archive, pool, { ...request, itemIds: allItems(archive) });
  };
  const peer = `cp -r "${source}" copy; sha256sum copy/* > a; sha512sum copy/* > b; zip -0 -q -r p.zip copy; sync -f .`;
  const times = await sideBySide(size.rounds, {
    stele: toZip,
    ...(installed('zip') ? { peer: (target: string) => shell(peer, target) } : {}),
  });
  archive.close();
  await pool.close();
  return [
    figure(
      'export',
      `${size.photographs} JPEGs as a zip`,
      times.stele ?? Number.NaN,
      'cp, sha256sum, sha512sum, zip -0',
      times.peer,
      { text: '≤ 0.35', most: 0.35 },
    ),
  ];
}

export async function verifying(size: Size): Promise<Figure[]> {
  const bag = randomBag(size.bagBytes);
  const pool = openTransferPool();
  const files = readdirSync(join(bag, 'data')).map((name) => join(bag, 'data', name));
  const loops = async (): Promise<void> => {
    const halves = [0, 1].map((half) => files.filter((_, index) => index % 2 === half));
    await Promise.all(
      halves.map((half) =>
        finished(new Worker(new URL('./raw-hash.ts', import.meta.url), { workerData: half })),
      ),
    );
  };
  const run = async (): Promise<void> => {
    const { verdict } = await verifyAny(bag, { pool, open: { clock }, signal: never, onProgress: quiet });
    if (verdict !== 'verified') throw new Error('the bench bag did not verify');
  };
  const hasBagit = installed('bagit.py');
  const times = await sideBySide(size.rounds, {
    stele: run,
    limit: loops,
    ...(hasBagit
      ? { bagit: (target: string) => shell(`bagit.py --validate --processes 2 "${bag}"`, target) }
      : {}),
  });
  await pool.close();
  const what = `verify a bag of ${(size.bagBytes / 1e9).toFixed(1)} GB, sha256 and sha512`;
  const { stele = Number.NaN } = times;
  return [
    figure('verify', what, stele, 'two raw node:crypto loops (the limit)', times.limit, {
      text: '≤ 1.11 (0.9 of the limit)',
      most: 1 / 0.9,
    }),
    figure('verify', what, stele, 'bagit.py --processes 2', times.bagit, { text: '< 1', most: 1 }),
  ];
}

export interface Scale {
  readonly what: string;
  readonly peakMegabytes: number;
  readonly target: string;
  readonly reached: boolean;
  /** Milliseconds a file: near the beginning, and near the end. */
  readonly costFirst: number;
  readonly costLast: number;
}

/** In processes of its own, as a person starts it: memory is that of the whole family. */
export async function scale(size: Size, folder: string): Promise<Scale> {
  const program = fileURLToPath(new URL('../bin/stele.mjs', import.meta.url));
  const archive = join(folder, 'scale');
  createArchive({ path: archive, name: 'bench', operator: null, clock });
  const sources = [smallFiles(size.smallFiles), largeFile(size.largeBytes)];
  const child = spawn(process.execPath, [program, 'import', archive, ...sources, '--json', '--progress'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { peak, cost } = await runWatched(child, size.smallFiles);
  const peakMegabytes = Math.round(peak / 1e6);
  return {
    what: `${size.smallFiles} small files and one of ${(size.largeBytes / 1e9).toFixed(1)} GB`,
    peakMegabytes,
    target: '≤ 600 MB',
    reached: peakMegabytes <= 600,
    costFirst: cost(0.05, 0.15),
    costLast: cost(0.88, 0.98),
  };
}

/** What a command costs before it does anything. */
export async function startUp(rounds: number): Promise<number> {
  const program = fileURLToPath(new URL('../bin/stele.mjs', import.meta.url));
  const { start = Number.NaN } = await sideBySide(rounds, {
    start: (folder) => shell(`"${process.execPath}" "${program}" --version`, folder),
  });
  return start;
}

function finished(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('exit', () => resolve());
    worker.once('error', reject);
  });
}
