import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { AppError, isAppError } from '../../shared/errors/app-error.ts';
import { gazetteerDetail, tilesDetail, type MapFile, type MapFileKind } from '../../shared/records/map.ts';
import type { Archive } from '../archive/archive.ts';
import { writeFailure } from '../archive/create.ts';
import { parseUuid, uuidText, uuidV7 } from '../cryptography/random.ts';
import { appendEvents } from '../custody/append.ts';
import { sqliteCode, type Database } from '../database/connection.ts';
import { leaveNoTraces, overwriteWhatIsDeleted } from '../database/traces.ts';
import { requireWriting } from '../disposition/items.ts';
import { ProgressMeter, type ReportProgress } from '../jobs/progress.ts';
import { baseNameBytes, readablePath } from '../paths/path-bytes.ts';
import { realFiles, systemCode } from '../transfer/file-layer.ts';
import { TransferError, type TransferPool } from '../transfer/types.ts';
import { openVault, type OpenOriginal, type Vault } from '../vault/vault.ts';
import { inTurns } from '../search-thread/search-thread.ts';
import { forgetGazetteer, forgettingGazetteer, indexGazetteer, knowsGazetteers } from './gazetteer-index.ts';
import { readTiles } from './tiles.ts';

/** A row of `map_file`. */
export interface MapFileRow {
  readonly id: number;
  readonly uid: Uint8Array;
  readonly kind: MapFileKind;
  readonly name: string;
  readonly size: number;
  readonly sha256: Uint8Array;
  readonly storedName: string;
  readonly detail: string;
  readonly addedAt: string | null;
}

const columns = `id, uid, kind, name, size, sha256, stored_name AS storedName, detail, added_at AS addedAt`;

/** The door to maps/, laid out and sealed as originals/ is. */
export const mapVault = ({ path, keys }: Pick<Archive, 'path' | 'keys'>): Vault =>
  openVault(path, realFiles, keys?.vault ?? null, 'maps');

/** A catalogue that is only read may be older than the table. */
export function knowsMaps(catalogue: Database): boolean {
  return catalogue.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'map_file'").get() !== undefined;
}

/** All that are there, also such that are just put there or taken away. */
export function mapFileRows(catalogue: Database): MapFileRow[] {
  if (!knowsMaps(catalogue)) return [];
  return catalogue.prepare<[], MapFileRow>(`SELECT ${columns} FROM map_file ORDER BY id`).all();
}

export function mapFileOf({ catalogue }: Pick<Archive, 'catalogue'>, file: string): MapFileRow | null {
  const uid = parseUuid(file);
  if (!uid || !knowsMaps(catalogue)) return null;
  const select = catalogue.prepare<[Uint8Array], MapFileRow>(
    `SELECT ${columns} FROM map_file WHERE uid = ? AND added_at IS NOT NULL`,
  );
  return select.get(uid) ?? null;
}

export function listMapFiles({ catalogue }: Pick<Archive, 'catalogue'>): MapFile[] {
  return mapFileRows(catalogue).flatMap((row) => (row.addedAt === null ? [] : [viewOf(row, row.addedAt)]));
}

function viewOf({ uid, name, size, sha256, detail, kind }: MapFileRow, addedAt: string): MapFile {
  const told: unknown = JSON.parse(detail);
  return {
    id: uuidText(uid),
    ...{ name, size, addedAt },
    sha256: Buffer.from(sha256).toString('hex'),
    detail: kind === 'tiles' ? tilesDetail.parse(told) : gazetteerDetail.parse(told),
  };
}

export interface AddRequest {
  /** Absolute. */
  readonly path: Buffer;
  readonly kind: MapFileKind;
  readonly signal: AbortSignal;
  readonly onProgress: ReportProgress;
}

/**
 * Copies a map or a gazetteer of a person's own into the archive: looked at first, copied with its hash, read back, and in the case of
 * a gazetteer read through; then it has its name, its record and its event. The same bytes twice are one. Cut off, nothing is left
 * of it. Throws AppError `archive-read-only`, `path-not-found`, `map-unusable`, `gazetteer-unusable`, `gazetteer-too-large`,
 * `disk-full`, `write-failed`, `interrupted`.
 */
