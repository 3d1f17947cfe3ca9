import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Archive } from '../../src/core/archive/archive.ts';
import { destroyItems, previewDestruction, type Destroyed } from '../../src/core/disposition/destroy.ts';
import { itemsOf } from '../../src/core/disposition/items.ts';
import { aboutPerson } from '../../src/core/people/about-person.ts';
import { erasePerson } from '../../src/core/people/erase-person.ts';
import { clearHandedOver, recordReceipt } from '../../src/core/hand-over/hand-over.ts';
import { guessMapping } from '../../src/core/tables/map-columns.ts';
import { planImport } from '../../src/core/tables/plan-import.ts';
import { readCsv } from '../../src/core/tables/read-csv.ts';
import { runImport, type ImportSummary } from '../../src/core/tables/run-import.ts';
import { openInlinePool } from './inline-pool.ts';
import { realFiles } from '../../src/core/transfer/file-layer.ts';
import { verifyArchive } from '../../src/core/verify/archive.ts';
import type { PersonErasure } from '../../src/shared/records/person.ts';
import type { Verification } from '../../src/shared/records/verification.ts';
import { parsePublicKey } from '../../src/verifier/signature/minisign.ts';
import { testKeys } from './encryption.ts';

const clock = (): Date => new Date();

export interface Outcome {
  readonly killed: boolean;
  /** Milliseconds from when the work began to the end of the process. */
  readonly lasted: number;
}

/** Starts a fixture and ends it, as kill -9 does, so long after its work began; null: it is left to finish. */
export function runFixture(name: string, words: readonly string[], after: number | null): Promise<Outcome> {
  const program = fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
  const child = spawn(process.execPath, [program, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  let [began, timer]: [number, NodeJS.Timeout | undefined] = [0, undefined];
  child.stdout.once('data', () => {
    began = performance.now();
    if (after !== null) timer = setTimeout(() => child.kill('SIGKILL'), after);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (signal === null && code !== 0) reject(new Error(`it ended with ${code}`));
      resolve({ killed: signal === 'SIGKILL', lasted: performance.now() - began });
    });
  });
}

/** In this process: the program's start would take longer than what is tested. */
export async function verifyHere(path: string): Promise<Verification> {
  return verifyArchive(path, {
    pool: openInlinePool(realFiles),
    signal: new AbortController().signal,
    onProgress: () => undefined,
    open: { clock, keys: await testKeys(path) },
  });
}

export type KillableRequest =
  { readonly items: readonly string[] } | { readonly receipt: string; readonly key: string };

/** What the fixture does, and what a second run of it does. */
export function dispose(archive: Archive, request: KillableRequest): Destroyed | null {
  if ('items' in request) {
    const items = itemsOf(archive, request.items);
    const confirmed = previewDestruction(archive, items).items.length;
    const plain = {
      note: null,
      request: null,
      receipt: null,
      keepsRecord: false,
      lockedSealed: 'refuse',
    } as const;
    return destroyItems(archive, { items, reason: 'danger-to-a-person', confirmed, ...plain });
  }
  const key = parsePublicKey(request.key);
  const shown = {
    text: readFileSync(request.receipt),
    signature: readFileSync(`${request.receipt}.minisig`),
    keys: key ? [key] : [],
  };
  const confirmed = recordReceipt(archive, shown).covered.length;
  return clearHandedOver(archive, shown, { confirmed, lockedSealed: 'refuse', keepsRecord: false }).destroyed;
}

/** Takes a person out of everything; `begins` is called when nothing is left to be looked for. */
export async function erasePersonHere(
  archive: Archive,
  person: string,
  begins: () => void = () => undefined,
): Promise<PersonErasure> {
  const signal = new AbortController().signal;
  const report = await aboutPerson(archive, person, { also: [], language: 'en', signal });
  begins();
  const plan = {
    person,
    also: [],
    reason: 'danger-to-a-person',
    instead: '[erased]',
    choices: {},
    destroy: [],
  };
  return erasePerson(archive, plan, report, { confirmed: report.places, lockedSealed: 'refuse' }, null);
}

/** Takes a table of places in; `begins` is called when it is planned. */
export async function importPlaces(
  archive: Archive,
  csv: Uint8Array,
  begins: () => void = () => undefined,
): Promise<ImportSummary> {
  const table = readCsv(csv);
  const mapping = guessMapping('place', table.heading);
  const planned = await planImport(archive, { kind: 'place', table, mapping, dayOrder: null });
  begins();
  const signal = new AbortController().signal;
  return runImport(archive, 'place', planned, { signal, onProgress: () => undefined });
}
