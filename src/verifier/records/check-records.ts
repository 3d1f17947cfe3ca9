import type { Problem } from '../../shared/records/verification.ts';
import { CatalogueCheck } from './catalogue-check.ts';
import { checkMetadataFile, type MetadataContext } from './metadata-file.ts';

/** Where the records of a package are read from. */
export interface RecordSources {
  /** Files below data/metadata/ in the order of their exhibits; `bytes` is null for one that cannot be read. */
  readonly metadata: () => AsyncIterable<{ readonly path: string; readonly bytes: Uint8Array | null }>;
  /** Text of data/catalogue.csv, a piece at a time, or null if it is not there. */
  readonly catalogue: () => Promise<AsyncIterable<string> | null>;
  /** SHA-256 (lower-case hex) of an exhibit file by the payload manifest. */
  readonly digestOf: MetadataContext['digestOf'];
}

export interface RecordsRequest extends MetadataContext {
  readonly sources: RecordSources;
  readonly add: (path: string, problem: Problem, detail: string) => void;
  readonly signal: AbortSignal | undefined;
  /** Called for each exhibit file that a metadata file tells of. */
  readonly tell: (path: string) => void;
}

export const cataloguePath = 'data/catalogue.csv';
const metadataName = /^data\/metadata\/(E-(\d{4,15}))\.json$/;

/** The path of the metadata file that has to tell of an exhibit file. */
export function metadataPathOf(exhibitPath: string): string | null {
  const exhibit = /^data\/exhibits\/(E-\d{4,15})(?:-\d{1,15})?\./.exec(exhibitPath)?.[1];
  return exhibit === undefined ? null : `data/metadata/${exhibit}.json`;
}

/** Where the exhibit stands, or null for a name that no metadata file has. */
export function metadataPosition(path: string): number | null {
  const digits = metadataName.exec(path)?.[2];
  return digits === undefined ? null : Number(digits);
}

/**
 * Metadata files and catalogue against what the log committed to, one exhibit at a time. Returns the paths of metadata files
 * of which it cannot be said what exhibits they tell of.
 */
export async function checkRecords(request: RecordsRequest): Promise<ReadonlySet<string>> {
  const { sources, add } = request;
  const unread = new Set<string>();
  const pieces = await sources.catalogue();
  if (!pieces) add(cataloguePath, 'missing', 'every package has it');
  const catalogue =
    pieces && new CatalogueCheck(pieces, (problem, detail) => add(cataloguePath, problem, detail));
  try {
    await catalogue?.head();
    for await (const { path, bytes } of sources.metadata()) {
      request.signal?.throwIfAborted();
      const exhibit = metadataName.exec(path)?.[1];
      if (exhibit === undefined) {
        add(path, 'unexpected', 'named by no exhibit');
        continue;
      }
      const result = bytes && checkMetadataFile(bytes, exhibit, request);
      for (const { problem, detail } of result?.problems ?? []) add(path, problem, detail);
      for (const told of result?.told ?? []) request.tell(told);
      if (!result?.rows) unread.add(path);
      await catalogue?.exhibit(metadataPosition(path) ?? 0, result?.rows ?? null);
    }
    await catalogue?.end();
  } finally {
    await catalogue?.close();
  }
  return unread;
}