export async function addMapFile(
  archive: Archive,
  pool: TransferPool,
  request: AddRequest,
): Promise<MapFile> {
  requireWriting(archive);
  const name = readablePath(baseNameBytes(request.path)).text;
  const size = await lookAt(request, name);
  const vault = mapVault(archive);
  const uid = uuidV7(archive.clock().getTime());
  const staged = `map-${uuidText(uid)}`;
  const meter = new ProgressMeter('import', request.onProgress);
  const before = pool.bytesRead();
  const timer = setInterval(() => {
    const bytes = Math.min(size, pool.bytesRead() - before);
    meter.update({ done: 0, total: 1, bytes, totalBytes: size, failures: 0 });
  }, 100);
  try {
    const { digests, bytes } = await pool.run(
      {
        source: { path: request.path, mustNotChange: true },
        sink: vault.stage(staged),
        algorithms: ['sha256'],
      },
      request.signal,
    );
    clearInterval(timer);
    const sha256 = digests.sha256 ?? '';
    const known = mapFileRows(archive.catalogue).find(
      (row) => Buffer.from(row.sha256).toString('hex') === sha256,
    );
    if (known?.addedAt != null) return viewOf(known, known.addedAt);
    const detail = await contentOf(archive, vault, { staged, uid, name, request, meter });
    const storedName = vault.nameFor(sha256, request.kind === 'tiles' ? 'pmtiles' : 'txt');
    const { catalogue } = archive;
    // Announced, put there, recorded: whoever opens the archive after a crash between them takes it away again.
    catalogue
      .prepare(
        'INSERT INTO map_file (uid, kind, name, size, sha256, stored_name, detail) VALUES (?, ?, ?, ?, ?, ?, ?)',
      )
      .run(uid, request.kind, name, bytes, Buffer.from(sha256, 'hex'), storedName, JSON.stringify(detail));
    await vault.settle([{ staged, vaultName: storedName }], pool);
    return acknowledge(archive, uid);
  } catch (error) {
    if (archive.catalogue.open) undo(archive, uid);
    throw failureOf(error, archive, request.path);
  } finally {
    clearInterval(timer);
    vault.discardStaged(staged);
  }
}

/** A pipe does not wait until somebody writes into it. */
const careful = constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NONBLOCK);

/** What it is, before it is copied: whoever took the wrong file need not wait for it. Gives its size. */
async function lookAt({ path, kind }: AddRequest, name: string): Promise<number> {
  let descriptor: number;
  try {
    descriptor = openSync(path, careful);
  } catch (error) {
    throw systemCode(error) === 'ENOENT'
      ? new AppError('path-not-found', { path: readablePath(path).text })
      : error;
  }
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile())
      throw kind === 'tiles'
        ? new AppError('map-unusable', { name, reason: 'it is no PMTiles file' })
        : new AppError('gazetteer-unusable', { name, heading: '—' });
    if (kind === 'tiles') await readTiles(reading(descriptor, stat.size), name);
    return stat.size;
  } finally {
    closeSync(descriptor);
  }
}

function reading(descriptor: number, size: number): OpenOriginal {
  return {
    size,
    async read(offset, length) {
      const buffer = Buffer.alloc(Math.max(0, Math.min(length, size - offset)));
      return buffer.subarray(0, readSync(descriptor, buffer, 0, buffer.length, offset));
    },
    close: () => undefined,
  };
}

/** Read out of the copy: what is said of it is true of what is kept. */
async function contentOf(
  archive: Archive,
  vault: Vault,
  {
    staged,
    uid,
    name,
    request,
    meter,
  }: {
    readonly staged: string;
    readonly uid: Uint8Array;
    readonly name: string;
    readonly request: AddRequest;
    readonly meter: ProgressMeter;
  },
): Promise<MapFile['detail']> {
  const file = vault.openStaged(staged);
  try {
    if (request.kind === 'tiles') return await readTiles(file, name);
    return await indexGazetteer(archive.derived, uid, file, {
      name,
      signal: request.signal,
      isOpen: () => archive.catalogue.open,
      onRead: (bytes) => meter.update({ done: 0, total: 1, bytes, totalBytes: file.size, failures: 0 }),
    });
  } finally {
    file.close();
  }
}

