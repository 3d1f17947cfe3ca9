import { join } from 'node:path';
import { createArchive } from '../src/core/archive/create.ts';
import { newEncryption, unlockArchive } from '../src/core/archive/encryption.ts';
import { openArchive } from '../src/core/archive/open.ts';
import { allItems } from '../src/core/catalogue/all-items.ts';
import { importPaths } from '../src/core/ingest/import.ts';
import { openMediaInspector } from '../src/core/media/inspector.ts';
import { exportFromArchive } from '../src/core/packages/export-from-archive.ts';
import { openTransferPool } from '../src/core/transfer/pool.ts';
import { verifyAny } from '../src/core/verify/verify-any.ts';
import { photographs } from './material.ts';
import { figure, sideBySide, type Figure } from './measure.ts';
import type { Size } from './rows.ts';

const clock = (): Date => new Date();
const handlers = { signal: new AbortController().signal, onProgress: (): void => undefined };
const secret = { by: 'passphrase', passphrase: 'a passphrase' } as const;

/** Argon2id is paid once a session and does not grow with the work: it is stated apart, and here next to nothing. */
const cheap = { memory: 1024, iterations: 1, parallelism: 1 };

/** The whole first loop: create, unlock, take in, export, verify archive and package. */
async function loop(folder: string, source: string, encrypted: boolean): Promise<void> {
  const [path, destination] = [join(folder, 'archive'), join(folder, 'package.zip')];
  const encryption = encrypted ? await newEncryption([{ ...secret, label: null }], clock, cheap) : null;
  createArchive({ path, name: 'bench', operator: null, clock, encryption });
  const [pool, inspector] = [openTransferPool(), openMediaInspector()];
  const keys = () => unlockArchive(path, secret);
  try {
    const archive = openArchive(path, { access: 'write', clock, keys: await keys() });
    try {
      const request = { paths: [Buffer.from(source)], workingFolder: folder, description: {} };
      await importPaths({ archive, pool, inspector }, request, handlers);
      const to = { destination, profile: 'transfer', form: 'zip', itemIds: allItems(archive) } as const;
      await exportFromArchive(archive, pool, { ...to, ...handlers });
    } finally {
      archive.close();
    }
    for (const target of [path, destination]) {
      const { verdict } = await verifyAny(target, { pool, open: { clock }, unlock: keys, ...handlers });
      if (verdict !== 'verified') throw new Error(`${target} did not verify`);
    }
  } finally {
    await Promise.all([pool.close(), inspector.close()]);
  }
}

/** Seconds that opening an archive costs for its passphrase alone, as `stele init --encrypt` makes it. */
export async function unlocking(rounds: number): Promise<number> {
  const { once = Number.NaN } = await sideBySide(rounds, {
    once: async () => {
      (await newEncryption([{ ...secret, label: null }], clock)).keys.wipe();
    },
  });
  return once;
}

export async function encryption(size: Size): Promise<Figure[]> {
  const source = await photographs(size.photographs);
  const times = await sideBySide(size.rounds, {
    stele: (folder) => loop(folder, source, true),
    plain: (folder) => loop(folder, source, false),
  });
  return [
    figure(
      'encrypted',
      `take in, export and verify ${size.photographs} JPEGs, encrypted`,
      times.stele ?? Number.NaN,
      'the same on a plain archive',
      times.plain,
      { text: '≤ 1.15', most: 1.15 },
    ),
  ];
}
