import { readdirSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../shared/records/verification.ts';
import type { Archive } from '../archive/archive.ts';
import { isBackup } from '../archive/backup-mark.ts';
import { destroyedOriginals } from './archive-dispositions.ts';
import { inOrder } from '../jobs/in-order.ts';
import { baseNameBytes, readablePath } from '../paths/path-bytes.ts';
import { systemCode } from '../transfer/file-layer.ts';
import { compareOriginal, type Expected } from '../fixity/compare.ts';
import type { TransferPool, TransferSource } from '../transfer/types.ts';
import { isOriginalName } from '../vault/original-path.ts';
import type { Vault } from '../vault/vault.ts';

/** What was hashed so far, for progress and for the result. */
export interface HashTally {
  files: number;
  bytes: number;
  total: number | null;
  totalBytes: number | null;
}

interface Context {
  readonly pool: TransferPool;
  readonly signal: AbortSignal;
}

interface Row {
  readonly id: number;
  readonly sha256: Uint8Array;
  readonly sha512: Uint8Array;
  readonly size: number;
  readonly vault_name: string;
  readonly number: string;
  readonly path: Uint8Array;
}

/** Every recorded original: there, whole, and nothing beside it. Both hashes are recomputed. */
export async function checkOriginals(
  archive: Archive,
  context: Context,
  tally: HashTally,
  report: () => void,
): Promise<Finding[]> {
  const db = archive.catalogue;
  const totals = db
    .prepare<[], { files: number; bytes: number | null }>(
      'SELECT count(*) AS files, sum(size) AS bytes FROM file',
    )
    .get();
  tally.total = totals?.files ?? 0;
  tally.totalBytes = totals?.bytes ?? 0;
  const findings: Finding[] = [];
  const hash = (row: Row): Promise<Finding | null> => checkOne(archive, context, row, tally);
  for await (const finding of inOrder(recordedFiles(archive), context.pool.size * 4, hash)) {
    if (finding) findings.push(finding);
    report();
  }
  const known = db.prepare<[string, string], number>(
    'SELECT 1 FROM file WHERE vault_name = ? UNION SELECT 1 FROM vault_intent WHERE vault_name = ?',
  );
  const destroyed = destroyedOriginals(archive);
  for (const name of storedNames(archive.path)) {
    // An announced name that has no record yet belongs to an import that is running, or that was cut off.
    if (known.get(name, name) !== undefined) continue;
    if (destroyed.has(name)) {
      const detail = 'its destruction was cut off: opening the archive for writing completes it';
      findings.push({ path: `originals/${name}`, problem: 'warning', detail });
      continue;
    }
    findings.push(unrecorded(archive, name));
  }
  return findings;
}

function unrecorded(archive: Archive, name: string): Finding {
  const path = `originals/${name}`;
  if (!isBackup(archive.path) || !originalName.test(name))
    return { path, problem: 'unexpected', detail: 'no record refers to it' };
  const detail =
    'no record refers to it: a run of the backup that was cut off, or none that goes on, put it there';
  return { path, problem: 'warning', detail };
}

const originalName = /^[0-9a-f]{2}\/[0-9a-f]{64}(?:\.([a-z0-9]+))?$/;

/** Without a catalogue: each original against the name it was given, which comes from its SHA-256. */
export async function checkNamedOriginals(
  path: string,
  vault: Vault,
  context: Context,
  tally: HashTally,
  report: () => void,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const hash = async (name: string): Promise<Finding | null> => {
    const shown = `originals/${name}`;
    const extension = originalName.exec(name);
    if (!extension)
      return { path: shown, problem: 'unexpected', detail: 'its name is not that of an original' };
    const expected: Expected = {
      algorithms: ['sha256'],
      matches: ({ sha256 = '' }) => vault.nameFor(sha256, extension[1] ?? '') === name,
    };
    return compare(context, vault.source(name), shown, expected, tally, '');
  };
  for await (const finding of inOrder(storedNames(path), context.pool.size * 4, hash)) {
    if (finding) findings.push(finding);
    report();
  }
  return findings;
}

async function checkOne(
  archive: Archive,
  context: Context,
  row: Row,
  tally: HashTally,
): Promise<Finding | null> {
  const whose = ` (${row.number}, ${readablePath(baseNameBytes(row.path)).text})`;
  const recorded = {
    sha256: Buffer.from(row.sha256).toString('hex'),
    sha512: Buffer.from(row.sha512).toString('hex'),
  };
  const expected: Expected = {
    algorithms: ['sha256', 'sha512'],
    size: row.size,
    matches: ({ sha256, sha512 }) => sha256 === recorded.sha256 && sha512 === recorded.sha512,
  };
  if (!isOriginalName(row.vault_name)) {
    const detail = `the catalogue names an original ${JSON.stringify(row.vault_name)}; nothing was read there${whose}`;
    return { path: 'catalogue.db', problem: 'unsafe', detail };
  }
  const source = archive.vault.source(row.vault_name);
  return compare(context, source, `originals/${row.vault_name}`, expected, tally, whose);
}

async function compare(
  { pool, signal }: Context,
  source: TransferSource,
  shown: string,
  expected: Expected,
  tally: HashTally,
  whose: string,
): Promise<Finding | null> {
  const { outcome, detail, bytes } = await compareOriginal(pool, source, expected, signal);
  if (outcome === 'verified' || outcome === 'changed') {
    tally.files += 1;
    tally.bytes += bytes;
  }
  return outcome === 'verified' ? null : { path: shown, problem: outcome, detail: `${detail}${whose}` };
}

function* recordedFiles(archive: Archive): Generator<Row> {
  const page = archive.catalogue.prepare<[number], Row>(
    `SELECT file.id, file.sha256, file.sha512, file.size, file.vault_name, item.number, entry.path
     FROM file JOIN item ON item.id = file.item_id JOIN accession_entry AS entry ON entry.id = file.entry_id
     WHERE file.id > ? ORDER BY file.id LIMIT 500`,
  );
  for (let after = 0; ;) {
    const rows = page.all(after);
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
  }
}

/** Names below originals/, as records have them (`ab/abcd….jpg`); folders deeper than they go are named whole. */
export function* storedNames(path: string): Generator<string> {
  const root = join(path, 'originals');
  let folders: Dirent[];
  try {
    folders = readdirSync(root, { withFileTypes: true });
  } catch (error) {
    // Each original that is recorded is then missing, and named.
    if (systemCode(error) === 'ENOENT') return;
    throw error;
  }
  for (const folder of folders) {
    if (!folder.isDirectory()) yield folder.name;
    else for (const name of readdirSync(join(root, folder.name))) yield `${folder.name}/${name}`;
  }
}
