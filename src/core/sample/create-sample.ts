import type { SampleLanguage } from '../../shared/records/sample.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { AppError } from '../../shared/errors/app-error.ts';
import type { AccessionDescription } from '../../shared/records/accession.ts';
import type { ItemChanges } from '../../shared/records/description.ts';
import type { Progress } from '../../shared/records/progress.ts';
import { createArchive } from '../archive/create.ts';
import type { Archive } from '../archive/archive.ts';
import { resolveItem } from '../catalogue/resolve.ts';
import { itemRow } from '../disposition/items.ts';
import { arrangeItem, combineItems } from '../description/arrange.ts';
import { editItems } from '../description/edit.ts';
import { readEntries } from '../ingest/entries.ts';
import { importPaths } from '../ingest/import.ts';
import { ProgressMeter } from '../jobs/progress.ts';
import type { Core } from '../router/core.ts';
import type { TakenItem } from './case/pictures.ts';
import { recordCase } from './case/record-case.ts';
import { addMaps } from './case/add-maps.ts';
import { descriptionOf, forwardedDescription, paperDescriptions, photographOf } from './describe-sample.ts';
import { drawFiles } from './draw-files.ts';
import { cards, photographs } from './photographs.ts';
import { disclaimer } from './words.ts';

export interface SampleHandlers {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

export interface Sample {
  readonly name: string;
  readonly archiveId: string;
  readonly path: string;
  readonly items: number;
}

export interface SampleRequest {
  readonly path: string;
  readonly name: string;
  /** Of the records' prose: whoever looks around reads it. */
  readonly language: SampleLanguage;
}

/**
 * Makes the sample archive at exactly `path`: its pictures are drawn, and go in, are described, and are linked with records of places,
 * people and incidents as anybody's are. What was made so far is removed again where it fails or is stopped. Throws as `createArchive` and `importPaths` do.
 */
export async function createSample(
  core: Core,
  { language, ...request }: SampleRequest,
  handlers: SampleHandlers,
): Promise<Sample> {
  const { path, archiveId } = createArchive({
    ...request,
    operator: 'Sample person',
    clock: core.clock,
    journal: core.journal,
  });
  const staging = mkdtempSync(join(tmpdir(), 'stele-sample-'));
  let handle: string | null = null;
  try {
    const meter = new ProgressMeter('draw', handlers.onProgress);
    await drawFiles(staging, core.decoderNode, {
      signal: handlers.signal,
      onDrawn: (done, total) =>
        meter.update({ done, total, bytes: 0, totalBytes: null, failures: 0 }, done === total),
    });
    const opened = await core.open(path, 'write', null);
    handle = opened.handle;
    const items = await fill(core, opened.archive, staging, language, handlers);
    await core.closeArchive(handle);
    return { name: request.name, archiveId, path, items };
  } catch (error) {
    if (handle !== null) await core.closeArchive(handle);
    // Made a moment ago, and of nothing but drawings.
    rmSync(path, { recursive: true, force: true });
    throw error;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** How each folder came, as somebody would note it. */
const accessions: readonly (readonly [folder: string, description: AccessionDescription])[] = [
  ...(['A1', 'B1', 'A2', 'B2', 'C1'] as const).map((card): readonly [string, AccessionDescription] => [
    card,
    {
      method: card === 'C1' ? 'cable-copy' : 'card-reader',
      receivedFrom: `Sample photographer ${card.slice(0, 1)}`,
      place: 'Sample office',
      carrier: { label: cards[card].label, whereNow: 'Sample drawer' },
      statement: disclaimer.en,
      ...(card === 'B2' && {
        clockCheck: {
          deviceShowed: '2023-01-14 10:45:43',
          referenceShowed: '2023-01-14 11:58:06',
          reference: 'A drawn receiver',
        },
      }),
    },
  ]),
  ['messenger', { method: 'messenger-photo', receivedFrom: 'Sample sender', statement: disclaimer.en }],
  ['papers', { method: 'scan', receivedFrom: 'Sample office', statement: disclaimer.en }],
];

async function fill(
  core: Core,
  archive: Archive,
  staging: string,
  language: SampleLanguage,
  handlers: SampleHandlers,
): Promise<number> {
  const context = { archive, pool: core.pool, inspector: core.inspector() };
  const taken: TakenItem[] = [];
  for (const [folder, description] of accessions) {
    const paths = [Buffer.from(join(staging, folder))];
    const { accessionId } = await importPaths(
      context,
      { paths, workingFolder: staging, description },
      handlers,
    );
    for (const { path, itemId } of readEntries(archive, accessionId)) {
      if (itemId === null) continue;
      if (handlers.signal.aborted) throw new AppError('interrupted');
      const [name, row] = [basename(path), resolveItem(archive, itemId)];
      const drawn = photographOf(folder, name);
      const { number } = itemRow(archive, row);
      taken.push({ id: itemId, number, folder, name, place: drawn?.place ?? null });
      const changes = changesFor(folder, name);
      if (changes)
        await editItems(
          archive,
          { items: [row], changes },
          { signal: handlers.signal, onProgress: () => undefined },
        );
    }
  }
  const items = joinSheet(archive, taken);
  recordCase(archive, items, language);
  await addMaps(archive, core.pool, staging, language, handlers.signal);
  return items.length;
}

function changesFor(folder: string, name: string): ItemChanges | undefined {
  if (folder === 'papers') return paperDescriptions[name];
  if (folder === 'messenger') return forwardedDescription(Number(/\d+/.exec(name)?.[0] ?? 1) - 1);
  const drawn = photographOf(folder, name);
  const photograph = drawn && photographs[drawn.place];
  return photograph ? descriptionOf(photograph, drawn.place, drawn.frame) : undefined;
}

/** Both sides of one sheet are one item. Returns the items that are left. */
function joinSheet(archive: Archive, taken: readonly TakenItem[]): readonly TakenItem[] {
  const side = (which: string) => taken.find(({ name }) => name === `field book 3 ${which}.jpg`);
  const [recto, verso] = [side('recto'), side('verso')];
  if (!recto || !verso) return taken;
  const row = resolveItem(archive, recto.id);
  const { files } = combineItems(archive, row, [resolveItem(archive, verso.id)]);
  arrangeItem(
    archive,
    row,
    files.map(({ id }, at) => ({ id, role: at === 0 ? 'recto' : 'verso' })),
  );
  return taken.filter((one) => one !== verso);
}
