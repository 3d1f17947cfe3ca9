import { AppError } from '../../shared/errors/app-error.ts';
import type { PictureRefusal, PictureView } from '../../shared/records/picture.ts';
import { fileReadings } from '../../shared/records/readings.ts';
import type { Archive, Clock } from '../archive/archive.ts';
import { openVaultFile } from '../catalogue/original.ts';
import type { Drawing, MediaDrawer } from '../media/types.ts';
import { TILE_SIDE } from '../media/wire-limits.ts';
import type { Job } from '../router/stream.ts';
import { systemCode } from '../transfer/file-layer.ts';
import { SealBroken } from '../vault/sealed-format.ts';
import { patientReading } from '../vault/patient-reading.ts';
import type { AddressBook, Tile } from './address-book.ts';
import { fileToSee } from './find-media.ts';

/** What is drawn: a page of a file (UUID), all of it or a piece. */
export interface Wanted {
  readonly file: string;
  readonly page: number;
  readonly tile: Tile | null;
}

export type Looked =
  Drawing | { readonly kind: 'none'; readonly reason: PictureRefusal; readonly mediaType: null };

/**
 * Pictures for somebody who looks: drawn by the media processes out of the stored originals, and held in memory alone, for
 * as long as their archive is open and there is room. Drawing counts as work, which a lock stops.
 */
export interface PictureDesk {
  /** Throws `interrupted` when aborted. */
  draw(handle: string, archive: Archive, wanted: Wanted, signal: AbortSignal | undefined): Promise<Looked>;
  /** Wipes what is held of an archive. */
  forget(handle: string): void;
}

type Drawn = Extract<Drawing, { kind: 'drawn' }>;

/** Bytes of pictures that are held: what somebody goes back and forth between. */
const room = 128 * 1_048_576;

export function openPictureDesk(drawer: () => MediaDrawer, jobs: Set<Job>, most: number = room): PictureDesk {
  /** By archive, file, page and piece; what was used longest ago first. */
  const held = new Map<string, Drawn>();
  let bytes = 0;
  const drop = (key: string): Drawn | undefined => {
    const drawn = held.get(key);
    if (!drawn) return undefined;
    held.delete(key);
    bytes -= drawn.bytes.length;
    return drawn;
  };
  const wipe = (key: string): void => void drop(key)?.bytes.fill(0);
  const keep = (key: string, drawn: Drawn): void => {
    drop(key);
    held.set(key, drawn);
    bytes += drawn.bytes.length;
    for (const oldest of held.keys()) {
      if (bytes <= most || oldest === key) break;
      drop(oldest);
    }
  };
  return {
    async draw(handle, archive, wanted, outer) {
      const file = fileToSee(archive, wanted.file);
      if (!file) return none('not-there');
      const key = `${handle} ${wanted.file} ${wanted.page} ${JSON.stringify(wanted.tile)}`;
      const known = held.get(key);
      if (known) {
        keep(key, known);
        return known;
      }
      const stop = new AbortController();
      const signal = outer ? AbortSignal.any([outer, stop.signal]) : stop.signal;
      const drawing = drawFile(drawer(), archive, file, wanted, signal);
      const job: Job = {
        archive: handle,
        stop: () => stop.abort(),
        ended: drawing.then(
          () => undefined,
          () => undefined,
        ),
      };
      jobs.add(job);
      try {
        const drawn = await drawing;
        // Closed, hidden or destroyed while it was drawn: nobody may see it any more, and nobody would wipe it.
        const isGone = !archive.catalogue.open || fileToSee(archive, wanted.file) === null;
        if (drawn.kind === 'drawn' && (signal.aborted || isGone)) drawn.bytes.fill(0);
        if (signal.aborted) throw new AppError('interrupted');
        if (!archive.catalogue.open) throw new AppError('archive-not-open');
        if (isGone) return none('not-there');
        if (drawn.kind === 'drawn') keep(key, drawn);
        return drawn;
      } catch (error) {
        if (signal.aborted) throw new AppError('interrupted', {}, error);
        throw error;
      } finally {
        jobs.delete(job);
      }
    },
    forget(handle) {
      for (const key of [...held.keys()]) if (key.startsWith(`${handle} `)) wipe(key);
    },
  };
}

const none = (reason: PictureRefusal): Looked => ({ kind: 'none', reason, mediaType: null });

async function drawFile(
  drawer: MediaDrawer,
  archive: Archive,
  fileId: number,
  { page, tile }: Wanted,
  signal: AbortSignal,
): Promise<Looked> {
  const original = openVaultFile(archive, fileId);
  if (!original) return none('unreadable');
  const source = patientReading(original);
  try {
    const orientation = orientationOf(archive, fileId);
    return await drawer.draw(source, { page, tile, orientation }, { signal });
  } catch (error) {
    if (!(error instanceof SealBroken) && systemCode(error) === null) throw error;
    return none('unreadable');
  } finally {
    await source.close();
  }
}

/** As the metadata reader found it: the previews inside RAW files do not say it themselves. */
function orientationOf(archive: Archive, fileId: number): number | null {
  const readings = archive.catalogue
    .prepare<[number], string>('SELECT readings FROM file WHERE id = ?')
    .pluck()
    .get(fileId);
  return readings === undefined ? null : fileReadings.parse(JSON.parse(readings)).orientation;
}

/** What a page is told of a drawing: its size, and where it and its pieces are to be had. */
export function describeDrawing(
  drawn: Looked,
  { file, page }: Wanted,
  handle: string,
  book: AddressBook,
  clock: Clock,
): PictureView {
  if (drawn.kind === 'none') return drawn;
  const until = book.validUntil(clock());
  const { basis, width, height, pages, drawnWidth, drawnHeight } = drawn;
  const address = (tile: Tile | null): string =>
    book.sign({ archive: handle, kind: 'view', file, page, tile }, until);
  const isWhole = drawnWidth === width && drawnHeight === height;
  return {
    kind: 'drawn',
    basis,
    width,
    height,
    pages,
    whole: { address: address(null), width: drawnWidth, height: drawnHeight },
    tiles: isWhole ? [] : tilesOf(width, height).map((tile) => ({ address: address(tile.at), ...tile.area })),
    validUntil: until.toISOString(),
  };
}

function tilesOf(width: number, height: number) {
  return Array.from({ length: Math.ceil(height / TILE_SIDE) }, (_, row) =>
    Array.from({ length: Math.ceil(width / TILE_SIDE) }, (__, column) => {
      const [left, top] = [column * TILE_SIDE, row * TILE_SIDE];
      const area = {
        left,
        top,
        width: Math.min(TILE_SIDE, width - left),
        height: Math.min(TILE_SIDE, height - top),
      };
      return { at: { column, row }, area };
    }),
  ).flat();
}
