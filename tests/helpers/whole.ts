import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { ImportEntry } from '../../src/shared/records/import.ts';
import { startStele, type Ran } from './cli.ts';
import { openTestArchive } from './encryption.ts';

export interface LoggedEvent {
  readonly type: string;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface ImportResult {
  readonly accessionId: string;
  readonly imported: number;
  readonly duplicates: number;
  readonly skipped: number;
  readonly failed: number;
  readonly files: readonly ImportEntry[];
}

export const importResult = (ran: Ran): ImportResult => ran.json() as unknown as ImportResult;

/** Numbers in [0, 1) that are the same every time (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What must be true of an archive at every moment, however it got there, as the command line says it. */
export async function expectWhole(path: string, env: Record<string, string> = {}): Promise<LoggedEvent[]> {
  const [verified, log] = await Promise.all([
    startStele(['verify', path, '--json'], { env }).ended,
    startStele(['log', path, '--verify', '--json'], { env }).ended,
  ]);
  expect(verified.stdout).toContain('"kind":"archive"');
  expect(verified.json()).toMatchObject({ kind: 'archive', verdict: 'verified', findings: [] });
  expect(verified.code).toBe(0);
  expect(log.json()).toMatchObject({ verdict: 'verified', findings: [] });
  expect(log.code).toBe(0);
  return log.json().events as LoggedEvent[];
}

export interface Contents {
  readonly files: readonly { readonly sha256: string; readonly vaultName: string }[];
  readonly items: number;
  /** Paths that an accession still open has done. */
  readonly done: readonly string[];
}

/** What the catalogue records. */
export async function contentsOf(path: string): Promise<Contents> {
  const archive = await openTestArchive(path, { access: 'read', clock: () => new Date() });
  try {
    const db = archive.catalogue;
    const count = (sql: string): number => db.prepare<[], number>(sql).pluck().get() ?? 0;
    return {
      files: db
        .prepare<[], { sha256: string; vaultName: string }>(
          'SELECT lower(hex(sha256)) AS sha256, vault_name AS vaultName FROM file ORDER BY vault_name',
        )
        .all(),
      items: count('SELECT count(*) FROM item'),
      done: db
        .prepare<[], string>(
          `SELECT CAST(path AS TEXT) FROM accession_entry JOIN accession ON accession.id = accession_id
           WHERE state = 'open' AND status IN ('imported', 'duplicate') ORDER BY path`,
        )
        .pluck()
        .all(),
    };
  } finally {
    archive.close();
  }
}

/** After a clean end: originals/ holds exactly the recorded names, each byte string once, and nothing is in staging. */
export async function expectNothingLeftOver(path: string, known?: Contents): Promise<void> {
  const contents = known ?? (await contentsOf(path));
  const root = join(path, 'originals');
  const stored = readdirSync(root).flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => `${folder}/${name}`),
  );
  expect(stored.toSorted()).toEqual(contents.files.map((file) => file.vaultName));
  expect(new Set(contents.files.map((file) => file.sha256)).size).toBe(contents.files.length);
  expect(existsSync(join(path, 'incoming'))).toBe(false);
}
