import { z } from 'zod';
import { AppError } from '../../shared/errors/app-error.ts';
import { accessionDescription, type AccessionDescription } from '../../shared/records/accession.ts';
import type { ImportSummary } from '../../shared/records/import.ts';
import type { Archive } from '../archive/archive.ts';
import { isImporting } from '../archive/importing.ts';
import { parseUuid, uuidText } from '../cryptography/random.ts';
import { snapshotAfterAccession } from '../archive/keep-snapshots.ts';
import { requireWriting } from '../disposition/items.ts';
import { abandonAccession } from './accession.ts';
import { importPaths, type ImportHandlers } from './import.ts';
import type { IngestContext } from './take-in.ts';

/** An import that was cut off: closed window, locked archive, full disk, card pulled out. */
export interface UnfinishedImport {
  readonly accession: string;
  readonly number: string;
  readonly startedAt: string;
  /** What stands on the card, stick or disk, if somebody said so. */
  readonly label: string | null;
  readonly paths: readonly ({ readonly text: string } | { readonly bytes: string })[];
  /** How many are in the archive. */
  readonly stored: number;
  /** Of how many; null: it was cut off before they were counted. */
  readonly files: number | null;
  /** Not where its files were dropped on the window, or a person was erased since who may be named in what was left out. */
  readonly canGoOn: boolean;
}

/** In the name of a folder of copies that a host makes of dropped files. They are gone with the import: nothing goes on from them. */
export const droppedFolder = 'stele-dropped-';

/** The folder itself: a person's own may lie in one that is called so. */
function isDroppedFolder(path: { readonly text: string } | { readonly bytes: string }): boolean {
  const name = 'text' in path ? path.text : Buffer.from(path.bytes, 'base64').toString('latin1');
  return (/[^/\\]*$/.exec(name)?.[0] ?? '').includes(droppedFolder);
}

/** Files of an accession that are in the archive. */
const storedSql = `(SELECT count(DISTINCT path) FROM accession_entry
  WHERE accession_id = accession.id AND status IN ('imported', 'duplicate'))`;

const sourcesOf = z.array(z.object({ path: z.object({ text: z.string(), bytes: z.base64().nullable() }) }));

/**
 * Imports that were cut off, newest first. Null while one runs: the others have to wait for it, and whether it will be one of
 * them is not known yet.
 */
export function unfinishedImports(archive: Archive): UnfinishedImport[] | null {
  if (isImporting(archive)) return null;
  const rows = archive.catalogue
    .prepare<
      [],
      {
        uid: Uint8Array;
        number: string;
        startedAt: string;
        description: string;
        sources: string;
        stored: number;
        files: number | null;
        isPlanned: number;
      }
    >(
      `SELECT accession.uid, number, started_at AS startedAt, description, sources, files,
         ${storedSql} AS stored, accession_id IS NOT NULL AS isPlanned
       FROM accession LEFT JOIN import_plan ON accession_id = accession.id
       WHERE state = 'open' ORDER BY accession.id DESC`,
    )
    .all();
  return rows.map(({ uid, description, sources, isPlanned, ...row }) => {
    const paths = sourcesOf
      .parse(JSON.parse(sources))
      .map(({ path: { text, bytes } }) => (bytes === null ? { text } : { bytes }));
    const isDropped = paths.every(isDroppedFolder);
    return {
      ...row,
      accession: uuidText(uid),
      label: accessionDescription.parse(JSON.parse(description)).carrier?.label ?? null,
      paths,
      canGoOn: isPlanned === 1 && !isDropped,
    };
  });
}

/**
 * Goes on with an import that was cut off: the same sources, what was said of them, and files left out. Throws what
 * `importPaths` does, `source-not-found` above all, and `import-not-open` if there is nothing to go on with.
 */
export async function resumeImport(
  context: IngestContext,
  accession: string,
  handlers: ImportHandlers,
): Promise<ImportSummary> {
  const row = context.archive.catalogue
    .prepare<[Uint8Array | null], { description: string; sources: string; leftOut: string }>(
      `SELECT description, sources, left_out AS leftOut
       FROM import_plan JOIN accession ON accession.id = accession_id WHERE accession.uid = ?`,
    )
    .get(parseUuid(accession));
  if (!row) throw new AppError('import-not-open');
  const leftOut = z.array(z.base64()).parse(JSON.parse(row.leftOut));
  const sources = sourcesOf.parse(JSON.parse(row.sources));
  return importPaths(
    context,
    {
      paths: sources.map(({ path: { text, bytes } }) =>
        bytes === null ? Buffer.from(text) : Buffer.from(bytes, 'base64'),
      ),
      workingFolder: '/',
      // As it was written: the order of its members is part of what the request is found by.
      description: JSON.parse(row.description) as AccessionDescription,
      leaveOut: leftOut.map((path) => Buffer.from(path, 'base64')),
    },
    handlers,
  );
}

/** An import that a person does not go on with. */
export interface AbandonedImport {
  readonly number: string;
  readonly stored: number;
  readonly files: number | null;
}

/**
 * Lets go of an import that was cut off, because its card is lost or not wanted any more: what it took in stays, its accession is
 * closed with an event that says it was left unfinished, and nothing offers it any more. The same card begins a new one. Throws
 * `archive-read-only`, `import-running` while one goes into the archive, and `import-not-open` if there is nothing to let go of.
 */
export async function abandonImport(archive: Archive, accession: string): Promise<AbandonedImport> {
  requireWriting(archive);
  if (isImporting(archive)) throw new AppError('import-running');
  const { catalogue } = archive;
  const abandoned = catalogue.transaction((): AbandonedImport => {
    const row = catalogue
      .prepare<[Uint8Array | null], AbandonedImport & { id: number; uid: Uint8Array }>(
        `SELECT accession.id, accession.uid, number, files, ${storedSql} AS stored
         FROM accession LEFT JOIN import_plan ON accession_id = accession.id
         WHERE accession.uid = ? AND state = 'open'`,
      )
      .get(parseUuid(accession));
    if (!row) throw new AppError('import-not-open');
    const { number, stored, files } = row;
    abandonAccession(archive, row, { stored, files });
    return { number, stored, files };
  })();
  await snapshotAfterAccession(archive);
  return abandoned;
}
