import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { expect } from 'vitest';
import type { Archive } from '../../src/core/archive/archive.ts';
import type { Database } from '../../src/core/database/connection.ts';
import type { Verification } from '../../src/shared/records/verification.ts';
import { copyDisk } from './disk-copy.ts';
import { stele, type Ran } from './cli.ts';
import { initArchive, openTestArchive } from './encryption.ts';

/** A kill takes nothing from the disk, so a fast one will do. */
export const inMemory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

export const clock = (): Date => new Date();

/** An archive beside a folder `card` with these files, which it has taken in. */
export async function archiveWith(
  folder: string,
  files: Readonly<Record<string, string | Buffer>>,
  operator: string | null = 'Anna',
): Promise<string> {
  const [path, card] = [join(folder, 'archive'), join(folder, 'card')];
  for (const [name, content] of Object.entries(files)) {
    const file = join(card, name);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, content);
  }
  await initArchive(path, 'Disposed', operator);
  const ran = stele(['import', path, card, '--json']);
  expect(ran.stderr).toBe('');
  expect(ran.code).toBe(0);
  return path;
}

/** Numbers of the items that are listed, by the name of their first file. */
export function numbersOf(archive: string): Readonly<Record<string, string>> {
  const { items } = stele(['list', archive, '--json']).json() as {
    items: { number: string; title: string }[];
  };
  return Object.fromEntries(items.map(({ number, title }) => [title, number]));
}

/** Runs a command that has to succeed. */
export function done(words: readonly string[], env: Record<string, string> = {}): Ran {
  const ran = stele([...words, '--json'], { env });
  expect(ran.stdout, ran.stderr).not.toMatch(/^\{"error"/);
  expect(ran.code, ran.stderr).toBe(0);
  return ran;
}

/** Runs a command that has to be refused, and returns the code of the error. */
export function refused(words: readonly string[], env: Record<string, string> = {}): unknown {
  const ran = stele([...words, '--json'], { env });
  expect(ran.code).not.toBe(0);
  return (ran.json().error as { code: string }).code;
}

/** Verifies, and expects nothing but what was destroyed on purpose. Returns what is told of it. */
export function expectOnlyDisposed(archive: string): Verification['findings'] {
  const ran = stele(['verify', archive, '--json']);
  const result = ran.json() as unknown as Verification;
  expect(result.verdict, ran.stdout).toBe('verified');
  expect(ran.code).toBe(0);
  expect(result.findings.filter(({ problem }) => problem !== 'disposed')).toEqual([]);
  expect(stele(['log', archive, '--verify', '--json']).json()).toMatchObject({ verdict: 'verified' });
  return result.findings;
}

/** Something done to an archive in process, which no command does yet. */
export async function within<T>(path: string, work: (archive: Archive) => T | Promise<T>): Promise<T> {
  const archive = await openTestArchive(path, { access: 'write', clock });
  try {
    return await work(archive);
  } finally {
    archive.close();
  }
}

/** Every value of every row, as bytes; what is deflated is inflated as well. */
export function valuesIn(db: Database): Buffer[] {
  const tables = db.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
  return tables.flatMap((table) =>
    db
      .prepare<[], Record<string, unknown>>(`SELECT * FROM "${table}"`)
      .all()
      .flatMap((row) => Object.values(row).flatMap(bytesOf)),
  );
}

function bytesOf(value: unknown): Buffer[] {
  if (typeof value === 'string') return [Buffer.from(value)];
  if (!(value instanceof Uint8Array)) return [];
  try {
    return [Buffer.from(value), inflateRawSync(value)];
  } catch {
    return [Buffer.from(value)];
  }
}

/** A copy of an archive that nobody has open. */
export function copyOf(archive: string, to: string): string {
  copyDisk(archive, to);
  return to;
}

export const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