function acknowledge(archive: Archive, uid: Uint8Array): MapFile {
  const { catalogue, events } = archive;
  const addedAt = catalogue.transaction(() => {
    const row = catalogue
      .prepare<[Uint8Array], MapFileRow>(`SELECT ${columns} FROM map_file WHERE uid = ?`)
      .get(uid);
    if (!row) throw new Error('a map is acknowledged after it was announced');
    const [event] = appendEvents(catalogue, events, [
      {
        type: 'metadata modification',
        subject: { kind: 'map', id: uuidText(uid) },
        outcome: 'success',
        detail: { stage: 'added', ...committed(row) },
      },
    ]);
    catalogue.prepare('UPDATE map_file SET added_at = ? WHERE uid = ?').run(event?.time, uid);
    return event?.time;
  })();
  const row = mapFileOf(archive, uuidText(uid));
  if (!row || addedAt === undefined) throw new Error('a map is there after it was recorded');
  return viewOf(row, addedAt);
}

/** What the event of a map commits to: all that its row says. */
export function committed({ kind, name, size, sha256, storedName, detail }: MapFileRow) {
  return { map: kind, name, size, sha256: Buffer.from(sha256).toString('hex'), storedName, content: detail };
}

/** Takes a map out of the archive: an event, then the file, then its row. */
export async function removeMapFile(archive: Archive, file: string): Promise<void> {
  requireWriting(archive);
  const row = mapFileOf(archive, file);
  if (!row) throw new AppError('map-not-found');
  const { catalogue, events } = archive;
  catalogue.transaction(() => {
    catalogue.prepare('UPDATE map_file SET added_at = NULL WHERE id = ?').run(row.id);
    appendEvents(catalogue, events, [
      {
        type: 'metadata modification',
        subject: { kind: 'map', id: file },
        outcome: 'success',
        detail: { stage: 'removed' },
      },
    ]);
  })();
  const { derived } = archive;
  if (derived && knowsGazetteers(derived)) await inTurns(archive, forgettingGazetteer(derived, row.uid));
  undo(archive, row.uid);
}

/**
 * What was not put there whole, or not taken away whole, goes. To be called when an archive is opened for writing: what cannot be done
 * now (a full disk, a reader) is done the next time, and keeps nobody from working.
 */
export function clearUnplacedMaps(archive: Archive): void {
  try {
    for (const { uid, addedAt } of mapFileRows(archive.catalogue)) if (addedAt === null) undo(archive, uid);
    clearUnknownGazetteers(archive);
  } catch (error) {
    if (sqliteCode(error) === null) throw error;
  }
}

/** Cut off before it was announced, its places would be found for ever. */
function clearUnknownGazetteers({ catalogue, derived }: Archive): void {
  if (!derived || !knowsGazetteers(derived)) return;
  const known = new Set(mapFileRows(catalogue).map(({ uid }) => uuidText(uid)));
  const indexed = derived.prepare<[], Uint8Array>('SELECT uid FROM gazetteer').pluck().all();
  const gone = indexed.filter((uid) => !known.has(uuidText(uid)));
  for (const uid of gone) forgetGazetteer(derived, uid);
  if (gone.length > 0) leaveNoTraces(derived);
}

function undo(archive: Archive, uid: Uint8Array): void {
  const { catalogue, derived } = archive;
  const row = catalogue
    .prepare<[Uint8Array], MapFileRow>(`SELECT ${columns} FROM map_file WHERE uid = ? AND added_at IS NULL`)
    .get(uid);
  if (derived && knowsGazetteers(derived)) forgetGazetteer(derived, uid);
  if (!row) return;
  mapVault(archive).remove([row.storedName]);
  if (derived && row.kind === 'gazetteer') {
    overwriteWhatIsDeleted(derived);
    // It may be reading, which would keep the journal. Where somebody else is, the row stays, and this is done on the next opening.
    archive.searcher.current?.letGo();
    if (!leaveNoTraces(derived)) return;
  }
  catalogue.prepare('DELETE FROM map_file WHERE id = ?').run(row.id);
}

function failureOf(error: unknown, archive: Archive, path: Buffer): unknown {
  if (isAppError(error)) return error;
  if (!(error instanceof TransferError)) return writeFailure(error, archive.path);
  switch (error.failure) {
    case 'interrupted':
      return new AppError('interrupted', {}, error);
    case 'disk-full':
      return new AppError('disk-full', { path: archive.path }, error);
    case 'not-found':
    case 'unreadable':
    case 'blocked':
    case 'changed':
      return new AppError('map-unusable', { name: readablePath(path).text, reason: error.message }, error);
    case 'too-large':
    case 'seal-broken':
    case 'corrupt-stream':
    case 'write-failed':
    case 'reread-mismatch':
      return new AppError('write-failed', { path: archive.path, reason: error.message }, error);
  }
}
